import { Check, ScanBarcode } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asErrorView, type ErrorView, type SheetFound } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useAnnounce } from "../../state/announcer";
import { useSession } from "../../state/session";
import { count } from "../../words/format";
import { whoseWords } from "./SheetPanel";

type Mode = "look" | "collect";

/**
 * A number that is scanned or typed. A scanner types and presses Enter, so focus stays here and the next scan takes the place of
 * the last. Collecting, each scan says that the sheet is here.
 */
export function Scan({ onFound, isOpenOn }: { onFound: (key: string) => void; isOpenOn: number }) {
  const { host, refresh } = useSession();
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [mode, setMode] = useState<Mode>("look");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<SheetFound | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [collected, setCollected] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each arrival on the screen is one
  useEffect(() => field.current?.focus(), [isOpenOn]);

  const look = async (words: string) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await host.call("sheet_find", { typed: words });
      setFound(answer);
      const only = answer.sheets.length === 1 ? answer.sheets[0] : undefined;
      announce(only ? `${answer.said} ${only.next}` : `${answer.said} ${answer.next}`);
      if (only && mode === "collect") await collect(only.key, only.code, only.whose === "" && only.ward === "");
      else if (only) onFound(only.key);
    } catch (thrown) {
      setFound(null);
      setError(asErrorView(thrown));
    } finally {
      setBusy(false);
      field.current?.focus();
      field.current?.select();
    }
  };
  const collect = async (key: string, code: string, nobodys: boolean) => {
    onFound(key);
    if (nobodys) return;
    const said = await host.call("sheet_return", { sheets: [key], from: "", patient: "", whose: "" });
    setCollected((before) => [code, ...before]);
    setTyped("");
    announce(said.said);
    await refresh();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void look(typed);
  };
  const unknown = found !== null && found.sheets.length === 0;
  return (
    <form className="scan" onSubmit={send} aria-label="Sheet number" noValidate>
      <div className="scan-line">
        <Field
          className="scan-field"
          label="Sheet number"
          aside="(scan the code, or type it)"
          value={typed}
          onChange={setTyped}
          inputRef={field}
          autoComplete="off"
        />
        <Button kind="primary" type="submit" icon={ScanBarcode} isDisabled={busy}>
          {mode === "collect" ? "It is here" : "Find the sheet"}
        </Button>
        <Segments
          label="Each scan"
          value={mode}
          onChange={(next) => {
            setMode(next);
            setFound(null);
            field.current?.focus();
          }}
          options={[
            { value: "look", content: "finds the sheet" },
            { value: "collect", content: "says that it is here" },
          ]}
        />
      </div>
      {collected.length > 0 && mode === "collect" && (
        <p className="row" role="status">
          <Icon of={Check} size={20} className="tick-green" /> {count(collected.length, "sheet")} collected now, the
          last {collected[0]}
        </p>
      )}
      {unknown && (
        <ErrorBox what={found.said} next={found.next}>
          {found.near.map((sheet) => (
            <Button key={sheet.key} onPress={() => onFound(sheet.key)}>
              {sheet.code}: {whoseWords(sheet)}, {sheet.form}
            </Button>
          ))}
        </ErrorBox>
      )}
      {found !== null && found.sheets.length > 1 && (
        <Notice>
          <p className="strong">{found.said}</p>
          <p>{found.next}</p>
          <div className="row">
            {found.sheets.map((sheet) => (
              <Button key={sheet.key} onPress={() => onFound(sheet.key)}>
                {whoseWords(sheet)}, {sheet.form}, {sheet.pages}
              </Button>
            ))}
          </div>
        </Notice>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </form>
  );
}

import { Play } from "lucide-react";
import { useState } from "react";
import { asErrorView, type ErrorView, type PaperView, type UnfinishedPart, type UnfinishedPrint } from "../../host";
import { Card, ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Combo } from "../../parts/Combo";
import { Field, Pick } from "../../parts/Field";
import { useNow } from "../../state/clock";
import type { Job } from "../../state/job";
import { useFrame, useSession } from "../../state/session";
import { count, when } from "../../words/format";
import type { Printers } from "./PrinterChoice";

/** Prints that stopped: why, what came out, and the one press that goes on, here or on another printer. */
export function Unfinished({ view, printers, print }: { view: PaperView; printers: Printers; print: Job }) {
  const still = view.unfinished.filter((one) => !one.running);
  if (still.length === 0) return null;
  return (
    <Card title="Not finished" className="paper-unfinished" flush>
      <ul>
        {still.map((one) => (
          <One key={one.print} one={one} printers={printers} print={print} />
        ))}
      </ul>
    </Card>
  );
}

const SAME = "same";

function One({ one, printers, print }: { one: UnfinishedPrint; printers: Printers; print: Job }) {
  const { host, refresh } = useSession();
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [to, setTo] = useState(SAME);
  const [sheet, setSheet] = useState("");
  const [folder, setFolder] = useState("");
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const waiting = one.parts.filter((part) => part.state === "waiting").length;
  const done = one.parts.filter((part) => part.state === "done").length;
  const begun = one.parts.filter((part) => part.state !== "waiting" && part.state !== "done");
  const onPrinter = one.printer !== "";
  const carryOn = () =>
    void print.begin((engine) =>
      engine.call("print_resume", {
        print: one.print,
        printer: to === SAME ? "" : to,
        to: to === SAME ? folder.trim() : "",
        from_page: 0,
        last_sheet: sheet.trim(),
      }),
    );
  const letBe = async () => {
    try {
      await host.call("print_drop", { print: one.print });
      void refresh();
    } catch (thrown) {
      setError(asErrorView(thrown));
    }
  };
  return (
    <li className="paper-made stack">
      <p className="row spread">
        <span className="semi">{one.what}</span>
        <span className="second">
          {onPrinter ? `${one.printer}, ` : ""}
          {when(one.at, zone, now)}
        </span>
      </p>
      {begun.map((part) => (
        <Stopped key={part.title} part={part} />
      ))}
      <p className="second">
        {done} of {count(one.parts.length, "part")} done
        {waiting > 0 && `, ${waiting} not begun`}
      </p>
      <div className="paper-resume">
        <Pick
          label={onPrinter ? "Carry on on" : "Carry on into"}
          value={to}
          onChange={setTo}
          options={[
            { value: SAME, text: onPrinter ? `${one.printer}, as before` : "The same folder" },
            ...(printers.view?.printers ?? [])
              .filter((printer) => printer.name !== one.printer)
              .map((printer) => ({ value: printer.name, text: printer.name, note: printer.said })),
          ]}
        />
        {!onPrinter && to === SAME && (
          <Field label="Another folder" aside="(empty: the same one)" value={folder} onChange={setFolder} />
        )}
        {onPrinter && begun.length > 0 && (
          <Combo
            label="Last sheet"
            aside="(only if you are asked, or know better)"
            known={begun.flatMap((part) => part.sheets)}
            value={sheet}
            onChange={setSheet}
            offers="Sheets of this part"
            hint="The sheet number at the lower right of the last page that came out."
          />
        )}
      </div>
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind="primary" icon={Play} onPress={carryOn} isDisabled={print.isRunning}>
          {to === SAME ? "Carry on" : `Carry on on ${to}`}
        </Button>
        {sure ? (
          <>
            <Button onPress={() => void letBe()}>Yes, the rest is not wanted</Button>
            <LinkButton onPress={() => setSure(false)}>Keep it</LinkButton>
          </>
        ) : (
          <LinkButton onPress={() => setSure(true)}>Let it be</LinkButton>
        )}
      </div>
    </li>
  );
}

function Stopped({ part }: { part: UnfinishedPart }) {
  return (
    <Notice>
      <strong>{part.title}.</strong> {part.said} {part.next}
    </Notice>
  );
}

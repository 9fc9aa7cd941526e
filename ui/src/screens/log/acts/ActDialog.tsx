import { type FormEvent, type ReactNode, useState } from "react";
import type { EntryView, ErrorView } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { DialogBox } from "../../../parts/DialogBox";
import { useFrame } from "../../../state/session";
import { clock, day } from "../../../words/format";

/** What a dialog says of the entry it is about; the time is left out where it is not at hand. */
export type Quote = Pick<EntryView, "key" | "number" | "kind_word" | "text" | "actor"> & { occurred_at: string | null };

/** The entry that an act is about, as it stands in the log. */
export function Quoted({ entry }: { entry: Quote }) {
  const { zone_name: zone } = useFrame();
  return (
    <blockquote className="quoted">
      <p className="second">
        <span className="semi">{entry.kind_word}</span> no. {entry.number}
        {entry.occurred_at && ` · ${day(entry.occurred_at, zone)} ${clock(entry.occurred_at, zone)}`} · {entry.actor}
      </p>
      <p>{entry.text}</p>
    </blockquote>
  );
}

/** One act about one entry: its words, the fields, one button. Esc closes and keeps the draft. */
export function ActDialog({
  title,
  entry,
  onClose,
  onSend,
  faults,
  busy,
  error,
  button,
  children,
}: {
  title: string;
  entry: Quote;
  onClose: () => void;
  onSend: () => Promise<void>;
  faults: Record<string, string | null>;
  busy: boolean;
  error: ErrorView | null;
  button: string;
  children: (say: (name: string) => string | null) => ReactNode;
}) {
  const [tried, setTried] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget;
    if (Object.values(faults).some(Boolean)) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await onSend();
  };
  return (
    <DialogBox title={title} onClose={onClose} className="modal-act">
      <Quoted entry={entry} />
      <form
        className="stack"
        aria-label={title}
        onSubmit={send}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.ctrlKey) event.currentTarget.requestSubmit();
        }}
        noValidate
      >
        {children((name) => (tried ? (faults[name] ?? null) : null))}
        {error && <ErrorBox what={error.what} kept="Nothing was written. Your words are kept." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            {button}
          </Button>
          <Button onPress={onClose}>Back</Button>
        </div>
      </form>
    </DialogBox>
  );
}

import { Check } from "lucide-react";
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Commands } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button, Key } from "../../../parts/Button";
import { Icon } from "../../../parts/Icon";
import { useAct } from "../../../state/session";
import type { Writing } from "./useWriting";

/** What every answer about an entry says: its number and its sentence. */
type Said = { number: number; said: string };

/** Use cases that write one entry. */
type Writes = { [K in keyof Commands]: Commands[K]["response"] extends Said ? K : never }[keyof Commands];

/** What a field says of its fault: only after the person tried to sign. */
export type Say<N extends string> = (name: N) => string | null;

/**
 * A form that becomes one entry. Ctrl Enter signs; a fault takes the focus to its field; a failed save keeps every
 * word and says why.
 */
export function WritingForm<F extends object, C extends Writes, N extends string>({
  label,
  writing,
  faults,
  cmd,
  request,
  sign,
  layout = "grid",
  onSigned,
  children,
  acts,
}: {
  label: string;
  writing: Writing<F>;
  faults: Record<N, string | null>;
  cmd: C;
  request: () => Commands[C]["request"];
  /** The button: verb and object. */
  sign: string;
  layout?: "grid" | "line";
  onSigned?: (written: Commands[C]["response"]) => void;
  children: (say: Say<N>) => ReactNode;
  /** Further acts beside the button. */
  acts?: ReactNode;
}) {
  const { busy, error, run } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const [last, setLast] = useState<Said | null>(null);
  const toFix = Object.values(faults).filter(Boolean).length;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setTried(true);
    setLast(null);
    if (toFix > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await writing.keepNow();
    const written = await run(cmd, request());
    if (!written) return;
    await writing.signed();
    setTried(false);
    setLast(written as Said);
    onSigned?.(written);
    form.current?.querySelector<HTMLElement>("textarea, input")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  return (
    <form
      className={`writing writing-${layout}`}
      aria-label={label}
      data-region
      onSubmit={send}
      onKeyDown={onKeyDown}
      ref={form}
      noValidate
    >
      {children((name) => (tried ? (faults[name] ?? null) : null))}
      {error && (
        <div className="writing-wide">
          <ErrorBox what={error.what} kept="Not written yet. Every word is kept." next={error.next} />
        </div>
      )}
      <div className="row writing-foot">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {sign} <Key>Ctrl Enter</Key>
        </Button>
        {acts}
        {tried && toFix > 0 && (
          <span className="late semi">{toFix === 1 ? "1 thing to fix" : `${toFix} things to fix`}</span>
        )}
        {last && (
          <span className="row writing-last">
            <Icon of={Check} size={20} className="tick-green" /> {last.said}
          </span>
        )}
        <span className="second push">{writing.kept}</span>
      </div>
    </form>
  );
}

/** "Say …" when a needed field is empty, else null. */
export function needed(text: string, words: string): string | null {
  return text.trim() === "" ? words : null;
}

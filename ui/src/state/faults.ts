import { type FormEvent, useState } from "react";

/** What a form says of its faults: nothing until the person tried to send it. */
export type Faults<N extends string> = {
  say: (name: N) => string | null;
  /** "1 thing to fix" for beside the button; null when there is nothing. */
  toFix: string | null;
  /** Stops the browser's own sending. True when the form may be sent; else the focus goes to the first fault. */
  maySend: (event: FormEvent<HTMLFormElement>) => boolean;
};

/** Watches the faults of one form. */
export function useFaults<N extends string>(faults: Record<N, string | null>): Faults<N> {
  const [tried, setTried] = useState(false);
  const count = Object.values(faults).filter(Boolean).length;
  return {
    say: (name) => (tried ? faults[name] : null),
    toFix: tried && count > 0 ? (count === 1 ? "1 thing to fix" : `${count} things to fix`) : null,
    maySend: (event) => {
      event.preventDefault();
      // A form around the dialog, in the tree of components, is not what was sent.
      event.stopPropagation();
      setTried(true);
      if (count === 0) return true;
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return false;
    },
  };
}

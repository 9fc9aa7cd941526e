import { createContext, type KeyboardEvent, type ReactNode, useContext } from "react";

/** Whether single letters act at all: a person can switch them off (WCAG 2.1.4). */
export const LettersOn = createContext(true);

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** True when a key press belongs to text that a person is writing. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** The letter of a key press that may act, or null. Modified keys and keys of a text field never act. */
export function actingLetter(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "target">,
): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return null;
  return isTyping(event.target) ? null : event.key.toLowerCase();
}

/**
 * A list, panel or card in which single letters work. A letter moves focus to the control that carries it; Enter or
 * Space then presses that, so a dropped glove confirms nobody. `onLetter` takes letters that only move about the
 * screen (a tier, the next vacancy).
 */
export function Letters({
  children,
  className,
  onLetter,
}: {
  children: ReactNode;
  className?: string;
  onLetter?: (letter: string) => boolean;
}) {
  const on = useContext(LettersOn);
  const onKeyDownCapture = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!on) return;
    const letter = actingLetter(event);
    if (letter === null || letter === " ") return;
    const control = event.currentTarget.querySelector<HTMLElement>(`[data-letter="${CSS.escape(letter)}"]`);
    const acted = onLetter?.(letter) || control !== null;
    if (!acted) return;
    event.preventDefault();
    event.stopPropagation();
    if (control) focusOn(control);
  };
  return (
    // The letters are a second way to controls that are all reachable by Tab.
    <div className={className} onKeyDownCapture={onKeyDownCapture}>
      {children}
    </div>
  );
}

function focusOn(control: HTMLElement) {
  const inner = control.matches("button, input, a, [tabindex]")
    ? control
    : control.querySelector<HTMLElement>("input, button");
  (inner ?? control).focus({ preventScroll: false });
}

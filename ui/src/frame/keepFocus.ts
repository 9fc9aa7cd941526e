import { useEffect } from "react";

/** The last things that had the focus, newest first: enough for a form in a form. */
const REMEMBERED = 6;
const FIELD = ":is(input:not([type=hidden]):not([disabled]), textarea:not([disabled]))";
/** Where a keyboard stands when nothing better is left: Tab goes on from there. */
const PLACE = "h1, h2, h3, [tabindex='-1']";

type Held = { element: HTMLElement; name: string; around: Element[] };

function nameOf(element: Element): string {
  return element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
}

function around(element: Element): Element[] {
  const all: Element[] = [];
  for (let at = element.parentElement; at; at = at.parentElement) all.push(at);
  return all;
}

function isShown(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0;
}

/** The opener, if it stands there again: a press on it opened what has gone, so it does nothing by itself. */
function opener(before: readonly Held[], within: Element): HTMLElement | null {
  for (const { element, name } of before) {
    if (isShown(element) && within.contains(element)) return element;
    const again = [...within.querySelectorAll<HTMLElement>(element.tagName)].find(
      (each) => isShown(each) && nameOf(each) === name && name !== "",
    );
    if (again) return again;
  }
  return null;
}

/** Puts the focus near to where it was: the opener, else the form that took its place, else the heading beside it. */
function putBack(held: readonly Held[]): void {
  const [lost, ...before] = held;
  const home = lost?.around.find((each) => each.isConnected);
  if (!lost || !home?.closest(".shell, [role=dialog]")) return;
  const places = [home, ...around(home)];
  const shown = (what: string, within: Element) => [...within.querySelectorAll<HTMLElement>(what)].find(isShown);
  // What was lost outside a form gave way to one.
  const gaveWay = !lost.around.some((each) => each.tagName === "FORM");
  // No button gets the focus only because it is near: a second press of the same key would press it.
  const to =
    (gaveWay ? shown(`form ${FIELD}`, home) : null) ??
    opener(before, home) ??
    shown(`form ${FIELD}`, home) ??
    places.map((place) => opener(before, place) ?? shown(PLACE, place)).find((found) => found);
  if (!to) return;
  if (to.tabIndex < 0 && !to.hasAttribute("tabindex")) to.tabIndex = -1;
  to.focus();
}

/**
 * A keyboard is never nowhere. When what had the focus leaves the screen (a form that was signed, a button that a form took
 * the place of) and the screen itself puts the focus nowhere, it goes back to what opened it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let held: Held[] = [];
    let waits = false;
    let isLeft = false;
    const onFocus = (event: FocusEvent) => {
      const element = event.target;
      if (!(element instanceof HTMLElement) || element === document.body) return;
      isLeft = false;
      const one = { element, name: nameOf(element), around: around(element) };
      held = [one, ...held.filter((each) => each.element !== element)].slice(0, REMEMBERED);
    };
    // A press beside everything puts the focus nowhere on purpose.
    const onPointer = (event: PointerEvent) => {
      isLeft =
        event.target instanceof Element && !event.target.closest("button, a, input, textarea, label, [tabindex]");
    };
    const isLost = () =>
      document.activeElement === document.body &&
      !isLeft &&
      held[0] !== undefined &&
      !held[0].element.matches(":disabled");
    const look = () => {
      if (waits || !isLost()) return;
      waits = true;
      // The screen's own word comes first.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          waits = false;
          if (!isLost()) return;
          const last = held[0]?.element;
          // A button that was shut while the engine answered, and is open again.
          if (last && isShown(last)) last.focus();
          else putBack(held);
        }),
      );
    };
    const changes = new MutationObserver(look);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPointer, true);
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPointer, true);
      changes.disconnect();
    };
  }, []);
}

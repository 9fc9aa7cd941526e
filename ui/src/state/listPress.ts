/**
 * A press acts on the row that is under it, also while the list is still moving.
 *
 * React Aria puts a list back to the place of the last scroll event that it saw when the list takes the focus. Browsers tell of
 * a scroll one frame late, so a press in that frame moved the rows away between finger down and finger up, and nothing
 * opened. Here a list that stands elsewhere than was last told is told before the press reaches it. (That rows take no presses
 * while a long list scrolls is undone in base.css.)
 */
export function keepListsUnderThePress(page: Document): void {
  const told = new WeakMap<Element, number>();
  const isList = (target: EventTarget | null): target is Element =>
    target instanceof Element && target.matches("[role=listbox]");
  page.addEventListener(
    "scroll",
    (event) => {
      if (isList(event.target)) told.set(event.target, event.target.scrollTop);
    },
    true,
  );
  page.addEventListener(
    "pointerdown",
    (event) => {
      const list = event.target instanceof Element ? event.target.closest("[role=listbox]") : null;
      if (list && list.scrollTop !== (told.get(list) ?? 0)) list.dispatchEvent(new Event("scroll"));
    },
    true,
  );
}

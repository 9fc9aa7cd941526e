const REGIONS = ".bar, .strip, .nav, .main, .main [data-region]";
const FOCUSABLE =
  'button:not([disabled]), input:not([disabled]), textarea:not([disabled]), a[href], [tabindex]:not([tabindex="-1"])';

/** F6: moves focus to the next region of the screen (Shift F6: the one before). */
export function nextRegion(back: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(
    (region) => region.offsetParent !== null && ownFocusable(region) !== null,
  );
  if (regions.length === 0) return;
  // The innermost region around the focus is where the reader is.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + (back ? -1 : 1) + regions.length) % regions.length];
  if (next) ownFocusable(next)?.focus();
}

function ownFocusable(region: HTMLElement): HTMLElement | null {
  const all = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.offsetParent !== null);
  return (
    all.find((each) => each.closest("[data-region]") === (region.matches("[data-region]") ? region : null)) ??
    all[0] ??
    null
  );
}

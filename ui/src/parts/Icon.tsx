import type { LucideIcon } from "lucide-react";

/** An outline icon at the house stroke. Always stands beside a word, so it is hidden from a screen reader. */
export function Icon({
  of: Shape,
  size = 20,
  className,
}: {
  of: LucideIcon;
  size?: 16 | 18 | 20 | 22 | 28 | 36;
  className?: string;
}) {
  return <Shape aria-hidden="true" focusable="false" size={size} strokeWidth={2.25} className={className} />;
}

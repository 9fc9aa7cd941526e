import type { ReactNode } from "react";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";

/** From here on only the lines in view are drawn. */
const MANY = 40;

/** One line of a list that may be very long. */
export type Line = { id: string; text: string; content: ReactNode };

/** Lines one under another, hundreds too: arrows go through them, Enter opens one where `onOpen` is given. */
export function LongList({
  label,
  lines,
  onOpen,
}: {
  label: string;
  lines: readonly Line[];
  onOpen?: (id: string) => void;
}) {
  const isLong = lines.length > MANY;
  const list = (
    <ListBox
      className={`long-list ${isLong ? "long-list-tall" : ""}`}
      aria-label={label}
      items={lines}
      selectionMode="none"
      {...(onOpen ? { onAction: (id) => onOpen(String(id)) } : {})}
    >
      {(line) => (
        <ListBoxItem
          id={line.id}
          textValue={line.text}
          className={`long-line inset-focus ${onOpen ? "long-line-opens" : ""}`}
        >
          {line.content}
        </ListBoxItem>
      )}
    </ListBox>
  );
  if (!isLong) return list;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 44 }}>
      {list}
    </Virtualizer>
  );
}

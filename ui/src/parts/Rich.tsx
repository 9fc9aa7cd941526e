import { Fragment } from "react";

/** Draws `**bold**` runs of a sentence that came from the engine; everything else is plain text. */
export function Rich({ text }: { text: string }) {
  const runs = text.split(/\*\*(.+?)\*\*/g);
  return (
    <>
      {runs.map((run, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: runs of one fixed sentence have no other identity
        return index % 2 === 1 ? <strong key={index}>{run}</strong> : <Fragment key={index}>{run}</Fragment>;
      })}
    </>
  );
}

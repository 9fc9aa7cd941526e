import type { DifferentFileView, DifferentLineView } from "../../host";
import { Card } from "../../parts/Boxes";

const SIGN: Record<string, { sign: string; word: string }> = {
  added: { sign: "+", word: "now" },
  removed: { sign: "−", word: "before" },
  same: { sign: "", word: "" },
};

/** Two texts as one column: what is gone, what is new, the changed words in a line underlined. */
export function Difference({ lines, label }: { lines: readonly DifferentLineView[]; label: string }) {
  return (
    <table className="difference" aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Was or is</th>
          <th scope="col">Words</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DifferentLine key={`${line.differs} ${line.before} ${line.after}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function DifferentLine({ line }: { line: DifferentLineView }) {
  const { sign, word } = SIGN[line.differs] ?? { sign: "", word: "" };
  const partly = line.pieces.some((piece) => !piece.changed);
  return (
    <tr className={`difference-${line.differs} ${line.gap_above ? "difference-gap" : ""}`}>
      <td className="difference-number">{line.after ?? line.before}</td>
      <td className="difference-sign">
        <span aria-hidden="true">{sign}</span>
        <span className="visually-hidden">{word}</span>
      </td>
      <td className="difference-words">
        {line.pieces.map((piece, at) =>
          piece.changed && partly && line.differs !== "same" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
            <mark key={at}>{piece.text}</mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
            <span key={at}>{piece.text}</span>
          ),
        )}
      </td>
    </tr>
  );
}

const FILE_WORD: Record<string, string> = { added: "new", removed: "no longer there", changed: "other words" };

/** Files that differ, each with its lines. */
export function DifferentFiles({ files }: { files: readonly DifferentFileView[] }) {
  return (
    <>
      {files.map((file) => (
        <Card key={file.path} title={file.path} aside={FILE_WORD[file.differs] ?? file.differs} level={3} flush>
          <Difference lines={file.lines} label={`Changes of ${file.path}`} />
        </Card>
      ))}
    </>
  );
}

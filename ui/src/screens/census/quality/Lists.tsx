import { useMemo } from "react";
import type { CensusLine, ChangedRow, WhoRow } from "../../../host";
import { useGoing } from "../../../state/going";
import { LongList } from "./LongList";

/** People; each leads to the patient. */
export function People({ label, people }: { label: string; people: readonly WhoRow[] }) {
  const { go } = useGoing();
  const lines = useMemo(
    () => people.map((each) => ({ id: each.patient, text: each.who, content: each.who })),
    [people],
  );
  return <LongList label={label} lines={lines} onOpen={(id) => go("patients", id)} />;
}

/** People with what became other; each leads to the patient. */
export function Changed({
  label,
  rows,
  isChange,
}: {
  label: string;
  rows: readonly ChangedRow[];
  /** Whether there is a before; without one only the words are shown. */
  isChange: boolean;
}) {
  const { go } = useGoing();
  const lines = useMemo(
    () =>
      rows.map((row) => {
        const after = row.after === "" ? "not known" : row.after;
        const before = row.before === "" ? "not known" : row.before;
        return {
          id: row.patient,
          text: `${row.who}: ${isChange ? `${before}, now ${after}` : after}`,
          content: (
            <>
              <span className="semi">{row.who}</span>
              <span className="changed-words">
                {isChange && (
                  <>
                    <span className="second">{before}</span> <span aria-hidden="true">→</span>
                    <span className="visually-hidden">, now</span>{" "}
                  </>
                )}
                <span>{after}</span>
              </span>
            </>
          ),
        };
      }),
    [rows, isChange],
  );
  return <LongList label={label} lines={lines} onOpen={(id) => go("patients", id)} />;
}

/** Lines of a reading: each with its place in the file. */
export function Places({ label, lines: places }: { label: string; lines: readonly CensusLine[] }) {
  const lines = useMemo(
    () =>
      places.map((line, index) => {
        const place = [line.file, line.at].filter(Boolean).join(", ");
        return {
          id: `${index}`,
          text: place === "" ? line.reason : `${place}: ${line.reason}`,
          content: (
            <span>
              {place !== "" && <span className="semi">{place}: </span>}
              {line.reason}
            </span>
          ),
        };
      }),
    [places],
  );
  return <LongList label={label} lines={lines} />;
}

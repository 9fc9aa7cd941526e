import type { ReactNode } from "react";
import type { PatientLine } from "../../host";
import { Button, LinkButton } from "../../parts/Button";
import { TierBadge } from "../../parts/TierBadge";
import { useGoing } from "../../state/going";

/** "AMU Bay A 04 OYELARAN, Ada". */
export function lineWords(line: PatientLine): string {
  const bed = line.bed === "" ? "bed not known" : line.bed;
  return `${line.bed.startsWith(line.ward) ? "" : `${line.ward} `}${bed} ${line.name}`;
}

/** One patient behind a number; the name leads to the open row. */
export function PersonLine({ line, children }: { line: PatientLine; children?: ReactNode }) {
  const { go } = useGoing();
  return (
    <>
      <TierBadge tier={line.tier} size={30} />
      <span className="grow">
        <LinkButton onPress={() => go("patients", line.patient)}>{lineWords(line)}</LinkButton>
        {line.act !== "" && <span className="second person-act">{line.act}</span>}
        {children}
      </span>
    </>
  );
}

/** A number that opens the people behind it, in a line of their own under its row. */
export function NumberOf({
  n,
  what,
  people,
  isOpen,
  onToggle,
}: {
  n: number;
  what: string;
  people: readonly PatientLine[];
  isOpen: boolean;
  onToggle: () => void;
}) {
  if (people.length === 0) return <span className="strong">{n}</span>;
  return (
    <Button
      kind="text"
      className="number-of"
      aria-expanded={isOpen}
      aria-label={`${n} ${what}: ${isOpen ? "hide" : "show"} who`}
      onPress={onToggle}
    >
      {n}
    </Button>
  );
}

/** The people behind a number, under the row that it stands in. */
export function PeopleRow({
  what,
  people,
  columns,
}: {
  what: string;
  people: readonly PatientLine[];
  columns: number;
}) {
  return (
    <tr className="people-row">
      <td colSpan={columns}>
        <p className="semi">{what}</p>
        <ul className="people">
          {people.map((line) => (
            <li key={line.patient} className="person">
              <PersonLine line={line} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

import { useId, useState } from "react";
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
export function PersonLine({ line, children }: { line: PatientLine; children?: React.ReactNode }) {
  const { go } = useGoing();
  return (
    <>
      <TierBadge tier={line.tier} size={30} />
      <span className="grow">
        <LinkButton onPress={() => go("patients", line.patient)}>{lineWords(line)}</LinkButton>
        {line.act !== "" && <span className="second person-act"> {line.act}</span>}
        {children}
      </span>
    </>
  );
}

/** A number that opens into the people behind it. */
export function NumberOf({ n, what, people }: { n: number; what: string; people: readonly PatientLine[] }) {
  const [open, setOpen] = useState(false);
  const list = useId();
  if (people.length === 0) return <span className="strong">{n}</span>;
  return (
    <>
      <Button
        kind="text"
        className="number-of"
        aria-expanded={open}
        aria-controls={list}
        aria-label={`${n} ${what}: ${open ? "hide" : "show"} who`}
        onPress={() => setOpen((on) => !on)}
      >
        {n}
      </Button>
      {open && (
        <ul className="people" id={list}>
          {people.map((line) => (
            <li key={line.patient} className="person">
              <PersonLine line={line} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Icon } from "../../../parts/Icon";
import { number } from "../../../words/format";

/** A row with its count that opens to what it counts; a row that counts nobody says so and opens to nothing. */
export function Opens({
  n,
  words,
  mark,
  startsOpen = false,
  children,
}: {
  n: number;
  words: ReactNode;
  /** A plate before the words. */
  mark?: ReactNode;
  startsOpen?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(startsOpen);
  const id = useId();
  if (n === 0) {
    return (
      <li className="opens-row opens-none">
        <span className="opens-count">0</span>
        <span>{words}</span>
      </li>
    );
  }
  return (
    <li>
      <AriaButton
        className="opens-row opens-button inset-focus"
        aria-expanded={open}
        aria-controls={id}
        onPress={() => setOpen((on) => !on)}
      >
        <span className="opens-count">{number(n)}</span>
        <span className="grow">
          {mark} {words}
        </span>
        <Icon of={open ? ChevronDown : ChevronRight} size={20} />
      </AriaButton>
      <div id={id} hidden={!open} className="opens-body">
        {open && children}
      </div>
    </li>
  );
}

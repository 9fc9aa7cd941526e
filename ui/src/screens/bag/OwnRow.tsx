import { OctagonAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "../../parts/Button";
import { Plate } from "../../parts/Plate";

/** One line of a list that a hospital writes: what it says, opened to be changed, taken out after a question. */
export function OwnRow({
  name,
  head,
  errors,
  isOpen,
  onOpen,
  onRemove,
  question,
  acts,
  children,
  ...rest
}: {
  /** What its buttons call it. */
  name: string;
  head: ReactNode;
  errors: number;
  isOpen: boolean;
  onOpen: () => void;
  onRemove: () => void;
  /** Asked before it is taken out. */
  question: string;
  acts?: ReactNode;
  /** The form, while it is open. */
  children: ReactNode;
} & Omit<ComponentProps<"li">, "children" | "className">) {
  const [asked, setAsked] = useState(false);
  return (
    <li className="own-rule" {...rest}>
      <div className="own-rule-head">
        <div className="content-name">
          {head}
          {errors > 0 && !isOpen && (
            <Plate tone="red-outline" icon={OctagonAlert}>
              {errors} to mend
            </Plate>
          )}
        </div>
        <div className="row">
          {acts}
          <Button onPress={onOpen} aria-expanded={isOpen} aria-label={`${isOpen ? "Close" : "Change"} ${name}`}>
            {isOpen ? "Close" : "Change"}
          </Button>
          <Button onPress={() => setAsked(true)} aria-label={`Take out ${name}`}>
            Take out
          </Button>
        </div>
      </div>
      {asked && (
        <div className="row">
          <span className="strong">{question}</span>
          <Button onPress={onRemove}>Take {name} out</Button>
          <Button onPress={() => setAsked(false)}>Leave it</Button>
        </div>
      )}
      {isOpen && children}
    </li>
  );
}

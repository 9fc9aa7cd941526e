import { Ban, OctagonAlert } from "lucide-react";
import type { LeftOpenStep } from "../../host";
import { Card } from "../../parts/Boxes";
import { LinkButton } from "../../parts/Button";
import { Plate } from "../../parts/Plate";

/** Steps that stood open when the incident was stood down: for recovery and the debrief. They can still be worked. */
export function Unfinished({ steps, onChoose }: { steps: readonly LeftOpenStep[]; onChoose: (id: string) => void }) {
  return (
    <Card title="Left open at stand-down" aside={steps.length}>
      <p className="second">Critical ones first. Each can still be closed, with the time and who.</p>
      <ul className="unfinished">
        {steps.map((step) => (
          <li key={`${step.card} ${step.number}`} className="row">
            <LinkButton onPress={() => onChoose(step.card)}>
              {step.title}, step {step.number}
            </LinkButton>
            <span>{step.text}</span>
            {step.critical && <Plate icon={OctagonAlert}>Critical</Plate>}
            {step.blocked && <Plate icon={Ban}>Blocked</Plate>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

import type { LeftStepView } from "../../host";
import { Card } from "../../parts/Boxes";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { said } from "./Steps";

/** Ticks on steps that newer content no longer has: nothing that somebody did is lost from sight. */
export function LeftSteps({ steps }: { steps: readonly LeftStepView[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <Card title="Ticked on the card before, no longer on this one">
      <ul className="cards-lines">
        {steps.map((step) => (
          <li key={`${step.number} ${step.text}`}>
            <p>
              {step.number}. {step.text}
            </p>
            {step.marks.map((mark) => (
              <p key={`${mark.typed_at} ${mark.by}`} className="second">
                {said(mark, zone, now)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

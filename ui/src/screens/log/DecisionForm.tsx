import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Card, ErrorBox } from "../../parts/Boxes";
import { Button, Key } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { hostNow } from "../../state/clock";
import { type DraftField, draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { nextTimeOfDay, timeOfDay } from "../../words/timeOfDay";

/** A decision with what was known, what was refused, the harm accepted, and when it is looked at again. */
export function DecisionForm() {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const decision = useDraft("decision.decision");
  const known = useDraft("decision.known");
  const options = useDraft("decision.options");
  const risks = useDraft("decision.risks");
  const rationale = useDraft("decision.rationale");
  const told = useDraft("decision.told");
  const taken = useDraft("decision.when");
  const review = useDraft("decision.review");
  const all = [decision, known, options, risks, rationale, told, taken, review];

  const takenAt = taken.text.trim() === "" ? null : timeOfDay(taken.text, hostNow(), zone);
  const reviewAt = review.text.trim() === "" ? null : nextTimeOfDay(review.text, hostNow(), zone);
  const faults = {
    decision: decision.text.trim() === "" ? "Say what is decided." : null,
    rationale: rationale.text.trim() === "" ? "Say why." : null,
    risks: risks.text.trim() === "" ? "Say the harm, or “none seen”." : null,
    taken: taken.text.trim() !== "" && takenAt === null ? "Write the time as 06:50." : null,
    review: review.text.trim() !== "" && reviewAt === null ? "Write the time as 07:30." : null,
  };
  const toFix = Object.values(faults).filter(Boolean).length;
  const say = (fault: string | null) => (tried ? fault : null);

  const sign = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (toFix > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const written = await run("decision_add", {
      decision: decision.text.trim(),
      known: known.text.trim(),
      options: options.text.trim(),
      rationale: rationale.text.trim(),
      risks: risks.text.trim(),
      told: told.text.trim(),
      review_at: reviewAt,
      occurred_at: takenAt,
    });
    if (!written) return;
    await Promise.all(all.map((draft) => draft.saved()));
    setTried(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) form.current?.requestSubmit();
  };
  return (
    <Card title="New decision" aside={draftsWords(all, zone)} className="log-right">
      <form
        className="decision"
        aria-label="New decision"
        data-region
        onSubmit={sign}
        onKeyDown={onKeyDown}
        ref={form}
        noValidate
      >
        <Field
          className="decision-wide"
          label="What is decided"
          letter="d"
          lines={2}
          value={decision.text}
          onChange={decision.set}
          fault={say(faults.decision)}
        />
        <Field className="decision-wide" label="What is known now" lines={2} value={known.text} onChange={known.set} />
        <Field label="Options refused, and why" lines={3} value={options.text} onChange={options.set} />
        <Field label="Harm accepted" lines={3} value={risks.text} onChange={risks.set} fault={say(faults.risks)} />
        <Field label="Reason" lines={2} value={rationale.text} onChange={rationale.set} fault={say(faults.rationale)} />
        <Field label="Who was told" lines={2} value={told.text} onChange={told.set} />
        <Field
          label="When it was decided"
          aside="(empty: now)"
          value={taken.text}
          onChange={taken.set}
          fault={say(faults.taken)}
        />
        <Field
          label="Review at"
          aside="(24-hour)"
          value={review.text}
          onChange={review.set}
          fault={say(faults.review)}
        />
        {error && (
          <div className="decision-wide">
            <ErrorBox what={error.what} kept="Your text is kept." next={error.next} />
          </div>
        )}
        <div className="row decision-wide">
          <Button kind="primary" type="submit" isDisabled={busy}>
            Sign the decision <Key>Ctrl Enter</Key>
          </Button>
          {tried && toFix > 0 && (
            <span className="second push">{toFix === 1 ? "1 thing to fix" : `${toFix} things to fix`}</span>
          )}
        </div>
      </form>
    </Card>
  );
}

/** One line for all the fields: the worst of their states. */
function draftsWords(drafts: readonly DraftField[], zone: string): string {
  const states = drafts.map((draft) => draft.state);
  const worst =
    states.find((state) => state.kind === "not-kept") ??
    states.find((state) => state.kind === "typing") ??
    states.find((state) => state.kind === "kept");
  return draftWords(worst ?? { kind: "empty" }, zone);
}

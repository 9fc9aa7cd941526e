import { useMemo } from "react";
import { Button } from "../../../parts/Button";
import { Field, Pick, Segments } from "../../../parts/Field";
import { NO_TIME, timeFault } from "../../../parts/TimeField";
import { editRequest } from "../../census/edits/editRequest";
import { useWriting } from "../../log/writing/useWriting";
import { needed, WritingForm } from "../../log/writing/WritingForm";
import { type HandForm, HowAndWhen } from "./ShortForms";
import { substanceOf } from "./substance";

type Sort = "allergic" | "no_allergies" | "allergy_doubted";

const EMPTY = { sort: "allergic" as Sort, substance: "", reaction: "", wrong: "", known_from: "", when: NO_TIME };

const SIGN: Record<Sort, string> = {
  allergic: "Write the allergy",
  no_allergies: "Write: none known",
  allergy_doubted: "Write that it is wrong",
};

const HOW: Record<Sort, { label: string; aside: string; fault: string | null }> = {
  allergic: { label: "How this is known", aside: "(patient said so, wristband)", fault: null },
  no_allergies: { label: "Who was asked", aside: "(patient, daughter)", fault: "Say who was asked." },
  allergy_doubted: {
    label: "How it is known to be wrong",
    aside: "(who said so, what they took)",
    fault: "Say how it is known that the allergy is wrong.",
  },
};

/** Adds an allergy, says that none is known after asking, or that a recorded one is wrong. */
export function AllergyForm({ view, onClose }: HandForm) {
  const writing = useWriting(`census.${view.row.id}.allergy`, EMPTY, "substance");
  const { fields, set } = writing;
  const recorded = useMemo(
    () => (view.allergies.state === "recorded" ? view.allergies.items.map(substanceOf) : []),
    [view.allergies],
  );
  const { sort } = fields;
  const how = HOW[sort];
  return (
    <WritingForm
      label="Allergy"
      writing={writing}
      faults={{
        substance: sort === "allergic" ? needed(fields.substance, "Say what they are allergic to.") : null,
        wrong: sort === "allergy_doubted" && fields.wrong === "" ? "Choose the one that is wrong." : null,
        known_from: how.fault === null ? null : needed(fields.known_from, how.fault),
        when: timeFault(fields.when),
      }}
      cmd="census_edit"
      request={() =>
        editRequest(sort, {
          patient: view.row.id,
          substance: sort === "allergic" ? fields.substance : sort === "allergy_doubted" ? fields.wrong : "",
          reaction: sort === "allergic" ? fields.reaction : "",
          known_from: fields.known_from,
          at: fields.when.at ?? "",
        })
      }
      sign={SIGN[sort]}
      onSigned={onClose}
      acts={<Button onPress={onClose}>Back</Button>}
    >
      {(say) => (
        <>
          <Segments
            className="writing-wide"
            label="What is known"
            value={sort}
            onChange={(next) => set("sort", next)}
            options={[
              { value: "allergic", content: "Allergic to" },
              { value: "no_allergies", content: "Asked: none known" },
              ...(recorded.length > 0 ? [{ value: "allergy_doubted" as const, content: "One is wrong" }] : []),
            ]}
          />
          {sort === "allergic" && (
            <>
              <Field
                label="Allergic to"
                value={fields.substance}
                onChange={(words) => set("substance", words)}
                fault={say("substance")}
                autoFocus
              />
              <Field
                label="What happens"
                aside="(rash, throat swells)"
                value={fields.reaction}
                onChange={(words) => set("reaction", words)}
              />
            </>
          )}
          {sort === "no_allergies" && recorded.length > 0 && (
            <p className="writing-wide notice">
              <strong>The records say: {recorded.join(", ")}.</strong> They stay beside this until somebody settles it.
            </p>
          )}
          {sort === "allergy_doubted" && (
            <Pick
              className="writing-wide"
              label="Which one is wrong"
              value={fields.wrong === "" ? null : fields.wrong}
              onChange={(words) => set("wrong", words)}
              options={recorded.map((item) => ({ value: item, text: item }))}
              fault={say("wrong")}
            />
          )}
          <HowAndWhen
            label={how.label}
            aside={how.aside}
            known={fields.known_from}
            when={fields.when}
            onKnown={(words) => set("known_from", words)}
            onWhen={(when) => set("when", when)}
            knownFault={say("known_from")}
            whenFault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

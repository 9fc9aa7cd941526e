import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { IncidentHead, LifeView } from "../../host";
import { Card, ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { clock, count, when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { LifeForm, UnfinishedSteps } from "../now/LifeActs";
import "../log/writing.css";
import "../now/now.css";

/** After an incident: how it went, what is left, the debrief, and the way back into it. */
export function After({ incident }: { incident: IncidentHead }) {
  const { view, error, reload } = useView("incident_life", {});
  const { zone_name: zone } = useFrame();
  const [open, setOpen] = useState<"debrief" | "reopen" | null>(null);
  const shut = () => setOpen(null);
  return (
    <Card
      title={`${incident.title} (${incident.label})`}
      aside={view ? `${incident.exercise ? "exercise, " : ""}over · as at ${clock(view.at, zone)}` : ""}
    >
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading how it went." />}
      {view && (
        <div className="after">
          <Turns view={view} />
          <p className="strong">{view.unfinished.said}</p>
          <UnfinishedSteps life={view} />
          <Debriefs view={view} />
          {open === null && (
            <div className="row">
              <Button onPress={() => setOpen("debrief")}>Write a debrief…</Button>
              <Button icon={RotateCcw} onPress={() => setOpen("reopen")}>
                Reopen…
              </Button>
            </div>
          )}
          {open === "debrief" && <DebriefForm flagged={view.flagged} onBack={shut} />}
          {open === "reopen" && <LifeForm turn="reopen" onBack={shut} />}
          <p className="second">Its log, lists, reports and paper are still under the words on the left.</p>
        </div>
      )}
    </Card>
  );
}

function Turns({ view }: { view: LifeView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <ol className="after-turns" aria-label="How it went">
      {view.turns.map((turn) => (
        <li key={turn.key}>
          <span className="strong">{when(turn.at, zone, now)}</span> {turn.word}, {turn.actor}
          {turn.because !== "" && <span className="second">: {turn.because}</span>}
        </li>
      ))}
    </ol>
  );
}

function Debriefs({ view }: { view: LifeView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return view.debriefs.map((one) => (
    <section key={one.key} className="after-debrief" aria-label={`Debrief ${when(one.at, zone, now)}`}>
      <p className="semi">
        Debrief {one.text.sort} {when(one.at, zone, now)}, written by {one.actor}
      </p>
      {(
        [
          ["There", one.text.present],
          ["Went well", one.text.well],
          ["Did not", one.text.badly],
          ["To be changed", one.text.change],
        ] as const
      )
        .filter(([, words]) => words !== "")
        .map(([label, words]) => (
          <p key={label}>
            <span className="second">{label}:</span> {words}
          </p>
        ))}
    </section>
  ));
}

const EMPTY = { sort: "hot", present: "", well: "", badly: "", change: "" };

function DebriefForm({ flagged, onBack }: { flagged: number; onBack: () => void }) {
  const { go } = useGoing();
  const writing = useWriting("incident.debrief", EMPTY, "well");
  const { fields, set } = writing;
  const isEmpty = [fields.well, fields.badly, fields.change].every((text) => text.trim() === "");
  return (
    <WritingForm
      label="Debrief"
      writing={writing}
      faults={{
        present: needed(fields.present, "Say who was there."),
        well: isEmpty ? "Write at least one of the three." : null,
      }}
      cmd="debrief_add"
      request={() => ({ ...fields, occurred_at: null })}
      sign="Sign the debrief"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          {flagged > 0 && (
            <p className="writing-wide row">
              <Check size={20} aria-hidden="true" />
              {count(flagged, "line of the log is", "lines of the log are")} marked for it.
              <LinkButton onPress={() => go("log")}>Open the log</LinkButton>
            </p>
          )}
          <Field
            label="Which"
            aside="(hot, cold, with others)"
            value={fields.sort}
            onChange={(text) => set("sort", text)}
          />
          <Field
            label="Who was there"
            value={fields.present}
            onChange={(text) => set("present", text)}
            fault={say("present")}
            autoFocus
          />
          {(
            [
              ["well", "What went well"],
              ["badly", "What did not"],
              ["change", "What is to be changed, and by whom"],
            ] as const
          ).map(([name, label]) => (
            <Field
              key={name}
              className="writing-wide"
              label={label}
              lines={2}
              value={fields[name]}
              onChange={(text) => set(name, text)}
              fault={name === "well" ? say("well") : null}
            />
          ))}
        </>
      )}
    </WritingForm>
  );
}

import { type FormEvent, useState } from "react";
import { BreakGlassDialog } from "../../../frame/BreakGlass";
import type { AddIntake } from "../../../host";
import { Card, ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field, Pick } from "../../../parts/Field";
import { useFaults } from "../../../state/faults";
import { useGlassAct } from "../../../state/glass";
import { useWriting } from "../../log/writing/useWriting";
import { needed } from "../../log/writing/WritingForm";

const NEW = { name: "", kind: "folder", place: "" };
const PLACE: Record<string, { label: string; aside: string; fault: string }> = {
  folder: { label: "Folder", aside: "(/media/share/adt)", fault: "Say which folder." },
  mllp: { label: "Address to listen at", aside: "(127.0.0.1:2575)", fault: "Say where to listen." },
  fhir: { label: "Server", aside: "(https://fhir.example/r4)", fault: "Say which server." },
};

/** After each feed the form begins anew, with nothing to fix. */
export function AddSource({ onAdded }: { onAdded: () => void }) {
  const [added, setAdded] = useState(0);
  return (
    <AddForm
      key={added}
      onAdded={() => {
        setAdded((n) => n + 1);
        onAdded();
      }}
    />
  );
}

/** A folder that is watched, a listener for HL7 messages, or a FHIR server that is asked. Finer settings: command line. */
function AddForm({ onAdded }: { onAdded: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const writing = useWriting("census.feed", NEW, "name");
  const { fields, set } = writing;
  const place = PLACE[fields.kind] ?? { label: "Place", aside: "", fault: "Say where." };
  const { say, toFix, maySend } = useFaults({
    name: needed(fields.name, "Name it as the hospital calls it."),
    place: needed(fields.place, place.fault),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    await writing.keepNow();
    const request = (break_glass: string): AddIntake => ({
      name: fields.name.trim(),
      kind: fields.kind,
      place: fields.place.trim(),
      silent_after_min: 60,
      anywhere: false,
      senders: [],
      open_line: false,
      how: "auto",
      ca: "",
      token: "",
      every_min: 15,
      break_glass,
    });
    if (!(await run("intake_add", request))) return;
    await writing.signed();
    onAdded();
  };
  return (
    <Card title="Add a feed">
      <form className="stack" aria-label="Add a feed" onSubmit={send} noValidate>
        <Pick
          label="What it is"
          value={fields.kind}
          onChange={(kind) => set("kind", kind)}
          options={[
            { value: "folder", text: "A folder that is watched" },
            { value: "mllp", text: "A listener for HL7 messages (MLLP)" },
            { value: "fhir", text: "A FHIR server that is asked every 15 min" },
          ]}
        />
        <Field
          label="Name"
          aside="(ADT feed)"
          value={fields.name}
          onChange={(words) => set("name", words)}
          fault={say("name")}
        />
        <Field
          label={place.label}
          aside={place.aside}
          value={fields.place}
          onChange={(words) => set("place", words)}
          fault={say("place")}
          hint="It counts as silent after 60 min. Tokens, certificates and who may send are set on the command line."
        />
        {error && <ErrorBox what={error.what} kept="No feed was added. Your words are kept." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            Add the feed
          </Button>
          {toFix && <span className="late semi">{toFix}</span>}
          <span className="second push">{writing.kept}</span>
        </div>
        <BreakGlassDialog glass={glass} does="add a feed" />
      </form>
    </Card>
  );
}

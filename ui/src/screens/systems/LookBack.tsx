import { Check, CircleDashed, Printer } from "lucide-react";
import { useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { LookBackRow, SystemRow } from "../../host";
import { Empty, ErrorBox, Loading, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { useAct, useFrame, useView } from "../../state/session";
import { count, when } from "../../words/format";
import { PersonLine } from "./People";
import { WriteList } from "./WriteList";

/** "Wrong since when?": on whom a decision may have been taken, and what a person says of each. */
export function LookBack({ row }: { row: SystemRow }) {
  const { view, error, reload } = useView("system_look_back", { code: row.id });
  const frame = useFrame();
  const now = useNow(60);
  if (error) {
    return (
      <ErrorBox what={error.what} next={error.next}>
        <Button onPress={reload}>Look again</Button>
      </ErrorBox>
    );
  }
  if (!view) return <Loading what="Looking for decisions taken on it." />;
  const zone = frame.zone_name;
  const open = view.rows.filter((each) => each.acted === null).length;
  return (
    <div className="stack">
      <p>
        <strong>{row.name}</strong>, {when(view.from, zone, now)} to {when(view.until, zone, now)}. {view.said}
      </p>
      {!view.since_known && (
        <Notice>
          <strong>Nobody has said since when it may be wrong.</strong> This begins when it was first doubted; it may
          have been wrong for longer. Give the time beside its state.
        </Notice>
      )}
      {view.rows.length === 0 ? (
        <Empty title="Nobody found">
          The census of {when(view.census_at, zone, now)} holds no patient with a result of that time or a need of it.
        </Empty>
      ) : (
        <>
          <p className="row spread">
            <span className="second">
              {count(view.rows.length, "patient")} · {open} not yet looked at
            </span>
            <WriteList list="look_back" code={row.id} icon={Printer}>
              Print this list
            </WriteList>
          </p>
          <ul className="look-back">
            {view.rows.map((each) => (
              <Line key={each.patient.patient} system={row} line={each} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Line({ system, line }: { system: SystemRow; line: LookBackRow }) {
  const frame = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  const [note, setNote] = useState("");
  const [open, setOpen] = useState(false);
  const canSay = frameLook(frame) !== "none";
  const zone = frame.zone_name;
  const say = async (acted: boolean) => {
    const request = { code: system.id, patient: line.patient.patient, acted, at: null, note: note.trim() };
    if (await run("system_acted", request)) setOpen(false);
  };
  return (
    <li className="person look-line">
      <PersonLine line={line.patient}>
        {line.facts.map((fact) => (
          <span key={`${fact.at} ${fact.what}`} className="look-fact">
            {when(fact.at, zone, now)} {fact.what}{" "}
            <span className="second">{fact.source === "" ? "source not known" : fact.source}</span>
          </span>
        ))}
        {line.facts.length === 0 && (
          <span className="look-fact second">
            Nothing of that time on record{line.needs.length > 0 && `; needs it for ${line.needs.join(", ")}`}.
          </span>
        )}
      </PersonLine>
      <span className="look-said">
        <Icon of={line.acted === null ? CircleDashed : Check} size={18} />
        <span>
          {line.acted === null ? "Not yet looked at" : line.acted ? "Acted on it" : "Not acted on"}
          {line.said_by !== "" && (
            <span className="second">
              {" "}
              {line.said_by}, {when(line.said_at, zone, now)}
              {line.note !== "" && `: ${line.note}`}
            </span>
          )}
        </span>
        {canSay && (
          <Button
            aria-expanded={open}
            aria-label={`Say whether it was acted on, ${line.patient.name}`}
            onPress={() => setOpen((on) => !on)}
          >
            {line.acted === null ? "Say" : "Say again"}
          </Button>
        )}
      </span>
      {open && (
        <form
          className="look-form"
          aria-label={`Acted on, ${line.patient.name}`}
          onSubmit={(event) => event.preventDefault()}
        >
          <Field
            label="What was decided, or how it is known that nothing was"
            className="grow"
            value={note}
            onChange={setNote}
            autoFocus
          />
          <Button isDisabled={busy} onPress={() => void say(true)}>
            Acted on it
          </Button>
          <Button isDisabled={busy} onPress={() => void say(false)}>
            Not acted on
          </Button>
          {error && <ErrorBox what={error.what} kept="Your words are kept." next={error.next} />}
        </form>
      )}
    </li>
  );
}

import { useState } from "react";
import { frameLook } from "../../../frame/frameFacts";
import type { EditRow, EditsView } from "../../../host";
import { Card, Empty, ErrorBox, Notice } from "../../../parts/Boxes";
import { Button, LinkButton } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useNow } from "../../../state/clock";
import { useGoing } from "../../../state/going";
import { type Answer, useAct, useFrame } from "../../../state/session";
import { count, when } from "../../../words/format";
import { useWriting } from "../../log/writing/useWriting";
import { AdmitForm } from "./AdmitForm";
import { Differences } from "./Differences";
import { DowntimeNumbers } from "./DowntimeNumbers";
import { editRequest } from "./editRequest";

/** The census changed by hand: what is to be settled, who comes, what was changed, and the numbers given out. */
export function EditsTab({ answer }: { answer: Answer<EditsView> }) {
  const { view, error, reload } = answer;
  const canWrite = frameLook(useFrame()) !== "none";
  return (
    <>
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {view && !canWrite && (
        <Notice tone="plain">
          <strong>No incident is running.</strong> Changes by hand are written while an incident or an exercise runs, so
          that each has its entry in the log.
        </Notice>
      )}
      {view && (
        <div className="edits-split">
          <div className="stack">
            <Differences rows={view.differences} canWrite={canWrite} />
            <Changes rows={view.changes} canWrite={canWrite} />
          </div>
          <div className="stack">
            {canWrite && (
              <Card title="Admit by hand" className="admit">
                <AdmitForm next={view.next_downtime_number} left={view.downtime_numbers_left} />
              </Card>
            )}
            <DowntimeNumbers left={view.downtime_numbers_left} onSet={reload} />
          </div>
        </div>
      )}
    </>
  );
}

function Changes({ rows, canWrite }: { rows: readonly EditRow[]; canWrite: boolean }) {
  return (
    <Card title="Changes by hand" aside={count(rows.length, "change")} flush>
      {rows.length === 0 ? (
        <div className="card-body">
          <Empty title="Nothing was changed by hand">
            Who moves, leaves, is found out or is weighed while IT is down is written in their own panel, under Change
            by hand. Who comes is admitted here.
          </Empty>
        </div>
      ) : (
        <ul className="edit-rows" aria-label="Changes by hand, newest first">
          {rows.map((row) => (
            <Change key={row.entry} row={row} canWrite={canWrite} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const NO_REASON = { why: "" };

/** One change, and the way back from it: a second press, with room to say what was wrong. */
function Change({ row, canWrite }: { row: EditRow; canWrite: boolean }) {
  const { go } = useGoing();
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [asking, setAsking] = useState(false);
  return (
    <li className="edit-row">
      <div className="grow">
        <p className="strong">{row.who}</p>
        <p>{row.text}</p>
        <p className="second">
          {row.by}, {when(row.at, zone, now)}
        </p>
      </div>
      <div className="row">
        <LinkButton label={`Open ${row.who}`} onPress={() => go("patients", row.patient)}>
          Open
        </LinkButton>
        {canWrite && !asking && (
          <Button aria-label={`Take back: ${row.who}, ${row.text}`} onPress={() => setAsking(true)}>
            Take back…
          </Button>
        )}
      </div>
      {asking && <TakeBack row={row} onClose={() => setAsking(false)} />}
    </li>
  );
}

function TakeBack({ row, onClose }: { row: EditRow; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const writing = useWriting(`census.take-back.${row.entry}`, NO_REASON, "why");
  const takeBack = async () => {
    await writing.keepNow();
    const request = editRequest("taken_back", { patient: row.patient, of: row.entry, known_from: writing.fields.why });
    if (await run("census_edit", request)) await writing.signed();
  };
  return (
    <form
      className="take-back"
      aria-label={`Take back: ${row.text}`}
      onSubmit={(event) => {
        event.preventDefault();
        void takeBack();
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      noValidate
    >
      <Field
        label="What was wrong"
        aside="(wrong patient, typed wrongly)"
        value={writing.fields.why}
        onChange={(words) => writing.set("why", words)}
        hint="The change stays in the log, with this beside it."
        autoFocus
      />
      {error && <ErrorBox what={error.what} kept="The change still stands." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Take it back
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </form>
  );
}

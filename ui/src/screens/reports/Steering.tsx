import { AlarmClock, Check, Hourglass, Target } from "lucide-react";
import { useMemo, useState } from "react";
import type { BeatView, ObjectiveView, PeriodView, SteeringView } from "../../host";
import { Card, Empty, ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useAct, useFrame } from "../../state/session";
import { when } from "../../words/format";
import { timeToType } from "../../words/timeOfDay";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { countdown } from "./countdown";

/** What the team means to reach, in which period, and when it reports and meets. */
export function Steering({ view, canWrite }: { view: SteeringView; canWrite: boolean }) {
  return (
    <div className="steering">
      <Card title="Objectives" aside="running ones first" flush>
        {view.objectives.length === 0 && (
          <div className="reports-none">
            <Empty title="No objective is set">
              Say what the team means to reach before the next handover. It goes into SitReps and briefings by itself.
            </Empty>
          </div>
        )}
        <ul>
          {view.objectives.map((one) => (
            <Objective key={one.key} one={one} canWrite={canWrite} />
          ))}
        </ul>
        {canWrite && <SetObjective />}
      </Card>
      <Card title="Operational period" flush>
        <Periods view={view} canWrite={canWrite} />
      </Card>
      <Card title="Battle rhythm" flush>
        {view.rhythm.map((beat) => (
          <Beat key={beat.beat} beat={beat} canWrite={canWrite} />
        ))}
      </Card>
    </div>
  );
}

/** A plate that counts down. */
export function DuePlate({ at }: { at: string | null }) {
  const left = countdown(at, useNow(10));
  if (!left) return null;
  return (
    <Plate tone={left.tone} icon={left.tone === "outline" ? Hourglass : AlarmClock}>
      {left.words}
    </Plate>
  );
}

const STATE = { running: "", met: "Met", abandoned: "Given up" } as const;

function Objective({ one, canWrite }: { one: ObjectiveView; canWrite: boolean }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  const [leaving, setLeaving] = useState(false);
  const isRunning = one.state === "running";
  const ended = STATE[one.state as keyof typeof STATE] ?? one.state;
  return (
    <li className={`steering-one ${isRunning ? "" : "steering-ended"}`}>
      <div className="steering-line">
        <span className="steering-number">{one.number}</span>
        <div className="grow">
          <p className="semi">{one.objective}</p>
          <p className="second">
            {one.owner === "" ? "nobody sees to it" : one.owner}
            {one.by && ` · by ${when(one.by, zone, now)}`}
            {!isRunning &&
              ` · ${ended} ${when(one.ended_at, zone, now)}, ${one.ended_by}${one.remark === "" ? "" : `: ${one.remark}`}`}
          </p>
        </div>
        {isRunning ? <DuePlate at={one.by} /> : <Plate icon={one.state === "met" ? Check : Target}>{ended}</Plate>}
      </div>
      {isRunning && canWrite && !leaving && (
        <div className="row steering-acts">
          <Button
            icon={Check}
            isDisabled={busy}
            aria-label={`Met: objective ${one.number}`}
            onPress={() => void run("objective_end", { key: one.key, met: true, remark: "" })}
          >
            Met
          </Button>
          <Button aria-label={`Give up objective ${one.number}…`} onPress={() => setLeaving(true)}>
            Give up…
          </Button>
        </div>
      )}
      {leaving && <GiveUp one={one} onBack={() => setLeaving(false)} />}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </li>
  );
}

function GiveUp({ one, onBack }: { one: ObjectiveView; onBack: () => void }) {
  const writing = useWriting(`steering.end.${one.number}`, { remark: "" }, "remark");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Give up objective ${one.number}`}
      writing={writing}
      faults={{ remark: needed(fields.remark, "Say why it is given up.") }}
      cmd="objective_end"
      request={() => ({ key: one.key, met: false, remark: fields.remark.trim() })}
      sign="Give it up"
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <Field
          className="writing-wide"
          label="Why it is given up"
          value={fields.remark}
          onChange={(remark) => set("remark", remark)}
          fault={say("remark")}
          autoFocus
        />
      )}
    </WritingForm>
  );
}

function SetObjective() {
  const writing = useWriting("steering.objective", { objective: "", owner: "", by: NO_TIME as TypedTime }, "objective");
  const { fields, set } = writing;
  return (
    <div className="steering-form">
      <WritingForm
        label="New objective"
        writing={writing}
        faults={{
          objective: needed(fields.objective, "Say what is to be reached."),
          by: timeFault(fields.by),
        }}
        cmd="objective_set"
        request={() => ({
          objective: fields.objective.trim(),
          owner: fields.owner.trim(),
          by: fields.by.at,
          occurred_at: null,
        })}
        sign="Set objective"
      >
        {(say) => (
          <>
            <Field
              className="writing-wide"
              label="New objective"
              value={fields.objective}
              onChange={(words) => set("objective", words)}
              fault={say("objective")}
            />
            <Field label="Who sees to it" value={fields.owner} onChange={(words) => set("owner", words)} />
            <TimeField
              label="To be reached by"
              direction="future"
              empty="not said"
              value={fields.by}
              onChange={(by) => set("by", by)}
              fault={say("by")}
            />
          </>
        )}
      </WritingForm>
    </div>
  );
}

function Periods({ view, canWrite }: { view: SteeringView; canWrite: boolean }) {
  return (
    <>
      {view.period ? (
        <ThisPeriod period={view.period} />
      ) : (
        <p className="loading">No period is running. One gives the team a common end: a shift, a night.</p>
      )}
      {canWrite && <NextPeriod isFirst={!view.period} />}
      {view.periods.length > 0 && <EndedPeriods periods={view.periods} />}
    </>
  );
}

function ThisPeriod({ period }: { period: PeriodView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <div className="steering-one">
      <div className="steering-line">
        <span className="steering-number">{period.number}</span>
        <div className="grow">
          <p className="semi">{period.aim === "" ? "No aim was said" : period.aim}</p>
          <p className="second">
            since {when(period.started_at, zone, now)}
            {period.until && ` · until ${when(period.until, zone, now)}`}
          </p>
        </div>
        <DuePlate at={period.until} />
      </div>
    </div>
  );
}

function EndedPeriods({ periods }: { periods: readonly PeriodView[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <ul>
      {periods.map((period) => (
        <li key={period.key} className="steering-one steering-ended second">
          Period {period.number}: {when(period.started_at, zone, now)} to {when(period.ended_at, zone, now)}
          {period.aim !== "" && `, ${period.aim}`}
        </li>
      ))}
    </ul>
  );
}

function NextPeriod({ isFirst }: { isFirst: boolean }) {
  const writing = useWriting(
    "steering.period",
    { aim: "", until: NO_TIME as TypedTime, when: NO_TIME as TypedTime },
    "aim",
  );
  const { fields, set } = writing;
  return (
    <div className="steering-form">
      <WritingForm
        label="Next period"
        writing={writing}
        faults={{ until: timeFault(fields.until), when: timeFault(fields.when) }}
        cmd="period_start"
        request={() => ({ aim: fields.aim.trim(), until: fields.until.at, occurred_at: fields.when.at })}
        sign={isFirst ? "Start a period" : "End it, start the next"}
      >
        {(say) => (
          <>
            <Field label="What the next one is for" value={fields.aim} onChange={(words) => set("aim", words)} />
            <TimeField
              label="Until"
              direction="future"
              empty="not said"
              value={fields.until}
              onChange={(until) => set("until", until)}
              fault={say("until")}
            />
            <TimeField
              label="It begins"
              direction="past"
              empty="now"
              value={fields.when}
              onChange={(when) => set("when", when)}
              fault={say("when")}
            />
          </>
        )}
      </WritingForm>
    </div>
  );
}

function Beat({ beat, canWrite }: { beat: BeatView; canWrite: boolean }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <div className="steering-one">
      <div className="steering-line">
        <div className="grow">
          <p className="semi">{beat.name}</p>
          <p className="second">
            {beat.next_at ? `due ${when(beat.next_at, zone, now)}` : "no time is set"}
            {beat.every_min > 0 && ` · then every ${beat.every_min} min`}
            {beat.place !== "" && ` · ${beat.place}`}
            {beat.last_at && ` · last one ${when(beat.last_at, zone, now)}`}
          </p>
        </div>
        <DuePlate at={beat.next_at} />
      </div>
      {canWrite && <SetBeat beat={beat} />}
    </div>
  );
}

/** Minutes as typed; null when it is no number of minutes within a day. */
function minutes(typed: string): number | null {
  if (typed.trim() === "") return 0;
  const n = Number(typed.trim());
  return Number.isInteger(n) && n >= 0 && n <= 1440 ? n : null;
}

function SetBeat({ beat }: { beat: BeatView }) {
  const { zone_name: zone } = useFrame();
  const word = beat.beat === "sitrep" ? "SitRep" : "briefing";
  const base = useMemo(
    () => ({
      next: { typed: timeToType(beat.next_at, zone), at: beat.next_at } as TypedTime,
      every: beat.every_min > 0 ? String(beat.every_min) : "",
      place: beat.place,
    }),
    [beat, zone],
  );
  const writing = useWriting(`steering.${beat.beat}`, base, "place");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`${word} times`}
      writing={writing}
      faults={{
        next: timeFault(fields.next),
        every: minutes(fields.every) === null ? "Write minutes, 1440 at most." : null,
      }}
      cmd="rhythm_set"
      request={() => ({
        beat: beat.beat,
        next_at: fields.next.at,
        every_min: minutes(fields.every) ?? 0,
        place: fields.place.trim(),
      })}
      sign={`Set ${word} times`}
    >
      {(say) => (
        <>
          <TimeField
            label={`Next ${word}`}
            direction="future"
            empty="not set"
            value={fields.next}
            onChange={(next) => set("next", next)}
            fault={say("next")}
          />
          <Field
            label="Then every"
            aside="(minutes)"
            value={fields.every}
            onChange={(every) => set("every", every)}
            fault={say("every")}
          />
          <Field
            className="writing-wide"
            label="Where, or how to join"
            value={fields.place}
            onChange={(place) => set("place", place)}
          />
        </>
      )}
    </WritingForm>
  );
}

import { useEffect, useRef, useState } from "react";
import type { News2View } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field, Segments, Tick } from "../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../parts/TimeField";
import { useAct } from "../../state/session";

import "./news2.css";

/** Of whom a set is: their key, their bed and name, and whether their age is known. */
export type Bedside = { id: string; who: string; ageIsKnown: boolean };

const EMPTY = {
  respirations: "",
  spo2: "",
  oxygen: "",
  pressure: "",
  pulse: "",
  consciousness: "",
  temperature: "",
};
type Typed = typeof EMPTY;

const LEVELS = [
  { value: "A", content: "Alert" },
  { value: "C", content: "New confusion" },
  { value: "V", content: "Voice" },
  { value: "P", content: "Pain" },
  { value: "U", content: "Unresponsive" },
] as const;

/**
 * A set of observations scored with NEWS2. Nothing is filled in beforehand and nothing is kept as a draft: a set of an hour
 * ago is not one of now. The score goes as soon as one thing that it came from is changed.
 */
export function News2({ of = null, onClose }: { of?: Bedside | null; onClose: () => void }) {
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [scale, setScale] = useState<"1" | "2">("1");
  const [adult, setAdult] = useState(false);
  const [when, setWhen] = useState(NO_TIME);
  const [score, setScore] = useState<News2View | null>(null);
  const { busy, error, clear, run } = useAct();
  const asksAge = of === null || !of.ageIsKnown;
  const fresh = () => {
    setScore(null);
    clear();
  };
  const put = (key: keyof Typed, words: string) => {
    setTyped((before) => ({ ...before, [key]: words }));
    fresh();
  };
  const field = (key: keyof Typed) => ({ value: typed[key], onChange: (words: string) => put(key, words) });
  const request = () => ({ ...typed, patient: of?.id ?? "", adult, scale2: scale === "2", at: when.at ?? "" });
  const work = async () => {
    setScore(null);
    setScore(await run("news2", request()));
  };
  const enter = async () => {
    if (await run("news2_enter", request())) onClose();
  };
  return (
    <DialogBox title="Score NEWS2" onClose={onClose} className="modal-act">
      <form
        className="stack"
        aria-label="Score NEWS2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void work();
        }}
      >
        {of && <p className="strong">{of.who}</p>}
        {asksAge ? (
          <Tick
            isSelected={adult}
            onChange={(on) => {
              setAdult(on);
              fresh();
            }}
          >
            16 or over, and not pregnant
          </Tick>
        ) : (
          <p className="second">Not for use in pregnancy.</p>
        )}
        <div className="news2-fields">
          <Field label="Respirations a minute" {...field("respirations")} autoFocus />
          <Field label="Oxygen saturation, %" {...field("spo2")} />
          <Segments
            label="Scale of the saturation"
            value={scale}
            onChange={(next) => {
              setScale(next);
              fresh();
            }}
            options={[
              { value: "1", content: "1: usual" },
              { value: "2", content: "2: target 88–92 %" },
            ]}
          />
          <Segments
            label="Air or oxygen"
            value={typed.oxygen}
            onChange={(next) => put("oxygen", next)}
            options={[
              { value: "air", content: "Air" },
              { value: "oxygen", content: "Oxygen" },
            ]}
          />
          <Field label="Blood pressure, mmHg" aside="(142/80)" {...field("pressure")} />
          <Field label="Pulse a minute" {...field("pulse")} />
          <Segments
            className="news2-wide"
            label="Consciousness"
            value={typed.consciousness}
            onChange={(next) => put("consciousness", next)}
            options={LEVELS}
          />
          <Field label="Temperature, °C" aside="(one decimal)" {...field("temperature")} />
          {of && (
            <TimeField
              label="Taken"
              direction="past"
              empty="now"
              value={when}
              onChange={(time) => {
                setWhen(time);
                clear();
              }}
              fault={timeFault(when)}
            />
          )}
        </div>
        {error && <ErrorBox what={error.what} next={error.next} />}
        {score && <Scored score={score} />}
        <div className="row">
          <Button kind={score?.score == null ? "primary" : "secondary"} type="submit" isDisabled={busy}>
            Score it
          </Button>
          {of && score && score.score !== null && (
            <Button kind="primary" onPress={() => void enter()} isDisabled={busy || timeFault(when) !== null}>
              {`Enter NEWS2 ${score.score} for this patient`}
            </Button>
          )}
          <Button onPress={onClose}>Close</Button>
          <span className="second push">
            {of
              ? "Entered, the list counts it. Write it on the chart as well."
              : "Nothing of this is kept. Write it on the chart."}
          </span>
        </div>
      </form>
    </DialogBox>
  );
}

function Scored({ score }: { score: News2View }) {
  const whole = score.score !== null;
  const answer = useRef<HTMLDivElement>(null);
  // At twice the size the answer begins under the edge of the dialog.
  useEffect(() => {
    answer.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div className="news2-answer" role="status" ref={answer}>
      {whole ? (
        <p className="news2-big">
          NEWS2 {score.score} {score.single_three && <span>with 3 for one parameter alone</span>}
        </p>
      ) : (
        <>
          <p className="news2-big news2-part">NEWS2 incomplete</p>
          <Notice>
            <strong>Not recorded: {score.missing.join(", ")}.</strong> What was recorded adds up to {score.least}: it is{" "}
            {score.least} or more, and never counts as 0.
          </Notice>
        </>
      )}
      <ul className="news2-points" aria-label="Points of each parameter">
        {score.parts.map((part) => (
          <li key={part.parameter} className={part.score === 3 ? "strong" : ""}>
            <span>{part.parameter}</span>
            <span>{part.score ?? "not recorded"}</span>
          </li>
        ))}
      </ul>
      <p>
        <strong>
          {whole ? "" : "Already: "}
          {score.how_often}.
        </strong>{" "}
        {score.response}
      </p>
      {score.before !== "" && <p className="second">Before: {score.before}.</p>}
      {score.cautions.map((words) => (
        <Notice key={words}>{words}</Notice>
      ))}
      <p className="second">{score.source}</p>
    </div>
  );
}

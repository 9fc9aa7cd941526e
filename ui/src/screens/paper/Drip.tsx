import { useState } from "react";
import type { DripCounted, DripView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field, Segments } from "../../parts/Field";
import { useAct } from "../../state/session";

import "./drip.css";

type Way = "order" | "count";

const EMPTY = { drug: "", volume: "", over: "", count: "", drop_factor: "", drop_factor_again: "" };
type Typed = typeof EMPTY;

type Answer = { way: "order"; drip: DripView } | { way: "count"; counted: DripCounted };

/**
 * A drip without a pump: drops a minute from an order, or the rate from a count. Nothing is kept, nothing is filled in
 * beforehand, and an answer goes as soon as one thing that it came from is changed.
 */
export function Drip({ onClose }: { onClose: () => void }) {
  const [way, setWay] = useState<Way>("order");
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { busy, error, clear, run } = useAct();
  const fresh = () => {
    setAnswer(null);
    clear();
  };
  const field = (key: keyof Typed) => ({
    value: typed[key],
    onChange: (words: string) => {
      setTyped((before) => ({ ...before, [key]: words }));
      fresh();
    },
  });
  const work = async () => {
    setAnswer(null);
    const { drug, volume, over, count, drop_factor, drop_factor_again } = typed;
    const packet = { drug, drop_factor, drop_factor_again };
    if (way === "order") {
      const drip = await run("drip", { ...packet, volume, over });
      if (drip) setAnswer({ way, drip });
    } else {
      const counted = await run("drip_count", { ...packet, count, volume });
      if (counted) setAnswer({ way, counted });
    }
  };
  return (
    <DialogBox title="Count a drip" onClose={onClose} className="modal-act">
      <form
        className="stack drip"
        aria-label="Count a drip"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void work();
        }}
      >
        <Segments
          label="What is known"
          value={way}
          onChange={(next) => {
            setWay(next);
            // What was ordered is not what is left in the bag.
            setTyped((before) => ({ ...before, volume: "" }));
            fresh();
          }}
          options={[
            { value: "order", content: "The order: drops a minute" },
            { value: "count", content: "A count: how fast it runs" },
          ]}
        />
        <Field
          label="What runs in"
          aside="(fluid or drug as ordered; some never run without a pump)"
          {...field("drug")}
        />
        <div className="drip-pair">
          {way === "order" ? (
            <>
              <Field label="Volume, mL" {...field("volume")} autoFocus />
              <Field label="Over" aside="(4h, 2h30, 30min)" {...field("over")} />
            </>
          ) : (
            <>
              <Field label="Drops counted in one full minute" {...field("count")} autoFocus />
              <Field label="Left in the bag, mL" aside="(may stay empty)" {...field("volume")} />
            </>
          )}
        </div>
        <div className="drip-pair">
          <Field label="Drops in 1 mL" aside="(printed on the packet of the set)" {...field("drop_factor")} />
          <Field label="Read again by a second person" aside="(if there is one)" {...field("drop_factor_again")} />
        </div>
        {error && <ErrorBox what={error.what} next={error.next} />}
        {answer && (answer.way === "order" ? <Drops drip={answer.drip} /> : <Rate counted={answer.counted} />)}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            Work it out
          </Button>
          <Button onPress={onClose}>Close</Button>
          <span className="second push">Nothing of this is kept. Write it on the drip chart.</span>
        </div>
      </form>
    </DialogBox>
  );
}

function Drops({ drip }: { drip: DripView }) {
  return (
    <div className="drip-answer" role="status">
      {drip.countable ? (
        <p className="drip-big">
          {drip.drops_per_minute} <span>drops a minute</span>
        </p>
      ) : (
        <p className="drip-big drip-never">{drip.drops_per_minute} a minute cannot be counted</p>
      )}
      <p>
        One drop every {drip.seconds_per_drop} s. Ordered {drip.ordered_ml_per_hour} mL an hour, whole drops give{" "}
        {drip.given_ml_per_hour}.
      </p>
      {drip.cautions.map((words) => (
        <Notice key={words}>{words}</Notice>
      ))}
      {drip.countable && (
        <>
          <p className="second">{drip.how}</p>
          <table className="drip-strip">
            <caption className="semi">Strip for the bag</caption>
            <thead>
              <tr>
                <th scope="col">After</th>
                {drip.strip.map((mark) => (
                  <th key={mark.minutes} scope="col">
                    {mark.after}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">mL left</th>
                {drip.strip.map((mark) => (
                  <td key={mark.minutes}>{mark.left_ml}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function Rate({ counted }: { counted: DripCounted }) {
  return (
    <div className="drip-answer" role="status">
      <p className="drip-big">
        {counted.ml_per_hour} <span>mL an hour</span>
      </p>
      {counted.left !== "" && <p>At this rate the bag is empty in {counted.left}.</p>}
    </div>
  );
}

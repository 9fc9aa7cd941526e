import { type FormEvent, useState } from "react";
import type { DowntimeBlock } from "../../../host";
import { Card, ErrorBox, Loading, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { ListActs } from "../../../parts/ListActs";
import { useFaults } from "../../../state/faults";
import { useAct, useView } from "../../../state/session";
import { number } from "../../../words/format";
import { blockFaults } from "./blockFaults";

/** So few left that somebody should fetch a new block before they run out. */
const FEW = 20;

/** The block of downtime numbers that this station gives out. Each station has its own, so that none is given twice. */
export function DowntimeNumbers({ left, onSet }: { left: number; onSet: () => void }) {
  const { view, error, reload } = useView("downtime_block", {});
  const [changing, setChanging] = useState(false);
  return (
    <Card title="Downtime numbers of this station" aside={`${number(left)} left`}>
      {error && <ErrorBox what={error.what} next={error.next} />}
      {!view && !error && <Loading what="Reading." />}
      {view && left <= FEW && (
        <Notice>
          <strong>{left === 0 ? "None are left." : `Only ${number(left)} are left.`}</strong> Get a new block from
          whoever gives out the blocks, and set it here.
        </Notice>
      )}
      {view && !changing && (
        <div className="row">
          <p className="grow">
            <strong>
              {view.prefix}
              {String(view.first).padStart(4, "0")}
            </strong>{" "}
            to{" "}
            <strong>
              {view.prefix}
              {String(view.last).padStart(4, "0")}
            </strong>
          </p>
          <Button onPress={() => setChanging(true)}>Set another block</Button>
        </div>
      )}
      {view && changing && (
        <BlockForm
          block={view}
          onClose={() => {
            setChanging(false);
            reload();
            onSet();
          }}
        />
      )}
      {view && <ListActs list="downtime_numbers" />}
    </Card>
  );
}

function BlockForm({ block, onClose }: { block: DowntimeBlock; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const [typed, setTyped] = useState({
    prefix: block.prefix,
    first: String(block.first),
    last: String(block.last),
    next: String(block.next),
  });
  const { say, toFix, maySend } = useFaults(blockFaults(typed));
  const set = (name: keyof typeof typed) => (words: string) => setTyped((before) => ({ ...before, [name]: words }));
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    const request = {
      prefix: typed.prefix.trim(),
      first: Number(typed.first),
      last: Number(typed.last),
      next: Number(typed.next),
    };
    if (await run("downtime_block_set", request)) onClose();
  };
  return (
    <form className="stack" aria-label="Block of downtime numbers" onSubmit={send} noValidate>
      <Field
        label="Before the number"
        value={typed.prefix}
        onChange={set("prefix")}
        fault={say("prefix")}
        hint="Such as DT-ED. This station's mark always stands behind it, so that no other station gives out the same number."
        autoFocus
      />
      <div className="row block-numbers">
        <Field label="First" value={typed.first} onChange={set("first")} fault={say("first")} />
        <Field label="Last" value={typed.last} onChange={set("last")} fault={say("last")} />
        <Field
          label="Next"
          value={typed.next}
          onChange={set("next")}
          fault={say("next")}
          hint="Never lower than one that was given out."
        />
      </div>
      {error && <ErrorBox what={error.what} kept="The block is as it was." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Set the block
        </Button>
        <Button onPress={onClose}>Back</Button>
        {toFix && <span className="late semi">{toFix}</span>}
      </div>
    </form>
  );
}

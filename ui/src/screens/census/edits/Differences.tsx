import { GitFork } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { DifferenceRow } from "../../../host";
import { Card, Empty, ErrorBox } from "../../../parts/Boxes";
import { Button, LinkButton } from "../../../parts/Button";
import { Field, RadioCards } from "../../../parts/Field";
import { Plate } from "../../../parts/Plate";
import { useGoing } from "../../../state/going";
import { useAct } from "../../../state/session";
import { number } from "../../../words/format";
import { useWriting } from "../../log/writing/useWriting";
import { needed } from "../../log/writing/WritingForm";
import { answersTo } from "./answers";

/** Where a later feed does not say what was written by hand: a person says which holds, never the machine. */
export function Differences({ rows, canWrite }: { rows: readonly DifferenceRow[]; canWrite: boolean }) {
  return (
    <Card title="Hand and feed differ" aside={number(rows.length)} flush>
      {rows.length === 0 ? (
        <div className="card-body">
          <Empty title="Nothing is to be settled">
            When a later feed does not say what was written by hand, it comes here. Until somebody settles it, what was
            written by hand stands, and allergies of both are kept.
          </Empty>
        </div>
      ) : (
        <ul className="edit-rows" aria-label="To be settled, oldest first">
          {rows.map((row) => (
            <li key={`${row.entry} ${row.about} ${row.other}`} className="edit-row">
              <Difference row={row} canWrite={canWrite} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const UNSETTLED = { keep: "", because: "" };

function Difference({ row, canWrite }: { row: DifferenceRow; canWrite: boolean }) {
  const { go } = useGoing();
  const { busy, error, run } = useAct();
  const writing = useWriting(`census.settle.${row.entry}.${row.other}`, UNSETTLED, "because");
  const [tried, setTried] = useState(false);
  const { fields, set } = writing;
  const faults = {
    keep: fields.keep === "" ? "Choose the one that holds." : null,
    because: needed(fields.because, "Say how it was found out: who looked, and where."),
  };
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget;
    if (faults.keep || faults.because) {
      const first = faults.keep ? "input[type='radio']" : "[aria-invalid='true']";
      requestAnimationFrame(() => form.querySelector<HTMLElement>(first)?.focus());
      return;
    }
    await writing.keepNow();
    const because = fields.because.trim();
    if (await run("census_settle", { entry: row.entry, keep: fields.keep, because })) await writing.signed();
  };
  const about = `${row.about}, ${row.who}`;
  return (
    <form className="difference" aria-label={about} onSubmit={send} noValidate>
      <p className="row">
        <Plate tone="amber" icon={GitFork}>
          {row.about}
        </Plate>
        <strong className="grow">{row.who}</strong>
        <LinkButton label={`Open ${row.who}`} onPress={() => go("patients", row.patient)}>
          Open
        </LinkButton>
        {row.other !== "" && (
          <LinkButton label={`Open the feed's patient, ${row.feed}`} onPress={() => go("patients", row.other)}>
            Open the other
          </LinkButton>
        )}
      </p>
      {row.other !== "" && (
        <dl className="difference-two">
          <div>
            <dt className="second">Admitted by hand</dt>
            <dd className="semi">{row.hand}</dd>
            <dd className="second">{row.by}</dd>
          </div>
          <div>
            <dt className="second">By the feed</dt>
            <dd className="semi">{row.feed}</dd>
          </div>
        </dl>
      )}
      {canWrite && (
        <>
          {tried && faults.keep && (
            <p className="field-fault" role="alert">
              {faults.keep}
            </p>
          )}
          <RadioCards
            label={about}
            value={fields.keep}
            onChange={(keep) => set("keep", keep)}
            options={answersTo(row)}
          />
          <Field
            label="How it was found out"
            aside="(looked at the bed, asked the ward)"
            value={fields.because}
            onChange={(words) => set("because", words)}
            fault={tried ? faults.because : null}
          />
          {error && <ErrorBox what={error.what} kept="Your words are kept." next={error.next} />}
          <div className="row">
            <Button kind="primary" type="submit" isDisabled={busy}>
              Settle it
            </Button>
            <span className="second push">{writing.kept}</span>
          </div>
        </>
      )}
      {!canWrite && row.other === "" && (
        <dl className="difference-two">
          <div>
            <dt className="second">By hand</dt>
            <dd className="semi">{row.hand}</dd>
            <dd className="second">{row.by}</dd>
          </div>
          <div>
            <dt className="second">By the feed</dt>
            <dd className="semi">{row.feed}</dd>
          </div>
        </dl>
      )}
    </form>
  );
}

import { Printer } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { WorkaroundRow } from "../../host";
import { Empty, ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useAct, useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import { NumberOf, PeopleRow } from "./People";
import { WriteList } from "./WriteList";

/** Other ways that P1 and P2 need, against what somebody has counted on site. */
export function Workarounds() {
  const { view, error, reload } = useView("workarounds", {});
  const frame = useFrame();
  const now = useNow(60);
  if (error) {
    return (
      <ErrorBox what={error.what} next={error.next}>
        <Button onPress={reload}>Read again</Button>
      </ErrorBox>
    );
  }
  if (!view) return <Loading what="Counting the other ways." />;
  if (view.rows.length === 0) return <Empty title="No other way is needed now">No P1 or P2 needs one.</Empty>;
  return (
    <>
      <table className="rows-table stacks">
        <caption className="visually-hidden">Other ways needed by P1 and P2</caption>
        <thead>
          <tr>
            <th scope="col">Other way, most short first</th>
            <th scope="col" className="number">
              Need
            </th>
            <th scope="col" className="number">
              In store
            </th>
            <th scope="col" className="number">
              Short
            </th>
            <th scope="col" className="number">
              Running
            </th>
            <th scope="col">Where</th>
            <th scope="col">Counted</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Way key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      <p className="table-foot">
        <WriteList list="workarounds" code="" icon={Printer}>
          Print with the names
        </WriteList>
      </p>
      <p className="loading">
        {view.bag_in_date_until
          ? `The bag on the shelf was checked; it counts until ${when(view.bag_in_date_until, frame.zone_name, now)}.`
          : "Nobody has recorded a check of the bag on the shelf: nothing in it counts until somebody does (Bag)."}
      </p>
    </>
  );
}

function Way({ row }: { row: WorkaroundRow }) {
  const [open, setOpen] = useState(false);
  const [who, setWho] = useState<"need" | "runs" | null>(null);
  const needs = `P1 and P2 who need ${row.name}`;
  const runs = `Who have ${row.name} running`;
  return (
    <>
      <tr>
        <th scope="row">
          {row.name}
          {row.blocked && <p className="late">Blocked: it hangs on a system that broke</p>}
        </th>
        <td className="number" data-head="Need">
          <NumberOf
            n={row.need}
            what={needs}
            people={row.who}
            isOpen={who === "need"}
            onToggle={() => setWho((shown) => (shown === "need" ? null : "need"))}
          />
          <span className="second need-split">
            P1 {row.p1}, P2 {row.p2}
          </span>
        </td>
        <td className="number" data-head="In store">
          {row.left ?? (row.assumed ? "assumed" : "not counted")}
        </td>
        <td className="number strong" data-head="Short">
          {row.left === null && row.assumed ? <span className="second">not known</span> : row.short}
        </td>
        <td className="number" data-head="Running">
          <NumberOf
            n={row.running}
            what={runs}
            people={row.running_for}
            isOpen={who === "runs"}
            onToggle={() => setWho((shown) => (shown === "runs" ? null : "runs"))}
          />
        </td>
        <td data-head="Where">{row.place === "" ? <span className="second">not known</span> : row.place}</td>
        <td>
          <Button aria-expanded={open} aria-label={`Count ${row.name}`} onPress={() => setOpen((on) => !on)}>
            Count
          </Button>
        </td>
      </tr>
      {who !== null && (
        <PeopleRow
          what={who === "need" ? needs : runs}
          people={who === "need" ? row.who : row.running_for}
          columns={7}
        />
      )}
      {open && (
        <tr>
          <td colSpan={7}>
            <CountForm row={row} onDone={() => setOpen(false)} />
          </td>
        </tr>
      )}
    </>
  );
}

function CountForm({ row, onDone }: { row: WorkaroundRow; onDone: () => void }) {
  const { busy, error, run } = useAct();
  const [n, setN] = useState(row.places.length === 1 ? String(row.places[0]?.count ?? "") : "");
  const [place, setPlace] = useState(row.places.length === 1 ? (row.places[0]?.place ?? "") : "");
  const [tried, setTried] = useState(false);
  const fault = /^\d{1,5}$/.test(n.trim()) ? null : "Give a whole number. 0 says that there is none.";
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    if (await run("fallback_confirm", { id: row.id, count: Number(n), place: place.trim() })) onDone();
  };
  return (
    <form className="count-form" aria-label={`Count ${row.name}`} onSubmit={save} noValidate>
      <Field label="How many are there" value={n} onChange={setN} fault={tried ? fault : null} autoFocus />
      <Field label="Where" value={place} onChange={setPlace} />
      <Button kind="primary" type="submit" isDisabled={busy}>
        Confirm the count
      </Button>
      <Button onPress={onDone}>Back</Button>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </form>
  );
}

import { useMemo, useState } from "react";
import type { NeedsView, WardNeeds } from "../../../host";
import { Card, ErrorBox, Loading } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Segments } from "../../../parts/Field";
import { useGoing } from "../../../state/going";
import { useView } from "../../../state/session";
import { count, number } from "../../../words/format";
import { LongList } from "../quality/LongList";
import { PrintReport } from "../quality/PrintReport";
import { rowsFor, SHOWS, type Show, saidOf, stateWords } from "./rows";

/** From census to needs: ward by ward who is profiled and who is not, and whom somebody must look at. */
export function NeedsTab() {
  const { view, error, reload } = useView("census_needs", { ward: "" });
  return (
    <>
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading what patients depend on." />}
      {view && <Needs view={view} />}
    </>
  );
}

function Needs({ view }: { view: NeedsView }) {
  const [ward, setWard] = useState<string | null>(null);
  const { total } = view;
  return (
    <div className="quality">
      <header className={`quality-head ${total.needs_look > 0 ? "quality-look" : ""}`}>
        <p className="quality-said">{saidOf(total)}</p>
        <p>
          Profiled: a rule or a person knows what the patient depends on. Ordinary care: every problem is one that a
          ward knows how to care for. Not profiled: never below P3 until somebody has looked.
        </p>
        <PrintReport />
      </header>
      <div className="quality-split">
        <Wards view={view} ward={ward} onWard={setWard} />
        <People view={view} ward={ward} />
      </div>
    </div>
  );
}

const COLUMNS = [
  ["in_patients", "In-patients"],
  ["profiled", "Profiled"],
  ["ordinary", "Ordinary care"],
  ["not_profiled", "Not profiled"],
  ["needs_look", "Needs a look"],
] as const;

function Wards({
  view,
  ward,
  onWard,
}: {
  view: NeedsView;
  ward: string | null;
  onWard: (ward: string | null) => void;
}) {
  const cells = (needs: WardNeeds) =>
    COLUMNS.map(([key]) => (
      <td key={key} className={key === "not_profiled" || key === "needs_look" ? "strong" : ""}>
        {number(needs[key])}
      </td>
    ));
  return (
    <Card title="Ward by ward" aside={count(view.wards.length, "ward")} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
      <section className="needs-scroll" tabIndex={0} aria-label="Wards, one by one">
        <table className="files needs-wards">
          <thead>
            <tr>
              <th scope="col">Ward</th>
              {COLUMNS.map(([key, words]) => (
                <th scope="col" key={key}>
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.wards.map((needs) => (
              <tr key={needs.ward} className={ward === needs.ward ? "needs-here" : ""}>
                <th scope="row">
                  <Button
                    kind="text"
                    aria-pressed={ward === needs.ward}
                    onPress={() => onWard(ward === needs.ward ? null : needs.ward)}
                  >
                    {needs.ward === "" ? "Ward not known" : needs.ward}
                  </Button>
                </th>
                {cells(needs)}
              </tr>
            ))}
            <tr className="needs-all">
              <th scope="row">All</th>
              {cells(view.total)}
            </tr>
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function People({ view, ward }: { view: NeedsView; ward: string | null }) {
  const { go } = useGoing();
  const [show, setShow] = useState<Show>("look");
  const rows = useMemo(() => rowsFor(view.rows, ward, show), [view.rows, ward, show]);
  const lines = useMemo(
    () =>
      rows.map((row) => {
        const words = stateWords(row);
        return {
          id: row.patient,
          text: `${row.who}: ${words.join("; ")}`,
          content: (
            <>
              <span className="semi">{row.who}</span>
              <span className="changed-words">
                {words.map((each) => (
                  <span key={each} className="needs-words">
                    {each}
                  </span>
                ))}
              </span>
            </>
          ),
        };
      }),
    [rows],
  );
  return (
    <Card
      title={ward === null ? "Who" : ward === "" ? "Ward not known" : ward}
      aside={count(rows.length, "person", "people")}
      flush
    >
      <div className="needs-show">
        <Segments label="Show" value={show} onChange={setShow} options={SHOWS} />
      </div>
      {rows.length === 0 ? (
        <p className="quality-none">Nobody here. That is what the records say, not what is at the bedside.</p>
      ) : (
        <LongList label="Patients" lines={lines} onOpen={(id) => go("patients", id)} />
      )}
    </Card>
  );
}

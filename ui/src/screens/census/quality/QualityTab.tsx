import { BedDouble, TriangleAlert } from "lucide-react";
import type { ChangedRow, QualityView, SharedBedRow } from "../../../host";
import { Card, ErrorBox, Loading } from "../../../parts/Boxes";
import { Button, LinkButton } from "../../../parts/Button";
import { Plate } from "../../../parts/Plate";
import { useNow } from "../../../state/clock";
import { useGoing } from "../../../state/going";
import { useFrame, useView } from "../../../state/session";
import { count, duration, number, when } from "../../../words/format";
import { Changed, People, Places } from "./Lists";
import { Opens } from "./Opens";
import { PrintReport } from "./PrintReport";
import { Rejected } from "./Rejected";
import { SinceBefore } from "./SinceBefore";
import { graveLacks, otherLacks, readSentence, worstFirst } from "./worst";

/** How good the census in use is: what can hurt somebody first, then what is missing, then what was read. */
export function QualityTab() {
  const { view, error, reload } = useView("census_quality", {});
  return (
    <>
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Looking through the census." />}
      {view && <Quality view={view} />}
    </>
  );
}

function Quality({ view }: { view: QualityView }) {
  return (
    <div className="quality">
      <Head view={view} />
      <div className="quality-split">
        <div className="stack">
          <First view={view} />
          <Card title="What is missing" flush>
            <ul className="opens">
              {otherLacks(view.lacks).map((lack) => (
                <Opens key={lack.lack} n={lack.people.length} words={lack.words}>
                  <People label={lack.words} people={lack.people} />
                </Opens>
              ))}
            </ul>
          </Card>
          <SinceBefore changes={view.changes} />
        </div>
        <div className="stack">
          <Rejected view={view} />
          <Files view={view} />
          <Warnings view={view} />
        </div>
      </div>
    </div>
  );
}

function Head({ view }: { view: QualityView }) {
  const frame = useFrame();
  const now = useNow(60);
  return (
    <header className={`quality-head ${view.rejected > 0 ? "quality-look" : ""}`}>
      <p className="quality-said">{readSentence(view)}</p>
      <p>
        <strong>{count(view.inpatients, "person", "people")}</strong> in a bed, with what was changed by hand, as at{" "}
        <strong>{when(view.as_of, frame.zone_name, now)}</strong>
        {frame.census && <>, {duration(frame.census.age_min)} ago</>}. From {view.feed}.
      </p>
      <PrintReport />
    </header>
  );
}

/** What can hurt somebody, the worst on top. What was looked for and not found is said too. */
function First({ view }: { view: QualityView }) {
  const { go } = useGoing();
  const worst = worstFirst(view);
  const open = view.differences.length;
  const kinds = [
    { n: view.allergy_conflicts.length, row: <Contradicted key="allergies" rows={view.allergy_conflicts} /> },
    { n: view.shared_beds.length, row: <SharedBeds key="beds" beds={view.shared_beds} /> },
    ...graveLacks(view.lacks).map((lack) => ({
      n: lack.people.length,
      row: (
        <Opens key={lack.lack} n={lack.people.length} words={lack.words}>
          <People label={lack.words} people={lack.people} />
        </Opens>
      ),
    })),
    {
      n: open,
      row: (
        <li key="differences" className={`opens-row ${open === 0 ? "opens-none" : ""}`}>
          <span className="opens-count">{number(open)}</span>
          <span className="grow">changes by hand that the feed does not confirm</span>
          {open > 0 && <LinkButton onPress={() => go("census", "edits")}>Settle them</LinkButton>}
        </li>
      ),
    },
  ];
  return (
    <Card
      title="Look at these first"
      aside={
        worst.length > 0 ? (
          <Plate tone="amber" icon={TriangleAlert}>
            {worst.length} to look at
          </Plate>
        ) : null
      }
      flush
    >
      {worst.length === 0 && (
        <p className="quality-none">
          Nothing here needs somebody: no allergies that contradict one another, no bed filled twice, nobody without a
          ward, bed or number, nothing to settle. That is what the records say, not what is at the bedside.
        </p>
      )}
      <ul className="opens">
        {/* What somebody has comes before what was looked for and not found. */}
        {[...kinds.filter((each) => each.n > 0), ...kinds.filter((each) => each.n === 0)].map((each) => each.row)}
      </ul>
    </Card>
  );
}

function Contradicted({ rows }: { rows: readonly ChangedRow[] }) {
  return (
    <Opens
      n={rows.length}
      words="allergies that contradict one another"
      mark={
        rows.length > 0 && (
          <Plate tone="red-outline" icon={TriangleAlert}>
            Ask before any drug
          </Plate>
        )
      }
      startsOpen
    >
      <Changed label="Allergies that contradict one another" rows={rows} isChange={false} />
    </Opens>
  );
}

function SharedBeds({ beds }: { beds: readonly SharedBedRow[] }) {
  return (
    <Opens
      n={beds.length}
      words="beds filled twice"
      mark={
        beds.length > 0 && (
          <Plate tone="amber" icon={BedDouble}>
            Check wristbands
          </Plate>
        )
      }
      startsOpen
    >
      <ul className="shared-beds">
        {beds.map((bed) => (
          <li key={bed.place}>
            <p className="semi">{bed.place}</p>
            <People label={bed.place} people={bed.people} />
          </li>
        ))}
      </ul>
    </Opens>
  );
}

function Files({ view }: { view: QualityView }) {
  return (
    <Card title="Files" aside={count(view.files.length, "file")} flush>
      {view.files.length === 0 ? (
        <p className="quality-none">The snapshot does not say which files it was read from.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard
        <section className="files-scroll" tabIndex={0} aria-label="Files, one by one">
          <table className="files">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Read</th>
                <th scope="col">Taken</th>
                <th scope="col">Rejected</th>
              </tr>
            </thead>
            <tbody>
              {view.files.map((file) => (
                <tr key={file.file}>
                  <th scope="row">{file.file}</th>
                  <td>{number(file.records)}</td>
                  <td>{number(file.taken)}</td>
                  <td className={file.rejected > 0 ? "strong" : ""}>{number(file.rejected)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

function Warnings({ view }: { view: QualityView }) {
  return (
    <Card title="Warnings of the reading" aside={number(view.warnings.length)} flush>
      {view.warnings.length === 0 ? (
        <p className="quality-none">None: everything that was taken was taken as it stood.</p>
      ) : (
        <Places label="Warnings of the reading" lines={view.warnings} />
      )}
    </Card>
  );
}

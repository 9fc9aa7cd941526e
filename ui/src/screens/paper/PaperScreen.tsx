import { Ban, Droplets, Eye, FolderOpen, HeartPulse, Printer, ScanBarcode } from "lucide-react";
import { useState } from "react";
import type { PaperView, PrintRow, StartPrint } from "../../host";
import { Card, Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Segments, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useJob } from "../../state/job";
import { Letters } from "../../state/letters";
import { useFrame, useSession, useView } from "../../state/session";
import { count, when } from "../../words/format";
import { toFiles } from "../../words/toFiles";
import { LabOnPaper } from "../messages/LabDesk";
import { Drip } from "./Drip";
import { JobPanel } from "./JobPanel";
import { News2 } from "./News2";
import { Preview } from "./Preview";
import { FILES, PrinterChoice, usePrinters } from "./PrinterChoice";
import { Unfinished } from "./Unfinished";
import { useHeldCards, WhichCards, type Whose } from "./WhichCards";

import "./paper.css";

/** The chart that has the laboratory's list in its boxes. */
const LABORATORY = "laboratory-request";

/** The job that this window started last, so that coming back to Paper shows it. */
let lastJob: number | null = null;

function rememberJob(job: number) {
  lastJob = job;
}

/** Choose wards and charts, make the sheets, see what came out and what did not. */
export function PaperScreen() {
  const { view, error, reload } = useView("paper", {});
  const { go } = useGoing();
  const [drips, setDrips] = useState(false);
  const [scores, setScores] = useState(false);
  return (
    <Letters className="paper">
      <TitleRow
        title="Paper"
        fact={
          view
            ? `${count(view.wards.length, "ward")} · ${count(view.charts.length, "chart")} · P1 beds first`
            : "Reading what can be printed"
        }
      >
        <Button icon={HeartPulse} letter="S" onPress={() => setScores(true)}>
          Score NEWS2
        </Button>
        <Button icon={Droplets} letter="D" onPress={() => setDrips(true)}>
          Count a drip
        </Button>
        <Button icon={ScanBarcode} letter="B" onPress={() => go("backentry")}>
          Back-entry
        </Button>
      </TitleRow>
      {scores && <News2 onClose={() => setScores(false)} />}
      {drips && <Drip onClose={() => setDrips(false)} />}
      {error && (
        <ErrorBox what={error.what} kept={view ? "The list below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading what can be printed." />}
      {view && <PaperBody view={view} />}
    </Letters>
  );
}

type What = "wards" | "cards" | "blank";
type Sheet = "a4" | "letter";
type Sides = "" | "both" | "one";

function PaperBody({ view }: { view: PaperView }) {
  const { here } = useGoing();
  const { status, host } = useSession();
  const asked = here.target.startsWith("ward:") ? here.target.slice(5) : "";
  const [what, setWhat] = useState<What>(view.wards.length > 0 && here.target !== "cards" ? "wards" : "cards");
  const [wards, setWards] = useState<ReadonlySet<string>>(
    () => new Set(asked !== "" ? [asked] : view.wards.filter((ward) => ward.p1 > 0).map((ward) => ward.ward)),
  );
  const [charts, setCharts] = useState<ReadonlySet<string>>(
    () => new Set(view.charts.filter((chart) => chart.usual).map((chart) => chart.id)),
  );
  const [folder, setFolder] = useState("");
  const [sheet, setSheet] = useState<Sheet>(view.usual_paper === "letter" ? "letter" : "a4");
  const [order, setOrder] = useState<"priority" | "bed">("priority");
  const [mono, setMono] = useState(true);
  const [copies, setCopies] = useState("1");
  const [sides, setSides] = useState<Sides>("");
  const [looks, setLooks] = useState(false);
  const [halves, setHalves] = useState(false);
  const [tried, setTried] = useState(false);
  const held = useHeldCards();
  const [chosenWhose, setWhose] = useState<Whose>("held");
  const whose = held.length > 0 ? chosenWhose : "all";
  const [printer, setPrinter] = useState(FILES);
  const printers = usePrinters();
  const print = useJob(lastJob, rememberJob);
  const toPrinter = printer !== FILES;

  // A priority list is ticked from the start, and there is no blank one.
  const chartIds = view.charts
    .filter((chart) => charts.has(chart.id) && (what !== "blank" || chart.blank))
    .map((chart) => chart.id);
  const fault =
    what === "wards" && wards.size === 0
      ? "Tick a ward."
      : what !== "cards" && chartIds.length === 0
        ? "Tick a chart."
        : copiesFault(copies, what === "blank" ? 999 : 20);
  const start = (again = false) => {
    setTried(true);
    if (fault) return;
    void print.begin((engine) => engine.call("print_start", request(again)));
  };
  const look = () => {
    setTried(true);
    if (!fault) setLooks(true);
  };
  const testSheet = (name: string) => {
    const what = { what: "printer_test" as const, printer: name };
    const how = { printer: name, give_up_min: 5, paper: sheet, mono };
    void print.begin((engine) => engine.call("print_start", { ...toFiles(what), ...how }));
  };
  const request = (again: boolean): StartPrint => {
    const shared = {
      to: toPrinter ? "" : folder.trim(),
      printer: toPrinter ? printer : "",
      again,
      give_up_min: 0,
      paper: sheet,
      mono,
      order,
      sides,
      copies: Number(copies),
    };
    if (what === "cards") {
      const cards = whose === "held" ? held.map((card) => card.id) : [];
      return { ...shared, what: { what: "cards", cards, halves, contents: whose === "all" } };
    }
    if (what === "blank") return { ...shared, what: { what: "blank", charts: chartIds, copies: Number(copies) } };
    return { ...shared, what: { what: "wards", wards: [...wards], charts: chartIds } };
  };
  const choose = async () => {
    const chosen = await host.call("choose_files", { kind: "paper_folder" });
    if (chosen.paths[0]) setFolder(chosen.paths[0]);
  };

  return (
    <>
      {looks && <Preview request={request(false)} onClose={() => setLooks(false)} />}
      <Unfinished view={view} printers={printers} print={print} />
      <div className="paper-split">
        <div className="stack">
          <Card title="What to make">
            <Segments
              label="What to make"
              hideLabel
              value={what}
              onChange={(next) => {
                // Forty blank charts are stock; forty charts of each patient are a mistake.
                setWhat(next);
                setCopies("1");
              }}
              options={[
                { value: "wards", content: "Ward packs" },
                { value: "cards", content: "Action cards" },
                { value: "blank", content: "Blank charts" },
              ]}
            />
          </Card>
          {what === "wards" && <Wards view={view} chosen={wards} onChange={setWards} />}
        </div>
        <div className="stack">
          {what !== "cards" && <Charts view={view} chosen={charts} onChange={setCharts} blank={what === "blank"} />}
          {what === "cards" && (
            <WhichCards held={held} whose={whose} onWhose={setWhose} halves={halves} onHalves={setHalves} />
          )}
        </div>
        <div className="stack">
          <Card title="Print">
            <div className="stack">
              <PrinterChoice
                printers={printers}
                chosen={printer}
                onChange={setPrinter}
                onTest={print.isRunning ? null : testSheet}
              />
              {!toPrinter && (
                <>
                  <Field
                    label="Folder"
                    aside="(empty: the usual one)"
                    value={folder}
                    onChange={setFolder}
                    hint={`The usual one is ${view.folder}. A PDF is not encrypted: print it, then remove it.`}
                  />
                  {status?.can_choose_files && (
                    <Button icon={FolderOpen} onPress={() => void choose()}>
                      Choose a folder
                    </Button>
                  )}
                </>
              )}
              <Segments
                label="Sheet"
                value={sheet}
                onChange={setSheet}
                options={[
                  { value: "a4", content: "A4" },
                  { value: "letter", content: "US Letter" },
                ]}
              />
              <Segments
                label="Sides"
                value={sides}
                onChange={setSides}
                options={[
                  { value: "", content: toPrinter ? "As it can" : "Usual: both" },
                  { value: "both", content: "Both" },
                  { value: "one", content: "One" },
                ]}
              />
              <Field
                label="Copies of each"
                value={copies}
                onChange={setCopies}
                {...(what === "wards" && copies.trim() !== "1"
                  ? {
                      hint: "Each copy has its own sheet numbers and is asked for afterwards. Only one chart of a patient is in use.",
                    }
                  : {})}
              />
              {what === "wards" && (
                <Segments
                  label="Order of the beds"
                  value={order}
                  onChange={setOrder}
                  options={[
                    { value: "priority", content: "P1 first" },
                    { value: "bed", content: "By bed" },
                  ]}
                />
              )}
              <Tick isSelected={mono} onChange={setMono}>
                One ink only
              </Tick>
              {tried && fault && <p className="field-fault">{fault}</p>}
              <Button icon={Eye} letter="V" onPress={() => look()}>
                See the pages first
              </Button>
              <Button kind="primary" icon={Printer} letter="G" onPress={() => start()} isDisabled={print.isRunning}>
                {`${toPrinter ? "Print" : "Make"} ${
                  what === "wards"
                    ? `charts for ${count(wards.size, "ward")}`
                    : what === "blank"
                      ? "the blank charts"
                      : whose === "held"
                        ? count(held.length, "action card")
                        : "the action cards"
                }`}
              </Button>
            </div>
          </Card>
          {(print.job || print.error) && (
            <Card title="What comes out">
              <div className="stack">
                <JobPanel print={print} />
                {print.error?.kind === "refused" && print.error.next.includes("Print again") && (
                  <div className="row">
                    <Button icon={Printer} onPress={() => start(true)}>
                      Print again
                    </Button>
                  </div>
                )}
              </div>
            </Card>
          )}
          <Made prints={view.prints} />
        </div>
      </div>
    </>
  );
}

/** What is wrong with the number of copies, if anything. */
function copiesFault(copies: string, most: number): string | null {
  const number = /^[1-9]\d{0,2}$/.test(copies.trim()) ? Number(copies) : 0;
  return number >= 1 && number <= most ? null : `Give the number of copies, 1 to ${most}.`;
}

function toggled(chosen: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

function Wards({
  view,
  chosen,
  onChange,
}: {
  view: PaperView;
  chosen: ReadonlySet<string>;
  onChange: (wards: ReadonlySet<string>) => void;
}) {
  const { updateCensus } = useGoing();
  if (view.wards.length === 0) {
    return (
      <Empty
        title="No wards yet"
        acts={
          <Button kind="primary" onPress={updateCensus}>
            Update the census
          </Button>
        }
      >
        Charts need to know who lies where. Until then print blank charts.
      </Empty>
    );
  }
  const all = chosen.size === view.wards.length;
  return (
    <Card
      title="Wards"
      aside={
        <LinkButton onPress={() => onChange(new Set(all ? [] : view.wards.map((ward) => ward.ward)))}>
          {all ? "None" : `All ${view.wards.length}`}
        </LinkButton>
      }
      flush
    >
      <ul>
        {view.wards.map((ward) => (
          <li key={ward.ward} className="paper-row">
            <Tick isSelected={chosen.has(ward.ward)} onChange={(on) => onChange(toggled(chosen, ward.ward, on))}>
              <span className="semi">{ward.ward}</span>
            </Tick>
            <span className="push row">
              {ward.p1 > 0 && (
                <>
                  <TierBadge tier="P1" size={32} /> <span className="strong">{ward.p1}</span>
                </>
              )}
              <span className="second paper-beds">{count(ward.patients, "patient")}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Charts({
  view,
  chosen,
  onChange,
  blank,
}: {
  view: PaperView;
  chosen: ReadonlySet<string>;
  onChange: (charts: ReadonlySet<string>) => void;
  blank: boolean;
}) {
  const { incident } = useFrame();
  return (
    <Card title={blank ? "Blank charts" : "Charts for each patient"} flush>
      <ul>
        {view.charts
          .filter((chart) => !blank || chart.blank)
          .map((chart) => (
            <li key={chart.id} className="paper-row">
              <Tick isSelected={chosen.has(chart.id)} onChange={(on) => onChange(toggled(chosen, chart.id, on))}>
                {chart.title}
                {!chart.per_patient && <span className="second"> one a ward</span>}
              </Tick>
              {chart.id === LABORATORY && chosen.has(chart.id) && incident && <LabOnPaper />}
            </li>
          ))}
        {view.refused.map((line) => (
          <li key={line} className="paper-row paper-refused">
            <Icon of={Ban} size={22} />
            <span className="second">{line}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Made({ prints }: { prints: readonly PrintRow[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <Card title="Made in this incident" flush>
      {prints.length === 0 && <p className="loading">Nothing has been made yet.</p>}
      <ul>
        {prints.map((print) => (
          <li key={`${print.at} ${print.what} ${print.to}`} className="paper-made">
            <p className="row spread">
              <span className="semi">{print.what}</span>
              <span className="second">{count(print.pages, "page")}</span>
            </p>
            <p className="second">
              {when(print.at, zone, now)} by {print.by}, {count(print.sheets, "sheet")}
            </p>
            <p className="second paper-path">{print.to}</p>
            {print.became !== "" && <p className="semi">{print.became}</p>}
            {print.held_back.map((line) => (
              <p key={line} className="semi">
                Held back: {line}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

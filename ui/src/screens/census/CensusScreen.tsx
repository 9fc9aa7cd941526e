import { useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Card, Loading, TitleRow } from "../../parts/Boxes";
import { Age } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import { ColumnsPanel } from "./columns/ColumnsPanel";
import { Profiles } from "./columns/Profiles";
import { EditsTab } from "./edits/EditsTab";
import { FeedsTab } from "./feeds/FeedsTab";
import { NoCensus } from "./NoCensus";
import { NeedsTab } from "./needs/NeedsTab";
import { QualityTab } from "./quality/QualityTab";
import { TakeCensus } from "./take/TakeCensus";
import "./census.css";
import "../log/writing.css";

const TABS = ["quality", "needs", "edits", "take", "feeds"] as const;
type TabId = (typeof TABS)[number];

/** Before the path of a list whose columns are asked for. */
const COLUMNS = "columns:";

/** Which tab a link of another screen leads to. */
function asked(target: string): TabId | null {
  if (target === "admit") return "edits";
  if (target.startsWith(COLUMNS)) return "take";
  return TABS.find((tab) => tab === target) ?? null;
}

/** Who is in the hospital, how far that can be believed, and how it is mended by hand while IT is down. */
export function CensusScreen() {
  const { here } = useGoing();
  const frame = useFrame();
  const now = useNow(60);
  const edits = useView("census_edits", {});
  const [tab, setTab] = useState<TabId>(() => asked(here.target) ?? "quality");
  const [columns, setColumns] = useState<string | null>(null);
  const [kept, setKept] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const open = edits.view?.differences.length ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    const next = asked(here.target);
    if (!next) return;
    setTab(next);
    if (here.target.startsWith(COLUMNS)) setColumns(here.target.slice(COLUMNS.length));
    requestAnimationFrame(() => {
      const selector = here.target === "admit" ? ".admit input" : '[role="tab"][aria-selected="true"]';
      body.current?.querySelector<HTMLElement>(selector)?.focus();
    });
  }, [here.turn]);

  const { census } = frame;
  return (
    <div className="census" ref={body}>
      <TitleRow
        title="Census"
        fact={
          census ? (
            <>
              as at {when(census.as_of, frame.zone_name, now)} · <Age minutes={census.age_min} />
            </>
          ) : (
            "There is none yet"
          )
        }
      />
      <Tabs
        className="census-tabs"
        selectedKey={tab}
        onSelectionChange={(key) => setTab(TABS.find((each) => each === key) ?? "quality")}
      >
        <TabList className="steps-tabs census-tablist" aria-label="Parts of the census">
          <Tab id="quality" className="steps-tab">
            Quality
          </Tab>
          <Tab id="needs" className="steps-tab">
            Needs
          </Tab>
          <Tab id="edits" className="steps-tab">
            Changes by hand
            {open > 0 && (
              <span className="count count-amber">
                {open}
                <span className="visually-hidden"> to settle</span>
              </span>
            )}
          </Tab>
          <Tab id="take" className="steps-tab">
            Take a census
          </Tab>
          <Tab id="feeds" className="steps-tab">
            Feeds
          </Tab>
        </TabList>
        <TabPanel id="quality" className="census-panel">
          {census ? <QualityTab /> : <NoCensus onTake={() => setTab("take")} />}
        </TabPanel>
        <TabPanel id="needs" className="census-panel">
          {census ? <NeedsTab /> : <NoCensus onTake={() => setTab("take")} />}
        </TabPanel>
        <TabPanel id="edits" className="census-panel">
          {!census && <NoCensus onTake={() => setTab("take")} />}
          {census && !edits.view && !edits.error && <Loading what="Reading the changes by hand." />}
          {census && <EditsTab answer={edits} />}
        </TabPanel>
        <TabPanel id="take" className="census-panel">
          <div className="edits-split take-split">
            <Card title="Read a new census">
              <TakeCensus onColumns={setColumns} />
            </Card>
            <Profiles key={kept} />
          </div>
          {columns !== null && (
            <ColumnsPanel
              key={columns}
              path={columns}
              onClose={() => setColumns(null)}
              onKept={() => setKept((n) => n + 1)}
            />
          )}
        </TabPanel>
        <TabPanel id="feeds" className="census-panel">
          <FeedsTab />
        </TabPanel>
      </Tabs>
    </div>
  );
}

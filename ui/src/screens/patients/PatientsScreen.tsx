import { LayoutList, Printer } from "lucide-react";
import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { clock, count, when } from "../../words/format";
import { PastBar } from "./Past";
import { PrintSheet, useListPrint } from "./PrintList";
import { RankedPatients } from "./RankedPatients";
import { asked } from "./target";
import "./patients.css";
import "./facts.css";
import "./views.css";

/** How the patients are drawn: the list with one open, one ward large, or wards by tiers. */
export type Mode = "list" | "ward" | "hospital";

const VIEWS = [
  { id: "list", words: "List" },
  { id: "ward", words: "One ward, large" },
  { id: "hospital", words: "Hospital, wards by tiers" },
  { id: "compare", words: "What changed" },
  { id: "past", words: "As it was" },
  { id: "census", words: "Update the census" },
  { id: "charts", words: "Charts" },
] as const;

/** The priority list, with one patient open beside it. */
export function PatientsScreen() {
  const { updateCensus, go, here } = useGoing();
  const frame = useFrame();
  const now = useNow(60);
  const [mode, setMode] = useState<Mode>("list");
  /** How often "What changed" was asked for; 0 when it is not shown. */
  const [comparing, setComparing] = useState(0);
  /** The past minute that is shown; null while none is chosen yet, undefined for now. */
  const [past, setPast] = useState<string | null | undefined>(undefined);
  const [ward, setWard] = useState(() => asked(here.target).filter.ward ?? "");
  const at = past ?? null;
  const { view, error, reload } = useView("patients", { ward: "", at });
  const print = useListPrint(ward);
  const choose = (id: (typeof VIEWS)[number]["id"]) => {
    switch (id) {
      case "compare":
        setComparing((before) => before + 1);
        return setMode("list");
      case "past":
        return setPast((before) => before ?? null);
      case "census":
        return updateCensus();
      case "charts":
        return go("paper", ward === "" ? "" : `ward:${ward}`);
      default:
        return setMode(id);
    }
  };
  const isRunning = frame.incident !== null;
  const offered = VIEWS.filter((each) => isRunning || (each.id !== "compare" && each.id !== "past"));
  return (
    <div className="fill patients" data-past={at !== null}>
      <TitleRow
        title="Patients"
        fact={
          view
            ? `${count(view.counts.all, "patient")} in the census of ${when(view.census_at, frame.zone_name, now)} · ${
                view.locked ? "not ranked" : `ranked ${clock(view.ranked_at, frame.zone_name)}`
              } · rules ${view.rules}`
            : "Reading the list"
        }
      >
        <MenuTrigger>
          <Button icon={LayoutList} letter="V" className="patients-view">
            View
          </Button>
          <Popover className="popover" placement="bottom end">
            <Menu
              className="pick-list"
              aria-label="View"
              onAction={(id) => choose(id as (typeof VIEWS)[number]["id"])}
              items={offered}
            >
              {(each) => (
                <MenuItem id={each.id} className="pick-option inset-focus">
                  {each.words}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
        <Button icon={Printer} isDisabled={!view || view.counts.all === 0 || at !== null} onPress={print.press}>
          Print list
        </Button>
      </TitleRow>
      {past !== undefined && <PastBar at={at} onAt={setPast} onNow={() => setPast(undefined)} />}
      {print.isOpen && view && at === null && <PrintSheet print={print} view={view} />}
      {error && (
        <ErrorBox what={error.what} kept={view ? "The list below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what={at === null ? "Ranking the patients." : "Working out the list as it was."} />}
      {view && view.counts.all === 0 && (
        <Empty
          title="No census yet"
          acts={
            <>
              <Button kind="primary" onPress={updateCensus}>
                Update the census
              </Button>
              <Button onPress={() => go("census")}>Open Census</Button>
            </>
          }
        >
          Without a census there is no priority list. Read a file that another system left behind, or a list typed by
          hand (CSV).
        </Empty>
      )}
      {view && view.counts.all > 0 && (
        <RankedPatients
          // The past is another list: nothing of how the present one is held may be taken into it.
          key={at ?? "now"}
          view={view}
          at={at}
          mode={mode}
          onMode={setMode}
          ward={ward}
          onWard={setWard}
          comparing={comparing}
          onCompared={() => setComparing(0)}
        />
      )}
    </div>
  );
}

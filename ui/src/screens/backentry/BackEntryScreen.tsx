import { Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { BackEntrySheet, BackEntryView } from "../../host";
import { Card, Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick, Segments, Tick } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { count } from "../../words/format";
import { Rules, TallyTable } from "./Progress";
import { Scan } from "./Scan";
import { Late, SheetPanel, StandPlate, whoseWords } from "./SheetPanel";
import { ALL_OPEN, asked, type Narrowed, STANDS } from "./stands";
import "../log/writing.css";
import "../messages/messages.css";
import "./backentry.css";

/** Lines shown at once; more are asked for. */
const STEP = 100;

type Shown = "sheets" | "progress" | "rules";

/** Printed sheets that come back: found by their number, entered, looked at by a second person, none lost. */
export function BackEntryScreen() {
  const { incident } = useFrame();
  return incident ? (
    <OfIncident />
  ) : (
    <div className="fill back-entry">
      <TitleRow title="Back-entry" fact="No incident" />
      <Empty title="No incident is open">
        Each sheet that is printed in an incident is on this list until what is written on it is in the record.
      </Empty>
    </div>
  );
}

function OfIncident() {
  const { here } = useGoing();
  const [narrowed, setNarrowed] = useState<Narrowed>(ALL_OPEN);
  const [most, setMost] = useState(STEP);
  const [shown, setShown] = useState<Shown>("sheets");
  const [open, setOpen] = useState<Opened>({ key: here.target, takesFocus: true });
  const openRow = (key: string) => setOpen({ key, takesFocus: true });
  const { view, error, reload } = useView("back_entry", asked(narrowed, most));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target !== "") openRow(here.target);
  }, [here.turn]);
  const narrow = (next: Partial<Narrowed>) => {
    setNarrowed((before) => ({ ...before, ...next }));
    setMost(STEP);
  };
  return (
    <div className="fill back-entry">
      <TitleRow title="Back-entry" fact={view ? view.said : "Reading the sheets"}>
        <PaperLink />
      </TitleRow>
      <Scan onFound={(key) => setOpen({ key, takesFocus: false })} isOpenOn={here.turn} />
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the sheets." />}
      {view && (
        <div className={`back-entry-split ${open.key === "" ? "back-entry-alone" : ""}`}>
          {open.key !== "" && <OpenSheet key={open.key} opened={open} onClose={() => openRow("")} />}
          <div className="stack back-entry-list">
            <Segments
              label="Show"
              hideLabel
              value={shown}
              onChange={setShown}
              options={[
                { value: "sheets", content: "Sheets" },
                { value: "progress", content: "Progress" },
                { value: "rules", content: "Rules" },
              ]}
            />
            {shown === "sheets" && (
              <Sheets
                view={view}
                narrowed={narrowed}
                narrow={narrow}
                open={open.key}
                onOpen={openRow}
                onMore={() => setMost(most + STEP)}
              />
            )}
            {shown === "progress" && (
              <>
                <TallyTable
                  title="Ward"
                  rows={[view.all, ...view.wards]}
                  onPick={(name) => {
                    narrow({ ...ALL_OPEN, stand: "all", ward: name === "All" || name === "No ward" ? "" : name });
                    setShown("sheets");
                  }}
                />
                <TallyTable title="Form, in the order of entry" rows={view.forms} />
              </>
            )}
            {shown === "rules" && <Rules rules={view.rules} />}
          </div>
        </div>
      )}
    </div>
  );
}

/** The tracker of a ward is printed with its other sheets. */
function PaperLink() {
  const { go } = useGoing();
  return (
    <Button icon={Printer} onPress={() => go("paper")}>
      Ward trackers
    </Button>
  );
}

/** The sheet that is open. A scan keeps the focus for the next scan; a press on a row gives it to the sheet. */
type Opened = { key: string; takesFocus: boolean };

function OpenSheet({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { view, error } = useView("sheet_find", { typed: opened.key });
  const panel = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened
  useEffect(() => {
    panel.current?.scrollIntoView({ block: "nearest" });
    if (opened.takesFocus) panel.current?.focus({ preventScroll: true });
  }, []);
  const found = view?.sheets[0];
  return (
    <div className="back-entry-open" ref={panel} tabIndex={-1}>
      {error && <ErrorBox what={error.what} next={error.next} />}
      {!view && !error && <Loading what="Reading the sheet." />}
      {view && !found && <ErrorBox what={view.said} next={view.next} />}
      {found && <SheetPanel sheet={found} onClose={onClose} />}
    </div>
  );
}

function Sheets({
  view,
  narrowed,
  narrow,
  open,
  onOpen,
  onMore,
}: {
  view: BackEntryView;
  narrowed: Narrowed;
  narrow: (next: Partial<Narrowed>) => void;
  open: string;
  onOpen: (key: string) => void;
  onMore: () => void;
}) {
  const rest = view.fit - view.sheets.length;
  return (
    <Card title={`${count(view.fit, "sheet")} shown of ${view.all.printed}`} flush>
      <Filters view={view} narrowed={narrowed} narrow={narrow} />
      {view.fit === 0 && (
        <div className="messages-foot">
          <NoSheets view={view} narrow={narrow} />
        </div>
      )}
      <ul className="sheet-rows">
        {view.sheets.map((sheet) => (
          <SheetRow key={sheet.key} sheet={sheet} isOpen={open === sheet.key} onOpen={onOpen} />
        ))}
      </ul>
      {rest > 0 && (
        <div className="messages-foot">
          <Button onPress={onMore}>Show {Math.min(rest, STEP)} more</Button>
        </div>
      )}
      <ListActs list="back_entry" />
    </Card>
  );
}

function NoSheets({ view, narrow }: { view: BackEntryView; narrow: (next: Partial<Narrowed>) => void }) {
  const { go } = useGoing();
  if (view.all.printed === 0)
    return (
      <Empty title="No sheet that comes back was printed" acts={<Button onPress={() => go("paper")}>To Paper</Button>}>
        Charts that are printed for patients stand here, each with its number, until they are entered.
      </Empty>
    );
  if (view.all.open === 0)
    return <Empty title="Every sheet is done">Keep the paper: it stays the original. Nothing is left to enter.</Empty>;
  return (
    <Empty title="No sheet fits" acts={<Button onPress={() => narrow(ALL_OPEN)}>Show all that are open</Button>}>
      {count(view.all.open, "sheet")} of other wards, roles or stands are open.
    </Empty>
  );
}

function Filters({
  view,
  narrowed,
  narrow,
}: {
  view: BackEntryView;
  narrowed: Narrowed;
  narrow: (next: Partial<Narrowed>) => void;
}) {
  const wards = view.wards.filter((ward) => ward.name !== "No ward");
  const stands = Object.entries(STANDS).map(([value, look]) => ({ value, text: look.word }));
  return (
    <div className="sheet-filters">
      <Pick
        label="Ward"
        value={narrowed.ward === "" ? "*" : narrowed.ward}
        onChange={(ward) => narrow({ ward: ward === "*" ? "" : ward })}
        options={[
          { value: "*", text: "All wards" },
          ...wards.map((ward) => ({ value: ward.name, text: ward.name, note: `${ward.open} open` })),
        ]}
      />
      <Pick
        label="Stands"
        value={narrowed.stand}
        onChange={(stand) => narrow({ stand: stand as Narrowed["stand"] })}
        options={[{ value: "open", text: "All open" }, { value: "all", text: "All" }, ...stands]}
      />
      <Pick
        label="Who enters it"
        value={narrowed.role === "" ? "*" : narrowed.role}
        onChange={(role) => narrow({ role: role === "*" ? "" : role })}
        options={[{ value: "*", text: "Everybody" }, ...view.roles.map((role) => ({ value: role, text: role }))]}
      />
      <Tick isSelected={narrowed.late} onChange={(late) => narrow({ late })}>
        Late only ({view.all.late})
      </Tick>
    </div>
  );
}

function SheetRow({
  sheet,
  isOpen,
  onOpen,
}: {
  sheet: BackEntrySheet;
  isOpen: boolean;
  onOpen: (key: string) => void;
}) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <li>
      <button
        type="button"
        className={`sheet-row inset-focus ${isOpen ? "sheet-row-open" : ""}`}
        aria-current={isOpen}
        onClick={() => onOpen(sheet.key)}
      >
        <span className="sheet-code">{sheet.code}</span>
        <span className="sheet-words">
          <span className="semi block">{whoseWords(sheet)}</span>
          <span className="block">
            {sheet.form}
            {sheet.now_in !== "" && `, ${sheet.now_in}`}
          </span>
          <span className="second block">
            {sheet.role === "" ? "no rule is set" : `${sheet.role}: ${sheet.how}`}
            {sheet.owner !== "" && `. Taken on by ${sheet.owner}`}
          </span>
        </span>
        <span className="sheet-plates">
          <StandPlate sheet={sheet} />
          <Late sheet={sheet} zone={zone} now={now} />
        </span>
      </button>
    </li>
  );
}

import { useEffect, useMemo, useState } from "react";
import { ListBox, ListBoxItem, type Selection } from "react-aria-components";
import type { SystemRow, SystemsView } from "../../host";
import { Card, Empty, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Matrix, type MatrixCell, worstCorner } from "../../parts/Matrix";
import { Expiry } from "../../parts/Plate";
import { BELIEVED_WORD, SystemPlate, WORKS_WORD } from "../../parts/SystemPlate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame, useView } from "../../state/session";
import { clock, count, instant, minutesBetween } from "../../words/format";
import { Facts } from "./Facts";
import { Impact } from "./Impact";
import { isChecked, matrixCounts, standsIn } from "./matrix";
import { RestoreOrder } from "./RestoreOrder";
import { SetState } from "./SetState";
import { AsList } from "./SystemGraph";
import { Workarounds } from "./Workarounds";
import "./systems.css";

/** The system board: what works, what can be believed, who said so, and whom it reaches. */
export function SystemsScreen() {
  const { view, error, reload } = useView("systems", {});
  const frame = useFrame();
  return (
    <Letters className="systems">
      <TitleRow
        title="Systems"
        fact={
          view ? `${count(view.rows.length, "system")} · as at ${clock(view.at, frame.zone_name)}` : "Reading the board"
        }
      />
      {error && (
        <ErrorBox what={error.what} kept={view ? "The board below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the system board." />}
      {view && view.rows.length === 0 && (
        <Empty title="No systems in this bag">
          The bag names no systems, so nothing can be set to down. Import a bag that has a register.
        </Empty>
      )}
      {view && view.rows.length > 0 && <SystemBoard view={view} />}
    </Letters>
  );
}

type Below = "impact" | "facts" | "ways" | "restore";

const BELOW_WORD: Record<Below, string> = {
  impact: "What depends on what",
  facts: "Facts",
  ways: "Other ways",
  restore: "What to bring back first",
};

function SystemBoard({ view }: { view: SystemsView }) {
  const { here } = useGoing();
  const [cell, setCell] = useState<MatrixCell | null>(null);
  const [unchecked, setUnchecked] = useState(false);
  const [code, setCode] = useState(here.target === "" ? (view.rows[0]?.code ?? "") : here.target);
  const [below, setBelow] = useState<Below>("impact");
  const [asList, setAsList] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target === "") return;
    setCell(null);
    setCode(here.target);
  }, [here.turn]);
  const counts = matrixCounts(view.matrix);
  const worst = worstCorner(counts);
  const chosen = view.rows.find((row) => row.code === code) ?? view.rows[0];
  const rows = useMemo(
    () => view.rows.filter((row) => (unchecked ? !isChecked(row) : cell === null || standsIn(row, cell))),
    [view.rows, cell, unchecked],
  );
  const showCell = (next: MatrixCell | null) => {
    setUnchecked(false);
    setCell(next);
  };
  const what = unchecked ? "Not checked" : cell ? cellWords(cell) : null;
  return (
    <>
      <div className="systems-top">
        <Card title="Two questions">
          <Matrix counts={counts} chosen={cell} onChoose={showCell} />
          {worst && (
            <div className="systems-worst">
              <Notice tone="violet">{worst}</Notice>
            </div>
          )}
          {view.matrix.not_checked > 0 && (
            <p className="systems-worst">
              <LinkButton
                onPress={() => {
                  setCell(null);
                  setUnchecked(true);
                }}
              >
                {view.matrix.not_checked} not checked
              </LinkButton>{" "}
              <span className="second">ranked as working; nobody has vouched for them</span>
            </p>
          )}
        </Card>
        <Card
          title={BELOW_WORD[below]}
          aside={
            <span className="row row-16">
              {below === "impact" && <AsList asList={asList} onChange={setAsList} />}
              {below !== "impact" && <LinkButton onPress={() => setBelow("impact")}>What depends on what</LinkButton>}
              {below !== "facts" && <LinkButton onPress={() => setBelow("facts")}>Facts</LinkButton>}
              {below !== "ways" && <LinkButton onPress={() => setBelow("ways")}>Other ways</LinkButton>}
              {below !== "restore" && <LinkButton onPress={() => setBelow("restore")}>Restore list</LinkButton>}
            </span>
          }
          flush={below === "ways" || below === "restore"}
        >
          {below === "impact" && chosen && <Impact row={chosen} rows={view.rows} asList={asList} onGo={setCode} />}
          {below === "facts" && chosen && <Facts row={chosen} onGo={setCode} />}
          {below === "ways" && <Workarounds />}
          {below === "restore" && <RestoreOrder onGo={setCode} />}
        </Card>
      </div>
      <div className="systems-split">
        <SystemList
          rows={rows}
          chosen={chosen?.code ?? ""}
          onChoose={setCode}
          what={what}
          onAll={() => showCell(null)}
        />
        {chosen && <SetState key={chosen.code} row={chosen} />}
      </div>
    </>
  );
}

function SystemList({
  rows,
  chosen,
  onChoose,
  what,
  onAll,
}: {
  rows: readonly SystemRow[];
  chosen: string;
  onChoose: (code: string) => void;
  /** What the list is narrowed to, in words; null for all systems. */
  what: string | null;
  onAll: () => void;
}) {
  const selected: Selection = useMemo(() => new Set([chosen]), [chosen]);
  return (
    <section className="card systems-list" data-region aria-label="Systems, worst first">
      <div className="systems-columns" aria-hidden="true">
        <span>{what ?? "System, worst first"}</span>
        <span>State</span>
        <span className="systems-by">Said by</span>
        <span className="systems-at">At</span>
        <span>Expires</span>
      </div>
      {what && (
        <p className="systems-all">
          <LinkButton onPress={onAll}>Show all systems</LinkButton>
        </p>
      )}
      <ListBox
        className="systems-rows"
        aria-label="Systems, worst first"
        items={rows.map((row) => ({ ...row, id: row.code }))}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          const code = keys === "all" ? undefined : [...keys][0];
          if (code !== undefined) onChoose(String(code));
        }}
        renderEmptyState={() => <p className="loading">No system stands here now.</p>}
      >
        {(row) => (
          <ListBoxItem id={row.code} textValue={row.name} className="systems-row inset-focus">
            <Cells row={row} />
          </ListBoxItem>
        )}
      </ListBox>
    </section>
  );
}

function Cells({ row }: { row: SystemRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const expires = instant(row.expires_at);
  return (
    <>
      <span className="semi systems-name">{row.name}</span>
      <span>
        <SystemPlate system={row.name} works={row.availability} believed={row.integrity} isChecked={isChecked(row)} />
      </span>
      <span className="second systems-by">{saidBy(row)}</span>
      <span className="systems-at">{row.said_at ? clock(row.said_at, zone) : ""}</span>
      <span>
        {expires && !row.lapsed ? <Expiry minutes={minutesBetween(now, expires)} /> : row.lapsed ? "lapsed" : ""}
      </span>
    </>
  );
}

/** "Up, compromised". */
function cellWords(cell: MatrixCell): string {
  return `${WORKS_WORD[cell.works]}, ${BELIEVED_WORD[cell.believed].toLowerCase()}`;
}

/** Who said so, or why it stands there though nobody said anything. */
function saidBy(row: SystemRow): string {
  if (row.lapsed) return `${row.said_by}, lapsed: counts as suspect`;
  if (row.said) return row.because === "" ? row.said_by : `${row.said_by}; ${row.because}`;
  if (row.because !== "") return row.because;
  return row.integrity === "unknown" ? "nobody: counts as suspect" : "nobody yet";
}

import { NotebookTabs } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { SystemsView } from "../../host";
import { Card, Empty, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Matrix, type MatrixCell, worstCorner } from "../../parts/Matrix";
import { BELIEVED_WORD, WORKS_WORD } from "../../parts/SystemPlate";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame, useView } from "../../state/session";
import { clock, count } from "../../words/format";
import { Facts } from "./Facts";
import { Impact } from "./Impact";
import { LookBack } from "./LookBack";
import { isChecked, matrixCounts, standsIn } from "./matrix";
import { RestoreOrder } from "./RestoreOrder";
import { RegisterPage } from "./register/RegisterPage";
import { SetState } from "./SetState";
import { AsList } from "./SystemGraph";
import { SystemList } from "./SystemList";
import { Workarounds } from "./Workarounds";
import "./systems.css";

/** The system board: what works, what can be believed, who said so, and whom it reaches. */
export function SystemsScreen() {
  const { view, error, reload } = useView("systems", {});
  const { here } = useGoing();
  const frame = useFrame();
  /** The system that is open in the register; empty for the register as a whole, null for the board. */
  const [register, setRegister] = useState<string | null>(null);
  // A link to a system leads to the board.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => setRegister(here.target === "register" ? "" : null), [here.turn]);
  if (register !== null)
    return (
      <Letters className="systems">
        <RegisterPage board={view?.rows ?? []} openId={register} onClose={() => setRegister(null)} />
      </Letters>
    );
  return (
    <Letters className="systems">
      <TitleRow
        title="Systems"
        fact={
          view
            ? `${count(view.rows.length, "system")} · a word holds an hour unless said otherwise · as at ${clock(view.at, frame.zone_name)}`
            : "Reading the board"
        }
      >
        <Button icon={NotebookTabs} letter="R" onPress={() => setRegister("")}>
          Register
        </Button>
      </TitleRow>
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
      {view && view.rows.length > 0 && <SystemBoard view={view} onRegister={setRegister} />}
    </Letters>
  );
}

type Below = "impact" | "facts" | "look_back" | "ways" | "restore";

const BELOW_WORD: Record<Below, string> = {
  impact: "What depends on what",
  facts: "Facts",
  look_back: "Look back: wrong since when?",
  ways: "Other ways",
  restore: "What to bring back first",
};

function SystemBoard({ view, onRegister }: { view: SystemsView; onRegister: (id: string) => void }) {
  const { here } = useGoing();
  const [cell, setCell] = useState<MatrixCell | null>(null);
  const [unchecked, setUnchecked] = useState(false);
  const [code, setCode] = useState(here.target === "" ? (view.rows[0]?.id ?? "") : here.target);
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
  const chosen = view.rows.find((row) => row.id === code) ?? view.rows[0];
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
        <Card title="Two questions" className="systems-low">
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
          className={below === "impact" || below === "facts" ? "systems-low" : ""}
          aside={
            <span className="row row-16">
              {below === "impact" && <AsList asList={asList} onChange={setAsList} />}
              {below !== "impact" && <LinkButton onPress={() => setBelow("impact")}>What depends on what</LinkButton>}
              {below !== "facts" && <LinkButton onPress={() => setBelow("facts")}>Facts</LinkButton>}
              {below !== "look_back" && <LinkButton onPress={() => setBelow("look_back")}>Look back</LinkButton>}
              {below !== "ways" && <LinkButton onPress={() => setBelow("ways")}>Other ways</LinkButton>}
              {below !== "restore" && <LinkButton onPress={() => setBelow("restore")}>Restore list</LinkButton>}
            </span>
          }
          flush={below === "ways" || below === "restore"}
        >
          {below === "impact" && chosen && <Impact row={chosen} rows={view.rows} asList={asList} onGo={setCode} />}
          {below === "facts" && chosen && <Facts row={chosen} onGo={setCode} />}
          {below === "look_back" && chosen && <LookBack key={chosen.id} row={chosen} />}
          {below === "ways" && <Workarounds />}
          {below === "restore" && <RestoreOrder onGo={setCode} />}
        </Card>
      </div>
      <div className="systems-split">
        <SystemList rows={rows} chosen={chosen?.id ?? ""} onChoose={setCode} what={what} onAll={() => showCell(null)} />
        {chosen && (
          <SetState
            key={chosen.id}
            row={chosen}
            onRegister={onRegister}
            siblings={view.rows.filter((row) => row.code === chosen.code && row.instance !== "").length}
          />
        )}
      </div>
    </>
  );
}

/** "Up, compromised". */
function cellWords(cell: MatrixCell): string {
  return `${WORKS_WORD[cell.works]}, ${BELIEVED_WORD[cell.believed].toLowerCase()}`;
}

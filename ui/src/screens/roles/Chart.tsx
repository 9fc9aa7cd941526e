import { ArrowLeftRight, TriangleAlert, Users, UserX } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { RoleRow } from "../../host";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { count, duration, list, when } from "../../words/format";
import { stateOf } from "./levels";
import { arrowTo, asTree, type Branch } from "./tree";
import "./chart.css";

/** The organisation chart: a line from each role to the one it reports to. Arrows walk it. */
export function Chart({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly RoleRow[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const tree = useMemo(() => asTree(rows), [rows]);
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-role-box]")];
    const order = boxes.map((box) => box.dataset.roleBox ?? "");
    const from = (event.target as HTMLElement).closest<HTMLElement>("[data-role-box]")?.dataset.roleBox;
    const to = from === undefined ? null : arrowTo(rows, order, from, event.key);
    if (to === null) return;
    event.preventDefault();
    boxes[order.indexOf(to)]?.focus();
  };
  return (
    // The arrows are a second way: every box is reached by Tab as well.
    <div className="tree" onKeyDownCapture={walk}>
      <ul className="tree-tops">
        {tree.map((branch) => (
          <li key={branch.row.id}>
            <OneBranch branch={branch} chosen={chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type Choosing = { chosen: string; onChoose: (id: string) => void };

function OneBranch({ branch, ...choosing }: { branch: Branch } & Choosing) {
  const { row, leaves, branches } = branch;
  return (
    <>
      <Box row={row} {...choosing} />
      {leaves.length + branches.length > 0 && (
        <ul className="tree-under" aria-label={`Report to ${row.spoken}`}>
          {leaves.length > 0 && (
            <li className="tree-group">
              <ul className="tree-leaves" aria-label={`Nobody reports to these, under ${row.spoken}`}>
                {leaves.map((leaf) => (
                  <li key={leaf.row.id}>
                    <Box row={leaf.row} {...choosing} />
                  </li>
                ))}
              </ul>
            </li>
          )}
          {branches.map((each) => (
            <li key={each.row.id} className="tree-branch">
              <OneBranch branch={each} {...choosing} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Box({ row, chosen, onChoose }: { row: RoleRow } & Choosing) {
  return (
    <AriaButton
      className={`chart-box chart-box-${stateOf(row)} chart-at-${row.level} ${row.id === chosen ? "chart-chosen" : ""}`}
      onPress={() => onChoose(row.id)}
      aria-pressed={row.id === chosen}
      data-role-box={row.id}
    >
      <span className="semi">{row.title}</span>
      <Holder row={row} />
    </AriaButton>
  );
}

/** Since when nobody holds it. */
export function VacantPlate({ row }: { row: RoleRow }) {
  return (
    <Plate tone="red-outline" icon={UserX}>
      {row.vacant_min === null ? "Vacant" : duration(row.vacant_min)}
    </Plate>
  );
}

/** Who holds a role, since when, how they are reached; what is wrong with that, in a word with its sign. */
export function Holder({ row }: { row: RoleRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [first] = row.holders;
  if (!first) {
    return stateOf(row) === "vacant" ? (
      <>
        <span className="semi">Vacant</span>
        <VacantPlate row={row} />
      </>
    ) : (
      <span className="second">Not called</span>
    );
  }
  return (
    <>
      <span>{list(row.holders.map((holder) => holder.person))}</span>
      {row.holders.length > 1 ? (
        <Plate tone="amber" icon={Users}>
          Two say
        </Plate>
      ) : (
        <span className="second">
          since {when(first.since, zone, now)}
          {first.contact !== "" && ` · ${first.contact}`}
        </span>
      )}
      {first.covers !== "" && (
        <Plate icon={ArrowLeftRight}>
          For {first.covers}
          {first.cover_until !== null && ` until ${when(first.cover_until, zone, now)}`}
        </Plate>
      )}
      {first.namesakes.length > 0 && <Plate icon={Users}>One person or two?</Plate>}
      {first.load !== "" && (
        <Plate tone="amber" icon={TriangleAlert}>
          Overloaded: {first.load}
        </Plate>
      )}
      {row.overdue > 0 && <span className="second semi">{count(row.overdue, "step")} late</span>}
    </>
  );
}

import { Printer } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { RoleRow, RolesView } from "../../host";
import { Card, Conflict, Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button, Key } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { type Job, useJob } from "../../state/job";
import { Letters } from "../../state/letters";
import { useAct, useFrame, useView } from "../../state/session";
import { count, when } from "../../words/format";
import { aboutCandidate } from "./Candidates";
import { Chart, Holder, VacantPlate } from "./Chart";
import { stateOf } from "./levels";
import { OneRole } from "./OneRole";
import { Printed, PrintMenu } from "./PrintRoles";
import "./roles.css";

/** Vacant roles that are shown before somebody asks for all: the chart beside them has every one. */
const FIRST = 5;

/** Roles and who holds them: the chart, what to fill first, handing over, and all of it on paper. */
export function RolesScreen() {
  const { go } = useGoing();
  const { view, error, reload } = useView("roles", {});
  const held = view?.rows.filter((row) => row.holders.length > 0).length ?? 0;
  const vacant = view?.rows.filter((row) => stateOf(row) === "vacant").length ?? 0;
  const over = view?.rows.filter((row) => row.holders.some((holder) => holder.load !== "")).length ?? 0;
  const [look, setLook] = useState<"chart" | "list">("chart");
  const print = useJob();
  return (
    <Letters className="roles" onLetter={nextVacant}>
      <TitleRow
        title="Roles"
        fact={
          view
            ? `${count(view.rows.length, "role")} · ${held} held · ${vacant} vacant · ${over} overloaded`
            : "Reading the roles"
        }
      >
        <Segments
          label="Look"
          hideLabel
          value={look}
          onChange={setLook}
          options={[
            { value: "chart", content: "Chart" },
            { value: "list", content: "List" },
          ]}
        />
        {held > 0 && (
          <Button icon={Printer} onPress={() => go("paper", "cards")}>
            Print their cards
          </Button>
        )}
        <PrintMenu print={print} />
      </TitleRow>
      {error && (
        <ErrorBox what={error.what} kept={view ? "The roles below are from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the roles." />}
      {view && view.rows.length === 0 && (
        <Empty title="No roles in this bag">
          Without roles nobody can be called to lead. Import a bag that has them.
        </Empty>
      )}
      {view && view.rows.length > 0 && <RolesBody view={view} look={look} print={print} />}
    </Letters>
  );
}

/** V: the Assign button of the next vacant role, round and round. */
function nextVacant(letter: string): boolean {
  if (letter !== "v") return false;
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-vacant] button")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[(at + 1) % buttons.length]?.focus();
  return buttons.length > 0;
}

function RolesBody({ view, look, print }: { view: RolesView; look: "chart" | "list"; print: Job }) {
  const { here } = useGoing();
  const isRunning = frameLook(useFrame()) !== "none";
  const [chosen, setChosen] = useState(here.target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => setChosen(here.target), [here.turn]);
  const choose = useCallback((id: string) => setChosen((before) => (before === id ? "" : id)), []);
  const [all, setAll] = useState(false);
  const canFill = (row: RoleRow) => Number(row.candidates.some((one) => one.on_now));
  const fill = view.rows
    .filter((row) => stateOf(row) === "vacant")
    .sort(
      (one, other) =>
        other.p1 - one.p1 || canFill(other) - canFill(one) || (other.vacant_min ?? 0) - (one.vacant_min ?? 0),
    );
  const settle = view.rows.filter((row) => row.holders.length > 1);
  const open = view.rows.find((row) => row.id === chosen);
  // Who hands out one role hands out the next: what is vacant and waits longest opens by itself.
  const next = () => setChosen(fill.find((row) => row.id !== chosen)?.id ?? "");
  return (
    <div className="roles-split">
      <section className="card roles-left" data-region aria-label={look === "chart" ? "Chart" : "List"}>
        {look === "chart" ? (
          <Chart rows={view.rows} chosen={chosen} onChoose={choose} />
        ) : (
          <RoleList rows={view.rows} onChoose={choose} />
        )}
      </section>
      <aside className="roles-right" data-region aria-label="Fill first">
        <Printed print={print} />
        {!isRunning && (
          <Empty title="No incident is running">
            Roles are handed out when an incident is declared or stood by (Now). Who can be called, tabards and the
            contact list are made ready here before that.
          </Empty>
        )}
        {open && (
          <OneRole
            key={open.id}
            row={open}
            people={view.people}
            vocabulary={view.vocabulary}
            onClose={() => setChosen("")}
            onAssigned={() => (stateOf(open) === "vacant" ? next() : setChosen(""))}
          />
        )}
        {settle.map((row) => (
          <SettleHolders key={row.id} row={row} />
        ))}
        {isRunning && (
          <Card title="Fill first" aside={fill.length} flush>
            {fill.length === 0 && <p className="loading">Every required role is held.</p>}
            <ul>
              {(all ? fill : fill.slice(0, FIRST)).map((row, at) => (
                <FillOne
                  key={row.id}
                  row={row}
                  isFirst={at === 0}
                  isOpen={row.id === chosen}
                  onOpen={() => setChosen(row.id)}
                />
              ))}
            </ul>
            {fill.length > FIRST && (
              <div className="row roles-more">
                <Button aria-expanded={all} onPress={() => setAll(!all)}>
                  {all ? "Only the first" : `All ${fill.length} vacant roles`}
                </Button>
              </div>
            )}
          </Card>
        )}
      </aside>
    </div>
  );
}

/** A vacant role: who waits for it, who is first on its list, one press to give it to them. */
function FillOne({
  row,
  isFirst,
  isOpen,
  onOpen,
}: {
  row: RoleRow;
  isFirst: boolean;
  isOpen: boolean;
  onOpen: () => void;
}) {
  const { busy, error, run } = useAct();
  const best = row.candidates.find((one) => one.on_now);
  return (
    <li className="roles-fill">
      <p className="row spread">
        <span className="semi">{row.title}</span>
        <VacantPlate row={row} />
      </p>
      <p className="second">
        {row.p1 > 0 ? `${count(row.p1, "P1", "P1")} ${row.p1 === 1 ? "depends" : "depend"} on it. ` : ""}
        {best
          ? `${best.person}: ${aboutCandidate(best)}`
          : row.usual_holder === ""
            ? "Nobody on its list is on now."
            : `Nobody on its list is on now. Usually the ${row.usual_holder}.`}
      </p>
      {!isOpen && (
        <span data-vacant className="row">
          {best && (
            <Button
              kind={isFirst ? "primary" : "secondary"}
              isDisabled={busy}
              aria-label={`Assign ${best.person} to ${row.title}`}
              onPress={() => void run("role_assign", { role: row.id, person: best.person, contact: best.reach })}
            >
              Assign {best.person}
            </Button>
          )}
          <Button onPress={onOpen} aria-label={best ? `Somebody else: ${row.title}` : `Assign ${row.title}`}>
            {best ? "Somebody else…" : "Assign…"} {isFirst && !best && <Key>V</Key>}
          </Button>
        </span>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </li>
  );
}

function RoleList({ rows, onChoose }: { rows: readonly RoleRow[]; onChoose: (id: string) => void }) {
  return (
    <table className="rows-table">
      <caption className="visually-hidden">Roles and who holds them</caption>
      <thead>
        <tr>
          <th scope="col">Role</th>
          <th scope="col">Held by</th>
          <th scope="col">Reached by</th>
          <th scope="col">Reports to</th>
          <th scope="col">
            <span className="visually-hidden">Act</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.title}
              <span className="second block">{row.level_word}</span>
            </th>
            <td>
              <span className="roles-holder">
                <Holder row={row} />
              </span>
            </td>
            <td className="second">
              {[
                row.phone,
                row.radio === "" ? "" : `radio ${row.radio}`,
                row.runner === "" ? "" : `runner: ${row.runner}`,
              ]
                .filter((way) => way !== "")
                .join(" · ")}
            </td>
            <td className="second">{rows.find((other) => other.id === row.reports_to)?.title ?? ""}</td>
            <td className="number">
              <Button onPress={() => onChoose(row.id)} aria-label={`Open ${row.title}`}>
                Open
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Two people hold one role: nothing is lost; a person says who holds it from now, by releasing the other. */
function SettleHolders({ row }: { row: RoleRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { error, run } = useAct();
  const settle = async (side: number) => {
    for (const [index, holder] of row.holders.entries()) {
      if (index !== side && !(await run("role_vacate", { role: row.id, person: holder.person }))) return;
    }
  };
  return (
    <>
      <Conflict
        title={`Two say: ${row.title}`}
        sides={row.holders.map((holder) => ({ said: holder.person, by: `since ${when(holder.since, zone, now)}` }))}
        onSettle={(side) => void settle(side)}
      />
      {error && <ErrorBox what={error.what} next={error.next} />}
    </>
  );
}

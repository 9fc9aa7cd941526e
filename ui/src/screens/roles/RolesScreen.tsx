import { Printer, Users, UserX } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { frameLook } from "../../frame/frameFacts";
import type { HolderView, RoleRow, RolesView } from "../../host";
import { Card, Conflict, Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button, Key, LinkButton } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useAct, useFrame, useView } from "../../state/session";
import { count, duration, list, when } from "../../words/format";
import { AssignForm } from "./AssignForm";
import { inLevels, stateOf } from "./levels";
import "./roles.css";

/** Roles and who holds them: the chart, what to fill first, and handing over. */
export function RolesScreen() {
  const { go } = useGoing();
  const { view, error, reload } = useView("roles", {});
  const held = view?.rows.filter((row) => row.holders.length > 0).length ?? 0;
  const vacant = view?.rows.filter((row) => stateOf(row) === "vacant").length ?? 0;
  const [look, setLook] = useState<"chart" | "list">("chart");
  return (
    <Letters className="roles" onLetter={nextVacant}>
      <TitleRow
        title="Roles"
        fact={view ? `${count(view.rows.length, "role")} · ${held} held · ${vacant} vacant` : "Reading the roles"}
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
      {view && view.rows.length > 0 && <RolesBody view={view} look={look} />}
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

function RolesBody({ view, look }: { view: RolesView; look: "chart" | "list" }) {
  const { here } = useGoing();
  const isRunning = frameLook(useFrame()) !== "none";
  const [chosen, setChosen] = useState(here.target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => setChosen(here.target), [here.turn]);
  const choose = useCallback((id: string) => setChosen((before) => (before === id ? "" : id)), []);
  const fill = view.rows
    .filter((row) => stateOf(row) === "vacant")
    .sort((one, other) => other.p1 - one.p1 || (other.vacant_min ?? 0) - (one.vacant_min ?? 0));
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
        {!isRunning && (
          <Empty title="No incident is running">
            Roles are handed out when an incident is declared or stood by (Now).
          </Empty>
        )}
        {open && (
          <OneRole
            key={open.id}
            row={open}
            people={view.people}
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
              {fill.map((row) => (
                <li key={row.id} className="roles-fill">
                  <p className="row spread">
                    <span className="semi">{row.title}</span>
                    <VacantPlate row={row} />
                  </p>
                  <p className="second">
                    {row.p1 > 0 ? `${count(row.p1, "P1", "P1")} ${row.p1 === 1 ? "depends" : "depend"} on it. ` : ""}
                    {row.usual_holder === "" ? "" : `Usually the ${row.usual_holder}.`}
                  </p>
                  {row.id !== chosen && (
                    <span data-vacant>
                      <Button onPress={() => setChosen(row.id)} aria-label={`Assign ${row.title}`}>
                        Assign… {row.id === fill[0]?.id && <Key>V</Key>}
                      </Button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </aside>
    </div>
  );
}

function VacantPlate({ row }: { row: RoleRow }) {
  return (
    <Plate tone="red-outline" icon={UserX}>
      {row.vacant_min === null ? "Vacant" : duration(row.vacant_min)}
    </Plate>
  );
}

function Chart({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly RoleRow[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  return (
    <div className="chart">
      {inLevels(rows).map((level) => (
        <section key={level.id} className={`chart-level chart-${level.id}`} aria-label={level.word}>
          <h2 className="chart-word">{level.word}</h2>
          <ul className="chart-row">
            {level.rows.map((row) => (
              <li key={row.id}>
                <AriaButton
                  className={`chart-box chart-box-${stateOf(row)} ${row.id === chosen ? "chart-chosen" : ""}`}
                  onPress={() => onChoose(row.id)}
                  aria-pressed={row.id === chosen}
                >
                  <span className="semi">{row.title}</span>
                  <Holder row={row} />
                </AriaButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Holder({ row }: { row: RoleRow }) {
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
      {row.overdue > 0 && <span className="second semi">{count(row.overdue, "step")} late</span>}
    </>
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
          <th scope="col">Reports to</th>
          <th scope="col">
            <span className="visually-hidden">Act</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.title}</th>
            <td>
              <span className="roles-holder">
                <Holder row={row} />
              </span>
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

function OneRole({
  row,
  people,
  onClose,
  onAssigned,
}: {
  row: RoleRow;
  people: readonly string[];
  onClose: () => void;
  onAssigned: () => void;
}) {
  const frame = useFrame();
  const zone = frame.zone_name;
  const now = useNow(60);
  const { go } = useGoing();
  const { busy, error, run } = useAct();
  return (
    <Card title={row.title} aside={<LinkButton onPress={onClose}>Close</LinkButton>} className="roles-one">
      <div className="stack">
        {row.holders.map((holder) => (
          <div key={`${holder.person} ${holder.since}`} className="row spread">
            <p>
              <span className="strong">{holder.person}</span>{" "}
              <span className="second">
                since {when(holder.since, zone, now)}
                {holder.contact !== "" && ` · ${holder.contact}`}
              </span>
            </p>
            <Button isDisabled={busy} onPress={() => void run("role_vacate", { role: row.id, person: holder.person })}>
              Leaves the role
            </Button>
          </div>
        ))}
        {error && <ErrorBox what={error.what} next={error.next} />}
        {frameLook(frame) !== "none" && <AssignForm row={row} people={people} onDone={onAssigned} />}
        <p className="second">
          {row.usual_holder !== "" && `Usually the ${row.usual_holder}. `}
          {row.tabard !== "" && `Tabard: ${row.tabard}.`}
        </p>
        {row.card !== null && <Button onPress={() => go("cards", row.card ?? "")}>Open the card</Button>}
        {row.before.length > 0 && <Before holders={row.before} />}
      </div>
    </Card>
  );
}

function Before({ holders }: { holders: readonly HolderView[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <section>
      <h3>Held before</h3>
      <ul>
        {holders.map((holder) => (
          <li key={`${holder.person} ${holder.since}`} className="second">
            {holder.person}, {when(holder.since, zone, now)} to {when(holder.until, zone, now)}
          </li>
        ))}
      </ul>
    </section>
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

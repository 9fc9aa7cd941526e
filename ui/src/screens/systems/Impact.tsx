import type { SystemEdge, SystemRow, TierCounts } from "../../host";
import { ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { SystemPlate } from "../../parts/SystemPlate";
import { TierBadge } from "../../parts/TierBadge";
import { useGoing } from "../../state/going";
import { useView } from "../../state/session";
import { isChecked } from "./matrix";
import { SystemGraph } from "./SystemGraph";

const EDGE: Record<string, string> = {
  hard: "cannot work without it",
  data: "takes data from it",
  comfort: "loses comfort functions only",
};

/** What a system stands on, what stands on it, and whom its loss would move: as lists, each name leads on. */
export function Impact({
  row,
  rows,
  asList,
  onGo,
}: {
  row: SystemRow;
  rows: readonly SystemRow[];
  /** The same without the drawing. */
  asList: boolean;
  onGo: (code: string) => void;
}) {
  const { view, error, reload } = useView("system_impact", { code: row.id });
  const { go } = useGoing();
  const reached = row.reaches_p1 + row.reaches_p2 + row.reaches_p3;
  return (
    <div className="impact">
      <div className="impact-reach">
        <span className="strong">{row.name}</span>
        <SystemPlate system={row.name} works={row.availability} believed={row.integrity} isChecked={isChecked(row)} />
        <span className="push">reaches</span>
        <span className="row">
          <TierBadge tier="P1" size={32} /> {row.reaches_p1}
        </span>
        <span className="row">
          <TierBadge tier="P2" size={32} /> {row.reaches_p2}
        </span>
        <span className="row">
          <TierBadge tier="P3" size={32} /> {row.reaches_p3}
        </span>
        <LinkButton onPress={() => go("patients", `system:${row.code}`)}>
          {reached > 0 ? "Show these patients" : "Show who depends on it"}
        </LinkButton>
      </div>
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Work it out again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Working out what stands on it." />}
      {view && (
        <>
          {!asList && <SystemGraph row={row} rows={rows} onGo={onGo} />}
          {asList && (
            <div className="impact-lists">
              <EdgeList
                title="Stands on"
                edges={row.stands_on}
                rows={rows}
                onGo={onGo}
                none="Nothing else in the register."
              />
              <EdgeList
                title="Falls with it"
                edges={view.falls}
                rows={rows}
                onGo={onGo}
                none="Nothing stops with it."
              />
              <EdgeList
                title="Becomes doubtful"
                edges={view.doubtful}
                rows={rows}
                onGo={onGo}
                none="Nothing takes its data."
              />
              {view.warned.length > 0 && (
                <EdgeList title="Loses comfort only" edges={view.warned} rows={rows} onGo={onGo} none="" />
              )}
            </div>
          )}
          <WhatIf now={view.now} down={view.if_unavailable} wrong={view.if_compromised} />
        </>
      )}
    </div>
  );
}

function EdgeList({
  title,
  edges,
  rows,
  onGo,
  none,
}: {
  title: string;
  edges: readonly SystemEdge[];
  rows: readonly SystemRow[];
  onGo: (code: string) => void;
  none: string;
}) {
  return (
    <section>
      <h3>
        {title} <span className="second">{edges.length}</span>
      </h3>
      {edges.length === 0 && <p className="second">{none}</p>}
      <ul className="impact-edges">
        {edges.map((edge) => {
          const state = rows.find((row) => row.id === edge.code);
          return (
            <li key={`${edge.code} ${edge.edge}`} className="impact-edge">
              <LinkButton onPress={() => onGo(edge.code)}>{edge.name}</LinkButton>
              <span className="second">{EDGE[edge.edge] ?? edge.edge}</span>
              {state && (state.availability === "unavailable" || state.integrity !== "trusted") && (
                <SystemPlate system={state.name} works={state.availability} believed={state.integrity} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function WhatIf({ now, down, wrong }: { now: TierCounts; down: TierCounts; wrong: TierCounts }) {
  const lines: [string, TierCounts][] = [
    ["Now", now],
    ["If down", down],
    ["If compromised", wrong],
  ];
  return (
    <table className="rows-table impact-table">
      <caption className="visually-hidden">Patients by tier now, if it were down, if it were compromised</caption>
      <thead>
        <tr>
          <th scope="col">Patients</th>
          {["P1", "P2", "P3", "P4", "Not affected"].map((word) => (
            <th key={word} scope="col" className="number">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(([word, counts]) => (
          <tr key={word}>
            <th scope="row">{word}</th>
            <Figure n={counts.p1} before={now.p1} />
            <Figure n={counts.p2} before={now.p2} />
            <Figure n={counts.p3} before={now.p3} />
            <Figure n={counts.p4} before={now.p4} />
            <Figure n={counts.not_affected} before={now.not_affected} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ n, before }: { n: number; before: number }) {
  const more = n - before;
  return (
    <td className={`number ${more === 0 ? "" : "strong"}`}>
      {n}
      {more !== 0 && <span className="second"> ({more > 0 ? `${more} more` : `${-more} fewer`})</span>}
    </td>
  );
}

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { SystemRow, TierCounts } from "../../host";
import { Button, LinkButton } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { SystemPlate } from "../../parts/SystemPlate";
import { useView } from "../../state/session";
import { list } from "../../words/format";
import { type Drawing, edgesOf, neighbourhood, nextNode, reach, wholePicture } from "./graph";
import { isChecked } from "./matrix";
import "./graph.css";

/** Sizes of the drawing in CSS pixels; text is never scaled with it. */
const NODE = { width: 206, height: 80 };
const GAP = { column: 40, row: 24 };

const x = (column: number) => column * (NODE.width + GAP.column);
const y = (row: number) => row * (NODE.height + GAP.row);

/** How one node stands to the one that is looked at. */
type Part = "self" | "falls" | "doubtful" | "comfort" | "under" | "none";

const PART_WORD: Record<Part, string> = {
  self: "",
  falls: "Falls with it",
  doubtful: "Becomes doubtful",
  comfort: "Loses comfort only",
  under: "",
  none: "",
};

/**
 * What depends on what, drawn in layers from the foundations to the bedside. Looking at a system, by pointing or by the
 * keyboard, shows what falls with it and whom it hurts; pressing it chooses it.
 */
export function SystemGraph({
  row,
  rows,
  onGo,
}: {
  row: SystemRow;
  rows: readonly SystemRow[];
  onGo: (code: string) => void;
}) {
  const [extent, setExtent] = useState<"near" | "all">("near");
  const [looked, setLooked] = useState<string | null>(null);
  const edges = useMemo(() => edgesOf(rows), [rows]);
  const drawing = useMemo(
    () => (extent === "all" ? wholePicture(rows) : neighbourhood(row.id, rows)),
    [extent, rows, row.id],
  );
  const at = looked !== null && drawing.nodes.some((node) => node.code === looked) ? looked : row.id;
  const reached = useMemo(() => reach(at, edges), [at, edges]);
  const under = useMemo(
    () => new Set(edges.filter((edge) => edge.to === at && edge.kind !== "comfort").map((edge) => edge.from)),
    [edges, at],
  );
  const partOf = (code: string): Part => {
    if (code === at) return "self";
    if (reached.falls.has(code)) return "falls";
    if (reached.doubtful.has(code)) return "doubtful";
    if (reached.comfort.has(code)) return "comfort";
    return under.has(code) ? "under" : "none";
  };
  return (
    <div className="graph">
      <div className="graph-head">
        <Segments
          label="How much is drawn"
          hideLabel
          value={extent}
          onChange={setExtent}
          options={[
            { value: "near", content: "Around this system" },
            { value: "all", content: `All ${rows.length}` },
          ]}
        />
        <p className="graph-key second" aria-hidden="true">
          <svg width="26" height="10" aria-hidden="true">
            <path className="edge edge-hard" d="M0 5h26" />
          </svg>
          stops with it
          <svg width="26" height="10" aria-hidden="true">
            <path className="edge edge-data" d="M0 5h26" />
          </svg>
          takes its data
          <svg width="26" height="10" aria-hidden="true">
            <path className="edge edge-comfort" d="M0 5h26" />
          </svg>
          comfort only
        </p>
      </div>
      <Picture
        drawing={drawing}
        rows={rows}
        at={at}
        partOf={partOf}
        onLook={setLooked}
        onGo={(code) => {
          setLooked(null);
          onGo(code);
        }}
      />
      <Hurts key={at} row={rows.find((each) => each.id === at) ?? row} falls={reached.falls.size} />
    </div>
  );
}

function Picture({
  drawing,
  rows,
  at,
  partOf,
  onLook,
  onGo,
}: {
  drawing: Drawing;
  rows: readonly SystemRow[];
  at: string;
  partOf: (code: string) => Part;
  onLook: (code: string | null) => void;
  onGo: (code: string) => void;
}) {
  const region = useRef<HTMLDivElement>(null);
  const byCode = useMemo(() => new Map(rows.map((each) => [each.id, each])), [rows]);
  const placeOf = useMemo(() => new Map(drawing.nodes.map((node) => [node.code, node])), [drawing]);
  const onKeyDown = (event: KeyboardEvent, code: string) => {
    const next = nextNode(drawing, code, event.key);
    if (!next) return;
    event.preventDefault();
    region.current?.querySelector<HTMLElement>(`[data-code="${CSS.escape(next)}"]`)?.focus();
  };
  // A larger drawing opens where the chosen system stands.
  const chosen = useRef(at);
  chosen.current = at;
  useEffect(() => {
    const node = placeOf.get(chosen.current);
    if (!node) return;
    region.current?.scrollTo({ left: x(node.column) - 260, top: y(node.row) - 120 });
  }, [placeOf]);
  const width = x(drawing.columns - 1) + NODE.width;
  const height = y(drawing.rows - 1) + NODE.height;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keyboard
    <section className="graph-scroll" aria-label="Picture of what depends on what" ref={region} tabIndex={0}>
      <div className="graph-canvas" style={{ width: width + 8, height: height + 24 }}>
        <svg width={width + 8} height={height + 24} aria-hidden="true" className="graph-edges">
          <defs>
            <marker
              id="graph-end"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="10"
              markerHeight="10"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" className="graph-arrow" />
            </marker>
          </defs>
          {drawing.edges.map((edge) => {
            const from = placeOf.get(edge.from);
            const to = placeOf.get(edge.to);
            if (!from || !to) return null;
            const isOn = edge.from === at || (partOf(edge.from) === "falls" && partOf(edge.to) === "falls");
            const isUnder = edge.to === at;
            return (
              <path
                key={`${edge.from} ${edge.to}`}
                className={`edge edge-${edge.kind} ${isOn ? "edge-on" : isUnder ? "edge-under" : ""}`}
                d={curve(from, to)}
                markerEnd="url(#graph-end)"
              />
            );
          })}
        </svg>
        {drawing.nodes.map((node) => {
          const system = byCode.get(node.code);
          if (!system) return null;
          const part = partOf(node.code);
          return (
            <button
              key={node.code}
              type="button"
              data-code={node.code}
              className={`graph-node graph-${part}`}
              style={{ insetInlineStart: x(node.column) + 4, top: y(node.row) + 20, width: NODE.width }}
              tabIndex={node.code === at ? 0 : -1}
              aria-pressed={part === "self"}
              onPointerEnter={() => onLook(node.code)}
              onPointerLeave={() => onLook(null)}
              onFocus={() => onLook(node.code)}
              onKeyDown={(event) => onKeyDown(event, node.code)}
              onClick={() => onGo(node.code)}
            >
              <span className="graph-name">{system.spoken}</span>
              <span className="graph-state">
                {isChecked(system) ? (
                  <SystemPlate system={system.name} works={system.availability} believed={system.integrity} />
                ) : (
                  <span className="second">Not checked</span>
                )}
              </span>
              {PART_WORD[part] !== "" && <span className="graph-part">{PART_WORD[part]}</span>}
            </button>
          );
        })}
      </div>
    </section>
  );
}

type At = { column: number; row: number };

/** From the right edge of one node to the left edge of another; round the side within a column or backwards. */
function curve(from: At, to: At): string {
  const middle = NODE.height / 2 + 20;
  const [x1, y1] = [x(from.column) + NODE.width + 4, y(from.row) + middle];
  const [x2, y2] = [x(to.column) + 4, y(to.row) + middle];
  if (to.column > from.column) {
    const bend = GAP.column * 0.6;
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const out = GAP.column * 0.45;
  return `M${x1} ${y1}C${x1 + out} ${y1} ${x1 + out} ${y2} ${x(to.column) + NODE.width + 6} ${y2}`;
}

/** Whom it reaches as it stands, and whom its loss or its lies would move. */
function Hurts({ row, falls }: { row: SystemRow; falls: number }) {
  const { view } = useView("system_impact", { code: row.id });
  const more = (then: TierCounts, now: TierCounts) => {
    const parts = [
      [then.p1 - now.p1, "P1"],
      [then.p2 - now.p2, "P2"],
      [then.p3 - now.p3, "P3"],
    ] as const;
    const words = parts.filter(([n]) => n !== 0).map(([n, tier]) => `${n > 0 ? `${n} more` : `${-n} fewer`} ${tier}`);
    return words.length === 0 ? "no patient moves" : list(words);
  };
  return (
    <p className="graph-hurts" aria-live="off">
      <strong>{row.name}</strong>{" "}
      {view ? (
        <>
          <span>
            <span className="semi">If down:</span> {falls === 0 ? "nothing falls" : `${falls} fall`} with it,{" "}
            {more(view.if_unavailable, view.now)}.
          </span>{" "}
          <span>
            <span className="semi">If it lies:</span> {more(view.if_compromised, view.now)}.
          </span>
        </>
      ) : (
        <span className="second">Working out whom it hurts.</span>
      )}
    </p>
  );
}

/** Leads from the drawing to the lists and back. */
export function AsList({ asList, onChange }: { asList: boolean; onChange: (asList: boolean) => void }) {
  return asList ? (
    <Button onPress={() => onChange(false)}>As a picture</Button>
  ) : (
    <LinkButton onPress={() => onChange(true)}>As a list</LinkButton>
  );
}

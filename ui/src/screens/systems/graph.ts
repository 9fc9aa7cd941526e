import type { SystemRow } from "../../host";

/** How one system stands on another: it stops with it, takes its data, or loses comfort only. */
export type EdgeKind = "hard" | "data" | "comfort";

/** One edge, from what is stood on to what stands on it. */
export type GraphEdge = { from: string; to: string; kind: EdgeKind };

/** A node with its place: column from the left, row from the top. */
export type Placed = { code: string; column: number; row: number };

/** What is drawn. */
export type Drawing = { columns: number; rows: number; nodes: readonly Placed[]; edges: readonly GraphEdge[] };

type Row = Pick<SystemRow, "id" | "stands_on">;

function kindOf(word: string): EdgeKind {
  return word === "hard" || word === "data" ? word : "comfort";
}

/** Every edge of the register; one each for a pair that stands on another in two ways, the stronger. */
export function edgesOf(rows: readonly Row[]): readonly GraphEdge[] {
  const order: readonly EdgeKind[] = ["hard", "data", "comfort"];
  const known = new Set(rows.map((row) => row.id));
  return rows.flatMap((row) => {
    const edges = row.stands_on
      .filter((edge) => known.has(edge.code))
      .map((edge) => ({ from: edge.code, to: row.id, kind: kindOf(edge.edge) }))
      .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    return edges.filter((edge, index) => edges.findIndex((each) => each.from === edge.from) === index);
  });
}

/** Steps from a system along edges, each system at its fewest. */
function steps(start: string, edges: readonly GraphEdge[], end: "from" | "to", kinds: readonly EdgeKind[]) {
  const other = end === "from" ? "to" : "from";
  const found = new Map([[start, 0]]);
  for (const [code, far] of found) {
    for (const edge of edges) {
      const next = edge[end];
      if (edge[other] === code && kinds.includes(edge.kind) && !found.has(next)) found.set(next, far + 1);
    }
  }
  found.delete(start);
  return found;
}

/**
 * What happens when a system is lost or lies, by the rules of the method: what stands hard on it falls, and what stands
 * hard on that; what stands hard on a liar or takes its data becomes doubtful, and no further.
 */
export function reach(code: string, edges: readonly GraphEdge[]) {
  const falls = new Set(steps(code, edges, "to", ["hard"]).keys());
  const direct = edges.filter((edge) => edge.from === code);
  const doubtful = new Set(direct.filter((edge) => edge.kind !== "comfort").map((edge) => edge.to));
  const comfort = new Set(direct.filter((edge) => edge.kind === "comfort").map((edge) => edge.to));
  for (const each of [...falls, ...doubtful]) comfort.delete(each);
  return { falls, doubtful, comfort };
}

/** Most columns that a card holds beside each other. */
const COLUMNS = 4;

/** A system between what it stands on and what stands on it. Far ones share the outermost column of their side. */
export function neighbourhood(code: string, rows: readonly Row[]): Drawing {
  const edges = edgesOf(rows);
  const up = steps(code, edges, "from", ["hard", "data"]);
  const down = steps(code, edges, "to", ["hard", "data"]);
  const { comfort } = reach(code, edges);
  for (const each of comfort) if (!up.has(each) && !down.has(each)) down.set(each, 1);
  // In a circle a system is on both sides; it is drawn where it is nearer.
  for (const [each, far] of [...up]) {
    const other = down.get(each);
    if (other === undefined) continue;
    if (far <= other) down.delete(each);
    else up.delete(each);
  }
  const upColumns = Math.min(2, Math.max(0, ...up.values()));
  const downColumns = Math.min(COLUMNS - 1 - upColumns, Math.max(0, ...down.values()));
  const columnOf = new Map([[code, upColumns]]);
  for (const [each, far] of up) columnOf.set(each, Math.max(0, upColumns - far));
  for (const [each, far] of down) columnOf.set(each, upColumns + Math.min(downColumns, far));
  return place(columnOf, edges, (edge) => edge.kind !== "comfort" || edge.from === code);
}

/** Every system, further right the more there is below it. */
export function wholePicture(rows: readonly Row[]): Drawing {
  const edges = edgesOf(rows);
  const depth = new Map<string, number>();
  const find = (code: string, above: ReadonlySet<string>): number => {
    const known = depth.get(code);
    if (known !== undefined) return known;
    const ups = edges.filter((edge) => edge.to === code && edge.kind !== "comfort" && !above.has(edge.from));
    const far = ups.reduce((most, edge) => Math.max(most, 1 + find(edge.from, new Set([...above, code]))), 0);
    // What was found in the middle of a circle depends on where the circle was entered: it is not kept.
    if (above.size === 0) depth.set(code, far);
    return far;
  };
  const columnOf = new Map(rows.map((row) => [row.id, Math.min(4, find(row.id, new Set()))]));
  return place(columnOf, edges, (edge) => edge.kind !== "comfort");
}

/** Rows within the columns: each system near the middle of what it stands on, so that edges cross less. */
function place(
  columnOf: ReadonlyMap<string, number>,
  edges: readonly GraphEdge[],
  isDrawn: (edge: GraphEdge) => boolean,
): Drawing {
  const drawn = edges.filter((edge) => columnOf.has(edge.from) && columnOf.has(edge.to) && isDrawn(edge));
  const columns = Math.max(0, ...columnOf.values()) + 1;
  const rowOf = new Map<string, number>();
  const nodes: Placed[] = [];
  for (let column = 0; column < columns; column += 1) {
    const here = [...columnOf].filter(([, at]) => at === column).map(([code]) => code);
    const middle = (code: string) => {
      const ups = drawn.filter((edge) => edge.to === code).flatMap((edge) => rowOf.get(edge.from) ?? []);
      return ups.length === 0 ? 0 : ups.reduce((sum, row) => sum + row, 0) / ups.length;
    };
    const order = here.map((code) => ({ code, at: middle(code) }));
    order.sort((one, other) => one.at - other.at || one.code.localeCompare(other.code));
    order.forEach(({ code }, row) => {
      rowOf.set(code, row);
      nodes.push({ code, column, row });
    });
  }
  return { columns, rows: Math.max(0, ...rowOf.values()) + 1, nodes, edges: drawn };
}

/** The node that an arrow key leads to; null where there is none. */
export function nextNode(drawing: Drawing, from: string, key: string): string | null {
  const at = drawing.nodes.find((node) => node.code === from);
  if (!at) return null;
  const inColumn = (column: number) => drawing.nodes.filter((node) => node.column === column);
  switch (key) {
    case "ArrowUp":
    case "ArrowDown": {
      const row = at.row + (key === "ArrowUp" ? -1 : 1);
      return inColumn(at.column).find((node) => node.row === row)?.code ?? null;
    }
    case "ArrowLeft":
    case "ArrowRight": {
      const near = inColumn(at.column + (key === "ArrowLeft" ? -1 : 1));
      const nearest = near.toSorted((one, other) => Math.abs(one.row - at.row) - Math.abs(other.row - at.row));
      return nearest[0]?.code ?? null;
    }
    default:
      return null;
  }
}

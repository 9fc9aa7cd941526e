import type { NeedView } from "../../host";
import type { OtherWayState } from "../../parts/NeedsChart";

/** The other way that a need row names, and how far it can be counted on. */
export type OtherWay = { id: string; name: string; lead_h: number; state: OtherWayState };

function stateOf(standing: string): OtherWayState {
  switch (standing) {
    case "running":
    case "confirmed":
      return "confirmed";
    case "assumed":
      return "assumed";
    default:
      return "unconfirmed";
  }
}

/** The way that counts; else the first that does not count yet; null when the bag knows none. */
export function otherWayOf(need: Pick<NeedView, "other_way" | "not_counted">): OtherWay | null {
  const usable = need.not_counted.find((way) => way.standing !== "blocked");
  const way = need.other_way ?? usable;
  return way ? { id: way.id, name: way.name, lead_h: way.lead_h, state: stateOf(way.standing) } : null;
}

/** Every other way of a patient's needs, once each, in the order of the needs. */
export function waysOf(needs: readonly Pick<NeedView, "other_way" | "not_counted">[]) {
  const seen = new Map<string, { id: string; name: string; standing: string }>();
  for (const need of needs) {
    for (const way of [need.other_way, ...need.not_counted]) {
      if (way && !seen.has(way.id)) seen.set(way.id, way);
    }
  }
  return [...seen.values()];
}

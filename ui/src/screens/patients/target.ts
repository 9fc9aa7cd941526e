import { TIERS } from "../../parts/tiers";
import type { Filter } from "./rows";

/** Where a link of another screen leads: a tier, a ward, a system, or one patient. */
export function asked(target: string): {
  filter: Partial<Omit<Filter, "system">>;
  system: string | null;
  open: string | null;
} {
  const none = { filter: {}, system: null, open: null };
  if (target.startsWith("tier:")) {
    const tier = TIERS.find((each) => each === target.slice(5));
    return { ...none, filter: { tier: tier ?? "all" } };
  }
  if (target.startsWith("ward:")) return { ...none, filter: { ward: target.slice(5) } };
  if (target.startsWith("system:")) return { ...none, system: target.slice(7) };
  return { ...none, open: target === "" ? null : target };
}

import { describe, expect, it } from "vitest";
import type { SystemRow } from "../../host";
import { byClass } from "./SystemList";

const row = (id: string, code: string, instance = "") =>
  ({ id, code, instance, class_name: `class of ${code}`, bond: "attached" }) as SystemRow;

describe("the list of systems", () => {
  it("keeps the instances of a class together, where the worst of them stands", () => {
    const groups = byClass([row("bga-ed", "BGA", "bga-ed"), row("LIMS", "LIMS"), row("bga-icu", "BGA", "bga-icu")]);
    expect(groups.map((group) => [group.name, group.rows.map((each) => each.id)])).toEqual([
      ["class of BGA", ["bga-ed", "bga-icu"]],
      ["class of LIMS", ["LIMS"]],
    ]);
  });
});

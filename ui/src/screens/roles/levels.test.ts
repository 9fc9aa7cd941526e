import { describe, expect, it } from "vitest";
import type { RoleRow } from "../../host";
import { inLevels, stateOf } from "./levels";

const holder = { person: "A", contact: "", since: "", until: null };

describe("roles", () => {
  it("are vacant only when somebody must hold them", () => {
    expect(stateOf({ holders: [], vacant_min: 3 })).toBe("vacant");
    expect(stateOf({ holders: [], vacant_min: null })).toBe("idle");
    expect(stateOf({ holders: [holder], vacant_min: null })).toBe("held");
    expect(stateOf({ holders: [holder, holder], vacant_min: null })).toBe("two");
  });

  it("are all drawn, also those of a level this window does not know", () => {
    const rows = [{ level: "ward" }, { level: "strategic" }, { level: "galactic" }] as RoleRow[];
    expect(inLevels(rows).map((level) => level.word)).toEqual(["Strategic", "Wards", "Other roles"]);
  });
});

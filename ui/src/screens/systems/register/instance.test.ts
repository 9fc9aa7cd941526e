import { describe, expect, it } from "vitest";
import type { InstanceView } from "../../../host";
import {
  BLANK,
  faultAt,
  faultsElsewhere,
  idFrom,
  instanceOf,
  isFound,
  isSame,
  kept,
  mayStandOn,
  typedOf,
  unknownWards,
} from "./instance";

const pumps: InstanceView = {
  id: "pumps-amu",
  class: "PUMP",
  class_name: "Infusion pumps",
  name: "Alder pumps, AMU",
  whole_hospital: false,
  wards: ["AMU", "Ward 77"],
  owner: "Medical equipment library",
  phone: "4402",
  stands_on: ["server-a"],
  note: "",
};

describe("a system of the register in the form", () => {
  it("comes back as it was, and keeps a ward that the census of tonight does not have", () => {
    const typed = typedOf(pumps, ["AMU", "ED"]);
    expect([typed.wards, typed.otherWards, typed.isNewWard]).toEqual([["AMU"], "Ward 77", true]);
    expect(instanceOf(typed)).toEqual({ ...pumps, class_name: "" });
    const alone = { ...pumps, whole_hospital: true, wards: [], stands_on: ["nothing"] };
    expect(instanceOf(typedOf(alone, ["AMU"]))).toEqual({ ...alone, class_name: "" });
  });

  it("keeps every ward when there is no census to look at", () => {
    expect(instanceOf(typedOf(pumps, [])).wards).toEqual(["AMU", "Ward 77"]);
    expect(unknownWards(["Ward 77"], [])).toEqual([]);
    expect(unknownWards([" amu ", "Ward  77"], ["AMU"])).toEqual(["Ward  77"]);
  });

  it("is changed only when the register would be", () => {
    const typed = typedOf(pumps, ["AMU"]);
    expect(isSame(typed, { ...typed, owner: "Medical equipment library " })).toBe(true);
    expect(isSame(typed, { ...typed, phone: "4403" })).toBe(false);
  });

  it("is brought back from a draft, and a draft of another shape is let go", () => {
    const typed = { ...BLANK, name: "Cedar pumps" };
    expect(kept(JSON.stringify(typed))).toEqual(typed);
    expect([kept(""), kept("{"), kept("[]"), kept('{"id":"x"}')]).toEqual([null, null, null, null]);
  });

  it("gets a short name from what people call it", () => {
    expect(idFrom("  Blood gas analyser, ED (résus) ")).toBe("blood-gas-analyser-ed-resus");
    expect(idFrom("x".repeat(60))).toHaveLength(40);
  });

  it("may stand on systems of the kinds that its own kind stands on, never on itself", () => {
    const server = { ...pumps, id: "server-a", class: "PSRV" };
    const register = {
      hash: "",
      said: "",
      instances: [pumps, server],
      classes: [{ code: "PUMP", name: "Infusion pumps", bond: "attached", stands_on: ["PSRV"] }],
      wards: [],
      not_served: [],
    };
    expect(mayStandOn(register, "PUMP", "pumps-amu").map((one) => one.id)).toEqual(["server-a"]);
    expect(mayStandOn(register, "PSRV", "server-a")).toEqual([]);
  });

  it("says each fault at its field, and those of other systems apart", () => {
    const faults = [
      { id: "a", field: "name", what: "`a` has no name. Write what people call it." },
      { id: "b", field: "stands_on", what: "`b` cannot stand on `a`. Remove it here." },
    ];
    expect(faultAt(faults, "a", "name")).toBe("“a” has no name. Write what people call it.");
    expect(faultAt(faults, "a", "class")).toBeNull();
    expect(faultsElsewhere(faults, "a")).toEqual(["“b” cannot stand on “a”. Remove it here."]);
  });

  it("is found by any of its words", () => {
    expect([isFound(pumps, "library 4402"), isFound(pumps, "ward 77 alder"), isFound(pumps, "cedar")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

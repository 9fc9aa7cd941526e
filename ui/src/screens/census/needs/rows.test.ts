import { describe, expect, it } from "vitest";
import type { NeedsRow } from "../../../host";
import { rowsFor, saidOf, stateWords } from "./rows";

const profile = (name: string, how: string) => ({
  code: name,
  name,
  because: [],
  why: [],
  rules: [],
  weak: false,
  how,
  by: how === "found" ? "" : "Ann",
  at: "",
  reason: "",
});

const row = (ward: string, more: Partial<NeedsRow>): NeedsRow => ({
  patient: `${ward} ${more.state}`,
  who: "AMU 01 OKAFOR, Grace",
  ward,
  bed: "01",
  state: "profiled",
  profiles: [],
  profiles_set_aside: [],
  doubts: [],
  ...more,
});

const doubt = {
  kind: "not_known",
  words: "the bag does not know this",
  about: { fact: "Urea cycle disorder", field: "conditions[0]", place: "Problem 1" },
  profile: "",
};

describe("who is shown", () => {
  const rows = [
    row("AMU", { state: "not_profiled", doubts: [doubt] }),
    row("AMU", { profiles: [profile("DKA", "found")] }),
    row("", { state: "ordinary", profiles_set_aside: [profile("Epidural", "removed")] }),
  ];

  it("goes by ward and by what is asked", () => {
    expect(rowsFor(rows, null, "look")).toHaveLength(1);
    expect(rowsFor(rows, "AMU", "all")).toHaveLength(2);
    expect(rowsFor(rows, "", "all")).toHaveLength(1);
    expect(rowsFor(rows, null, "by_hand")).toEqual([rows[2]]);
    expect(rowsFor(rows, null, "not_profiled")).toEqual([rows[0]]);
  });

  it("says what is known and what is not", () => {
    expect(rows.map(stateWords)).toEqual([
      ["Not profiled", "Problem 1: Urea cycle disorder: the bag does not know this"],
      ["DKA"],
      ["Epidural: taken away by Ann"],
    ]);
  });

  it("says the whole in one sentence", () => {
    const total = { ward: "", in_patients: 3, profiled: 1, ordinary: 1, not_profiled: 1, needs_look: 1, by_hand: 1 };
    expect(saidOf(total)).toBe("3 in-patients: 1 profiled, 1 ordinary care, 1 not profiled; 1 needs a look");
  });
});

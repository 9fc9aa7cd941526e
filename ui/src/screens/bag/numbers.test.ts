import { describe, expect, it } from "vitest";
import type { NumberRow } from "../../host";
import { matching, placeOf } from "./numbers";

const row: NumberRow = {
  item: "profile dka_friii",
  name: "DKA on fixed-rate IV insulin",
  of: "pH, bicarbonate and potassium (BGA)",
  what: "harm possible after loss",
  value: "2.0",
  unit: "hours",
  source: "JBDS 02; times [GK]",
  state: "proposed",
  approval: "proposed, not approved",
  fingerprint: "9f41c2d8",
  file: "profiles/metabolic.toml",
  line: 48,
};

describe("a clinical number", () => {
  it("is found by all the words that were typed, in any order and any case", () => {
    expect(matching([row], "bga DKA loss", "all")).toEqual([row]);
    expect(matching([row], "dka scan", "all")).toEqual([]);
    expect(matching([row], "  ", "all")).toEqual([row]);
  });

  it("that was changed since its approval counts as not approved", () => {
    const changed = { ...row, state: "changed" };
    expect(matching([row, changed, { ...row, state: "approved" }], "", "not_approved")).toEqual([row, changed]);
    expect(matching([row, changed], "", "changed")).toEqual([changed]);
  });

  it("says on which line it stands", () => {
    expect(placeOf(row)).toBe("profiles/metabolic.toml, line 48");
    expect(placeOf({ ...row, file: "crates/priority/src/tier.rs", line: 0 })).toBe(
      "crates/priority/src/tier.rs, in the program",
    );
  });
});

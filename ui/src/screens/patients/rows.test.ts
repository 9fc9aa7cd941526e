import { describe, expect, it } from "vitest";
import type { PatientRow } from "../../host";
import { byWard } from "./byWard";
import { bedOf, countsOf, EVERYBODY, hasWords, ranking, scriptLang, shows, tierOf } from "./rows";

const row: PatientRow = {
  id: "a",
  rank: 1,
  tier: "P1",
  computed: "P1",
  affected: true,
  ward: "AMU",
  bed: "04",
  family: "NGUYỄN",
  given: "Thị Ánh",
  native: "",
  nhs_number: "9992147733",
  local_id: "H123",
  confirmed: null,
  overruled: null,
  not_profiled: false,
  recheck_at: null,
  recheck_due: false,
  hangs_on: [0, 2],
};

describe("rows of the patient list", () => {
  it("stand in five places, not affected apart from P4", () => {
    expect(tierOf(row)).toBe("P1");
    expect(tierOf({ ...row, tier: "P4", affected: false })).toBe("none");
    const raised = { raised: true, to: "P2", by: "Dr Park", role: "", at: "", reason: "", lapses_at: null } as const;
    expect(tierOf({ ...row, tier: "P2", affected: false, overruled: raised })).toBe("P2");
    expect(ranking([row, { ...row, id: "b", tier: "P4", affected: false }])).toEqual([
      { id: "a", urgency: 0 },
      { id: "b", urgency: 4 },
    ]);
  });

  it("say where the patient lies, and when that is not known", () => {
    expect(bedOf(row)).toBe("AMU 04");
    expect(bedOf({ ward: "AMU", bed: "" })).toBe("AMU, bed not known");
    expect(bedOf({ ward: "AMU", bed: "AMU 04" })).toBe("AMU 04");
    expect(bedOf({ ward: "", bed: "" })).toBe("Ward not known, bed not known");
  });

  it("are found by name without accents, by bed, and by an NHS number however it is spaced", () => {
    expect(hasWords(row, "nguyen")).toBe(true);
    expect(hasWords(row, "amu 04")).toBe(true);
    expect(hasWords(row, "999 214")).toBe(true);
    expect(hasWords(row, "smith")).toBe(false);
  });

  it("are filtered by the tier they were drawn in", () => {
    expect(shows({ ...EVERYBODY, tier: "P1" }, { ...row, tier: "P2" }, "P1")).toBe(true);
    expect(shows({ ...EVERYBODY, tier: "P1" }, row, "P2")).toBe(false);
    expect(shows({ ...EVERYBODY, toConfirm: true }, { ...row, confirmed: { by: "A", at: "" } }, "P1")).toBe(false);
    expect(shows({ ...EVERYBODY, ward: "ICU" }, row, "P1")).toBe(false);
  });

  it("are counted under every filter, and the counts add up", () => {
    const rows = [
      row,
      { ...row, id: "b", tier: "P2", ward: "ICU", recheck_due: true, confirmed: { by: "A", at: "" } },
      { ...row, id: "c", tier: "P4", affected: false, not_profiled: true, hangs_on: [1] },
      { ...row, id: "d", tier: "P2", recheck_due: true, hangs_on: [2] },
    ] as PatientRow[];
    const all = countsOf(EVERYBODY, rows);
    expect(all.tiers).toEqual({ P1: 1, P2: 2, P3: 0, P4: 0, none: 1 });
    expect([all.all, all.toConfirm, all.recheck, all.notProfiled]).toEqual([4, 2, 2, 1]);
    expect([...all.wards]).toEqual([
      ["AMU", 3],
      ["ICU", 1],
    ]);
    // One filter narrows the counts of the others, not its own.
    const due = countsOf({ ...EVERYBODY, recheck: true, ward: "AMU" }, rows);
    expect(due.tiers).toEqual({ P1: 0, P2: 1, P3: 0, P4: 0, none: 0 });
    expect([due.all, due.recheck, due.toConfirm]).toEqual([1, 1, 1]);
    expect([...due.wards]).toEqual([
      ["ICU", 1],
      ["AMU", 1],
    ]);
    expect([...countsOf({ ...EVERYBODY, system: 2 }, rows).systems]).toEqual([
      [0, 2],
      [2, 3],
      [1, 1],
    ]);
    expect(rows.filter((each) => shows({ ...EVERYBODY, system: 2, tier: "P2" }, each, tierOf(each)))).toHaveLength(2);
  });

  it("stand by ward, worst ward first, and the wards add up to the hospital", () => {
    const rows = [
      { ...row, tier: "P2" },
      { ...row, id: "b", ward: "Ward 10", tier: "P2" },
      { ...row, id: "c", ward: "Ward 9", tier: "P2", recheck_due: true },
      { ...row, id: "d", ward: "ICU" },
    ] as PatientRow[];
    const { wards, sum } = byWard(rows);
    expect(wards.map((line) => line.ward)).toEqual(["ICU", "AMU", "Ward 9", "Ward 10"]);
    expect([sum.all, sum.tiers.P1, sum.tiers.P2, sum.toConfirm, sum.due]).toEqual([4, 1, 3, 4, 1]);
  });

  it("give a name in its own script its language", () => {
    expect(scriptLang("آمنة")).toBe("ar");
    expect(scriptLang("王小明")).toBe("zh");
    expect(scriptLang("Smith")).toBeUndefined();
  });
});

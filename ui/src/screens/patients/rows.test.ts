import { describe, expect, it } from "vitest";
import type { PatientRow } from "../../host";
import { bedOf, EVERYBODY, hasWords, ranking, scriptLang, shows, tierOf } from "./rows";

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
  reason: "",
  act: "",
  slack_h: -1.75,
  confirmed: null,
  overruled: null,
  not_profiled: false,
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

  it("give a name in its own script its language", () => {
    expect(scriptLang("آمنة")).toBe("ar");
    expect(scriptLang("王小明")).toBe("zh");
    expect(scriptLang("Smith")).toBeUndefined();
  });
});

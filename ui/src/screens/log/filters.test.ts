import { describe, expect, it } from "vitest";
import type { LogChoices } from "../../host";
import { ALL, asRequest, inWords, isNarrowed } from "./filters";

const choices: LogChoices = {
  kinds: [["decision", "Decisions"]],
  people: ["Dr Achterberg"],
  roles: [],
  wards: ["AMU"],
  systems: [["lims", "Laboratory system"]],
};

describe("filters of the log", () => {
  it("ask for everything, or for what was chosen", () => {
    expect(asRequest(ALL, 200, 50)).toMatchObject({ offset: 200, limit: 50, kind: "", jump_to: null });
    expect(asRequest({ ...ALL, search: "  pump ", flagged: true }, 0, 1)).toMatchObject({
      search: "pump",
      flagged: true,
    });
  });
  it("know whether anything is left out", () => {
    expect(isNarrowed(ALL)).toBe(false);
    expect(isNarrowed({ ...ALL, search: "  " })).toBe(false);
    expect(isNarrowed({ ...ALL, ward: "AMU" })).toBe(true);
  });
  it("say what they are in words", () => {
    const filter = { ...ALL, search: "pump", kind: "decision", system: "lims", ward: "AMU", flagged: true };
    expect(inWords(filter, choices).join(", ")).toBe(
      "“pump”, Decisions, about AMU, about Laboratory system, marked for the debrief",
    );
    expect(inWords({ ...ALL, kind: "gone" }, choices)).toEqual(["gone"]);
  });
});

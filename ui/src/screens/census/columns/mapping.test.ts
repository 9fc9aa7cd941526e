import { describe, expect, it } from "vitest";
import type { KnownColumnView, MappingView } from "../../../host";
import { assigned, choiceKey, choices, isTable, readDraft, targetsOf, unfilled, words } from "./mapping";

const known = (column: string, need = "may"): KnownColumnView => ({
  table: "census",
  column,
  need,
  what: `the ${column}`,
  example: "",
});
const KNOWN = [
  known("sex"),
  known("family_name", "must"),
  known("given_name"),
  known("ward", "must"),
  known("bay"),
  known("bed"),
];
const mapping: MappingView = {
  name: "",
  table: "census",
  fingerprint: "f1",
  sheet: null,
  header_row: null,
  columns: [{ to: "ward", from: ["Stn"], part: "whole", words: { M: "AMU" } }],
  constants: {},
  date_order: null,
  decimal_comma: null,
  dates_1904: null,
  encoding: null,
};

describe("what a column of a hospital's own list is read as", () => {
  it("offers what is needed before what may be there, and what one cell holds together", () => {
    const texts = choices(KNOWN, "census", []).map((each) => each.text);
    expect(texts.slice(0, 5)).toEqual([
      "Leave out",
      "Family and first names in one",
      "Ward, bay and bed in one",
      "Family name",
      "Ward",
    ]);
    expect(choices(KNOWN, "orders", []).map((each) => each.text)).toEqual(["Leave out"]);
  });
  it("keeps a guess that no plain choice names", () => {
    const now = [["ward", "second_piece"]] as const;
    expect(choices(KNOWN, "census", now)[0]?.value).toBe(choiceKey(now));
  });
  it("fills several of ours from one cell", () => {
    const next = assigned(mapping, "Patient", [
      ["family_name", "family_name"],
      ["given_name", "given_name"],
    ]);
    expect(targetsOf(next, "Patient").map(([to]) => to)).toEqual(["family_name", "given_name"]);
    expect(targetsOf(next, "Stn")).toEqual([["ward", "whole"]]);
  });
  it("joins two columns that are read as one, and keeps the words of the first", () => {
    const next = assigned(mapping, "Stn 2", [["ward", "whole"]]);
    expect(next.columns).toEqual([{ to: "ward", from: ["Stn", "Stn 2"], part: "whole", words: { M: "AMU" } }]);
  });
  it("lets go of a column that is left out", () => {
    expect(assigned(mapping, "Stn", []).columns).toEqual([]);
  });
  it("says what must still be filled; the same value in every row fills it", () => {
    expect(unfilled(mapping, KNOWN).map((each) => each.column)).toEqual(["family_name"]);
    const none = { ...mapping, columns: [], constants: { ward: "AMU", family_name: "x" } };
    expect(unfilled(none, KNOWN)).toEqual([]);
  });
  it("takes up a draft of the same header only", () => {
    expect(readDraft(JSON.stringify(mapping), mapping)?.columns).toEqual(mapping.columns);
    expect(readDraft(JSON.stringify({ ...mapping, fingerprint: "f2" }), mapping)).toBeNull();
    expect(readDraft("not a mapping", mapping)).toBeNull();
  });
  it("knows files that have columns, and says ours as words", () => {
    expect(["beds.CSV", "list.xlsx", "adt.hl7", "bundle.json"].map(isTable)).toEqual([true, true, false, false]);
    expect(words("nhs_number")).toBe("NHS number");
  });
});

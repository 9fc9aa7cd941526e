import { describe, expect, it } from "vitest";
import { claimsByField } from "./claims";

const claim = (field: string, value: string, from = "beds.csv, line 12") => ({ field, value, from, at: "" });

describe("where the facts of a patient come from", () => {
  it("is grouped by field, in words, values as they stand elsewhere", () => {
    const [name, born] = claimsByField([claim("name", "OKAFOR, Grace"), claim("born", "1948-03-09")], false);
    expect(name?.word).toBe("Name");
    expect(born?.claims[0]?.value).toBe("09-Mar-1948");
  });
  it("marks what can be only one and is two, and puts it first", () => {
    const fields = claimsByField(
      [claim("place", "AMU 04"), claim("place", "Renal 11"), claim("born", "1948-03-09"), claim("born", "1984-03-09")],
      false,
    );
    expect(fields.map((each) => [each.field, each.isContradicted])).toEqual([
      ["born", true],
      ["place", false],
    ]);
  });
  it("does not take another spelling of capitals for another name", () => {
    const [name] = claimsByField([claim("name", "OKAFOR, Grace"), claim("name", "Okafor, Grace")], false);
    expect(name?.isContradicted).toBe(false);
  });
  it("takes the engine's word for allergies", () => {
    const rows = [claim("allergy", "Penicillin"), claim("allergy", "Latex")];
    expect(claimsByField(rows, false)[0]?.isContradicted).toBe(false);
    expect(claimsByField(rows, true)[0]?.isContradicted).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { choicesFor, ORDINARY } from "./choices";

const choices = [
  { code: ORDINARY, name: "Any in-patient", area: "record" },
  { code: "dka_friii", name: "DKA on fixed-rate IV insulin", area: "metabolic" },
  { code: "niv", name: "Non-invasive ventilation", area: "critical care" },
];

const codes = (has: string[], typed: string) => choicesFor(choices, has, typed).map((choice) => choice.code);

describe("profiles that can be added", () => {
  it("are found by any letters, ordinary care last", () => {
    expect(codes([], "")).toEqual(["dka_friii", "niv", ORDINARY]);
    expect(codes([], "iv ins")).toEqual(["dka_friii"]);
    expect(codes([], "critical")).toEqual(["niv"]);
    expect(codes([], "zebra")).toEqual([]);
  });

  it("are not those that the patient has; ordinary care is nothing beside another need", () => {
    expect(codes(["niv"], "")).toEqual(["dka_friii"]);
    expect(codes([ORDINARY], "")).toEqual(["dka_friii", "niv"]);
  });
});

import { expect, test } from "vitest";
import type { LabTestRow } from "../../host";
import { labTestFaults, toLabTests } from "./labTests";

const row = (name: string, tube = ""): LabTestRow => ({ test: name, tube, basis: "any" });

test("a line that nobody wrote in is left out, and spaces at an end too", () => {
  expect(toLabTests([row(" Full  blood count ", " EDTA"), row(""), row(" ")])).toEqual([
    row("Full blood count", "EDTA"),
  ]);
});

test("an empty list, a tube without a test, a test twice and a thirteenth test are told at their line", () => {
  expect(labTestFaults([row("")], 12)["test 0"]).toMatch(/at least one/);
  expect(labTestFaults([row("Potassium"), row("", "EDTA")], 12)["test 1"]).toBe("Name the test.");
  expect(labTestFaults([row("Glucose"), row("glucose ")], 12)).toEqual({
    "test 0": null,
    "test 1": "It is in the list already.",
  });
  const many = Array.from({ length: 13 }, (_, at) => row(`Test ${at}`));
  expect(labTestFaults(many, 12)["test 11"]).toBeNull();
  expect(labTestFaults(many, 12)["test 12"]).toMatch(/12 boxes/);
  expect(labTestFaults([row("Glucose"), row("")], 12)).toEqual({ "test 0": null, "test 1": null });
});

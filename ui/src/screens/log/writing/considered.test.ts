import { describe, expect, it } from "vitest";
import { optionFaults, toSend } from "./considered";

describe("options that were not taken", () => {
  const rows = [
    { option: "Borrow from Eastvale", why_not: "3 h away" },
    { option: "Gravity for insulin", why_not: " " },
    { option: "", why_not: "no staff" },
    { option: " ", why_not: "" },
  ];
  it("need both halves, or none", () => {
    expect(optionFaults(rows)).toEqual({
      "option 0": null,
      "why 0": null,
      "option 1": null,
      "why 1": "Say why not.",
      "option 2": "Say which option.",
      "why 2": null,
      "option 3": null,
      "why 3": null,
    });
  });
  it("are sent without the empty rows", () => {
    expect(toSend(rows).map((row) => row.option)).toEqual(["Borrow from Eastvale", "Gravity for insulin", ""]);
  });
});

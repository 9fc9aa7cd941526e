import { describe, expect, it } from "vitest";
import { blockFaults, whole } from "./blockFaults";

const block = { prefix: "DT-ED-", first: "1", last: "500", next: "7" };

describe("a block of downtime numbers", () => {
  it("is right when the next lies inside it", () => {
    expect(Object.values(blockFaults(block)).filter(Boolean)).toEqual([]);
  });
  it("says which field is wrong", () => {
    expect(blockFaults({ ...block, prefix: " " }).prefix).toContain("before the number");
    expect(blockFaults({ ...block, last: "0" }).last).toBe("The last comes after the first.");
    expect(blockFaults({ ...block, next: "501" }).next).toContain("between");
    expect(blockFaults({ ...block, first: "one" }).first).toContain("whole number");
  });
  it("takes only whole numbers", () => {
    expect([whole("12"), whole(" 7 "), whole("-1"), whole("1.5"), whole("123456789")]).toEqual([
      12,
      7,
      null,
      null,
      null,
    ]);
  });
});

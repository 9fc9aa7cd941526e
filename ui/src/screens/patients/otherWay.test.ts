import { describe, expect, it } from "vitest";
import { otherWayOf, waysOf } from "./otherWay";

const way = (id: string, standing: string) => ({ id, name: id, lead_h: 1, standing });

describe("the other way of a need", () => {
  it("is the one that counts, then the first that may, never a blocked one", () => {
    expect(otherWayOf({ other_way: way("a", "running"), not_counted: [] })?.state).toBe("confirmed");
    expect(
      otherWayOf({ other_way: null, not_counted: [way("b", "blocked"), way("c", "not_confirmed")] }),
    ).toMatchObject({
      id: "c",
      state: "unconfirmed",
    });
    expect(otherWayOf({ other_way: null, not_counted: [way("b", "blocked")] })).toBeNull();
  });

  it("is listed once though several needs share it", () => {
    const needs = [
      { other_way: way("a", "assumed"), not_counted: [way("b", "not_confirmed")] },
      { other_way: null, not_counted: [way("a", "assumed")] },
    ];
    expect(waysOf(needs).map((each) => each.id)).toEqual(["a", "b"]);
  });
});

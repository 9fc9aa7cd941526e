import { describe, expect, it } from "vitest";
import { commandsOf, type Ways } from "./commands";

const nothing = () => undefined;
const ways: Ways = { go: nothing, open: nothing, updateCensus: nothing, newEntry: nothing, lock: nothing };
const ids = (life: Parameters<typeof commandsOf>[0]) => commandsOf(life, ways).map((one) => one.id);

describe("the commands of Find", () => {
  it("offers nothing that the incident does not allow", () => {
    expect(ids(null)).toEqual(expect.arrayContaining(["declare", "standby", "exercise", "lock"]));
    expect(ids(null)).not.toContain("note");
    expect(ids("declared")).toEqual(expect.arrayContaining(["escalate", "recover", "stand_down", "legal"]));
    expect(ids("declared")).not.toContain("declare");
    expect(ids("recovery")).not.toContain("recover");
    expect(ids("stand_by")).not.toContain("escalate");
    expect(ids("stood_down")).toEqual(expect.arrayContaining(["declare", "legal"]));
  });

  it("gives each an id of its own", () => {
    expect(new Set(ids("declared")).size).toBe(ids("declared").length);
  });
});

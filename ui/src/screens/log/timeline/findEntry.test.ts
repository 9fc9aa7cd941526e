import { describe, expect, it } from "vitest";
import type { EntryView, LogView } from "../../../host";
import { erasedBy, findOffset, pointer } from "./findEntry";

function asking(newestFirst: readonly EntryView[]) {
  let looks = 0;
  const ask = async (offset: number, limit: number): Promise<LogView> => {
    looks += 1;
    return { entries: newestFirst.slice(offset, offset + limit), matched: newestFirst.length, offset } as LogView;
  };
  return { ask, looks: () => looks };
}

const row = (station: string, number: number) => ({ station, number }) as EntryView;

describe("pointers between entries", () => {
  it("reads a number of its own station, and one of another", () => {
    expect(pointer("17", "a3f09c12")).toEqual({ number: 17, station: "a3f09c12" });
    expect(pointer("0badcafe:9", "a3f09c12")).toEqual({ number: 9, station: "0badcafe" });
    expect(pointer("", "a3f09c12")).toBeNull();
    expect(erasedBy("Erased by number 31: wrong patient")).toBe(31);
    expect(erasedBy("")).toBeNull();
  });

  it("finds an entry of a long log of one station in a few looks", async () => {
    const log = Array.from({ length: 100_000 }, (_, at) => row("a", 100_000 - at));
    for (const number of [1, 2, 777, 50_000, 99_999, 100_000]) {
      const { ask, looks } = asking(log);
      expect(await findOffset(ask, { number, station: "a" }, log.length)).toBe(100_000 - number);
      expect(looks()).toBeLessThan(4);
    }
  });

  it("finds every entry where two stations wrote by turns, and by bursts", async () => {
    const log: EntryView[] = [];
    let a = 0;
    let b = 0;
    for (let at = 0; at < 3_000; at += 1) {
      const isB = at > 1_200 && at < 1_700 ? true : at % 7 === 0;
      if (isB) b += 1;
      else a += 1;
      log.unshift(isB ? row("b", b) : row("a", a));
    }
    for (const at of [0, 1, 400, 1_299, 1_500, 1_799, 1_801, 2_500, 2_999]) {
      const entry = log[at];
      if (!entry) throw new Error("no entry");
      expect(await findOffset(asking(log).ask, entry, log.length)).toBe(at);
    }
  });

  it("says so when it is not there", async () => {
    const log = Array.from({ length: 500 }, (_, at) => row("a", 500 - at));
    expect(await findOffset(asking(log).ask, { number: 900, station: "a" }, 500)).toBeNull();
    expect(await findOffset(asking(log).ask, { number: 5, station: "zz" }, 500)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { EntryView, LogView } from "../../../host";
import { BLOCK, LogPages } from "./logPages";

function entry(number: number, text = `entry ${number}`): EntryView {
  return { number, text, station: "a3f09c12", key: `a3f09c12:${number}` } as EntryView;
}

/** An engine with a log that can grow; every question is written down. */
function engine(length: number) {
  const log = Array.from({ length }, (_, at) => entry(at + 1));
  const asked: [number, number][] = [];
  const ask = async (offset: number, limit: number): Promise<LogView> => {
    asked.push([offset, limit]);
    const newestFirst = [...log].reverse();
    return {
      entries: newestFirst.slice(offset, offset + limit),
      all: log.length,
      matched: log.length,
      offset,
      verified: "",
      choices: { kinds: [], people: [], roles: [], wards: [], systems: [] },
      waiting: [],
    };
  };
  return { log, asked, ask };
}

const settle = async () => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

describe("pages of the log", () => {
  it("begins with the newest and fetches what is on screen, wherever that is", async () => {
    const { ask, asked } = engine(100_000);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    expect(pages.at(0)?.number).toBe(100_000);
    expect(pages.snapshot().shown).toBe(100_000);
    pages.want(50_000, 50_020);
    await settle();
    expect(pages.at(50_000)?.number).toBe(50_000);
    expect(pages.at(50_020)?.number).toBe(49_980);
    expect(asked.every(([, limit]) => limit <= BLOCK + 16)).toBe(true);
  });

  it("keeps only a few pages, however far somebody scrolls", async () => {
    const { ask } = engine(100_000);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    for (let first = 0; first < 20_000; first += 150) {
      pages.want(first, first + 25);
      await settle();
      expect(pages.at(first)?.number).toBe(100_000 - first);
    }
    expect(pages.kept).toBeLessThan(8 * BLOCK);
  });

  it("moves nothing while held: new entries are counted, and shown when asked for", async () => {
    const { ask, log } = engine(1_000);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    pages.want(300, 320);
    pages.hold(true);
    await settle();
    const before = pages.at(300)?.number;
    log.push(entry(1_001), entry(1_002), entry(1_003));
    pages.refresh();
    await settle();
    expect(pages.at(300)?.number).toBe(before);
    expect(pages.snapshot().matched - pages.snapshot().shown).toBe(3);
    pages.showNew();
    pages.want(0, 20);
    await settle();
    expect(pages.at(0)?.number).toBe(1_003);
    expect(pages.at(303)?.number).toBe(before);
  });

  it("follows the newest entry while not held", async () => {
    const { ask, log } = engine(10);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    pages.want(0, 9);
    log.push(entry(11));
    pages.refresh();
    await settle();
    expect(pages.at(0)?.number).toBe(11);
  });

  it("shows new words of an old entry after a change: corrected, marked or erased", async () => {
    const { ask, log } = engine(500);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    pages.want(400, 420);
    await settle();
    log[499 - 410] = entry(90, "erased");
    pages.refresh();
    await settle();
    expect(pages.at(410)?.text).toBe("erased");
  });

  it("keeps what it has and says why when the engine does not answer", async () => {
    const { ask } = engine(10);
    let isBroken = false;
    const pages = new LogPages((offset, limit) => (isBroken ? Promise.reject(new Error("gone")) : ask(offset, limit)));
    pages.refresh();
    await settle();
    isBroken = true;
    pages.want(0, 9);
    pages.refresh();
    await settle();
    expect(pages.at(0)?.number).toBe(10);
    expect(pages.snapshot().error?.what).toContain("gone");
  });

  it("gets shorter when fewer match", async () => {
    const { ask, log } = engine(10);
    const pages = new LogPages(ask);
    pages.refresh();
    await settle();
    pages.want(0, 9);
    log.pop();
    pages.refresh();
    await settle();
    expect(pages.snapshot().shown).toBe(9);
    expect(pages.at(0)?.number).toBe(9);
  });
});

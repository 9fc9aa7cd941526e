import { describe, expect, it } from "vitest";
import { DraftKeeper, type DraftStore } from "./draftKeeper";

function bench(kept: Record<string, string> = {}) {
  const timers: { ms: number; act: () => void; live: boolean }[] = [];
  const store: DraftStore & { kept: Record<string, string>; failing: boolean } = {
    kept: { ...kept },
    failing: false,
    load: async (key) => store.kept[key] ?? null,
    keep: async (key, text) => {
      if (store.failing) throw new Error("the disk is full");
      store.kept[key] = text;
    },
    drop: async (key) => {
      delete store.kept[key];
    },
  };
  const time = {
    now: () => new Date("2026-11-14T06:50:00Z"),
    after: (ms: number, act: () => void) => {
      const timer = { ms, act, live: true };
      timers.push(timer);
      return () => {
        timer.live = false;
      };
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  };
  const run = async () => {
    for (const timer of timers.splice(0)) if (timer.live) timer.act();
    await settle();
  };
  return { store, time, timers, run, settle };
}

describe("a draft", () => {
  it("is kept a moment after typing and comes back", async () => {
    const { store, time, run } = bench();
    const draft = new DraftKeeper("note", store, time);
    draft.type("Ward 6 not heard");
    expect(draft.state.kind).toBe("typing");
    await run();
    expect(store.kept["note"]).toBe("Ward 6 not heard");
    expect(draft.state.kind).toBe("kept");
    const again = new DraftKeeper("note", store, time);
    await again.open();
    expect(again.text).toBe("Ward 6 not heard");
  });

  it("never overwrites what is being typed with what was kept", async () => {
    const { store, time } = bench({ note: "old words" });
    const draft = new DraftKeeper("note", store, time);
    const opening = draft.open();
    draft.type("new words");
    await opening;
    expect(draft.text).toBe("new words");
  });

  it("holds the text and tries again when keeping fails", async () => {
    const { store, time, run, timers } = bench();
    const draft = new DraftKeeper("note", store, time);
    store.failing = true;
    draft.type("six units O neg");
    await run();
    expect(draft.text).toBe("six units O neg");
    expect(draft.state.kind).toBe("not-kept");
    expect(timers).toHaveLength(1);
    store.failing = false;
    await run();
    expect(store.kept["note"]).toBe("six units O neg");
    expect(draft.state.kind).toBe("kept");
  });

  it("keeps the newest words when more are typed during a keep", async () => {
    const { store, time, run, settle } = bench();
    let open: () => void = () => undefined;
    const slow: DraftStore = {
      ...store,
      keep: async (key, text) => {
        await new Promise<void>((resolve) => {
          open = resolve;
        });
        await store.keep(key, text);
      },
    };
    const draft = new DraftKeeper("note", slow, time);
    draft.type("one");
    await run();
    draft.type("one two");
    open();
    await settle();
    open();
    await settle();
    expect(store.kept["note"]).toBe("one two");
    expect(draft.state.kind).toBe("kept");
  });

  it("is dropped only when the words became an entry", async () => {
    const { store, time, run } = bench();
    const draft = new DraftKeeper("note", store, time);
    draft.type("words");
    await run();
    await draft.saved();
    expect(store.kept["note"]).toBeUndefined();
    expect(draft.text).toBe("");
  });

  it("forgets a draft that was emptied by hand", async () => {
    const { store, time, run } = bench({ note: "words" });
    const draft = new DraftKeeper("note", store, time);
    draft.type("");
    await run();
    expect(store.kept["note"]).toBeUndefined();
    expect(draft.state.kind).toBe("empty");
  });
});

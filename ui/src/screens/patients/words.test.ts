import { describe, expect, it, vi } from "vitest";
import type { PatientWords } from "../../host";
import { RowWords } from "./words";

const worded = (id: string, reason: string): PatientWords => ({
  id,
  reason,
  act: "",
  slack_h: null,
  other_way: null,
  data_at: "",
  data_from: "",
});

function held() {
  const turns: (() => void)[] = [];
  const calls: { ids: readonly string[]; answer: (reason: string) => Promise<void> }[] = [];
  const faults: unknown[] = [];
  const words = new RowWords(
    (ids) =>
      new Promise((done) => {
        const answer = async (reason: string) => {
          done(ids.map((id) => worded(id, reason)));
          await Promise.resolve();
          await Promise.resolve();
        };
        calls.push({ ids, answer });
      }),
    (thrown) => faults.push(thrown),
    (run) => turns.push(run),
  );
  const turn = () => {
    for (const run of turns.splice(0)) run();
  };
  return { words, calls, turn };
}

describe("words of the rows in view", () => {
  it("are asked for together, once", async () => {
    const { words, calls, turn } = held();
    words.renew("1");
    const changed = vi.fn();
    words.watch("a", changed);
    words.watch("b", () => undefined);
    turn();
    words.watch("a", () => undefined);
    turn();
    expect(calls.map((call) => call.ids)).toEqual([["a", "b"]]);
    await calls[0]?.answer("pump");
    expect(changed).toHaveBeenCalledOnce();
    expect(words.get("a")?.reason).toBe("pump");
  });

  it("are asked for again after a new ranking, and the old ones stay until then", async () => {
    const { words, calls, turn } = held();
    words.renew("1");
    words.watch("a", () => undefined);
    const leave = words.watch("b", () => undefined);
    turn();
    await calls[0]?.answer("before");
    leave();
    words.renew("2");
    turn();
    expect(words.get("a")?.reason).toBe("before");
    expect(calls[1]?.ids).toEqual(["a"]);
    await calls[1]?.answer("after");
    expect(words.get("a")?.reason).toBe("after");
  });

  it("are asked for ahead of the rows in view, and before anything is in view", async () => {
    const { words, calls, turn } = held();
    words.renew("1");
    words.draws(Array.from({ length: 100 }, (_, at) => `row ${at}`));
    turn();
    expect(calls[0]?.ids).toHaveLength(30);
    await calls[0]?.answer("there");
    words.watch("row 40", () => undefined);
    turn();
    expect(calls[1]?.ids).toContain("row 69");
    expect(calls[1]?.ids).not.toContain("row 29");
  });

  it("never put an answer about the ranking before over one about this", async () => {
    const { words, calls, turn } = held();
    words.renew("1");
    words.watch("a", () => undefined);
    turn();
    words.renew("2");
    turn();
    await calls[1]?.answer("new");
    await calls[0]?.answer("late");
    expect(words.get("a")?.reason).toBe("new");
  });
});

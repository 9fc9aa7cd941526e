import { describe, expect, it } from "vitest";
import type { JobView } from "../host";
import { type Followed, JobFollower } from "./jobFollower";

function view(job: number, state: string): JobView {
  return {
    job,
    what: `Print ${job}`,
    state,
    done: 0,
    of: 0,
    unit: "pages",
    now_on: "",
    parts_done: 0,
    parts_of: 0,
    left_s: null,
    files: [],
    report: null,
    printing: null,
    error: null,
  };
}

/** An engine whose answers come when the test says so. */
function bench() {
  const asked: { job: number; answer: (view: JobView) => void; fail: (why: unknown) => void }[] = [];
  let tick: (() => void) | null = null;
  const ended: number[] = [];
  const seen: Followed[] = [];
  const follower = new JobFollower(
    (job) => new Promise((answer, fail) => asked.push({ job, answer, fail })),
    (state, end) => {
      seen.push(state);
      if (end) ended.push(end.job);
    },
    (_ms, act) => {
      tick = act;
      return () => {
        if (tick === act) tick = null;
      };
    },
  );
  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  };
  return { follower, asked, ended, seen, settle, tick: () => tick?.(), isAsking: () => tick !== null };
}

describe("a job that is followed", () => {
  it("is not taken for the last one, whose answer comes late", async () => {
    const { follower, asked, ended, settle, tick, isAsking } = bench();
    follower.follow(1);
    tick();
    await follower.begin(async () => view(2, "running"));
    asked[0]?.answer(view(1, "done"));
    await settle();
    expect(follower.state.job?.job).toBe(2);
    expect(ended).toEqual([]);
    expect(isAsking()).toBe(true);
    tick();
    asked[1]?.answer(view(2, "done"));
    await settle();
    expect(ended).toEqual([2]);
    expect(isAsking()).toBe(false);
  });

  it("is begun once, however often the button is pressed", async () => {
    const { follower, settle } = bench();
    let begun = 0;
    const start = async () => {
      begun += 1;
      return view(7, "running");
    };
    void follower.begin(start);
    expect(follower.state.isBeginning).toBe(true);
    void follower.begin(start);
    await settle();
    expect(begun).toBe(1);
    expect(follower.state.job?.job).toBe(7);
  });

  it("is asked again after a question that had no answer", async () => {
    const { follower, asked, ended, settle, tick } = bench();
    await follower.begin(async () => view(3, "running"));
    tick();
    asked[0]?.fail(new Error("fetch failed"));
    await settle();
    expect(follower.state.error?.what).toContain("fetch failed");
    tick();
    asked[1]?.answer(view(3, "done"));
    await settle();
    expect(follower.state).toMatchObject({ error: null, job: { state: "done" } });
    expect(ended).toEqual([3]);
  });

  it("is heard once at its end, and never after a failed begin", async () => {
    const { follower, asked, ended, settle, tick, isAsking } = bench();
    follower.follow(1);
    tick();
    tick();
    asked[0]?.answer(view(1, "done"));
    asked[1]?.answer(view(1, "done"));
    await settle();
    expect(ended).toEqual([1]);
    await follower.begin(() => Promise.reject(new Error("no")));
    expect(follower.state.error).not.toBeNull();
    expect(isAsking()).toBe(false);
  });
});

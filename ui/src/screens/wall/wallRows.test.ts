import { describe, expect, it } from "vitest";
import type { EntryView, LegalView, NowView, SystemsView, WardRow } from "../../host";
import { rowsThatFit, wallDue, wallEntries, wallSystems, wallWards } from "./wallRows";

const ward = (name: string, p1: number, patients = 20): WardRow => ({ ward: name, p1, to_confirm: 1, p2: 0, patients });

describe("the wall", () => {
  it("names wards with a P1, most first, and counts the rest in one line", () => {
    const wards = [ward("A", 1), ward("B", 3), ward("C", 0), ward("D", 2), ward("E", 1)];
    expect(wallWards(wards, 6).map((w) => w.ward)).toEqual(["B", "D", "A", "E"]);
    expect(wallWards(wards, 3)).toEqual([
      { ward: "B", p1: 3, p2: 0 },
      { ward: "D", p1: 2, p2: 0 },
      { ward: "2 more wards", p1: 2, p2: 0 },
    ]);
  });

  it("never names a ward with one patient in it, and loses nobody", () => {
    const lines = wallWards([ward("Side room", 1, 1), ward("B", 2)], 6);
    expect(lines.map((w) => w.ward)).toEqual(["B", "1 more ward"]);
    expect(lines.reduce((sum, w) => sum + w.p1, 0)).toBe(3);
  });

  it("drops rows on a small display and never shrinks below one", () => {
    expect(rowsThatFit(2160, 500, 60)).toBe(9);
    expect(rowsThatFit(768, 500, 60)).toBe(4);
    expect(rowsThatFit(400, 500, 80)).toBe(1);
  });

  it("shows systems of a kind in one state as one line, those that still run and are wrong first", () => {
    const row = (name: string, code: string, availability: string, integrity: string) => ({
      ...{ name, code, availability, integrity },
      class_name: `${code} (all of them in the hospital)`,
    });
    const view = {
      rows: [
        row("LIMS", "LIMS", "unavailable", "trusted"),
        row("Pumps A", "Pumps", "available", "suspect"),
        row("Pumps B", "Pumps", "available", "suspect"),
        row("Analyser, ICU", "BGA", "available", "compromised"),
        row("Nobody looked", "PACS", "available", "unknown"),
      ],
    } as unknown as SystemsView;
    expect(wallSystems(view).map((one) => [one.name, one.n, one.believed, one.down])).toEqual([
      ["Analyser, ICU", 1, "compromised", false],
      ["Pumps", 2, "suspect", false],
      ["LIMS", 1, "trusted", true],
    ]);
  });

  it("never shows the words of an entry that could name somebody", () => {
    const entry = (kind: string, kind_word: string, more: Partial<EntryView>) =>
      ({
        key: kind,
        kind,
        kind_word,
        occurred_at: "",
        patient: "",
        ward: "",
        role: "",
        unread: false,
        ...more,
      }) as EntryView;
    const entries = [
      entry("system.set", "System", { text: "Blood gas analysers: up, compromised" }),
      entry("note", "Note", { text: "Mrs Okafor fell", ward: "AMU" }),
      entry("role.assigned", "Role", { text: "Loggist given to Ines", role: "Loggist" }),
      entry("system.acted_on", "System", { text: "acted on for Okafor", patient: "p1", ward: "AMU" }),
    ];
    expect(wallEntries(entries, 4).map((one) => one.words)).toEqual([
      "Blood gas analysers: up, compromised",
      "Note, AMU",
      "Role, Loggist",
      "System, AMU",
    ]);
  });

  it("puts what is late first and says what nobody has looked at", () => {
    const now = {
      rhythm: [
        { beat: "sitrep", name: "SitRep 3", next_at: "2026-11-14T07:00:00Z" },
        { beat: "briefing", name: "Briefing 1", next_at: null },
      ],
    } as unknown as NowView;
    const legal = {
      not_started: 5,
      clocks: [
        { id: "a", name: "Police and NCSC", stands: "late", due_at: "2026-11-14T02:14:00Z" },
        { id: "b", name: "Ransom", stands: "told", due_at: "2026-11-14T01:00:00Z" },
      ],
    } as unknown as LegalView;
    expect(wallDue(now, legal, { all: 3, critical: 1 }).map((one) => [one.what, one.said])).toEqual([
      ["Steps overdue", "3, 1 critical"],
      ["Law: Police and NCSC", ""],
      ["SitRep 3", ""],
      ["Briefing 1", "no time set"],
      ["Law, not looked at", "5"],
    ]);
  });
});

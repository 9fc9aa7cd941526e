import { describe, expect, it } from "vitest";
import type { OwnFault, OwnScale } from "../../host";
import {
  asLines,
  emptyScale,
  errorsIn,
  faultAt,
  formOfDraft,
  fromLines,
  moved,
  newId,
  nextReading,
  room,
  withBand,
  withColumn,
  withColumnName,
  withoutBand,
  withoutColumn,
  withRate,
  withUpTo,
} from "./ownPaper";

const signed = (): OwnScale => ({ ...emptyScale(), signed_by: "Dr A. Example", signed_on: "2026-11-01" });

describe("the insulin scale as it is typed", () => {
  it("begins with no rate, and with the band where the hospital's own rule holds", () => {
    expect(emptyScale().bands).toEqual([
      { from: "0", up_to: "3.9", rates: ["0"] },
      { from: "4", up_to: "", rates: [""] },
    ]);
  });

  it("has no gap and no overlap, whatever is typed and taken out", () => {
    let scale = withUpTo(withBand(signed()), 1, "8.0");
    expect(scale.bands.map((band) => [band.from, band.up_to])).toEqual([
      ["0", "3.9"],
      ["4", "8.0"],
      ["8.1", ""],
    ]);
    scale = withUpTo(withUpTo(withBand(scale), 2, "12"), 1, "9,9");
    expect(scale.bands.map((band) => band.from)).toEqual(["0", "4", "10", "12.1"]);
    expect(withoutBand(scale, 1).bands.map((band) => [band.from, band.up_to])).toEqual([
      ["0", "3.9"],
      ["4", "12"],
      ["12.1", ""],
    ]);
    expect(withoutBand(scale, 3).bands.at(-1)?.up_to).toBe("");
  });

  it("knows the next reading of a meter without rounding", () => {
    expect(["3.9", "4", "8.0", "12,1", "33.2", ".5", "4.25", "x", "", "10."].map(nextReading)).toEqual([
      "4",
      "4.1",
      "8.1",
      "12.2",
      "33.3",
      "",
      "",
      "",
      "",
      "10.1",
    ]);
  });

  it("loses its signature with every other number or name", () => {
    const changes = [
      withUpTo(signed(), 0, "4.4"),
      withRate(signed(), 1, 0, "1"),
      withBand(signed()),
      withoutBand(signed(), 1),
      withColumn(signed()),
      withoutColumn(signed(), 0),
      withColumnName(signed(), 0, "standard"),
    ];
    for (const scale of changes) expect([scale.signed_by, scale.signed_on]).toEqual(["", ""]);
  });

  it("has a rate for each column in each band", () => {
    const scale = withColumn(withColumn(withBand(signed())));
    expect(scale.bands.map((band) => band.rates)).toEqual([
      ["0", "0", "0"],
      ["", "", ""],
      ["", "", ""],
    ]);
    expect(withoutColumn(scale, 1).bands[0]?.rates).toEqual(["0", "0"]);
  });
});

describe("answers", () => {
  it("are counted while they are typed", () => {
    expect(room("", 110)).toBe("110 characters left");
    expect(room("é".repeat(109), 110)).toBe("1 character left");
    expect(room("x".repeat(113), 110)).toBe("3 characters too many: at most 110 fit");
  });

  it("come back from a draft of the same file only", () => {
    expect(formOfDraft('{"kind":"gravity","classes":[]}', "gravity")).toEqual({ kind: "gravity", classes: [] });
    expect(formOfDraft('{"kind":"gravity","classes":[]}', "paper")).toBeNull();
    expect(formOfDraft("what somebody typed before", "paper")).toBeNull();
  });

  it("keep the line that somebody is about to type", () => {
    expect(fromLines("levodopa\n")).toEqual(["levodopa", ""]);
    expect(asLines(fromLines("levodopa\n"))).toBe("levodopa\n");
    expect(fromLines("")).toEqual([]);
  });

  it("change places and stay all there", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  });

  it("get an id of their own", () => {
    expect(newId("Ward notes", [])).toBe("ward-notes");
    expect(newId("Ärztliche Notiz!", [])).toBe("arztliche-notiz");
    expect(newId("Notes", ["notes", "notes-2"])).toBe("notes-3");
    expect(newId("…", [])).toBe("new");
  });

  it("have their fault beside them, and not that of their neighbour", () => {
    const fault = (place: string, severity = "error"): OwnFault => ({
      place,
      file: "",
      line: 1,
      severity,
      what: place,
    });
    const faults = [
      fault("rule.1.what"),
      fault("rule.11"),
      fault("decided_by", "warning"),
      fault("scale.band.1.rates.0"),
    ];
    expect(faultAt(faults, "rule.1.what")).toBe("rule.1.what");
    expect(faultAt(faults, "scale.band.1.rates")).toBe("scale.band.1.rates.0");
    expect(faultAt(faults, "decided_by")).toBeNull();
    expect([errorsIn(faults, "rule.1"), errorsIn(faults, "rule.11"), errorsIn(faults, "rule.0")]).toEqual([1, 1, 0]);
  });
});

import { describe, expect, it } from "vitest";
import type { EntryView } from "../../../host";
import { actsOf } from "./entryActs";

const entry = (news: Partial<EntryView>) =>
  ({ kind: "note", open_as: "", flagged: false, unread: false, ...news }) as EntryView;
const ids = (news: Partial<EntryView>) => actsOf(entry(news)).map((act) => act.id);

describe("what can be done about an entry", () => {
  it("offers the open task or device first, and erasing last", () => {
    expect(ids({})).toEqual(["flag", "correct", "erase"]);
    expect(ids({ open_as: "task" })).toEqual(["close", "flag", "correct", "erase"]);
    expect(ids({ open_as: "device", flagged: true })).toEqual(["release", "unflag", "correct", "erase"]);
  });
  it("offers no correction or erasure of words that are gone", () => {
    expect(ids({ unread: true })).toEqual(["flag"]);
  });
  it("never offers to erase why words were erased", () => {
    expect(ids({ kind: "redaction" })).not.toContain("erase");
    expect(ids({ kind: "glass.broken" })).not.toContain("erase");
  });
});

import { describe, expect, it } from "vitest";
import { type Edits, readEdits, withEdit, writeEdits } from "./edits";

type Form = { text: string; when: { typed: string; at: string | null }; rows: string[]; yes: boolean };
const base: Form = { text: "", when: { typed: "", at: null }, rows: [], yes: false };

describe("what is kept of a form", () => {
  it("comes back as it was written, every kind of field", () => {
    let edits: Edits<Form> = {};
    edits = withEdit(edits, base, "text", "Runner sent, 06:40.\nSecond line “quoted”");
    edits = withEdit(edits, base, "when", { typed: "06:40", at: "2026-11-14T06:40:00.000Z" });
    edits = withEdit(edits, base, "rows", ["one"]);
    edits = withEdit(edits, base, "yes", true);
    expect(readEdits(writeEdits(edits), base, "text")).toEqual(edits);
  });

  it("is only what the person changed, so that filled fields stay fresh", () => {
    const filled = { ...base, text: "P1 14" };
    const edits = withEdit({}, filled, "yes", true);
    expect(writeEdits(edits)).toBe('{"yes":true}');
    const later = { ...base, text: "P1 19" };
    expect({ ...later, ...readEdits(writeEdits(edits), later, "text") }.text).toBe("P1 19");
  });

  it("keeps a field that was emptied by hand empty", () => {
    const filled = { ...base, text: "P1 14" };
    const edits = withEdit<Form, "text">({}, filled, "text", "");
    expect({ ...filled, ...readEdits(writeEdits(edits), filled, "text") }.text).toBe("");
    expect(writeEdits(withEdit(edits, filled, "text", "P1 14"))).toBe("");
  });

  it("takes plain words of an older draft, and loses none of them", () => {
    expect(readEdits("just words", base, "text")).toEqual({ text: "just words" });
    expect(readEdits('["a"]', base, "text")).toEqual({ text: '["a"]' });
    expect(readEdits("12", base, "text")).toEqual({ text: "12" });
  });

  it("leaves out what the form does not know", () => {
    expect(readEdits('{"text":"a","old":1,"rows":"not rows"}', base, "text")).toEqual({ text: "a" });
  });
});

import { describe, expect, it } from "vitest";
import { stateOf } from "./levels";

const holder = {
  person: "A",
  contact: "",
  since: "",
  until: null,
  covers: "",
  cover_until: null,
  load: "",
  load_words: "",
  namesakes: [],
};

describe("roles", () => {
  it("are vacant only when somebody must hold them", () => {
    expect(stateOf({ holders: [], vacant_min: 3 })).toBe("vacant");
    expect(stateOf({ holders: [], vacant_min: null })).toBe("idle");
    expect(stateOf({ holders: [holder], vacant_min: null })).toBe("held");
    expect(stateOf({ holders: [holder, holder], vacant_min: null })).toBe("two");
  });
});

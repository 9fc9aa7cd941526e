import { describe, expect, it } from "vitest";
import type { HolderView } from "../../host";
import { heldCards } from "./WhichCards";

const holder = (person: string) => ({ person }) as HolderView;

describe("cards of held roles", () => {
  it("names each card once, with who holds it, and none of a vacant role", () => {
    const rows = [
      { title: "Tactical commander", card: "tactical", holders: [holder("Ines"), holder("Tom")] },
      { title: "Deputy", card: "tactical", holders: [holder("Ada")] },
      { title: "Loggist", card: "loggist", holders: [] },
      { title: "Visitor", card: null, holders: [holder("Eve")] },
    ];
    expect(heldCards(rows)).toEqual([{ id: "tactical", title: "Tactical commander", people: "Ines, Tom" }]);
  });
});

import { describe, expect, it } from "vitest";
import type { RoleRow } from "../../host";
import { arrowTo, asTree, type Branch } from "./tree";

const role = (id: string, reports_to: string | null) => ({ id, reports_to }) as RoleRow;

const rows = [
  role("gold", null),
  role("silver", "gold"),
  role("loggist", "silver"),
  role("medical", "gold"),
  role("pathology", "medical"),
  role("blood", "pathology"),
  role("icu", "medical"),
  role("safety", "gold"),
];

const words = (branch: Branch): string =>
  `${branch.row.id}[${branch.leaves.map(words).join(" ")}](${branch.branches.map(words).join(" ")})`;

describe("the chart", () => {
  it("draws every role once under the one it reports to", () => {
    expect(asTree(rows).map(words)).toEqual([
      "gold[safety[]()](silver[loggist[]()]() medical[icu[]()](pathology[blood[]()]()))",
    ]);
  });

  it("leaves nobody out: a role above that is not there, and a ring", () => {
    const odd = [role("a", "nobody"), role("b", "c"), role("c", "b")];
    expect(asTree(odd).map((each) => each.row.id)).toEqual(["a", "b", "c"]);
  });

  it("is walked with the arrows, and they stop at its ends", () => {
    const order = rows.map((row) => row.id);
    const to = (id: string, key: string) => arrowTo(rows, order, id, key);
    expect(to("blood", "ArrowUp")).toBe("pathology");
    expect(to("medical", "ArrowDown")).toBe("pathology");
    expect(to("gold", "ArrowUp")).toBeNull();
    expect(to("gold", "ArrowLeft")).toBeNull();
    expect(to("gold", "ArrowRight")).toBe("silver");
    expect(to("safety", "ArrowRight")).toBeNull();
    expect(to("safety", "Home")).toBe("gold");
  });
});

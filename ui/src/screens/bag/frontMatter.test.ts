import { describe, expect, it } from "vitest";
import { lineStart, readCard, tidy, withBody, withFact } from "./frontMatter";

const CARD = `+++
number = "R04"
title = "Loggist"
# who wrote it
review_due = 2027-11-01
triggers = ["Message 1", "Asked by \\"Gold\\""]
+++

## First 15 minutes

1. Open the book. {due 5}
`;

describe("the facts of a card", () => {
  it("are read with their lines", () => {
    const card = readCard(CARD);
    expect(card?.facts.get("title")).toBe("Loggist");
    expect(card?.facts.get("review_due")).toBe("2027-11-01");
    expect(card?.facts.get("triggers")).toEqual(["Message 1", 'Asked by "Gold"']);
    expect(card?.factOfLine.get(5)).toBe("review_due");
    expect(card?.bodyLine).toBe(8);
    expect(card?.body.startsWith("\n## First")).toBe(true);
  });

  it("change and leave every other letter as it was", () => {
    const changed = withFact(CARD, "title", 'The "loggist"');
    expect(changed).toBe(CARD.replace('"Loggist"', '"The \\"loggist\\""'));
    expect(withFact(changed, "title", "Loggist")).toBe(CARD);
    expect(withFact(CARD, "review_due", "2028-01-01")).toBe(CARD.replace("2027-11-01", "2028-01-01"));
    const added = withFact(CARD, "mission", "Write it down.");
    expect(added.indexOf("mission")).toBeGreaterThan(added.indexOf("review_due"));
    expect(added.indexOf("mission")).toBeLessThan(added.indexOf("triggers"));
    expect(withFact(added, "mission", null)).toBe(CARD);
    expect(withBody(CARD, readCard(CARD)?.body ?? "")).toBe(CARD);
  });

  it("are left to the text view when they are written otherwise", () => {
    expect(readCard(CARD.replace('"Loggist"', "'Loggist'"))).toBeNull();
    expect(readCard(CARD.replace('["Message 1", ', '[\n"Message 1", '))).toBeNull();
    expect(readCard("no card")).toBeNull();
    expect(readCard("+++\ntitle = 1\n")).toBeNull();
  });

  it("lose empty lines when they are saved", () => {
    expect(tidy(withFact(CARD, "triggers", ["Message 1", "", ' Asked by "Gold"']))).toBe(CARD);
    expect(tidy(CARD)).toBe(CARD);
  });

  it("know where a line begins", () => {
    expect(CARD.slice(lineStart(CARD, 3))).toMatch(/^title/);
    expect(lineStart(CARD, 99)).toBe(CARD.length);
  });
});

import { describe, expect, it } from "vitest";
import { personNamed } from "./secondPerson";

describe("the second person", () => {
  const people = ["Dr Margaret Achterberg", "Siobhán Ní Chonchúir-Okafor"];
  it("is asked for a passphrase when they can sign in here, however their name is typed", () => {
    expect(personNamed(people, " dr margaret ACHTERBERG ")).toBe("Dr Margaret Achterberg");
    expect(personNamed(people, "Siobhán Ní Chonchúir-Okafor")).toBe("Siobhán Ní Chonchúir-Okafor");
  });
  it("is taken by name otherwise", () => {
    expect(personNamed(people, "Dr Achterberg")).toBeNull();
    expect(personNamed(people, "")).toBeNull();
  });
});

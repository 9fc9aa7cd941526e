import { expect, it } from "vitest";
import { substanceOf } from "./substance";

it("is what stands before the reaction", () => {
  expect(substanceOf("Penicillin: throat swells")).toBe("Penicillin");
  expect(substanceOf("Latex")).toBe("Latex");
  expect(substanceOf("Co-amoxiclav: rash: hands")).toBe("Co-amoxiclav");
});

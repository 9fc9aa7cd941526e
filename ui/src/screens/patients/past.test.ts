import { expect, test } from "vitest";
import { endOfMinute } from "./Past";

const at = (text: string) => new Date(`2026-11-14T${text}Z`);

test("a past minute is shown at its end, so that what happened in it is in it", () => {
  expect(endOfMinute(at("02:41:00"), at("03:00:00"))).toBe("2026-11-14T02:41:59.999Z");
  expect(endOfMinute(at("02:41:59.999"), at("03:00:00"))).toBe("2026-11-14T02:41:59.999Z");
});

test("the minute that still runs is shown as far as it is", () => {
  expect(endOfMinute(at("02:41:00"), at("02:41:20"))).toBe("2026-11-14T02:41:20.000Z");
});

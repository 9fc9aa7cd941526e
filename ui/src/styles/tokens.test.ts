import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const css = readFileSync(fileURLToPath(new URL("./tokens.css", import.meta.url)), "utf8");

type Role = string;
type Palette = Record<Role, string>;

function palette(selector: string): Palette {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`);
  const block = css.slice(start, css.indexOf("}", start));
  const roles: Palette = {};
  for (const [, role, hex] of block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)) {
    if (role && hex) roles[role] = hex;
  }
  return roles;
}

const light = palette(':root[data-theme="light"]');
const dark = palette(':root[data-theme="dark"]');
const exercise = palette(':root[data-frame="exercise"]');
const none = palette(':root[data-frame="none"]');

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const TEXT = 4.5;
const SHAPE = 3;

/** [front, ground, limit, theme?]: WCAG 2.2 1.4.3 for text, 1.4.11 for edges and shapes. */
const pairs: [Role, Role, number, ("light" | "dark")?][] = [
  ["ink", "surface", TEXT],
  ["ink", "canvas", TEXT],
  ["ink", "sunken", TEXT],
  ["ink", "selected", TEXT],
  ["ink", "amber-tint", TEXT],
  ["ink", "red-tint", TEXT],
  ["ink", "violet-tint", TEXT],
  ["ink-2", "surface", TEXT],
  ["ink-2", "canvas", TEXT],
  ["ink-2", "sunken", TEXT],
  ["ink-2", "selected", TEXT],
  ["ink-2", "amber-tint", TEXT],
  ["link", "surface", TEXT],
  ["link", "canvas", TEXT],
  ["link", "selected", TEXT],
  ["link", "amber-tint", TEXT],
  ["control", "surface", SHAPE],
  ["control", "selected", SHAPE],
  ["on-primary", "primary", TEXT],
  ["on-down", "down", TEXT],
  ["down-edge", "surface", SHAPE],
  ["on-red", "red", TEXT],
  ["red", "surface", SHAPE],
  ["red-ink", "surface", TEXT],
  ["red-ink", "selected", TEXT],
  ["red-ink", "red-tint", TEXT],
  ["on-amber", "amber", TEXT],
  ["amber-edge", "surface", SHAPE],
  ["amber-edge", "amber-tint", SHAPE],
  ["on-violet", "violet", TEXT],
  ["violet", "surface", SHAPE],
  ["violet-ink", "violet-tint", TEXT],
  ["navy", "navy-tint", TEXT],
  ["navy", "surface", SHAPE],
  ["green", "surface", TEXT],
  ["green", "selected", SHAPE],
  ["on-aqua", "aqua", TEXT],
  ["on-aqua", "aqua-pale", TEXT],
  ["on-chosen", "chosen", TEXT],
  ["bar-ink", "bar", TEXT],
  ["bar-ink-2", "bar", TEXT],
  ["focus-in", "surface", SHAPE, "light"],
  ["focus-out", "surface", SHAPE, "dark"],
  ["focus-out", "focus-in", SHAPE],
];

function holds(front: Role, ground: Role, limit: number, roles: Palette) {
  const one = roles[front];
  const other = roles[ground];
  if (!one || !other) throw new Error(`no role ${one ? ground : front}`);
  expect(ratio(one, other), `${front} on ${ground} (${one} on ${other})`).toBeGreaterThanOrEqual(limit);
}

describe("contrast of the colour roles", () => {
  for (const [name, roles] of [
    ["light", light],
    ["dark", dark],
  ] as const) {
    it.each(
      pairs.filter(([, , , only]) => !only || only === name),
    )(`${name}: %s on %s holds %d`, (front, ground, limit) => holds(front, ground, limit, roles));
  }

  it.each([
    ["exercise", exercise],
    ["no incident", none],
  ])("the %s bar carries its text", (_name, roles) => {
    holds("bar-ink-2", "bar", TEXT, roles);
    expect(ratio("#ffffff", roles["bar"] ?? "#ffffff")).toBeGreaterThanOrEqual(TEXT);
  });

  it("has the same roles in light and dark", () => {
    expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  });
});

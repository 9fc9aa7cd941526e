import { afterWalk, realOverExercise } from "./reports.mjs";
import { PLACES } from "./walk.mjs";

/** Every screen at every size and theme the design names, then an exercise. */
export async function looks(walk) {
  const { page } = walk;
  await sizes(walk, "compact", 1366, 768);
  await sizes(walk, "narrow", 1024, 768);
  await sizes(walk, "zoom-200", 683, 384);
  await sizes(walk, "reflow-320", 320, 640);
  await page.setViewportSize({ width: 1440, height: 900 });
  await dark(walk, true);
  for (const place of PLACES) {
    await walk.go(place);
    if (place === "patients") await openFirst(walk);
    await walk.isSound(`dark-${place}`);
  }
  await dark(walk, false);
  await page.emulateMedia({ forcedColors: "active" });
  for (const place of ["now", "patients"]) {
    await walk.go(place);
    await walk.shot(`forced-${place}`);
  }
  await page.emulateMedia({ forcedColors: "none" });
  await exercise(walk);
}

async function openFirst(walk) {
  const { page } = walk;
  await page.getByRole("option").first().click();
  await walk.settled();
}

async function sizes(walk, name, width, height) {
  const { page } = walk;
  await page.setViewportSize({ width, height });
  for (const place of PLACES) {
    await walk.go(place);
    if (place === "patients") {
      await openFirst(walk);
      const bar = page.locator(".confirm-acts");
      walk.holds(`${name}: the acts are in view beside an open patient`, await isInView(bar));
    }
    await walk.isSound(`${name}-${place}`);
  }
}

async function isInView(locator) {
  return locator.first().evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight + 1;
  });
}

async function dark(walk, on) {
  const { page } = walk;
  await page.keyboard.press("?");
  const box = page.locator(".tick", { hasText: "Dark screens" });
  await box.click();
  await page.getByRole("button", { name: "Close" }).click();
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  walk.holds(`the screens are ${on ? "dark" : "light"}`, theme === (on ? "dark" : "light"));
}

/** Stands the incident down, over broken glass where it is not this person's to do. */
async function standDown(walk, look) {
  const { page } = walk;
  await walk.go("now");
  await page.getByRole("button", { name: /^Stand down/ }).click();
  await page.getByRole("textbox", { name: /Why the incident can end/ }).fill("All systems restored, back-entry begun.");
  if (look) await walk.isSound("stand-down");
  await page.getByRole("button", { name: "Stand the incident down" }).click();
  await walk.throughGlass(
    "stand the incident down",
    "The commander is on the way home.",
    look ? "stand-down-glass" : undefined,
  );
  await walk.sees("no incident", page.getByRole("heading", { name: "No incident is running" }));
}

/** From an incident to an exercise without a look at what lies between: for who walks elsewhere. */
export async function toExercise(walk) {
  await standDown(walk, false);
  await beginExercise(walk);
}

/** Stands the incident down and begins an exercise: EXERCISE is on every screen and in the title. */
async function exercise(walk) {
  const { page } = walk;
  await standDown(walk, true);
  await walk.isSound("stood-down");
  await afterWalk(walk);
  await beginExercise(walk);
  await realOverExercise(walk);
  walk.holds("EXERCISE stands first in the window title", (await page.title()).startsWith("EXERCISE"));
  for (const place of PLACES) {
    await walk.go(place);
    walk.holds(`${place}: the band is there`, (await page.locator(".exercise-band").count()) === 2);
    await walk.isSound(`exercise-${place}`);
  }
}

/** With the keyboard alone. */
async function beginExercise(walk) {
  const { page } = walk;
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await walk.sees("start exercise", page.getByRole("button", { name: /Start exercise/ }));
  await page.keyboard.press("Enter");
  await walk.sees("the band", page.locator(".exercise-top"));
}

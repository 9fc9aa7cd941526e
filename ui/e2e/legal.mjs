import { everyLook } from "./people.mjs";
import { hoursAgo } from "./walk.mjs";

/** Who must be told by law: a clock started, corrected, stopped, run again; one that does not apply; who sees to it. */
export async function legalWalk(walk) {
  const { page } = walk;
  await walk.go("reports");
  await page.locator(".desk-head .segment", { hasText: "Legal clocks" }).click();
  await walk.settled();
  await walk.sees("that no lawyer has read the list", page.getByText(/No lawyer has approved this list/));
  await start(walk);
  await told(walk);
  await notApplicable(walk);
  await owner(walk);
  await everyLook(walk, "legal");
  await others(walk);
  await inTheLog(walk);
}

const BREACH = "Personal data breach";
const DEVICE = "Medical device incident";
const clock = (page, name) => page.locator(".steering-one", { hasText: name });

/** By keyboard: the button gives way to a form, and the focus goes into it. */
async function open(walk, act, name) {
  const { page } = walk;
  await page.getByRole("button", { name: `${act}: ${name}` }).focus();
  await page.keyboard.press("Enter");
  const isInForm = () => page.evaluate(() => document.activeElement?.matches(".steering-one form input") === true);
  await walk.comes(`the focus goes into the form: ${act}`, isInForm);
}

const isNowhere = (page) => page.evaluate(() => document.activeElement === document.body);

async function start(walk) {
  const { page } = walk;
  const breach = clock(page, BREACH);
  await walk.sees("nobody has started it", breach.getByText("Not started"));
  await open(walk, "Start the clock", BREACH);
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: /^Due, if a regulator/ }).fill("tomorrow 09:00");
  await page.keyboard.press("Control+Enter");
  await walk.sees("who gave another time is asked", page.getByText("Say who gave another time."));
  await walk.isSound("legal-start");
  await page.getByRole("textbox", { name: /^Due, if a regulator/ }).fill("");
  await page.getByRole("textbox", { name: /^When the hospital became aware/ }).fill(hoursAgo(3));
  await page
    .getByRole("textbox", { name: /^How it became aware/ })
    .fill("Pump records out of reach, the night manager said");
  await page.keyboard.press("Control+Enter");
  await walk.sees("it counts down", breach.getByText(/^in \d+ h/));
  await walk.sees("from when the hospital was aware", breach.locator("dd", { hasText: "Pump records out of reach" }));
  await walk.stays("the focus is somewhere", async () => !(await isNowhere(page)));
}

async function told(walk) {
  const { page } = walk;
  const breach = clock(page, BREACH);
  await open(walk, "Told", BREACH);
  await page.keyboard.press("Control+Enter");
  await walk.sees("a reference is asked for", page.getByText(/^Give the reference; if none was given/));
  await walk.isSound("legal-told");
  await page.getByRole("textbox", { name: "Reference" }).fill("IC-2291-M4");
  await page.getByRole("textbox", { name: /^Where the proof/ }).fill("Screenshot on the governance stick");
  await page.keyboard.press("Control+Enter");
  await walk.sees("told, with the reference", breach.locator("dd", { hasText: "reference IC-2291-M4" }));
  await open(walk, "Run again", BREACH);
  await page.keyboard.press("Control+Enter");
  await walk.sees("why it runs again is asked", page.getByText("Write it, then try again."));
  await page.getByRole("textbox", { name: "Why it runs again" }).fill("The number belongs to another notice");
  await page.keyboard.press("Control+Enter");
  await walk.sees("it counts down again", breach.getByText(/^in \d+ h/));
}

async function notApplicable(walk) {
  const { page } = walk;
  await open(walk, "Does not apply", DEVICE);
  await page.keyboard.press("Control+Enter");
  await walk.sees("why not is asked", page.getByText("Write it, then try again."));
  await page.getByRole("textbox", { name: /^Why it does not apply/ }).fill("No device did harm; Dr Achterberg says so");
  await page.keyboard.press("Control+Enter");
  await walk.sees("it does not apply", clock(page, DEVICE).getByText("Does not apply", { exact: true }));
  await walk.sees("and why", clock(page, DEVICE).locator("dd", { hasText: "Dr Achterberg says so" }));
}

/** Backed out of first: the focus goes back to the button that opened the form. */
async function owner(walk) {
  const { page } = walk;
  await open(walk, "Who sees to it", BREACH);
  await page.getByRole("button", { name: "Back", exact: true }).press("Enter");
  const isBack = () =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Who sees to it") === true);
  await walk.comes("the focus is back on the button", isBack);
  await open(walk, "Who sees to it", BREACH);
  await page.getByRole("textbox", { name: "Who sees to it" }).fill("Oluwadamilola Featherstonehaugh-Montgomery");
  await page.keyboard.press("Control+Enter");
  await walk.sees("who sees to it", clock(page, BREACH).locator("dd", { hasText: "Featherstonehaugh-Montgomery" }));
}

async function others(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: /^Show \d+ of other countries/ }).click();
  await walk.sees("another country's law", clock(page, "Covered cyber incident"));
  await page.getByRole("button", { name: "Only this hospital's law" }).click();
  walk.holds("only ours again", (await clock(page, "Covered cyber incident").count()) === 0);
}

async function inTheLog(walk) {
  const { page } = walk;
  await walk.go("log");
  await page.getByRole("searchbox", { name: "Search the log" }).fill("IC-2291-M4");
  await walk.sees("the log has the reference", page.locator(".entry", { hasText: "reference IC-2291-M4" }));
  await page.getByRole("searchbox", { name: "Search the log" }).fill("");
}

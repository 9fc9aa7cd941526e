import { backEntryWalk } from "./back-entry.mjs";
import { journalWalk } from "./journal.mjs";
import { legalWalk } from "./legal.mjs";
import { listWalk, systemsWalk } from "./list.mjs";
import { messagesWalk } from "./messages.mjs";
import { registerWalk } from "./register.mjs";
import { reportsWalk } from "./reports.mjs";
import { rolesWalk } from "./roles.mjs";
import { PLACES } from "./walk.mjs";
import { wallWalk } from "./wall.mjs";

/** Declares, breaks two systems, ranks, confirms, works a card, fills a role, writes, verifies, prints. */
export async function incidentWalk(walk) {
  await declare(walk);
  await setSystem(walk, "Blood gas", "Up", "Compromised");
  await setSystem(walk, "Alder infusion pumps, medical wards", "Up", "Suspect");
  await patients(walk);
  await pressWhileScrolling(walk);
  await listWalk(walk);
  await systemsWalk(walk);
  await registerWalk(walk);
  await cards(walk);
  await rolesWalk(walk);
  await journalWalk(walk);
  await messagesWalk(walk);
  await legalWalk(walk);
  await reportsWalk(walk);
  await wallWalk(walk);
  await paper(walk);
  await backEntryWalk(walk);
  await find(walk);
  for (const place of PLACES) {
    await walk.go(place);
    await walk.isSound(`live-${place}`);
  }
}

/** Two presses, no typing: D moves to Declare, Enter opens the panel, Enter starts the clock. */
export async function declare(walk) {
  const { page } = walk;
  await walk.go("now");
  await page.keyboard.press("d");
  const onDeclare = await page.evaluate(() => document.activeElement?.textContent?.startsWith("Declare"));
  walk.holds("D moves the focus to Declare and presses nothing", onDeclare === true);
  await page.keyboard.press("Enter");
  await walk.sees("the panel under the button", page.getByRole("button", { name: /Start the clock/ }));
  const onStart = await page.evaluate(() => document.activeElement?.textContent?.includes("Start the clock"));
  walk.holds("the focus waits on Start the clock", onStart === true);
  await walk.isSound("declare-panel");
  await page.keyboard.press("Enter");
  await walk.sees("LIVE in the bar", page.locator(".bar").getByText("LIVE"));
  await walk.sees("the board", page.getByRole("heading", { name: "Now", level: 1 }));
  await walk.sees("the clock", page.locator(".bar").getByText(/T\+00:0/));
}

/** Says how a system is, with evidence. */
export async function setSystem(walk, name, works, believed) {
  const { page } = walk;
  await walk.go("systems");
  const row = page.getByRole("option", { name: new RegExp(name, "i") }).first();
  await walk.sees(`the system ${name}`, row);
  await row.click();
  await walk.settled();
  await page.locator(".set-state .segment", { hasText: works }).click();
  await page.locator(".set-state .segment", { hasText: believed }).click();
  await page.getByRole("button", { name: "Save state" }).click();
  await walk.sees("evidence is asked for", page.getByText("Say how it is known"));
  await page.getByLabel(/^Evidence/).fill("potassium 3.1 then 6.4 from the same tube");
  await page.getByRole("button", { name: "Save state" }).click();
  await walk.sees(
    `${name} is ${believed}`,
    page.getByRole("img", { name: new RegExp(`${name}.*: up, ${believed}`, "i") }),
    20_000,
  );
}

async function patients(walk) {
  const { page } = walk;
  await walk.go("patients");
  await walk.sees("a group of the list", page.locator(".patient-group"));
  const sum = await page.locator(".patients-sum").textContent();
  const figures = [...(sum ?? "").matchAll(/\d+/g)].map((found) => Number(found[0]));
  const [, all = 0, ...rest] = figures;
  const parts = rest.slice(0, 5).reduce((one, other) => one + other, 0);
  walk.holds(`the counts add up: ${sum}`, all > 0 && parts === all);

  const first = page.getByRole("option").first();
  await first.click();
  await walk.sees("the open panel", page.getByRole("heading", { level: 2 }));
  await walk.sees("Do now", page.locator(".do-now"));
  await walk.isSound("patient-open");

  // A letter moves the focus and confirms nobody.
  await page.locator(".patient-item[data-selected]").focus();
  await page.keyboard.press("c");
  const onConfirm = await page.evaluate(() => document.activeElement?.textContent?.startsWith("Confirm"));
  walk.holds("C moves the focus to Confirm", onConfirm === true);
  walk.holds("C confirms nobody", (await page.getByText(/^Confirmed P\d by/).count()) === 0);
  await page.keyboard.press("Enter");
  await walk.sees("confirmed with name and time", page.getByText(/Confirmed P\d by Siobhán/));

  // Raising while the row is open holds the order.
  await page.getByRole("option").nth(3).click();
  await walk.settled();
  await page.getByRole("button", { name: /^Lower/ }).click();
  await walk.isSound("patient-lower");
  await page.getByLabel(/^Reason for lowering/).fill("seen by the registrar");
  await page.keyboard.press("Control+1");
  await walk.go("patients");
  await walk.sees("the words of the rows", page.locator(".patient-source"));
  // The list is pressed while it still moves: the row under the hand opens.
  await page.getByRole("option").nth(1).click();
  await walk.settled();
  await page.getByRole("option").nth(3).click();
  await page.getByRole("button", { name: /^Lower/ }).click();
  const reason = page.getByLabel(/^Reason for lowering/);
  await walk.comes(
    "the reason was kept though the screen was left",
    async () => (await reason.inputValue()) === "seen by the registrar",
  );
  await page.getByRole("button", { name: "Back", exact: true }).click();
}

/** Scrolls the list and presses in the same frame: the patient under the hand opens, and no other. */
async function pressWhileScrolling(walk) {
  const { page } = walk;
  await walk.go("now");
  await walk.go("patients");
  await walk.sees("the words of the rows again", page.locator(".patient-source"));
  const box = await page.locator(".patient-list").boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => {
    const list = document.querySelector(".patient-list");
    if (list) list.scrollTop += 240;
  });
  const under = await page.evaluate(
    ({ x, y }) =>
      document.elementFromPoint(x, y)?.closest("[role=option]")?.querySelector(".patient-name .semi")?.textContent,
    at,
  );
  await page.mouse.down();
  await page.mouse.up();
  await walk.sees("a press while the list moves opens a patient", page.locator(".panel-name"));
  const opened = await page.locator(".panel-name").textContent();
  walk.holds(`the row under the hand opens: ${under}, ${opened}`, !under || opened?.startsWith(under) === true);
  await page.getByRole("button", { name: "Close" }).first().click();
}

async function cards(walk) {
  const { page } = walk;
  await walk.go("cards");
  await walk.sees("Do not, beside the steps", page.getByRole("heading", { name: "Do not" }));
  const before = await page.locator(".step-box-complete").count();
  await page.getByRole("button", { name: /^Done, step/ }).click();
  await walk.settled();
  const second = page.getByText("Name the second person.");
  if ((await second.count()) > 0) {
    await page.getByLabel("Second person").fill("Dr Margaret Achterberg");
    await page.getByRole("button", { name: /^Done, step/ }).click();
  }
  await walk.stays(
    "one more step is done",
    async () => (await page.locator(".step-box-complete").count()) === before + 1,
  );
}

async function paper(walk) {
  const { page } = walk;
  await walk.go("paper");
  await page.getByRole("button", { name: /^(None|All \d+)$/ }).click();
  if ((await page.locator(".paper-row .tick[data-selected]").count()) === 0)
    await page.getByRole("button", { name: /^All \d+$/ }).click();
  await page.getByRole("button", { name: /^All \d+$|^None$/ }).click();
  const ward = page.locator(".paper-row").first().getByRole("checkbox");
  if (!(await ward.isChecked())) await page.locator(".paper-row .tick").first().click();
  await page.getByRole("button", { name: /^Make charts for 1 ward/ }).click();
  await walk.sees(
    "the print is done",
    page.locator(".card", { hasText: "What comes out" }).getByText("Made", { exact: true }),
    180_000,
  );
  await walk.sees("a file came out", page.locator(".paper-file"));
  await walk.isSound("paper-made");
  await drip(walk);
  await news2(walk);
}

/** Nothing is filled in; the age is asked for; what is missing is named and never 0; no score is left standing. */
async function news2(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Score NEWS2" }).click();
  const form = page.getByRole("form", { name: "Score NEWS2" });
  const scoreIt = form.getByRole("button", { name: "Score it" });
  await form.getByRole("textbox", { name: /^Respirations/ }).fill("22");
  await form.getByRole("textbox", { name: /^Oxygen saturation/ }).fill("94");
  await scoreIt.click();
  await walk.sees("the age is asked for", form.getByRole("alert"));
  await form.getByText("16 or over, and not pregnant").click();
  await scoreIt.click();
  await walk.sees("what is missing is named", form.getByText(/^Not recorded: air or oxygen, systolic/));
  await walk.isSound("news2-incomplete");
  await form.getByText("Oxygen", { exact: true }).click();
  await form.getByRole("textbox", { name: /^Blood pressure/ }).fill("105/70");
  await form.getByRole("textbox", { name: /^Pulse/ }).fill("112");
  await form.getByText("Alert", { exact: true }).click();
  await form.getByRole("textbox", { name: /^Temperature/ }).fill("38.4");
  walk.holds("a score goes when an input changes", (await form.getByText("NEWS2 incomplete").count()) === 0);
  await scoreIt.click();
  await walk.sees("the score", form.getByText("NEWS2 9", { exact: true }));
  await walk.sees("who comes", form.getByText(/specialist registrar/));
  await walk.isSound("news2");
  await form.getByRole("textbox", { name: /^Temperature/ }).fill("38.05");
  await scoreIt.click();
  await walk.sees("no temperature between two bands", form.getByText(/one decimal, as the thermometer/));
  await page.keyboard.press("Escape");
}

/** The sum of a drip both ways: nothing filled in, a missing packet and a drug that needs a pump refused, no answer left standing. */
async function drip(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Count a drip" }).click();
  const form = page.getByRole("form", { name: "Count a drip" });
  const workOut = form.getByRole("button", { name: "Work it out" });
  const packet = form.getByRole("textbox", { name: /^Drops in 1 mL/ });
  await form.getByRole("textbox", { name: /^Volume/ }).fill("500");
  await form.getByRole("textbox", { name: /^Over/ }).fill("4h");
  await workOut.click();
  await walk.sees("a missing drop factor is asked for", form.getByRole("alert"));
  await packet.fill("20");
  await workOut.click();
  await walk.sees("drops a minute", form.getByText("42 drops a minute"));
  await walk.sees("the strip", form.getByText("Strip for the bag"));
  await walk.isSound("drip");
  await form.getByRole("textbox", { name: /^What runs in/ }).fill("insulin");
  walk.holds("an answer goes when an input changes", (await form.getByText("42 drops a minute").count()) === 0);
  await workOut.click();
  await walk.sees("insulin never runs by gravity", form.getByRole("alert"));
  await form.getByRole("textbox", { name: /^What runs in/ }).fill("");
  await form.getByText("A count: how fast it runs").click();
  await form.getByRole("textbox", { name: /^Drops counted/ }).fill("42");
  await workOut.click();
  await walk.sees("the rate of a count", form.getByText("126 mL an hour"));
  await page.keyboard.press("Escape");
}

async function find(walk) {
  const { page } = walk;
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").fill("lead");
  await walk.sees("something found", page.locator(".find-item"));
  await walk.settled();
  await walk.isSound("find");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await findByKeyboard(walk);
  await page.keyboard.press("?");
  await walk.sees("the keys", page.getByRole("heading", { name: "Keys" }));
  await walk.isSound("keys");
  await page.getByRole("button", { name: "Close" }).click();
  await walk.go("patients");
  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByRole("menuitem", { name: "Update the census" }).click();
  await walk.sees("the census panel", page.getByRole("heading", { name: "Update the census" }));
  await page.getByRole("button", { name: "Read and use it" }).click();
  await walk.sees("a file is asked for", page.getByText("Choose a file, or type where it is."));
  await walk.isSound("census");
  await page.keyboard.press("Escape");
}

/** Words and Enter, nothing else: a step leads to its card, a colleague to the role, a command to its form. */
async function findByKeyboard(walk) {
  const { page } = walk;
  const find = async (words, group) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await walk.sees(`${words} under ${group}`, page.locator(".find-head", { hasText: group }));
    await walk.settled();
    await page.keyboard.press("Enter");
    await walk.settled();
  };
  const heading = (name) => page.getByRole("heading", { name, level: 1 });
  await find("wristband against", "Steps");
  await walk.sees("a step leads to its card", page.locator(".steps-tabs"));
  await walk.stays("with the focus on the screen", () => page.evaluate(() => document.activeElement !== document.body));
  await find("ines castellanos-murphy", "People");
  await walk.sees("a colleague leads to the role", heading("Roles"));
  await find("stand the incident", "Commands");
  await walk.sees("a command opens its form", page.getByRole("textbox", { name: /Why the incident can end/ }));
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await find("register of", "Commands");
  await walk.sees("the register", page.getByRole("button", { name: "Back to the board" }));
}

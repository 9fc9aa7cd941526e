import { bedList, ownList, ward } from "./feeds.mjs";
import { liveFeeds } from "./live-feeds.mjs";

/** The census as it is lived with at 03:00: changed by hand, read again, settled, looked through. */
export async function censusWalk(walk) {
  await takeList(walk, "evening.csv", { people: 120, okaforBed: "31" });
  await quality(walk);
  await emptyEdits(walk);
  await admit(walk);
  await byHand(walk);
  await takeBack(walk);
  await settle(walk);
  await block(walk);
  await columns(walk);
  await liveFeeds(walk);
  await inExercise(walk);
  await sizes(walk);
}

const tab = (page, name) => page.getByRole("tab", { name });
const place = async (walk, name) => {
  await walk.go("census");
  await tab(walk.page, name).click();
  await walk.settled();
};

/** Only try shows the report and keeps nothing; then it is used. */
async function takeList(walk, name, list) {
  const { page } = walk;
  const file = bedList(name, ward(list), new Date());
  await place(walk, "Take a census");
  await page.getByRole("textbox", { name: /^Files or folders/ }).fill(file);
  await page.getByRole("button", { name: "Only try" }).click();
  await walk.sees("the report of a try", page.getByText(/^Tried, nothing kept\./), 30_000);
  await walk.isSound("census-tried");
  await page.getByRole("button", { name: "Read and use it" }).click();
  await page.getByText(/^Tried, nothing kept\./).waitFor({ state: "detached", timeout: 30_000 });
  await walk.sees("the report", page.locator(".census-report"), 30_000);
  await walk.isSound("census-taken");
}

async function quality(walk) {
  const { page } = walk;
  await page.locator(".bar-link").click();
  await walk.settled();
  const said = await page.locator(".quality-said").textContent();
  const [read = 0, taken = 0, rejected = -1] = [...(said ?? "").matchAll(/[\d,]+/g)].map((each) =>
    Number(each[0].replace(/,/g, "")),
  );
  walk.holds(`the sentence adds up: ${said}`, read > 0 && read === taken + rejected);
  const sharing = page.getByRole("listbox", { name: /AMU.*31/ });
  await walk.sees("a bed filled twice, open at once", sharing.getByRole("option", { name: /OKAFOR/ }));
  await walk.isSound("quality");
  await page.getByRole("button", { name: "Print this report" }).click();
  const printing = page.getByRole("region", { name: "Printing the report" });
  await walk.sees("the file of the report", printing.getByText(/\.pdf$/), 60_000);
  await walk.isSound("quality-printed");
  const missing = page.getByRole("button", { name: /without (a )?weight/i });
  await missing.focus();
  await page.keyboard.press("Enter");
  const people = page.getByRole("listbox", { name: /weight/i });
  await walk.sees("who has no weight", people.getByRole("option").first());
  await walk.isSound("quality-open");
  const first = people.getByRole("option").first();
  const who = (await first.textContent()) ?? "";
  await first.focus();
  await page.keyboard.press("Enter");
  await walk.settled();
  const heading = (await page.locator(".panel-name").textContent()) ?? "";
  walk.holds(`a line of a list leads to its patient: ${who}`, heading !== "" && who.includes(heading.split(",")[0]));
}

async function emptyEdits(walk) {
  const { page } = walk;
  await place(walk, /^Changes by hand/);
  await walk.sees("nothing to settle is said", page.getByText("Nothing is to be settled"));
  await walk.sees("nothing changed is said", page.getByText("Nothing was changed by hand"));
  await walk.isSound("edits-empty");
}

/** An unknown man is two presses once a ward stands there; a draft outlives the window. */
async function admit(walk) {
  const { page } = walk;
  await place(walk, /^Changes by hand/);
  await page.getByRole("button", { name: "Admit", exact: true }).click();
  await walk.sees("the ward is asked for", page.getByText("Say which ward."));
  const onWard = await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"));
  walk.holds("the focus goes to the ward", onWard === "true");
  await page.getByRole("textbox", { name: /^NHS number/ }).fill("999 000 0081");
  await walk.sees("a swapped digit is said beside the number", page.locator(".field-fault", { hasText: "swapped" }));
  await walk.isSound("admit-faults");
  await page.getByRole("textbox", { name: /^NHS number/ }).fill("");
  await page.getByRole("combobox", { name: /^Ward/ }).fill("Resus corridor");
  await page.getByRole("textbox", { name: /^How this is known/ }).fill("no wallet, no phone");
  await walk.kept("no wallet, no phone");
  await walk.reload();
  await place(walk, /^Changes by hand/);
  const ward = page.getByRole("combobox", { name: /^Ward/ });
  await walk.comes(
    "the draft of an admission outlives the window",
    async () => (await ward.inputValue()) === "Resus corridor",
  );
  const number = (await page.locator(".admit-head strong").textContent()) ?? "";
  await page.getByRole("button", { name: "Unknown man" }).click();
  await page.getByRole("button", { name: "Admit", exact: true }).click();
  await walk.sees("the number to write on the wristband", page.locator(".admit-made strong", { hasText: number }));
  await walk.isSound("admitted");
  const next = page.locator(".admit-head strong");
  await page.waitForFunction((was) => document.querySelector(".admit-head strong")?.textContent !== was, number);
  walk.holds("the next number is another", (await next.textContent()) !== number);
  await page.getByRole("button", { name: "Unknown woman" }).click();
  await page.getByRole("button", { name: "Admit", exact: true }).click();
  await walk.sees(
    "the next one in the same ward, in two presses",
    page.locator(".edit-row", { hasText: "Unknown".toUpperCase() }).nth(1),
  );
}

async function openPatient(walk, words) {
  const { page } = walk;
  await walk.go("patients");
  await page.locator(".filter-search input").fill(words);
  await page.getByRole("option").first().click();
  await walk.settled();
}

async function act(walk, name) {
  const { page } = walk;
  await page.getByRole("button", { name: /^Change by hand/ }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** Moves, weighs and asks one patient in their panel, by keyboard where it matters. */
async function byHand(walk) {
  const { page } = walk;
  await openPatient(walk, "Okafor");
  await page.locator(".patient-item[data-selected]").focus();
  await page.keyboard.press("h");
  const onButton = await page.evaluate(() => document.activeElement?.classList.contains("by-hand"));
  walk.holds("H moves the focus to Change by hand", onButton === true);
  await page.keyboard.press("Enter");
  await walk.sees("the changes that can be made", page.getByRole("menuitem", { name: "Move" }));
  await walk.isSound("by-hand-menu");
  await page.keyboard.press("Enter");
  await walk.sees("the form in place", page.getByRole("form", { name: "Move" }));
  const isInForm = () => page.evaluate(() => document.activeElement?.matches(".by-hand-form input") === true);
  await walk.comes("the focus is in the form", isInForm);
  await page.getByRole("textbox", { name: /^Bed/ }).fill("07");
  await walk.isSound("by-hand-move");
  await page.keyboard.press("Escape");
  await page.getByRole("form", { name: "Move" }).waitFor({ state: "detached" });
  await walk.stays("Esc closes the form, not the panel", async () => (await page.locator(".panel-name").count()) === 1);
  await act(walk, "Move");
  const bed = page.getByRole("textbox", { name: /^Bed/ });
  await walk.comes("and keeps its words", async () => (await bed.inputValue()) === "07");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await walk.sees("the new bed in the panel", page.locator(".panel-facts", { hasText: "07" }));

  await act(walk, "Weight");
  await page.getByRole("textbox", { name: /^Weight/ }).fill("72400");
  await page.getByRole("button", { name: /^Write the weight/ }).click();
  await walk.sees("grams are refused beside the field", page.locator(".field-fault", { hasText: "0.3 to 500" }));
  await walk.isSound("by-hand-weight");
  await page.getByRole("textbox", { name: /^Weight/ }).fill("58,2");
  await page.getByRole("button", { name: /^Write the weight/ }).click();
  await walk.sees("the weight in the panel", page.locator(".panel-plates", { hasText: "58.2" }));

  await act(walk, "Observations: score NEWS2");
  const form = page.getByRole("form", { name: "Score NEWS2" });
  await form.getByRole("textbox", { name: /^Respirations/ }).fill("25");
  await form.getByRole("textbox", { name: /^Oxygen saturation/ }).fill("97");
  await form.getByText("Air", { exact: true }).click();
  await form.getByRole("textbox", { name: /^Blood pressure/ }).fill("124/80");
  await form.getByRole("textbox", { name: /^Pulse/ }).fill("112");
  await form.getByText("Alert", { exact: true }).click();
  await form.getByRole("textbox", { name: /^Temperature/ }).fill("38.4");
  await form.getByRole("button", { name: "Score it" }).click();
  await walk.isSound("by-hand-news2");
  await form.getByRole("button", { name: "Enter NEWS2 6 for this patient" }).click();
  await walk.sees("the score in the panel", page.locator(".panel-plates", { hasText: "NEWS2 6" }));

  await act(walk, "Allergy");
  await page.getByRole("textbox", { name: /^Allergic to/ }).fill("Latex");
  await page.getByRole("textbox", { name: /^What happens/ }).fill("wheals");
  await walk.isSound("by-hand-allergy");
  await page.getByRole("button", { name: /^Write the allergy/ }).click();
  await walk.sees("the allergy in the panel", page.locator(".panel-plates", { hasText: "Latex" }));
  await act(walk, "Who this is");
  await page.getByRole("searchbox", { name: /^Already in the census/ }).fill("castellanos");
  await walk.sees("who stands in the census already", page.locator(".same-list [role=option]"));
  await walk.isSound("by-hand-identify");
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("button", { name: "Show the records" }).click();
  await walk.sees("where a fact comes from", page.locator(".claim", { hasText: "evening.csv" }));
  await page.locator(".claim").last().scrollIntoViewIfNeeded();
  await walk.isSound("claims");
}

/** A second press takes a change back, with what was wrong beside it. */
async function takeBack(walk) {
  const { page } = walk;
  await openPatient(walk, "Castellanos");
  await act(walk, "Left the hospital");
  await page.getByRole("textbox", { name: /^Where to/ }).fill("home");
  await page.getByRole("button", { name: /^Take out of the list/ }).click();
  await page.locator(".panel-name").waitFor({ state: "detached", timeout: 15_000 });
  await place(walk, /^Changes by hand/);
  const row = page.locator(".edit-row", { hasText: "left: home" });
  await walk.sees("who left, under the changes", row);
  await row.getByRole("button", { name: /^Take back/ }).click();
  await page.getByRole("textbox", { name: /^What was wrong/ }).fill("wrong patient: the one in bed 32 went home");
  await walk.isSound("take-back");
  await page.getByRole("button", { name: "Take it back" }).click();
  await row.waitFor({ state: "detached", timeout: 15_000 }).catch(() => undefined);
  walk.holds("the change is taken back", (await row.count()) === 0);
  await openPatient(walk, "Castellanos");
  walk.holds("and the patient is there again", (await page.locator(".panel-name").count()) === 1);
}

/** A later feed has another bed: what was written by hand stands until somebody says how it was found out. */
async function settle(walk) {
  const { page } = walk;
  await takeList(walk, "night.csv", { people: 118, okaforBed: "31" });
  const warning = page.locator(".strip, .strip-popover").getByRole("button", { name: /Settle them|warnings/ });
  await walk.sees("the strip says that hand and feed differ", warning);
  await place(walk, /^Changes by hand/);
  const bed = page.getByRole("form", { name: /^Bed, / });
  await walk.sees("the two beds side by side", bed.getByText(/By the feed/));
  await walk.isSound("differences");
  await bed.getByRole("button", { name: "Settle it" }).click();
  await walk.sees("one must be chosen", page.getByText("Choose the one that holds."));
  await bed.locator(".radio-card", { hasText: /^By hand/ }).click();
  await bed.getByRole("button", { name: "Settle it" }).click();
  await walk.sees("how it was found out is asked", page.getByText(/^Say how it was found out/));
  await walk.isSound("settle-faults");
  await bed.getByRole("textbox", { name: /^How it was found out/ }).fill("looked: she lies in 07");
  await bed.getByRole("button", { name: "Settle it" }).click();
  await bed.waitFor({ state: "detached", timeout: 15_000 }).catch(() => undefined);
  walk.holds("it is settled", (await bed.count()) === 0);
  await place(walk, "Quality");
  await walk.sees("what changed since the snapshot before", page.getByRole("button", { name: /went$/ }));
  await page.getByRole("button", { name: /went$/ }).click();
  await walk.isSound("quality-since");
}

/** A block whose next lies outside it is refused beside the field. */
async function block(walk) {
  const { page } = walk;
  await place(walk, /^Changes by hand/);
  await page.getByRole("button", { name: "Set another block" }).click();
  await page.getByRole("textbox", { name: "Next" }).fill("99999");
  await page.getByRole("button", { name: "Set the block" }).click();
  await walk.sees("the next lies outside", page.getByText("The next lies between the first and the last."));
  await walk.isSound("block");
  await page.getByRole("textbox", { name: "Before the number" }).fill("DT-ED-");
  await page.getByRole("textbox", { name: "Next" }).fill("40");
  await page.getByRole("button", { name: "Set the block" }).click();
  await walk.sees(
    "the new block gives the next number",
    page.locator(".admit-head", { hasText: /DT-ED-[0-9A-Z]{6}-0040/ }),
  );
}

/** A list with columns of its own: its columns come up by themselves, are mended, kept by name and known again. */
async function columns(walk) {
  const { page } = walk;
  const file = ownList();
  await place(walk, "Take a census");
  await page.getByRole("textbox", { name: /^Files or folders/ }).fill(file);
  await page.getByRole("button", { name: "Only try" }).click();
  const panel = page.locator(".columns");
  await walk.sees("the columns, though nobody asked for them", panel.locator(".column-row"), 30_000);
  await walk.settled();
  await walk.isSound("columns");
  await choose(walk, "Stn/Bett is read as", "Ward, bay and bed in one");
  await choose(walk, "Pt is read as", "Family and first names in one");
  await choose(walk, "Identifier is read as", /^NHS number/);
  await choose(walk, "Geb. is read as", /^Birth date/);
  await choose(walk, "Vermerk is read as", /^Allergies/);
  await choose(walk, "Kilo is read as", /^Weight kg/);
  await walk.sees("the first rows as they would be read", panel.locator(".preview", { hasText: "Oluwadamilola" }));
  await walk.sees("what a column could not give", panel.locator(".problem", { hasText: /Weight kg: 1 cell/ }));
  await walk.isSound("columns-mapped");
  await page.getByRole("button", { name: "Keep these columns" }).click();
  await walk.sees("a name is asked for", page.getByText("Name it as the ward calls the list."));
  await page.getByRole("textbox", { name: /^Name of this list/ }).fill("AMU night board");
  await walk.kept("AMU night board");
  await walk.go("patients");
  await place(walk, "Take a census");
  await page.getByRole("button", { name: "Look at its columns" }).click();
  const named = page.getByRole("textbox", { name: /^Name of this list/ });
  await walk.comes("the choices outlive the screen", async () => (await named.inputValue()) === "AMU night board");
  await page.getByRole("button", { name: "Keep these columns" }).click();
  await walk.sees("kept by its name", page.getByText(/^Kept as AMU night board\./));
  await walk.sees("known from now on", page.locator(".profile-row", { hasText: "AMU night board" }));
  await page.getByRole("button", { name: "Only try" }).click();
  await walk.sees("the list is read by it", page.getByText(/^Tried, nothing kept\. 3 records read: 3 taken/), 30_000);
  await walk.isSound("columns-kept");
  await page.getByRole("button", { name: "Save AMU night board to a file" }).click();
  const made = page.locator(".file-made", { hasText: /AMU night board columns\.json/ });
  await walk.sees("the file for another laptop", made);
  const saved = (await made.locator(".recovery-file").textContent()) ?? "";
  await page.getByRole("button", { name: "Forget AMU night board" }).click();
  await walk.sees("forgotten", page.getByText(/^None yet\./));
  await page.getByRole("button", { name: "Take one from a file" }).click();
  await page.getByRole("button", { name: "Take it" }).click();
  await walk.sees("a file is asked for", page.getByText("Say which file."));
  await page.getByRole("textbox", { name: /^File that another laptop saved/ }).fill(saved);
  await walk.isSound("columns-from-file");
  await page.getByRole("button", { name: "Take it" }).click();
  await walk.sees("known again from the file", page.locator(".profile-row", { hasText: "AMU night board" }));
  await page.getByRole("textbox", { name: /^Files or folders/ }).fill("");
}

/** The walk is in an exercise: it says so on every tab, and on the report that is printed. */
async function inExercise(walk) {
  const { page } = walk;
  for (const each of ["Quality", /^Changes by hand/, "Take a census", "Feeds"]) {
    await place(walk, each);
    walk.holds(`EXERCISE above and below ${each}`, (await page.locator(".exercise-band").count()) === 2);
  }
  walk.holds("EXERCISE in the window title", (await page.title()).startsWith("EXERCISE"));
  await place(walk, "Quality");
  await page.getByRole("button", { name: "Print this report" }).click();
  const printing = page.getByRole("region", { name: "Printing the report" });
  await walk.sees("EXERCISE in the name of the file", printing.getByText(/EXERCISE .*\.pdf$/), 60_000);
  await walk.isSound("census-exercise");
}

async function choose(walk, label, option) {
  const { page } = walk;
  await page.getByRole("button", { name: new RegExp(label.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")) }).click();
  await page.getByRole("option", { name: option }).first().click();
  await walk.settled();
}

/** Every tab at the sizes that bite, and in the dark. */
async function sizes(walk) {
  const { page } = walk;
  for (const [name, width, height] of [
    ["compact", 1366, 768],
    ["zoom-200", 683, 384],
    ["reflow-320", 320, 640],
  ]) {
    await page.setViewportSize({ width, height });
    for (const each of ["Quality", /^Changes by hand/, "Take a census", "Feeds"]) {
      await place(walk, each);
      await walk.isSound(`census-${name}-${String(each).replace(/\W/g, "").toLowerCase()}`);
    }
    await openPatient(walk, "Okafor");
    await act(walk, "Allergy");
    await walk.isSound(`by-hand-${name}`);
    await page.getByRole("button", { name: "Back", exact: true }).click();
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
  for (const each of ["Quality", /^Changes by hand/]) {
    await place(walk, each);
    await walk.isSound(`census-dark-${String(each).replace(/\W/g, "").toLowerCase()}`);
  }
  await openPatient(walk, "Okafor");
  await walk.isSound("census-dark-patient");
}

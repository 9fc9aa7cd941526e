/** Writes every kind of entry, loses the window in the middle, acts on entries, finds them again, breaks the glass. */
export async function journalWalk(walk) {
  await drafts(walk);
  await decision(walk);
  await messages(walk);
  await taskAndDevice(walk);
  await correctAndMark(walk);
  await filters(walk);
  await erase(walk);
  await anywhere(walk);
}

const desk = (page, word) => page.locator(".desk-head .segment", { hasText: word });
const entry = (page, words) => page.locator(".entry", { hasText: words });

async function focusHolds(page, words) {
  return page.evaluate((text) => document.activeElement?.textContent?.includes(text) === true, words);
}

/** A note and a decision outlive the window; signing empties them. */
async function drafts(walk) {
  const { page } = walk;
  await walk.go("log");
  const words = "Runner sent to Ward 6, second of the night.";
  const note = page.getByRole("form", { name: "New entry" });
  await note.getByRole("textbox", { name: /^New entry/ }).fill(words);
  await note.getByRole("textbox", { name: /^When/ }).fill("00:05");
  await page.getByLabel(/^What is known now/).fill("9 drivers in store");
  await walk.kept(words);
  await walk.kept("9 drivers in store");
  await walk.reload();
  await walk.go("log");
  const back = page.locator(".writing-line textarea");
  await walk.comes("a draft outlives the window", async () => (await back.inputValue()) === words);
  walk.holds("so does its time", (await note.getByRole("textbox", { name: /^When/ }).inputValue()) === "00:05");
  const known = await page.getByLabel(/^What is known now/).inputValue();
  walk.holds("so does another form", known === "9 drivers in store");
  await note.getByRole("textbox", { name: /^When/ }).fill("half past");
  await page.getByRole("button", { name: /^Add entry/ }).click();
  await walk.sees("a time that is none is said", page.getByText("Write it as 06:50 or 13 Nov 22:10."));
  await note.getByRole("textbox", { name: /^When/ }).fill("");
  await page.getByRole("button", { name: /^Add entry/ }).click();
  await walk.sees("the entry", entry(page, words));
  walk.holds("the field is empty again", (await page.locator(".writing-line textarea").inputValue()) === "");
  await note.getByRole("textbox", { name: /^New entry/ }).fill("Lift 4 stuck, patients moved by stairs.");
  await note.getByRole("textbox", { name: /^When/ }).fill("yesterday 22:10");
  await page.keyboard.press("Control+Enter");
  await walk.sees("a late entry says so", entry(page, "Lift 4 stuck").getByText(/written \d\d:\d\d, late/));
}

/** Faults take the focus; options need their reason; the sheet keeps every part. */
async function decision(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: /Sign the decision/ }).click();
  await walk.sees("harm must be said", page.getByText("Say the harm, or “none seen”."));
  await walk.isSound("log-faults");
  await page.getByLabel(/What is decided/).fill("Move 5 stand-alone drivers from theatre store to AMU.");
  await page.getByRole("textbox", { name: "Option 1" }).fill("Borrow from Eastvale");
  await page.getByLabel(/^Reason/).fill("Life-supporting infusions before elective theatre.");
  await page.getByLabel(/Harm accepted/).fill("none seen");
  await page.getByRole("button", { name: /Sign the decision/ }).click();
  await walk.sees("an option needs its reason", page.getByText("Say why not."));
  await page.getByLabel("Why not").fill("3 h away");
  await page.getByRole("button", { name: "Add an option" }).click();
  await page.getByRole("textbox", { name: "Option 2" }).fill("Gravity for insulin");
  await page.getByLabel("Why not").last().fill("never");
  await page.getByLabel(/^Policy/).fill("Medical devices 4.2");
  await page.getByLabel(/^Review at/).fill("tomorrow 07:30");
  await page.getByLabel(/Harm accepted/).press("Control+Enter");
  const signed = page.locator(".entry-decision", { hasText: "Move 5 stand-alone drivers" });
  await walk.sees("the decision in the log", signed);
  await walk.sees("an option and why not", signed.getByText("Gravity for insulin. Why not: never"));
  walk.holds("the form is empty again", (await page.getByLabel(/What is decided/).inputValue()) === "");
}

/** A message with its read-back. */
async function messages(walk) {
  const { page } = walk;
  await desk(page, "Message").click();
  await page.locator(".writing-grid .segment", { hasText: "Received" }).click();
  await page.locator(".writing-grid .segment", { hasText: "Radio" }).click();
  await page.getByLabel("From").fill("Renal unit");
  await page.getByLabel(/^The words/).fill("Two dialysis machines back, checked by hand.");
  await page.getByLabel(/^Read back by/).fill("Ines Castellanos-Murphy");
  await walk.isSound("log-message");
  await page.getByRole("button", { name: /^Sign the message/ }).click();
  await walk.sees("the message with its read-back", entry(page, "Read back by"));
}

/** A task waits until it is closed; a device until it is given out. */
async function taskAndDevice(walk) {
  const { page } = walk;
  await desk(page, "Task").click();
  await page.getByLabel(/^What is to be done/).fill("Count the stand-alone drivers");
  await page.getByLabel(/^Who does it/).fill("Equipment library");
  await page.getByLabel(/^Due/).fill("tomorrow 07:00");
  await page.getByRole("button", { name: /^Give the task/ }).click();
  await walk.sees("the task in the log", entry(page, "Equipment library: Count the stand-alone drivers"));
  await desk(page, "Waiting").click();
  await walk.sees("the task waits", page.locator(".waiting-one", { hasText: "Count the stand-alone drivers" }));
  await walk.isSound("log-waiting");
  await page.locator(".waiting-one").getByRole("button", { name: "Close…" }).click();
  await walk.sees("how it ended", page.getByRole("heading", { name: "Close the task" }));
  await page.getByRole("button", { name: /^Close: done/ }).click();
  await walk.sees("the end must be said", page.getByText("Say whether it is done."));
  await page.locator(".radio-card", { hasText: "Not done" }).click();
  await page.getByRole("button", { name: "Close: not done" }).click();
  await walk.sees("why it is not done is asked", page.locator(".field-fault", { hasText: "Say why it is not done." }));
  await walk.isSound("log-close-task");
  await page.getByRole("textbox", { name: /^Why it is not done/ }).fill("The store is locked.");
  await page.getByRole("button", { name: "Close: not done" }).click();
  await walk.sees("nothing waits", page.getByText("Nothing in the log waits for somebody"));
  await desk(page, "Device").click();
  await page.getByRole("textbox", { name: "Device", exact: true }).fill("Pharmacy laptop");
  await page.getByLabel(/^Asset/).fill("NG-4471");
  await page.getByLabel(/^Where it stands/).fill("Security safe");
  await page.getByLabel(/^What was seen/).fill("Ransom note on the screen");
  await page.getByRole("button", { name: /^Keep the device aside/ }).click();
  const held = entry(page, "Pharmacy laptop NG-4471 kept aside");
  await walk.sees("the device in the log", held);
  await held.getByRole("button", { name: "Give out" }).click();
  await page.getByLabel("Who takes it").fill("Police, digital unit");
  await page.getByLabel("On whose word").fill("Strategic commander");
  await page.getByRole("button", { name: "Give it out" }).click();
  await newest(walk);
  await walk.sees("the device is given out", entry(page, "Police, digital unit"));
}

/** Scrolls the entries from the newest on until this one is drawn: rows out of view are not there, and a row that was
 * just drawn may be put away again while the list measures itself, so it is looked for until it stays. */
async function bring(walk, row) {
  const { page } = walk;
  const feed = page.getByRole("feed");
  for (let sweep = 0; sweep < 3; sweep += 1) {
    await feed.evaluate((box) => box.scrollTo(0, 0));
    for (let turn = 0; turn < 60; turn += 1) {
      await walk.frames();
      if ((await row.count()) > 0) {
        const stays = await row
          .first()
          .scrollIntoViewIfNeeded({ timeout: 2000 })
          .then(
            () => true,
            () => false,
          );
        if (stays) return;
      }
      await feed.evaluate((box) => box.scrollBy(0, 300));
    }
  }
  await row.first().scrollIntoViewIfNeeded();
}

async function isNewWaiting(walk) {
  await walk.settled();
  return (await walk.page.locator(".timeline-new").count()) > 0;
}

/** Shows the entries that wait because the list stood still. */
async function newest(walk) {
  if (await isNewWaiting(walk)) await walk.page.locator(".timeline-new").click();
}

async function openMenu(walk, row) {
  const { page } = walk;
  await bring(walk, row);
  await row.first().focus();
  await page.keyboard.press("Enter");
}

/** By keyboard: correct an entry, go to and fro between the two, mark one for the debrief. */
async function correctAndMark(walk) {
  const { page } = walk;
  const first = page.locator(".entry:not(.entry-correction)", { hasText: "Runner sent to Ward 6" });
  await openMenu(walk, first);
  await walk.sees("the menu of the entry", page.getByRole("menu"));
  await walk.isSound("log-menu");
  await page.getByRole("menuitem", { name: "Correct…" }).press("Enter");
  await page.getByRole("textbox", { name: /^The right words/ }).fill("Runner sent to Ward 9, second of the night.");
  await walk.isSound("log-correct");
  await page.getByRole("textbox", { name: /^The right words/ }).press("Control+Enter");
  await walk.sees("the correction beneath the first words", first.locator(".entry-corrected", { hasText: "Ward 9" }));
  walk.holds("the first words are still there", await first.getByText("Runner sent to Ward 6").isVisible());
  walk.holds("the list stood still while a hand was on it", await isNewWaiting(walk));
  await newest(walk);
  const correction = page.locator(".entry-correction", { hasText: "Ward 9" });
  await correction.getByRole("button", { name: /^Go to no\./ }).click();
  await walk.comes("its number leads to the first entry", () => focusHolds(page, "Runner sent to Ward 6"));
  await bring(walk, first);
  await first.locator(".entry-corrected .entry-link").click();
  await walk.comes("and back to the correction", () => focusHolds(page, "Corrects number"));
  await openMenu(walk, first);
  await page.getByRole("menuitem", { name: "Mark for the debrief…" }).click();
  await page.getByRole("textbox", { name: /^What to talk about/ }).fill("Why the wrong ward");
  await page.getByRole("button", { name: "Mark it" }).click();
  await walk.sees("the mark", first.getByText("For the debrief: Why the wrong ward"));
}

/** Filters say what they are and how many match; nothing found is said in words; a time is gone to. */
async function filters(walk) {
  const { page } = walk;
  await page.getByRole("searchbox", { name: "Search the log" }).fill("zebra crossing");
  await walk.sees("nothing found, in words", page.getByText("No entry has all of this"));
  await walk.isSound("log-none");
  await page.getByRole("button", { name: "Show every entry" }).click();
  await page.getByRole("button", { name: /^More filters/ }).click();
  await page.locator(".filters-flag .tick").click();
  await walk.sees("one is marked", page.locator(".filters-words", { hasText: "1 entry: marked for the debrief" }));
  walk.holds("only that one is shown", (await page.locator(".entry").count()) === 1);
  await walk.isSound("log-filters");
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("button", { name: /Every kind/ }).click();
  await page.getByRole("option", { name: "Decisions" }).click();
  await walk.sees("decisions only", page.locator(".filters-words", { hasText: "1 entry: Decisions" }));
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByLabel(/^Go to a time/).fill("yesterday 22:10");
  await page.getByRole("button", { name: "Go there" }).click();
  await walk.comes("the entry of that time has the focus", () => focusHolds(page, "Lift 4 stuck"));
  await page.getByRole("button", { name: /^Fewer filters/ }).click();
}

/** Erasing says what goes and what stays; without the power the glass is broken, and that waits to be looked at. */
async function erase(walk) {
  const { page } = walk;
  const before = page.locator(".entry", { hasText: "Two dialysis machines back" });
  await bring(walk, before);
  const number = (await before.first().textContent())?.match(/no\. (\d+)/)?.[1];
  await openMenu(walk, before);
  await page.getByRole("menuitem", { name: "Erase the words…" }).click();
  await walk.sees("what stays", page.getByText(/Its number, its time, who wrote it/));
  await walk.isSound("log-erase");
  await page.getByRole("textbox", { name: /^Why the words are erased/ }).fill("Names a member of staff.");
  await page.getByRole("textbox", { name: /^On what ground/ }).fill("UK GDPR article 17");
  await page.getByRole("button", { name: /^Erase the words of no/ }).click();
  const brokeGlass = await walk.isGlassAsked();
  if (brokeGlass) {
    await walk.isSound("log-glass");
    await page.getByRole("button", { name: /^Break the glass: erase/ }).click();
    await walk.sees("a reason is asked for", page.locator(".field-fault", { hasText: "Say why it cannot wait" }));
    await walk.throughGlass("erase", "Nobody with the role answers.");
  }
  await newest(walk);
  await bring(walk, page.locator(".entry-erased"));
  await walk.sees(
    "the words are gone, and why",
    page.locator(".entry", { hasText: /Erased by number \d+: Names a member/ }),
  );
  walk.holds("the number is still there", (await page.locator(".entry", { hasText: `no. ${number} ·` }).count()) > 0);
  walk.holds("the words are nowhere", (await page.getByText("Two dialysis machines back").count()) === 0);
  if (brokeGlass) {
    await desk(page, "Waiting").click();
    await walk.sees("the broken glass waits", page.locator(".waiting-one", { hasText: "broke the glass" }));
    await walk.sees("for somebody else", page.getByText(/Somebody other than Siobhán/));
    await walk.isSound("log-waiting-glass");
  }
  await desk(page, "Decision").click();
}

/** A note over another screen; a decision from anywhere; no letter acts while somebody types. */
async function anywhere(walk) {
  const { page } = walk;
  await walk.go("systems");
  await page.keyboard.press("Control+e");
  await walk.sees("the note over the screen", page.getByRole("dialog", { name: "New log entry" }));
  await page.keyboard.type("Ward 4 has no paper charts left, nd");
  await walk.isSound("quick-note");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+e");
  const kept = page.getByRole("dialog").getByRole("textbox", { name: /^New entry/ });
  await walk.comes(
    "Esc kept the words",
    async () => (await kept.inputValue()) === "Ward 4 has no paper charts left, nd",
  );
  await page.keyboard.press("Control+Enter");
  await walk.comes("it closes when it is written", async () => (await page.getByRole("dialog").count()) === 0);
  await walk.sees("the screen is the same", page.getByRole("heading", { name: "Systems", level: 1 }));
  await page.keyboard.press("Control+d");
  const hasLetter = (letter) =>
    page.evaluate((one) => document.activeElement?.getAttribute("data-letter") === one, letter);
  await walk.comes("Ctrl D leads to what is decided", () => hasLetter("d"));
  await newest(walk);
  await walk.sees("the note is in the log", entry(page, "Ward 4 has no paper charts left"));
  await page.locator("h1").focus();
  await page.keyboard.press("n");
  walk.holds("N leads to the new entry", await hasLetter("n"));
}

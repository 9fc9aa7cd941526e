import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyLook } from "./people.mjs";

/** A hospital's own cards: edited, found faulty, saved, approved, retired, given away; a card typed in from paper. */
export async function contentWalk(walk) {
  await edit(walk);
  await faults(walk);
  await save(walk);
  await turns(walk);
  await newCard(walk);
  await takeNewer(walk);
  await files(walk);
  await typeIn(walk);
}

const dialog = (walk) => walk.page.locator(".dialog");

async function openLoggist(walk) {
  const { page } = walk;
  await walk.go("bag");
  await page.getByLabel("Find a card").fill("loggist");
  await page.getByRole("button", { name: "Edit R04 Loggist" }).click();
  await walk.sees("the card in the editor", page.getByRole("heading", { name: "R04 Loggist", level: 1 }));
  await walk.settled();
}

async function edit(walk) {
  const { page } = walk;
  await walk.go("bag");
  await walk.sees("the cards with their state", page.locator(".content-row", { hasText: "As shipped" }));
  await openLoggist(walk);
  await walk.sees("the printed side", page.getByRole("img", { name: /printed side of Loggist/ }));
  await everyLook(walk, "bag-editor");
  await page.getByLabel("Mission").fill("Write down what was known, decided and done, as it happens.");
  await walk.sees("it can be saved", page.getByText("It can be saved"));
  await page.getByText("Changes", { exact: true }).click();
  await walk.sees("the words before", page.locator(".difference-removed"));
  await walk.sees("the words now", page.locator(".difference-added"));
  await walk.isSound("bag-editor-changes");
}

async function faults(walk) {
  const { page } = walk;
  await page.getByText("Text", { exact: true }).click();
  const area = page.getByLabel("The whole text");
  const whole = await area.inputValue();
  await area.fill(whole.replace("\n3. ", "\n5. "));
  await walk.sees("what is wrong", page.locator(".bag-fault", { hasText: "should be step 3" }));
  const send = page.getByRole("button", { name: "Save for the next incident" });
  walk.holds("a faulty card cannot be saved", await send.isDisabled());
  await page
    .getByRole("button", { name: /^Go to line/ })
    .first()
    .click();
  const chosen = await area.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  walk.holds(`the line is selected: ${chosen}`, chosen.startsWith("5. "));
  await walk.isSound("bag-editor-faults");
  // What is typed outlives the screen.
  await walk.go("now");
  await walk.go("bag");
  await page.getByLabel("Find a card").fill("loggist");
  await walk.sees("the words are kept", page.locator(".content-row", { hasText: "Words not saved" }));
  await openLoggist(walk);
  await page.getByText("Text", { exact: true }).click();
  await page.getByLabel("The whole text").fill(whole);
}

async function save(walk) {
  const { page } = walk;
  await page.getByLabel("Why it is changed").fill("after the drill");
  const send = page.getByRole("button", { name: "Save for the next incident" });
  await walk.sees("it can be saved again", page.getByText("It can be saved"));
  await send.click();
  await walk.sees("it is a version of its own", page.locator(".editor-state", { hasText: "Edited here" }), 30_000);
  await page.getByText("Versions", { exact: true }).click();
  await walk.sees("who saved it and why", page.locator(".content-version", { hasText: "after the drill" }));
}

async function turns(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Approve…" }).click();
  await dialog(walk).getByLabel("Who approves it").fill("Dr Adaeze Okonkwo-Featherstonehaugh, clinical safety officer");
  await walk.isSound("bag-approve");
  await dialog(walk).getByRole("button", { name: "Approve the card" }).click();
  await walk.sees("who vouches for it", page.locator(".editor-state", { hasText: "Approved by Dr Adaeze" }), 30_000);
  await page.getByRole("button", { name: "Retire…" }).click();
  await dialog(walk).getByRole("button", { name: "Retire the card" }).click();
  await walk.sees("a reason is asked for", dialog(walk).getByText("Say why. It is written in the log."));
  await dialog(walk).getByLabel("Why").fill("kept by the coordination team");
  await walk.isSound("bag-retire");
  await dialog(walk).getByRole("button", { name: "Retire the card" }).click();
  await walk.sees("it is retired", page.locator(".editor-state", { hasText: "Retired" }), 30_000);
  await page.getByRole("button", { name: "Hand out again…" }).click();
  await dialog(walk).getByRole("button", { name: "Hand it out again" }).click();
  await page.getByRole("button", { name: "Retire…" }).waitFor({ state: "visible", timeout: 30_000 });
  await page.getByRole("button", { name: "Back to the bag" }).click();
  await walk.settled();
}

async function newCard(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Write a new card" }).click();
  await dialog(walk).getByRole("button", { name: "Begin the card" }).click();
  await walk.sees("a title is asked for", dialog(walk).getByText("Write the title."));
  await dialog(walk).getByLabel("Title").fill("Relatives' desk");
  await walk.isSound("bag-new-card");
  await dialog(walk).getByRole("button", { name: "Begin the card" }).click();
  await walk.sees("what it lacks", page.locator(".field-fault", { hasText: "is empty. Write it." }), 30_000);
  await walk.isSound("bag-editor-new");
  await page.getByRole("button", { name: "Back to the bag" }).click();
  await walk.settled();
}

async function takeNewer(walk) {
  const { page } = walk;
  await walk.sees("newer content is offered", page.getByText("Newer content is here."));
  await everyLook(walk, "bag-content");
  await page.getByRole("button", { name: "Use the newer content in this incident…" }).click();
  await walk.isSound("bag-take-newer");
  await dialog(walk).getByRole("button", { name: "Use the newer content", exact: true }).click();
  await page.getByText("Newer content is here.").waitFor({ state: "detached", timeout: 120_000 });
  walk.holds("it is taken", (await page.getByText("Newer content is here.").count()) === 0);
}

async function files(walk) {
  const { page } = walk;
  const folder = mkdtempSync(join(tmpdir(), "battlebag-walk-"));
  try {
    const file = join(folder, "ours.battlebag-bag");
    await page.getByLabel("Write the bag in use to").fill(file);
    await page.getByRole("button", { name: "Write the bag" }).click();
    await walk.sees("the key to read out", page.locator(".file-made .bag-key"), 60_000);
    await page.getByLabel("Take a bag in from").fill(join(folder, "nothing.battlebag-bag"));
    await page.getByRole("button", { name: "Look at the file" }).click();
    await walk.sees("there is no such file", page.locator(".error-box", { hasText: "cannot be read" }));
    await page.getByLabel("Take a bag in from").fill(file);
    await page.getByRole("button", { name: "Look at the file" }).click();
    await walk.sees("who signed it", page.getByText(/Signed by this home/), 60_000);
    await walk.isSound("bag-import");
    await page.getByRole("button", { name: "Leave it", exact: true }).click();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function typeIn(walk) {
  const { page } = walk;
  await walk.go("cards");
  await page.getByRole("button", { name: "Type in from paper" }).click();
  const first = page
    .getByRole("button", { name: /^(Nothing written )?Step 1: the paper says|Step 1: the paper says/ })
    .first();
  await first.click();
  await page.getByRole("option", { name: "Done", exact: true }).click();
  await page.getByLabel("Who held the card").fill("Ade Oyelaran");
  await page.getByLabel("Time written").first().fill("half past");
  const second = page.locator(".typed-line").first().getByLabel("Second person");
  if ((await second.count()) > 0) await second.fill("I. Castellanos");
  await page.getByRole("button", { name: /into the log$/ }).click();
  await walk.sees("the time is wrong", page.locator(".field-fault", { hasText: "is no time" }), 30_000);
  await everyLook(walk, "card-typed");
  const clock = await page.locator(".bar").textContent();
  const now = /(\d\d:\d\d)(:\d\d)? (GMT|BST|UTC)/.exec(clock ?? "")?.[1] ?? "00:00";
  await page.getByLabel("Time written").first().fill(now);
  await page.getByRole("button", { name: /into the log$/ }).click();
  // The first step of most cards is of standby.
  const standby = page.getByRole("tab", { name: /^Standby/ });
  await page.locator(".steps-tabs").waitFor({ state: "visible", timeout: 30_000 });
  if ((await standby.count()) > 0) await standby.click();
  await walk.sees("who did it and who typed it", page.getByText(/typed in from paper by/), 30_000);
  await walk.isSound("card-typed-in");
}

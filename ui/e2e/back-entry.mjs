/** Sheets that were printed before: scanned, collected, entered, looked at by a second person, missing, listed, found again. */
export async function backEntryWalk(walk) {
  const code = await scanned(walk);
  await entered(walk, code);
  await collected(walk);
  await lists(walk, code);
}

const box = (page, name) => page.getByRole("textbox", { name });
const panel = (page) => page.locator(".sheet-panel");
const rows = (page) => page.locator(".sheet-row");

/** A scanner types and presses Enter. */
async function scan(page, words) {
  await box(page, /^Sheet number/).fill(words);
  await box(page, /^Sheet number/).press("Enter");
}

async function scanned(walk) {
  const { page } = walk;
  await walk.go("backentry");
  await walk.sees("the sheets of the print", rows(page));
  // The reports' walk has begun recovery: the list no longer says that nothing is typed before it.
  await walk.sees("how far it is", page.getByText(/0 of \d+ sheets done: \d+ not come back\./));
  await walk.isSound("backentry-list");
  const code = (await page.locator(".sheet-code").first().textContent()) ?? "";
  await scan(page, `${code.slice(0, 2)}O${code.slice(3)}`);
  await walk.sees("a sign that no number has", page.getByText("No sheet number has O in it."));
  const near = page.locator(".error-acts").getByRole("button", { name: new RegExp(`^${code}`) });
  await walk.sees("the sheet that may be meant", near);
  walk.holds("nothing is opened by a near miss", (await panel(page).count()) === 0);
  await walk.isSound("backentry-slip");
  await scan(page, `BB${code.replace("-", "")}P1`);
  await walk.sees("the sheet of the scanned code", panel(page).getByRole("heading", { name: `Sheet ${code}` }));
  const isThere = () => page.evaluate(() => document.activeElement?.closest(".scan-field") !== null);
  await walk.comes("the next scan takes the place of the last", isThere);
  await walk.isSound("backentry-sheet");
  return code;
}

async function entered(walk, code) {
  const { page } = walk;
  await panel(page).getByRole("button", { name: "It is here" }).click();
  await walk.sees("it is here", panel(page).getByText("Here", { exact: true }));
  await panel(page).getByRole("button", { name: "I take it on" }).click();
  await walk.sees("who has taken it on", panel(page).getByText(/takes it on/));
  await panel(page)
    .getByRole("button", { name: /^It is entered/ })
    .click();
  await page
    .getByRole("form", { name: /^Enter sheet/ })
    .getByRole("button", { name: "It is entered" })
    .click();
  await walk.sees("real times are asked for", page.getByText(/^Tick that the real times were typed/));
  await walk.isSound("backentry-enter");
  await page.locator(".tick", { hasText: "Each fact has the time" }).click();
  await box(page, /^Who entered it/).fill("Adaeze Okonkwo-Featherstonehaugh");
  await page
    .getByRole("form", { name: /^Enter sheet/ })
    .getByRole("button", { name: "It is entered" })
    .click();
  await walk.sees("a second person is waited for", panel(page).getByText("Second person", { exact: true }));
  await panel(page)
    .getByRole("button", { name: /^A second person looked/ })
    .click();
  await box(page, /^Who looked/).fill("adaeze okonkwo-featherstonehaugh");
  await page.getByRole("button", { name: /^It is so/ }).click();
  await walk.sees("comparing is asked for", page.getByText(/^Hold the sheet beside the screen/));
  await page.locator(".tick", { hasText: "held beside the screen" }).click();
  await page.getByRole("button", { name: /^It is so/ }).click();
  await walk.sees("never whoever entered it", page.getByText(/Somebody else looks at the sheet/));
  await walk.isSound("backentry-same-person");
  await box(page, /^Who looked/).fill("Bob Oduya");
  await page.getByRole("button", { name: /^It is so/ }).click();
  await walk.sees("it is done", panel(page).getByText("Done", { exact: true }));
  await walk.sees("what was said of it", panel(page).getByText(/Bob Oduya looked at it on the screen/));
  await walk.isSound("backentry-done");
  walk.holds(
    "done is out of the list of what is open",
    (await page.locator(".sheet-code", { hasText: code }).count()) === 0,
  );
}

async function collected(walk) {
  const { page } = walk;
  await page.locator(".scan .segment", { hasText: "says that it is here" }).click();
  const next = (await page.locator(".sheet-code").first().textContent()) ?? "";
  await scan(page, next.toLowerCase());
  await walk.sees("it was collected", page.getByText(/1 sheet collected now/));
  await walk.isSound("backentry-collect");
  await page.locator(".scan .segment", { hasText: "finds the sheet" }).click();
  await panel(page)
    .getByRole("button", { name: /^Cannot be found/ })
    .click();
  await box(page, /^Where it was looked for/).fill("Folder of the ward, folders of the beds beside it");
  await page.getByRole("button", { name: /^It is missing/ }).click();
  await walk.sees("it is missing", panel(page).getByText("Missing", { exact: true }));
  await panel(page)
    .getByRole("button", { name: /The last word was a mistake/ })
    .click();
  await box(page, /^Why the last word was a mistake/).fill("It lay under the blotter");
  await page.getByRole("button", { name: /^Take the last word back/ }).click();
  await walk.sees("the word no longer holds", panel(page).getByText(/no longer holds/));
  await walk.sees("it is here again", panel(page).getByText("Here", { exact: true }));
  await panel(page).getByRole("button", { name: "Close" }).click();
}

async function lists(walk, code) {
  const { page } = walk;
  const show = (word) => page.locator(".back-entry-list .segment", { hasText: word });
  await show("Progress").click();
  await walk.sees("ward by ward", page.locator(".tally").first());
  await walk.isSound("backentry-progress");
  await show("Rules").click();
  await walk.sees("the rules of the bag", page.getByText(/no hospital has agreed to these proposals/));
  await walk.isSound("backentry-rules");
  await show("Sheets").click();
  await page.getByRole("button", { name: /Stands$/ }).click();
  await page.getByRole("option", { name: "Two say" }).click();
  await walk.sees("none fits, in words", page.getByText("No sheet fits"));
  await walk.isSound("backentry-none");
  await page.getByRole("button", { name: "Show all that are open" }).click();
  await walk.sees("the open ones again", rows(page));
  await page.getByRole("button", { name: "Print list" }).click();
  await walk.sees("the list as paper", page.getByText(/^Made: .*Back-entry list .*pdf/), 60_000);
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").fill(code.toLowerCase().replace("-", ""));
  await page.getByRole("option", { name: new RegExp(`Sheet ${code}`) }).click();
  await walk.sees("Find leads to the sheet", panel(page).getByRole("heading", { name: `Sheet ${code}` }));
}

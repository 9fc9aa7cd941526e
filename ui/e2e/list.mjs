/** The list as a ward lead and a commander use it: filters that add up, ward and hospital, then and now, one key to paper. */
export async function listWalk(walk) {
  await walk.go("patients");
  await filters(walk);
  await hospitalAndWard(walk);
  await changed(walk);
  await asItWas(walk);
  await onPaper(walk);
}

async function view(walk, name) {
  const { page } = walk;
  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
  await walk.settled();
}

/** "7 of 420 shown · … 2 + 3 + 1 + 1 + 0 = 7 …": the figures of the line under the list. */
async function sums(walk) {
  const words = (await walk.page.locator(".patients-sum").textContent()) ?? "";
  const [shown = 0, , ...rest] = [...words.matchAll(/\d+/g)].map((found) => Number(found[0]));
  const [parts, all] = [rest.slice(0, 5).reduce((one, other) => one + other, 0), rest[5] ?? 0];
  walk.holds(`the counts add up: ${words}`, parts === all);
  return { shown, all };
}

async function filters(walk) {
  const { page } = walk;
  const before = await sums(walk);
  await page.getByRole("button", { name: /^Filter/ }).click();
  await walk.isSound("patients-filters");
  const tick = page.locator(".filter-panel .tick", { hasText: "Not profiled" });
  const counted = Number(/\d+/.exec((await tick.textContent()) ?? "")?.[0] ?? -1);
  await tick.click();
  await walk.settled();
  const after = await sums(walk);
  walk.holds(`${counted} counted beside the filter, ${after.all} shown by it`, counted === after.all);
  walk.holds("a filter shows fewer", after.all < before.all);
  await page.getByRole("button", { name: "Take these off" }).click();
  await page.getByRole("button", { name: /^Filter/ }).click();
  walk.holds("all are back", (await sums(walk)).all === before.all);
  // A word that nobody has shows nobody, says so and leads back.
  await page.getByRole("searchbox").fill("nobody has this name");
  await walk.sees("nobody is shown", page.getByText("Nobody is shown"));
  await page.getByRole("button", { name: /^Show all/ }).click();
}

async function hospitalAndWard(walk) {
  const { page } = walk;
  await view(walk, "Hospital, wards by tiers");
  const columns = await page
    .locator(".hospital-table tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
  const foot = await page
    .locator(".hospital-table tfoot td")
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));
  const down = foot.every((sum, at) => columns.reduce((all, row) => all + (row[at] ?? 0), 0) === sum);
  const across = columns.every((row) => row.slice(0, 5).reduce((all, n) => all + n, 0) === row[5]);
  walk.holds("wards add up to the hospital, tiers to the ward", columns.length > 0 && down && across);
  await walk.isSound("patients-hospital");
  await page.locator(".hospital-table tbody tr").first().getByRole("button").first().click();
  await walk.settled();
  await walk.sees("the ward, large", page.locator(".ward-row"));
  await walk.isSound("patients-ward");
  await page.locator(".ward-row").first().click();
  await walk.settled();
  await walk.sees("the patient of the row", page.locator(".panel-name"));
  await page.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: /^Filter/ }).click();
  await page.getByRole("button", { name: /^Filter/ }).click();
}

async function changed(walk) {
  const { page } = walk;
  // It comes though a patient is open where it stands.
  await page.getByRole("option").first().click();
  await walk.sees("a patient is open", page.locator(".panel-name"));
  await view(walk, "What changed");
  await walk.sees("who rose", page.getByRole("heading", { name: /More urgent than they were/ }));
  await walk.sees("which state did it", page.getByText(/now up, (suspect|compromised)/));
  await walk.isSound("patients-changed");
  await page.locator(".compare").getByRole("button", { name: "Close" }).click();
}

async function asItWas(walk) {
  const { page } = walk;
  await view(walk, "As it was");
  await page.locator(".past").getByLabel("At").fill("25:99");
  await page.locator(".past").getByRole("button", { name: "Show" }).click();
  await walk.sees("a wrong time is named", page.locator(".past .field-fault"));
  await page
    .locator(".past")
    .getByLabel("At")
    .fill(await minuteOfTheList(page));
  await page.locator(".past").getByRole("button", { name: "Show" }).click();
  await walk.sees("the past says so", page.getByText(/^As it was at/));
  await walk.settled();
  await page.getByRole("option").first().click();
  await walk.settled();
  await walk.sees("no act in the past", page.getByText("This is the past: nothing can be done from here."));
  walk.holds(
    "nothing is confirmed from the past",
    (await page.getByRole("button", { name: /^Confirm P/ }).count()) === 0,
  );
  await walk.isSound("patients-past");
  await page.getByRole("button", { name: "Back to now" }).click();
  await walk.settled();
  walk.holds("now again", (await page.getByText(/^As it was at/).count()) === 0);
}

/** The minute on the wall clock of the frame: the newest past there is. */
async function minuteOfTheList(page) {
  const words = (await page.locator(".title-fact").textContent()) ?? "";
  return /ranked (\d\d:\d\d)/.exec(words)?.[1] ?? "";
}

async function onPaper(walk) {
  const { page } = walk;
  // The ward of the ward view is still chosen: one key is enough.
  await page.keyboard.press("Control+p");
  await walk.sees("the sheet", page.getByRole("region", { name: "Print list" }));
  await walk.sees("the list is made", page.locator(".print-outcome").getByText(/pages? made\./), 120_000);
  await walk.isSound("patients-print");
  await page.locator(".print-sheet").getByRole("button", { name: "Close" }).click();
}

/** What depends on what, by keyboard and as a list; the page of a system. */
export async function systemsWalk(walk) {
  const { page } = walk;
  await walk.go("systems");
  await instances(walk);
  const node = page.locator(".graph-node[aria-pressed=true]");
  await walk.sees("the chosen system in the picture", node);
  await walk.isSound("systems-picture");
  await node.focus();
  await page.keyboard.press("ArrowLeft");
  await walk.settled();
  const looked = await page.evaluate(() => document.activeElement?.getAttribute("data-code"));
  walk.holds("an arrow leads along what it stands on", Boolean(looked));
  await walk.sees("whom it hurts", page.locator(".graph-hurts", { hasText: "If down:" }));
  await page.getByRole("radio", { name: /^All \d+$/ }).click({ force: true });
  await walk.settled();
  walk.holds("every system is drawn", (await page.locator(".graph-node").count()) > 40);
  await walk.isSound("systems-picture-all");
  await page.getByRole("button", { name: "As a list" }).click();
  await walk.sees("the same as a list", page.getByRole("heading", { name: /^Falls with it/ }));
  await walk.isSound("systems-list");
  await page.getByRole("button", { name: "As a picture" }).click();
  await page.getByRole("button", { name: "Facts", exact: true }).click();
  await walk.sees("what is done by hand", page.getByText("By hand", { exact: true }));
  await walk.isSound("systems-facts");
  await lists(walk);
}

/** The hospital's own systems stand under their class, with owner and phone; the owner signs a return. */
async function instances(walk) {
  const { page } = walk;
  await walk.sees("a class with its systems", page.locator(".systems-class", { hasText: "Blood gas analysers" }));
  await page.getByRole("option", { name: /Blood gas analyser, ICU/ }).click();
  await walk.settled();
  await walk.sees(
    "who looks after it, and the phone",
    page.locator(".set-state", { hasText: "Point of care team · 4417" }),
  );
  await walk.sees("one or all of its kind", page.locator(".set-state").getByText(/^All \d+ of its kind$/));
  await page.getByRole("button", { name: "Sign a return" }).click();
  await page.getByRole("button", { name: "Sign the return" }).click();
  await walk.sees("the hours are asked for", page.getByText("Give the hours from now"));
  await page.getByLabel(/^Back in/).fill("6");
  await walk.isSound("systems-return");
  await page.getByRole("button", { name: "Sign the return" }).click();
  await walk.sees("the return is signed", page.locator(".return", { hasText: "signed by Point of care team" }));
}

/** On whom a decision may have been taken; the other ways and the restoration order with the people behind the numbers. */
async function lists(walk) {
  const { page } = walk;
  const tab = (name) => page.locator(".card-aside").getByRole("button", { name, exact: true });
  await page
    .getByRole("option", { name: /Blood gas/ })
    .first()
    .click();
  await tab("Look back").click();
  await walk.settled();
  await walk.sees("patients of the look-back", page.locator(".look-line"));
  await page
    .getByRole("button", { name: /^Say whether it was acted on/ })
    .first()
    .click();
  await page.getByLabel(/^What was decided/).fill("insulin stopped on the 02:40 potassium");
  await walk.isSound("systems-look-back");
  await page.getByRole("button", { name: "Acted on it", exact: true }).click();
  await walk.sees("it is said that it was acted on", page.locator(".look-said", { hasText: "Acted on it" }));
  await tab("Other ways").click();
  await walk.settled();
  const people = page.getByRole("button", { name: /P1 and P2 who need .*: show who/ }).first();
  await people.click();
  await walk.sees("the patients behind the number", page.locator(".people .person"));
  await walk.isSound("systems-ways");
  await tab("Restore list").click();
  await walk.settled();
  await walk.sees("whose return helps", page.locator("table", { hasText: "Helped" }));
  await walk.isSound("systems-restore");
  await tab("What depends on what").click();
}

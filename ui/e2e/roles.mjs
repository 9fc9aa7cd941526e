import { everyLook } from "./people.mjs";

/** Roles: the chart by arrows, one press from the list of candidates, too much for one, standing in, the brief, all of it on paper. */
export async function rolesWalk(walk) {
  await assign(walk);
  await arrows(walk);
  await candidates(walk);
  await standIn(walk);
  await brief(walk);
  await printed(walk);
}

const box = (page, id) => page.locator(`[data-role-box="${id}"]`);
const openRole = (page) => page.locator(".roles-one");

async function open(walk, id, title) {
  const { page } = walk;
  // Who was just given a role leaves the next vacant one open by itself.
  await walk.settled();
  if ((await box(page, id).getAttribute("aria-pressed")) !== "true") await box(page, id).click();
  await walk.sees(`${title} is open`, openRole(page).getByRole("heading", { name: title, exact: true }));
}

async function assign(walk) {
  const { page } = walk;
  await walk.go("roles");
  await walk.isSound("roles-chart");
  await page.keyboard.press("v");
  await page.keyboard.press("Enter");
  await walk.sees("the assign form", page.getByRole("combobox", { name: /Who takes it/ }));
  await page.getByRole("combobox", { name: /Who takes it/ }).fill("Ines Castellanos-Murphy");
  await page.keyboard.press("Escape");
  await openRole(page)
    .getByRole("form", { name: /^Assign / })
    .getByLabel(/How to reach them/)
    .fill("bleep 2217");
  await walk.isSound("role-assign");
  await page.getByRole("button", { name: /^Assign Ines/ }).click();
  await walk.sees("the holder on the chart", page.locator(".chart-box", { hasText: "Ines Castellanos-Murphy" }));
}

/** Arrows walk the lines of command; Enter opens. */
async function arrows(walk) {
  const { page } = walk;
  await box(page, "strategic-commander").focus();
  await page.keyboard.press("ArrowDown");
  const below = await page.evaluate(() => document.activeElement?.getAttribute("data-role-box"));
  walk.holds(
    `down goes to a role that reports to the first: ${below}`,
    below !== null && below !== "strategic-commander",
  );
  await page.keyboard.press("ArrowUp");
  const above = await page.evaluate(() => document.activeElement?.getAttribute("data-role-box"));
  walk.holds("up goes to the role above", above === "strategic-commander");
  await box(page, "blood-bank-lead").focus();
  await page.keyboard.press("ArrowUp");
  const lab = await page.evaluate(() => document.activeElement?.getAttribute("data-role-box"));
  walk.holds("the blood bank reports to pathology", lab === "pathology-lead");
}

/** Two names on two lists; each gets the role in one press; two roles are one too many. */
async function candidates(walk) {
  const { page } = walk;
  for (const [id, title] of [
    ["pathology-lead", "Pathology lead"],
    ["blood-bank-lead", "Blood bank lead"],
  ]) {
    await open(walk, id, title);
    const one = openRole(page);
    await walk.sees(`${title}: both names`, one.getByText(/^US: /));
    await one.getByRole("button", { name: /^Add to the list/ }).click();
    await one.getByRole("button", { name: "Keep on the list" }).click();
    await walk.sees("the shift is asked for", one.getByText("Choose at least one shift."));
    if (id === "pathology-lead") await walk.isSound("role-candidate-faults");
    const form = one.getByRole("form", { name: /^Add a candidate/ });
    await form.getByRole("combobox", { name: /^Person/ }).fill("Katarzyna Oyelaran-Wiśniewska");
    await page.keyboard.press("Escape");
    for (const shift of ["Day", "Night", "Weekend"]) await form.locator(".tick", { hasText: shift }).click();
    await form.getByLabel(/^How they are reached/).fill("bleep 2218");
    await form.getByLabel(/^When they can be reached/).fill("40 minutes away");
    await form.getByRole("button", { name: "Keep on the list" }).click();
    await walk.sees("on the list", one.locator(".candidate", { hasText: "Katarzyna" }));
    if (id === "pathology-lead") await walk.isSound("role-candidates");
    await one.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: `Assign Katarzyna Oyelaran-Wiśniewska to ${title}` }).click();
    await walk.sees(`${title} is held by one press`, box(page, id).getByText("Katarzyna Oyelaran-Wiśniewska"));
  }
  await walk.sees("too much for one, in words", box(page, "blood-bank-lead").getByText("Overloaded: 2 roles"));
  await everyLook(walk, "roles-overloaded");
}

async function standIn(walk) {
  const { page } = walk;
  await open(walk, "blood-bank-lead", "Blood bank lead");
  const one = openRole(page);
  await one.locator(".segment", { hasText: "Stand in for a while" }).click();
  await one.getByRole("button", { name: "Somebody stands in" }).click();
  await walk.sees("who stands in is asked", one.getByText("Name who stands in."));
  await one.getByRole("combobox", { name: /^Who stands in/ }).fill("Dr Park");
  await page.keyboard.press("Escape");
  await one.getByRole("textbox", { name: /^Until/ }).fill("tomorrow 06:30");
  await one.getByRole("button", { name: "Dr Park stands in" }).click();
  await walk.sees("for whom, on the chart", box(page, "blood-bank-lead").getByText(/^For Katarzyna/));
  await open(walk, "blood-bank-lead", "Blood bank lead");
  await everyLook(walk, "role-covered");
  await one.getByRole("button", { name: /is back$/ }).click();
  await walk.sees("back with its holder", box(page, "blood-bank-lead").getByText("Katarzyna Oyelaran-Wiśniewska"));
  await walk.sees("the span is kept", one.getByText(/^Dr Park for Katarzyna/));
}

async function brief(walk) {
  const { page } = walk;
  await open(walk, "blood-bank-lead", "Blood bank lead");
  const one = openRole(page);
  await one.getByRole("button", { name: "Read the brief" }).click();
  await walk.sees("P1 by ward in the brief", one.getByText("P1 and P2 by ward"));
  await walk.sees("critical steps in the brief", one.getByText(/step 2, critical/));
  await everyLook(walk, "role-brief");
  await one.getByRole("button", { name: "Print the brief" }).click();
  await walk.sees(
    "the brief and its checkpoint",
    one.getByText(/^Made: .*Hand-over of Blood bank lead.*Its checkpoint: /),
    30_000,
  );
  await one.getByRole("button", { name: "Close" }).click();
}

/** The Print menu: chart, contact list, tabards, blank decision log. */
async function printed(walk) {
  const { page } = walk;
  for (const sheet of ["Organisation chart", "Contact list", "Tabards, one a page", "Blank decision log"]) {
    await page.getByRole("button", { name: "Print", exact: true }).click();
    if (sheet === "Organisation chart") await walk.isSound("roles-print-menu");
    await page.getByRole("menuitem", { name: new RegExp(`^${sheet}`) }).click();
    await walk.sees(
      `${sheet} is made`,
      page.locator(".card", { hasText: "What comes out" }).getByText("Made", { exact: true }),
      60_000,
    );
  }
  await walk.sees("a file came out", page.locator(".paper-file"));
  await walk.isSound("roles-printed");
  await page.locator(".roles .title-row .segment", { hasText: "List" }).click();
  await walk.sees("roles as a list", page.getByRole("table", { name: "Roles and who holds them" }));
  await walk.isSound("roles-list");
  await page.locator(".roles .title-row .segment", { hasText: "Chart" }).click();
}

import { restoreLook } from "./people.mjs";
import { PLACES } from "./walk.mjs";

/** From an empty folder to an open home with the sample hospital in it. */
export async function firstRun(walk) {
  const { page } = walk;
  await walk.sees("first run", page.getByRole("heading", { name: "Pack this bag for your hospital" }));
  await walk.isSound("first-run-1");
  await restoreLook(walk);

  // A first try with nothing in it says what to fix, where it is, and puts the focus there.
  await page.getByRole("button", { name: "Make the home" }).click();
  await walk.sees("what to fix", page.getByText("things to fix"));
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"));
  walk.holds("focus goes to the first fault", focused === "true");
  await walk.isSound("first-run-faults");

  await makeHome(walk);
  await walk.isSound("first-run-2");
  // Continue opens only when two groups were really copied.
  walk.holds(
    "continue is shut before the groups match",
    await page.getByRole("button", { name: "Continue" }).isDisabled(),
  );
  await copyCode(walk);
  await walk.sees("the census step", page.getByRole("heading", { name: "Who is in the hospital?" }));
  await walk.isSound("first-run-3");
  await page.getByRole("button", { name: "Open the sample hospital" }).click();
  await walk.sees("home", page.getByRole("heading", { name: "No incident is running" }), 60_000);

  await lockAndOpen(walk);
  for (const place of PLACES) {
    await walk.go(place);
    await walk.isSound(`calm-${place}`);
  }
}

/** The same without a look at each step: for who walks elsewhere. */
export async function openSample(walk) {
  const { page } = walk;
  await makeHome(walk);
  await copyCode(walk);
  await page.getByRole("button", { name: "Open the sample hospital" }).click();
  await walk.sees("home", page.getByRole("heading", { name: "No incident is running" }), 60_000);
}

async function makeHome(walk) {
  const { page, values } = walk;
  await page.getByLabel("Hospital").fill("Northmoor General Hospital");
  await page.getByLabel("Your name").fill("Siobhán Ní Chonchúir-Okafor");
  await page.getByLabel("Passphrase", { exact: true }).fill(values.passphrase);
  await page.getByLabel("Passphrase again").fill(values.passphrase);
  await page.getByRole("button", { name: "Make the home" }).click();
  await walk.sees("the recovery code", page.getByRole("list", { name: "Recovery code" }), 60_000);
}

/** Types two groups of the code back. */
async function copyCode(walk) {
  const { page } = walk;
  const groups = await page
    .locator(".recovery-group")
    .evaluateAll((all) => all.map((each) => each.lastChild?.textContent ?? ""));
  const fields = page.locator("form input");
  await fields.nth(0).fill(groups[2] ?? "");
  await fields.nth(1).fill((groups[groups.length - 1] ?? "").toLowerCase());
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Locked shows nobody; a wrong passphrase says so beside the field; the right one opens. */
async function lockAndOpen(walk) {
  const { page, values } = walk;
  await page.keyboard.press("Control+l");
  await walk.sees("locked", page.getByRole("heading", { name: "Locked. Who are you?" }));
  await walk.isSound("lock");
  await page.getByLabel("Passphrase", { exact: true }).fill("not this one at all");
  await page.getByRole("button", { name: "Unlock" }).click();
  await walk.sees("the wrong passphrase", page.locator(".field-fault"), 60_000);
  await walk.isSound("lock-wrong");
  await page.getByLabel("Passphrase", { exact: true }).fill(values.passphrase);
  await page.getByLabel("Passphrase", { exact: true }).press("Enter");
  await walk.sees("open again", page.getByRole("heading", { name: "No incident is running" }), 60_000);
}

/** The hospital's own systems: added, changed, taken out, from a file and to a file; what was said of one that is gone is not lost. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const WRONG = "id,class,name,serves\na,BGA,One,all\na,BGA,Two,Ward 99\nb,NOPE,Three,all\n";

export async function registerWalk(walk) {
  const { page } = walk;
  await walk.go("systems");
  await page.getByRole("button", { name: /^Register/ }).click();
  await walk.settled();
  await walk.sees("the systems under their kind", page.locator(".register-list .systems-class"));
  await walk.isSound("register");
  const before = await writtenOut(walk);
  await added(walk);
  await changed(walk);
  await takenOut(walk);
  await fromFile(walk, before);
  await page.getByRole("button", { name: "Back to the board" }).click();
  await walk.settled();
}

async function writtenOut(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "Write the register to a table" }).click();
  const made = page.locator(".register-made");
  await walk.sees("where the table is", made);
  return ((await made.textContent()) ?? "").replace("Made: ", "");
}

async function added(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: /^Add a system/ }).click();
  await page.getByRole("button", { name: "Add it to the register" }).click();
  await walk.sees("what it is, is asked for", page.getByText("Choose what it is."));
  await walk.sees("the focus at the first fault of the register", page.locator("input[aria-invalid=true]:focus"));
  await walk.isSound("register-faults");
  await page.getByLabel(/^What people call it/).fill("Dogwood infusion pumps of the overflow ward in the old school");
  await page.getByRole("button", { name: /What it is/ }).click();
  await page.getByRole("option", { name: /^Infusion and syringe pumps/ }).click();
  await page.getByLabel(/^Other wards/).fill("Ward 77");
  await page.getByRole("button", { name: "Add it to the register" }).click();
  await walk.sees("the name is too long", page.locator(".field-fault", { hasText: "more than 60 letters" }));
  await walk.sees("the ward is not in the census", page.locator(".field-fault", { hasText: "no ward “Ward 77”" }));
  await page.getByLabel(/^What people call it/).fill("Dogwood infusion pumps, overflow ward");
  await page.locator(".tick", { hasText: "They are right" }).click();
  await page.getByRole("button", { name: "Add it to the register" }).click();
  await walk.sees("it is in the register", page.getByRole("option", { name: /Dogwood infusion pumps/ }));
}

async function changed(walk) {
  const { page } = walk;
  await walk.sees("it is open", page.getByRole("heading", { name: "Dogwood infusion pumps, overflow ward" }));
  await page.getByLabel("Phone", { exact: true }).fill("4499");
  await walk.isSound("register-change");
  await page.getByRole("button", { name: "Save the change" }).click();
  await walk.sees("the new phone", page.getByRole("option").locator("strong", { hasText: "4499" }));
}

async function takenOut(walk) {
  const { page } = walk;
  await page.getByRole("option", { name: /Alder infusion pumps, medical/ }).click();
  await walk.sees("the pumps are open", page.getByRole("heading", { name: "Alder infusion pumps, medical wards" }));
  await page.getByRole("button", { name: "Take it out", exact: true }).click();
  await walk.sees("that what was said is not lost", page.locator(".register-out", { hasText: "That is not lost" }));
  await page.getByRole("button", { name: "Take it out of the register" }).click();
  await walk.sees("the doubt that stays", page.locator(".register-gone", { hasText: "pumps-alder-medical" }));
  await walk.isSound("register-gone");
}

async function fromFile(walk, before) {
  const { page } = walk;
  const wrong = join(mkdtempSync(join(tmpdir(), "battlebag-register-")), "wrong.csv");
  writeFileSync(wrong, WRONG);
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByLabel("File", { exact: true }).fill(wrong);
  await page.getByRole("button", { name: "Check the file" }).click();
  const faults = page.locator(".register-faults tbody tr");
  await walk.sees("the line of a fault", faults);
  const told = await faults.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].slice(0, 2).map((cell) => cell.textContent)),
  );
  walk.holds(
    `lines and columns: ${JSON.stringify(told)}`,
    JSON.stringify(told) === '[["3","serves"],["3","id"],["4","class"]]',
  );
  await walk.isSound("register-file");
  await page.getByLabel("File", { exact: true }).fill(before);
  await page.getByRole("button", { name: "Check the file" }).click();
  await walk.sees(
    "what the file would change",
    page.locator(".register-found", { hasText: "1 added, 0 changed, 1 removed" }),
  );
  await page.getByRole("button", { name: "Take it into use" }).click();
  await walk.sees("it is as it was", page.getByRole("option", { name: /Alder infusion pumps, medical/ }));
  // The board beside the register is read again a moment later.
  await page.locator(".register-gone").first().waitFor({ state: "detached", timeout: 15_000 });
  walk.holds("nothing is gone any more", (await page.locator(".register-gone").count()) === 0);
}

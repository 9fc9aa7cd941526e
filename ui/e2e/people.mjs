/** A colleague who is let in, gets a new passphrase and is let out again. */
const COLLEAGUE = "Bettina Okonjo-Farrell";
const ME = "Siobhán Ní Chonchúir-Okafor";
const COLLEAGUES_WORDS = "seven green kettles sing";

/** Before there is a home: the way to bring one back says what is wrong with a file that is none. */
export async function restoreLook(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Restore a backup" }).click();
  await walk.sees("which backup", page.getByRole("heading", { name: "Restore a backup" }));
  await page.getByRole("button", { name: "Look at this backup" }).click();
  await walk.sees("a file is asked for", page.getByText("Choose the backup, or type where it is."));
  await page.getByLabel("Backup file").fill("/nowhere/at all.battlebag-backup");
  await page.getByRole("button", { name: "Look at this backup" }).click();
  await walk.sees("the file is not there", page.locator(".field-fault", { hasText: "/nowhere/at all" }));
  await walk.isSound("restore-no-file");
  await page.getByRole("button", { name: "Make a new home instead" }).click();
}

/** Letting in and out, passphrases, the recovery code, backups, and the proof that nobody changed the log. */
export async function peopleWalk(walk) {
  await commander(walk);
  await letIn(walk);
  await passphrases(walk);
  await revoke(walk);
  const code = await newCode(walk);
  await backups(walk);
  await proof(walk);
  await recover(walk, code);
}

/** Somebody else leads from now on: until then everybody may do everything. */
export async function commander(walk) {
  const { page } = walk;
  await walk.go("roles");
  await page.getByRole("button", { name: "Assign Strategic commander (Gold)" }).click();
  await page.getByRole("combobox", { name: /Who takes it/ }).fill("Dr Margaret Achterberg");
  await page.keyboard.press("Escape");
  await page.getByLabel(/How to reach them/).fill("radio 1");
  await page.getByRole("button", { name: /^Assign Dr Margaret/ }).click();
  await walk.sees("who leads", page.locator(".chart-box", { hasText: "Dr Margaret Achterberg" }));
}

const NIGHT = "Night shift begins; the commander is in theatre.";

/** The view as it stands, at the sizes the design names and in the dark. */
export async function everyLook(walk, name) {
  const { page } = walk;
  await walk.isSound(name);
  for (const [size, width, height] of [
    ["compact", 1366, 768],
    ["zoom-200", 683, 384],
    ["reflow-320", 320, 640],
  ]) {
    await page.setViewportSize({ width, height });
    await walk.isSound(`${name}-${size}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const theme = (to) => page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), to);
  await theme("dark");
  await walk.isSound(`${name}-dark`);
  await theme("light");
}

const row = (walk, name) => walk.page.locator(".bag-person", { hasText: name });

async function letIn(walk) {
  const { page } = walk;
  await walk.go("bag");
  await walk.sees("who can sign in", row(walk, ME));
  await walk.sees("whose it is to change them", page.locator(".bag-note", { hasText: "Strategic commander" }));
  await everyLook(walk, "bag-people");
  await page.getByRole("button", { name: "Let somebody in" }).click();
  const send = page.getByRole("button", { name: /sign in$/ });
  await send.click();
  await walk.sees("what to fix", page.getByText("2 things to fix"));
  await page.getByLabel("Their name").fill(COLLEAGUE);
  await page.getByLabel("Their passphrase, typed by them", { exact: true }).fill(COLLEAGUES_WORDS);
  await page.getByLabel("Their passphrase, typed by them again").fill(`${COLLEAGUES_WORDS}!`);
  await walk.sees("the two differ", page.getByText("The two do not match"));
  await walk.isSound("bag-let-in");
  await page.getByLabel("Their passphrase, typed by them again").fill(COLLEAGUES_WORDS);
  await send.click();
  await walk.throughGlass("", NIGHT);
  await walk.sees("they can sign in", row(walk, COLLEAGUE), 30_000);
  await walk.sees("it is said with its entry", page.locator(".bag-said", { hasText: "can sign in, entry" }));
}

async function passphrases(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Change my passphrase" }).click();
  await page.getByLabel("Passphrase until now").fill("not this one at all");
  await page.getByLabel("New passphrase", { exact: true }).fill(COLLEAGUES_WORDS);
  await page.getByLabel("New passphrase again").fill(COLLEAGUES_WORDS);
  await page.getByRole("button", { name: "Use the new passphrase" }).click();
  await walk.sees("the old one is wrong", page.locator(".field-fault"), 30_000);
  await walk.isSound("bag-own-passphrase");
  await page.getByRole("button", { name: "Leave it as it is" }).click();

  await page.getByRole("button", { name: `New passphrase for ${COLLEAGUE}` }).click();
  await page.getByRole("textbox", { name: /^Why/ }).fill("Forgotten; badge seen at the desk.");
  await page.getByLabel("Their new passphrase, typed by them", { exact: true }).fill(`${COLLEAGUES_WORDS} twice`);
  await page.getByLabel("Their new passphrase, typed by them again").fill(`${COLLEAGUES_WORDS} twice`);
  await walk.isSound("bag-reset");
  await page.getByRole("button", { name: "Give the new passphrase" }).click();
  await walk.throughGlass("", NIGHT);
  await walk.sees("it is said", page.locator(".bag-said", { hasText: "has a new passphrase" }), 30_000);
}

async function revoke(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: `Revoke ${COLLEAGUE}` }).click();
  await walk.sees("the plan comes first", page.getByText("Go on as before"));
  const send = page.locator(".dialog").getByRole("button", { name: `Revoke ${COLLEAGUE}` });
  await send.click();
  await walk.sees("a reason is asked for", page.getByText("Say why they may no longer sign in."));
  await everyLook(walk, "bag-revoke");
  await page.getByRole("textbox", { name: /^Why they may no longer/ }).fill("Left the hospital today.");
  const agree = page.getByText("I have read what this means");
  if ((await agree.count()) > 0) await agree.click();
  await send.click();
  await walk.throughGlass("", NIGHT);
  await page.getByRole("button", { name: /^(It is on paper|Done)$/ }).waitFor({ state: "visible", timeout: 60_000 });
  await walk.isSound("bag-revoked");
  if ((await page.locator(".recovery-group").count()) > 0) await onPaper(walk);
  else await page.getByRole("button", { name: "Done", exact: true }).click();
  await walk.sees("it is said", page.locator(".bag-said", { hasText: "can no longer sign in" }));
  await row(walk, COLLEAGUE).waitFor({ state: "detached", timeout: 15_000 });
  walk.holds("who was revoked is not on the list", (await row(walk, COLLEAGUE).count()) === 0);
}

/** Types two groups back and gives the code. No key leads away from a code that is shown once. */
async function onPaper(walk) {
  const { page } = walk;
  const groups = await page
    .locator(".recovery-group")
    .evaluateAll((all) => all.map((each) => each.lastChild?.textContent ?? ""));
  walk.holds("eight groups", groups.length === 8);
  await page.keyboard.press("Control+1");
  await page.keyboard.press("Escape");
  await walk.stays("no key sweeps the code away", async () => (await page.locator(".recovery-group").count()) === 8);
  await page.getByLabel("Type group 3").fill(groups[2].toLowerCase());
  await page.getByLabel("Type group 8").fill(groups[7]);
  await page.getByRole("button", { name: "It is on paper" }).click();
  return groups;
}

async function newCode(walk) {
  const { page } = walk;
  await page.getByRole("button", { name: "Make a new recovery code" }).click();
  await walk.isSound("bag-renew");
  await page.getByRole("button", { name: "Make and show the new code" }).click();
  await walk.throughGlass("", NIGHT);
  await walk.sees("the new code", page.getByRole("list", { name: "Recovery code" }), 30_000);
  await page.getByRole("button", { name: "Write the sheet for the envelope" }).click();
  await walk.sees("where the sheet is", page.locator(".recovery-file", { hasText: "Sheet for the envelope" }), 30_000);
  await walk.sees("what to do with it", page.getByText("Print it, seal it, delete the file."));
  await everyLook(walk, "bag-new-code");
  return await onPaper(walk);
}

async function backups(walk) {
  const { page } = walk;
  await walk.sees("no backup yet", page.getByText("No backup has been made."));
  await page.getByRole("button", { name: "Set a schedule" }).click();
  await page.getByLabel("Folder", { exact: true }).fill("/nowhere/at all");
  await page.getByLabel("Every how many hours").fill("none");
  await page.getByRole("button", { name: "Set the schedule" }).click();
  await walk.sees("a number is asked for", page.getByText("Give a whole number, 1 to 168."));
  await page.getByLabel("Every how many hours").fill("4");
  await page.getByRole("button", { name: "Set the schedule" }).click();
  await walk.sees("the folder is not there", page.getByText("There is no folder /nowhere/at all."));
  await walk.isSound("bag-schedule");
  await page.getByRole("button", { name: "Leave it", exact: true }).click();
  await page.getByRole("button", { name: "Back up now" }).click();
  await walk.sees(
    "a backup was made",
    page.locator(".file-made .recovery-file", { hasText: ".battlebag-backup" }),
    60_000,
  );
  await walk.sees("its age", page.getByText("just now"));
  await everyLook(walk, "bag-backed-up");
}

async function proof(walk) {
  const { page } = walk;
  await walk.go("log");
  await page.getByRole("button", { name: "Proof and export" }).click();
  await walk.sees("the check in words", page.locator(".proof-good", { hasText: "Unbroken" }), 30_000);
  await walk.isSound("proof");
  await page.getByRole("button", { name: "Sign and print a checkpoint" }).click();
  await walk.sees("where the sheet is", page.locator(".recovery-file", { hasText: "Checkpoint" }), 30_000);
  const words = await page
    .getByRole("list", { name: "Checkpoint words" })
    .locator("li")
    .evaluateAll((all) => all.map((each) => each.lastChild?.textContent ?? ""));
  walk.holds("eight words", words.length === 8);

  const sheet = page.getByLabel("Its eight words, or the text of its square code");
  await sheet.fill(words.slice(0, 7).join(" "));
  await page.getByRole("button", { name: "Check this sheet" }).click();
  await walk.sees("a word is missing", page.getByText("1 word is missing"));
  await sheet.fill(words.map((word, index) => `${index + 1} ${word.toUpperCase()}`).join("\n"));
  await page.getByRole("button", { name: "Check this sheet" }).click();
  await walk.sees("the sheet holds", page.getByText("Yes: the sheet and the log agree"), 30_000);
  await everyLook(walk, "proof-holds");
  await sheet.fill([...words].reverse().join(" "));
  await page.getByRole("button", { name: "Check this sheet" }).click();
  await walk.sees("another sheet does not hold", page.getByText("No: this is not in the log"), 30_000);
  await walk.isSound("proof-fails");
  await sheet.fill("");

  await page.getByRole("button", { name: "Export the record" }).click();
  await walk.sees("the record was made", page.locator(".file-made .recovery-file", { hasText: ".zip" }), 120_000);
  await walk.sees("how anybody checks it", page.getByText("battlebag-verify"));
  await page.locator("#proof-export").scrollIntoViewIfNeeded();
  await walk.isSound("proof-exported");
  await page.getByRole("button", { name: "Only the pages to print" }).click();
  await walk.sees(
    "the pages were made",
    page.locator(".file-made .recovery-file", { hasText: /Record .*\.pdf/ }),
    120_000,
  );
  await page.getByRole("button", { name: "Close" }).click();
}

/** Three wrong tries bring a wait that is counted down; then the code from the envelope opens, and everybody sees it. */
async function recover(walk, groups) {
  const { page, values } = walk;
  await page.keyboard.press("Control+l");
  await walk.sees("locked", page.getByRole("heading", { name: "Locked. Who are you?" }));
  const wait = page.locator(".lock-wait");
  for (let tries = 0; tries < 4 && (await wait.count()) === 0; tries += 1) {
    await page.getByLabel("Passphrase", { exact: true }).fill(`wrong ${tries}`);
    await page.getByRole("button", { name: "Unlock" }).click();
    await page.locator(".field-fault").waitFor({ state: "visible", timeout: 60_000 });
    await walk.settled();
  }
  await walk.sees("the wait is counted", wait.filter({ hasText: "Next try in" }));
  await walk.isSound("lock-wait");
  walk.holds("no try during the wait", await page.getByRole("button", { name: "Unlock" }).isDisabled());
  await wait.waitFor({ state: "detached", timeout: 60_000 });

  await page.getByRole("button", { name: "Use the recovery code" }).click();
  await page.getByRole("button", { name: "Open with the code" }).click();
  await walk.sees("the code is asked for", page.getByText("Type the code from the sealed envelope."));
  await walk.isSound("recover-faults");
  await page.getByLabel("Recovery code").fill(groups.slice(0, 7).join(" "));
  await walk.sees("how far it is typed", page.getByText("7 of 8 groups typed."));
  await page.getByLabel("Recovery code").fill(groups.join("  ").toLowerCase());
  await page.getByLabel("Your new passphrase", { exact: true }).fill(values.passphrase);
  await page.getByLabel("Your new passphrase again").fill(values.passphrase);
  await everyLook(walk, "recover");
  await page.getByRole("button", { name: "Open with the code" }).click();
  const warning = page.locator(".strip").getByText("The sealed recovery code was opened.");
  await walk.sees("every screen says so", warning, 60_000);
  await walk.go("bag");
  await walk.sees("who came in with it", page.locator(".notice", { hasText: `${ME} came in with it` }));
  await walk.isSound("bag-code-used");
  await newCode(walk);
  await warning.waitFor({ state: "detached", timeout: 15_000 });
  walk.holds("a new code ends the warning", (await warning.count()) === 0);
}

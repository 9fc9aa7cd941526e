import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./feeds.mjs";

/**
 * Printers are added, one gives up in the middle, one speaks no PDF, a print is cancelled, a disk is full: each is said, and the
 * rest comes out elsewhere. Needs `ippeveprinter`.
 */
export async function printersWalk(walk) {
  if (!installed()) {
    process.stdout.write(
      "skipped: the walk to the printers needs ippeveprinter (cups-ipp-utils) and dbus-run-session\n",
    );
    return;
  }
  const { page } = walk;
  const dies = await printer(
    "page 1; page 2; page 3; trouble media-empty; while [ ! -e go ]; do sleep 0.1; done; mended media-empty; [ -e well ] && page 99 && exit 0; sleep 1; exit 1",
  );
  const well = await printer("page 999");
  const slow = await printer("page 1; page 2; while [ ! -e go ]; do sleep 0.1; done");
  const mute = await printer("page 1", "image/urf");
  try {
    await walk.go("paper");
    await walk.sees("files are where paper goes at first", page.getByText("PDF files"));
    await page.getByRole("button", { name: "Add a printer" }).click();
    await add(page, "ipp://10.255.255.1", "Far laser");
    await walk.sees("a line in the clear is refused", page.getByText(/cross the network in the clear/));
    await walk.isSound("printer-add");
    await add(page, dies.address, "Ward 6 laser");
    await walk.sees("the printer is ready", page.getByText("Ready.", { exact: true }));
    await page.getByRole("button", { name: "Add a printer" }).click();
    await add(page, well.address, "Post room laser");
    await walk.sees("so is the second", page.getByText("Ready.", { exact: true }));
    await walk.isSound("printer-chosen");
    await page.getByRole("button", { name: "Print a test sheet" }).click();
    const tried = page.locator(".card", { hasText: "What comes out" });
    await walk.sees("a test sheet came out", tried.getByText("1 part, 2 pages on Post room laser"), 60_000);
    await choose(page, /^Where to|Where to/, /Ward 6 laser/);
    await page.getByText("Blank charts", { exact: true }).first().click();
    await page.getByRole("textbox", { name: "Copies of each" }).fill("3");
    await page.getByRole("button", { name: /^Print the blank charts/ }).click();
    await walk.sees("no paper is said, with the way out", page.getByText("Ward 6 laser has no paper."), 60_000);
    await walk.isSound("printer-no-paper");
    writeFileSync(join(dies.folder, "go"), "");
    await walk.sees("it gave up at page 3", page.getByText(/Pages 1 to 3 of \d+ came out/).first(), 60_000);
    const left = page.locator(".paper-unfinished");
    await walk.sees("the print is not finished", left.getByRole("button", { name: "Carry on" }), 30_000);
    await walk.isSound("printer-stopped");
    await choose(page, /Carry on on/, /Post room laser/);
    await left.getByRole("button", { name: "Carry on on Post room laser" }).click();
    await walk.sees(
      "the rest came out elsewhere",
      page.locator(".card", { hasText: "What comes out" }).getByText("Printed", { exact: true }),
      60_000,
    );
    await left.waitFor({ state: "detached", timeout: 30_000 });
    await page.getByText("Ward packs", { exact: true }).first().click();
    await choose(page, /Where to/, /Post room laser/);
    await onlyFirstWard(page);
    const made = page.locator(".card", { hasText: "What comes out" });
    await seenFirst(walk);
    await page.getByRole("button", { name: /^Print charts for 1 ward/ }).click();
    await walk.sees("a ward came out", made.getByText(/Printed/), 180_000);
    await walk.sees("where it came out", made.getByText(/ on Post room laser/), 180_000);
    await walk.isSound("printer-made");
    await page.getByRole("button", { name: /^Print charts for 1 ward/ }).click();
    await walk.sees("a second print is asked about", page.getByText(/went to Post room laser at/), 30_000);
    await walk.isSound("printer-again");
    await noPdf(walk, mute);
    await cancelled(walk, slow);
    await fullDisk(walk);
  } finally {
    for (const each of [dies, well, slow, mute]) each.end();
  }
}

/** The pages are turned on the screen before anything is printed. */
async function seenFirst(walk) {
  const { page } = walk;
  walk.holds(
    "copies of stock are not copies of charts",
    (await page.getByRole("textbox", { name: "Copies of each" }).inputValue()) === "1",
  );
  await page.getByRole("button", { name: "See the pages first" }).click();
  const dialog = page.getByRole("dialog", { name: "The pages before they are printed" });
  await walk.sees("the first page", dialog.getByRole("img", { name: /page 1 of \d+$/ }), 30_000);
  await dialog.getByRole("button", { name: "Next" }).click();
  await walk.sees("the second page", dialog.getByRole("img", { name: /page 2 of \d+$/ }), 30_000);
  await page.keyboard.press("ArrowRight");
  await walk.sees("the third page by its key", dialog.getByRole("img", { name: /page 3 of \d+$/ }), 30_000);
  await walk.isSound("paper-preview");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** A printer that speaks no PDF is not taken on, and the way round is said. */
async function noPdf(walk, mute) {
  const { page } = walk;
  await page.getByRole("button", { name: "Add a printer" }).click();
  await add(page, mute.address, "Old inkjet");
  const said = page.getByRole("region", { name: "Add a printer" });
  await walk.sees("no PDF is said", said.getByText("Old inkjet does not print PDF, only image/urf."));
  await walk.sees("and what to do", said.getByText(/choose another printer/));
  await walk.isSound("printer-no-pdf");
  await page.getByRole("button", { name: "Close", exact: true }).click();
}

/** A print is cancelled when two pages are out, and carried on elsewhere with the third. */
async function cancelled(walk, slow) {
  const { page } = walk;
  await page.getByRole("button", { name: "Add a printer" }).click();
  await add(page, slow.address, "Bay 4 laser");
  await page.getByText("Blank charts", { exact: true }).first().click();
  await page.getByRole("textbox", { name: "Copies of each" }).fill("2");
  await page.getByRole("button", { name: /^Print the blank charts/ }).click();
  const made = page.locator(".card", { hasText: "What comes out" });
  await walk.sees("two pages are out", made.getByText(/Bay 4 laser: Pages 1 to 2 of \d+ came out/), 60_000);
  await made.getByRole("button", { name: "Cancel", exact: true }).click();
  // The printer ends the job only when its script ends: it is let go once it was told.
  const isTold = () => readFileSync(join(slow.folder, "log"), "utf8").includes("Cancel-Job");
  await walk.comes("the printer is told", isTold, 30_000);
  writeFileSync(join(slow.folder, "go"), "");
  await walk.sees("it is cancelled", made.getByText("Cancelled", { exact: true }), 60_000);
  const left = page.locator(".paper-unfinished");
  await walk.sees("the rest can be carried on", left.getByText(/Pages 1 to 2 of \d+ came out/), 30_000);
  await walk.isSound("printer-cancelled");
  await choose(page, /Carry on on/, /Post room laser/);
  await left.getByRole("button", { name: "Carry on on Post room laser" }).click();
  await walk.sees("the rest came out", made.getByText(/ on Post room laser/), 60_000);
  await left.waitFor({ state: "detached", timeout: 30_000 });
}

/** Files into a folder on a full disk: one fails, the others are whole; the rest is made in another one. */
async function fullDisk(walk) {
  const { page } = walk;
  const folder = mkdtempSync(join(tmpdir(), "battlebag-full-"));
  // Whatever is written under this name meets a disk without room. The name holds the minute in which it is written.
  for (let minute = -1; minute < 12; minute += 1) {
    symlinkSync("/dev/full", join(folder, `Blank Observations_ NEWS2 scores ${stamp(minute)}.pdf.part`));
  }
  await choose(page, /Where to/, /PDF files/);
  await page.getByRole("textbox", { name: /^Folder/ }).fill(folder);
  await page.getByRole("button", { name: /^Make the blank charts/ }).click();
  const made = page.locator(".card", { hasText: "What comes out" });
  await walk.sees("the disk is full", made.getByText(/the disk is full/), 60_000);
  const left = page.locator(".paper-unfinished");
  const goOn = left.getByRole("button", { name: "Carry on", exact: true });
  await walk.sees("what was not made is kept", goOn, 30_000);
  await walk.isSound("paper-disk-full");
  const other = join(folder, "other");
  await left.getByRole("textbox", { name: /^Another folder/ }).fill(other);
  await goOn.click();
  await left.waitFor({ state: "detached", timeout: 60_000 });
  await walk.sees("the rest is made", made.getByText("Made", { exact: true }), 30_000);
  walk.holds("in the other folder", readdirSync(other).length === 1);
  rmSync(folder, { recursive: true, force: true });
}

/** The time in a file's name, so many minutes from now. */
function stamp(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const parts = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  const of = (type) =>
    new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "Europe/London" })
      .formatToParts(at)
      .find((part) => part.type === type)?.value;
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}${of("minute")}`;
}

async function add(page, address, name) {
  await page.getByRole("textbox", { name: /^Address/ }).fill(address);
  await page.getByRole("textbox", { name: /^Name/ }).fill(name);
  await page.getByRole("button", { name: "Add this printer" }).click();
}

async function onlyFirstWard(page) {
  const chosen = page.locator(".paper-split > div").first().locator(".paper-row .tick");
  await page.getByRole("button", { name: /^(None|All \d+)$/ }).click();
  if (await chosen.nth(1).locator("input").isChecked()) await page.getByRole("button", { name: /^None$/ }).click();
  if (!(await chosen.first().locator("input").isChecked())) await chosen.first().click();
}

async function choose(page, label, option) {
  await page.getByRole("button", { name: label }).first().click();
  await page.getByRole("option", { name: option }).click();
}

const DIRS = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];
function installed() {
  return ["ippeveprinter", "dbus-run-session"].every((name) => DIRS.some((dir) => existsSync(join(dir, name))));
}

/** A real printer whose script says which pages come out; see `crates/printers/tests/room`. */
async function printer(prints, formats = "application/pdf,image/urf") {
  const folder = mkdtempSync(join(tmpdir(), "battlebag-printer-"));
  mkdirSync(join(folder, "spool"));
  const script = join(folder, "prints.sh");
  writeFileSync(
    script,
    `#!/bin/sh
cd ${folder}
page() { echo "ATTR: job-impressions-completed=$1" >&2; }
trouble() { echo "STATE: +$1" >&2; }
mended() { echo "STATE: -$1" >&2; }
${prints}
`,
  );
  chmodSync(script, 0o755);
  const port = await freePort();
  const words = `-k -2 -d ${folder}/spool -p ${port} -n localhost -r off -f ${formats} -c ${script} Trial`;
  const child = spawn(
    "timeout",
    [
      "900",
      "dbus-run-session",
      "--",
      "sh",
      "-c",
      `DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS PATH=$PATH:/usr/sbin exec ippeveprinter ${words}`,
    ],
    { stdio: ["ignore", "ignore", openSync(join(folder, "log"), "w")], detached: true },
  );
  for (let tries = 0; tries < 200 && !(await answers(port)); tries += 1)
    await new Promise((after) => setTimeout(after, 50));
  return {
    folder,
    address: `ipp://localhost:${port}/ipp/print`,
    end: () => {
      process.kill(-child.pid, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port) {
  return new Promise((said) => {
    const line = connect(port, "127.0.0.1");
    line.on("connect", () => {
      line.destroy();
      said(true);
    });
    line.on("error", () => said(false));
  });
}

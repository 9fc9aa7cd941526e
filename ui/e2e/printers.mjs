import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./feeds.mjs";

/** A printer is added, gives up in the middle, and the rest comes out of another one. Needs `ippeveprinter`. */
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
    await page.getByRole("button", { name: /^Print charts for 1 ward/ }).click();
    await walk.sees("a ward came out", made.getByText(/Printed/), 180_000);
    await walk.sees("where it came out", made.getByText(/ on Post room laser/), 180_000);
    await walk.isSound("printer-made");
    await page.getByRole("button", { name: /^Print charts for 1 ward/ }).click();
    await walk.sees("a second print is asked about", page.getByText(/went to Post room laser at/), 30_000);
    await walk.isSound("printer-again");
  } finally {
    dies.end();
    well.end();
  }
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
async function printer(prints) {
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
  const words = `-k -2 -d ${folder}/spool -p ${port} -n localhost -r off -f application/pdf,image/urf -c ${script} Trial`;
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
    { stdio: "ignore", detached: true },
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

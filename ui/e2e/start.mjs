/**
 * From nothing to usable, against a bare Tauri window: prints times and ratios, asserts nothing.
 *
 *   node e2e/start.mjs --app target/debug/battlebag-desktop --bare target/debug/examples/bare-window \
 *       --cli target/debug/battlebag [--notes 1000] [--rounds 7]
 *
 * Needs a display (`xvfb-run -a`), WebKitWebDriver and windows built with the feature `e2e`. The home is a sample hospital with
 * an exercise running and so many notes in its log, in a temporary folder that is thrown away.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Window } from "./window/driver.mjs";

const { values } = parseArgs({
  options: {
    app: { type: "string" },
    bare: { type: "string" },
    cli: { type: "string" },
    notes: { type: "string", default: "100" },
    rounds: { type: "string", default: "7" },
    port: { type: "string", default: "4469" },
  },
});
if (!values.app || !values.bare || !values.cli) {
  process.stderr.write("Say which: --app battlebag-desktop --bare bare-window --cli battlebag\n");
  process.exit(2);
}
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "battlebag-start-"));
const secret = join(folder, "passphrase.txt");
const PASSPHRASE = "four plain words here";
const PERSON = "Robin Hale";
writeFileSync(secret, `${PASSPHRASE}\n`);
const env = { ...process.env, BATTLEBAG_HOME: join(folder, "home"), BATTLEBAG_PASSPHRASE_FILE: secret };

function battlebag(...words) {
  execFileSync(resolve(values.cli), words, { env, stdio: ["ignore", "ignore", "inherit"] });
}

const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function once(app, args, usable) {
  const window = await Window.open({ app: resolve(app), args, port: values.port });
  try {
    await window.seeSoon(...usable);
    const shown = performance.now() - window.began;
    return { window, shown };
  } catch (thrown) {
    await window.close();
    throw thrown;
  }
}

async function bare() {
  const { window, shown } = await once(values.bare, [], ["#ready"]);
  await window.close();
  return shown;
}

async function product() {
  const args = ["--home", env.BATTLEBAG_HOME, "--paper", join(folder, "paper")];
  const { window, shown } = await once(values.app, args, ["input[type=password]"]);
  await window.type("input[type=password]", PASSPHRASE);
  const typed = performance.now();
  await window.keys("Enter");
  await window.seeSoon("h1", "Now");
  const signedIn = performance.now() - typed;
  await window.close();
  return { shown, signedIn };
}

try {
  battlebag("init", "--hospital", "St Elsewhere Infirmary", "--person", PERSON);
  battlebag("demo");
  battlebag("incident", "open", "--exercise", "--title", "Start");
  battlebag("system", "set", "LIMS", "unavailable", "--evidence", "bench");
  for (let note = 0; note < Number(values.notes); note += 1) battlebag("log", "add", `Note ${note}`);
  const times = { bare: [], shown: [], signedIn: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.bare.push(await bare());
    const { shown, signedIn } = await product();
    times.shown.push(shown);
    times.signedIn.push(signedIn);
  }
  const [alone, shown, signedIn] = [middle(times.bare), middle(times.shown), middle(times.signedIn)];
  process.stdout.write(
    [
      `start, median of ${rounds}`,
      `  a bare Tauri window shows its text   ${alone.toFixed(0)} ms`,
      `  Battlebag shows the sign-in          ${shown.toFixed(0)} ms   ${(shown / alone).toFixed(2)} times the bare window`,
      `  from Enter to the commander's board  ${signedIn.toFixed(0)} ms   (most of it is the passphrase, by design)`,
      "",
    ].join("\n"),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

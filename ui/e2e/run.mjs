/**
 * Walks the screens in a real browser over a real engine: `npm run e2e -- --engine ../target/debug/battlebag-headless`.
 *
 * Two people walk at the same time, each over an engine and a home of its own that does not exist yet: the walk takes half
 * as long. Fails on an accessibility violation, an error in the console, a screen that scrolls sideways, or a word that is
 * not there. `--shots DIR` also keeps a picture of every screen in every size and theme.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { censusWalk } from "./census.mjs";
import { contentWalk } from "./content.mjs";
import { firstRun, openSample } from "./first-run.mjs";
import { declare, incidentWalk, setSystem } from "./incident.mjs";
import { looks, toExercise } from "./looks.mjs";
import { ownPaperWalk } from "./own-paper.mjs";
import { commander, peopleWalk } from "./people.mjs";
import { printersWalk } from "./printers.mjs";
import { Walk } from "./walk.mjs";

const { values } = parseArgs({
  options: {
    engine: { type: "string" },
    shots: { type: "string" },
    browser: { type: "string", default: "/usr/bin/chromium" },
    passphrase: { type: "string", default: "correct horse battery staple" },
  },
});
if (!values.engine) {
  process.stderr.write("Say which engine: --engine ../target/debug/battlebag-headless\n");
  process.exit(2);
}
if (values.shots) mkdirSync(values.shots, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), "battlebag-walk-"));
const engines = [];

/** An engine on a home that does not exist yet; gives the address that it says. */
async function engine(name) {
  const at = (what) => join(folder, name, what);
  const ui = fileURLToPath(new URL("../dist", import.meta.url));
  const child = spawn(resolve(values.engine), ["--home", at("home"), "--paper", at("paper"), "--ui", ui], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  engines.push(child);
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("http://")) return line;
  throw new Error(`${values.engine} gave no address`);
}

const browser = await chromium.launch({
  executablePath: values.browser,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

/** One person's way through the screens. What one stumbles over does not stop the other. */
async function walked(name, parts) {
  const walk = await Walk.begin(browser, { ...values, url: await engine(name) });
  try {
    for (const [part, way] of parts) await walk.part(`${name}, ${part}`, () => way(walk));
  } catch (thrown) {
    walk.fail(`stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    // The window itself may be what went away.
    await walk.shot(`stopped-${name}`).catch(() => undefined);
  }
  return walk;
}

let walks = [];
try {
  walks = await Promise.all([
    walked("an incident", [
      ["first run", firstRun],
      ["incident", incidentWalk],
      ["who leads", commander],
      ["content", contentWalk],
      ["own paper", ownPaperWalk],
      ["looks", looks],
    ]),
    walked("people and census", [
      ["sample", openSample],
      ["declared", declare],
      ["gases", (walk) => setSystem(walk, "Blood gas", "Up", "Compromised")],
      ["pumps", (walk) => setSystem(walk, "Alder infusion pumps, medical wards", "Up", "Suspect")],
      ["printers", printersWalk],
      ["people", peopleWalk],
      ["to an exercise", toExercise],
      ["census", censusWalk],
    ]),
  ]);
} finally {
  await browser.close();
  for (const each of engines) each.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(walks.map((walk) => walk.report()).some((status) => status !== 0) ? 1 : 0);

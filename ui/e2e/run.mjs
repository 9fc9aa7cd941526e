/**
 * Walks the screens in a real browser over a real engine: `npm run e2e -- --url http://127.0.0.1:PORT/#TOKEN`.
 *
 * The engine is `battlebag-headless` on a home that does not exist yet (first run is part of the walk). Fails on an
 * accessibility violation, an error in the console, a screen that scrolls sideways, or a word that is not there.
 * `--shots DIR` also keeps a picture of every screen in every size and theme.
 */
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { censusWalk } from "./census.mjs";
import { contentWalk } from "./content.mjs";
import { firstRun } from "./first-run.mjs";
import { incidentWalk } from "./incident.mjs";
import { looks } from "./looks.mjs";
import { peopleWalk } from "./people.mjs";
import { printersWalk } from "./printers.mjs";
import { Walk } from "./walk.mjs";

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    shots: { type: "string" },
    browser: { type: "string", default: "/usr/bin/chromium" },
    passphrase: { type: "string", default: "correct horse battery staple" },
  },
});
if (!values.url) {
  process.stderr.write("Say where the screens are: --url http://127.0.0.1:PORT/#TOKEN\n");
  process.exit(2);
}
if (values.shots) mkdirSync(values.shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: values.browser,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const walk = await Walk.begin(browser, values);
try {
  await firstRun(walk);
  await incidentWalk(walk);
  await printersWalk(walk);
  await peopleWalk(walk);
  await contentWalk(walk);
  await looks(walk);
  await censusWalk(walk);
} catch (thrown) {
  walk.fail(`stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  // The window itself may be what went away.
  await walk.shot("stopped").catch(() => undefined);
} finally {
  await browser.close();
}
process.exit(walk.report());

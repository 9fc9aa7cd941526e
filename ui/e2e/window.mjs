/**
 * The first night and the main job once in the real window: `node e2e/window.mjs --app target/debug/battlebag-desktop`.
 *
 * Needs a display (`xvfb-run -a`) and WebKitWebDriver, and a window built with the feature `e2e`. The home is made in a
 * temporary folder and thrown away. `--shots DIR` keeps pictures.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Window } from "./window/driver.mjs";
import { firstNight } from "./window/first-night.mjs";
import { mainJob } from "./window/main-job.mjs";
import { descendants, traces } from "./window/traces.mjs";

const { values } = parseArgs({
  options: {
    app: { type: "string" },
    shots: { type: "string" },
    port: { type: "string", default: "4467" },
  },
});
if (!values.app) {
  process.stderr.write("Say which window: --app target/debug/battlebag-desktop\n");
  process.exit(2);
}
if (values.shots) mkdirSync(values.shots, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let checks = 0;
let faults = 0;
const say = {
  holds(what, isSo) {
    checks += 1;
    if (isSo) return;
    faults += 1;
    process.stderr.write(`FAULT ${what}\n`);
  },
};

/** One story in a window and on a home of its own. */
async function told(story) {
  const folder = mkdtempSync(join(tmpdir(), "battlebag-window-"));
  const home = join(folder, "home");
  const paper = join(folder, "paper");
  // What the window and its library keep goes under the folder too, so that all of it can be searched.
  const kept = join(folder, "kept");
  const temporary = join(folder, "temporary");
  mkdirSync(temporary, { recursive: true });
  const how = {
    app: resolve(values.app),
    args: ["--home", home, "--paper", paper],
    port: values.port,
    shots: values.shots,
    env: {
      XDG_DATA_HOME: join(kept, "data"),
      XDG_CACHE_HOME: join(kept, "cache"),
      XDG_CONFIG_HOME: join(kept, "config"),
      TMPDIR: temporary,
    },
  };
  let window = await Window.open(how);
  try {
    await story({
      axe,
      say,
      window: () => window,
      traces: (words) => {
        // A file that does hold a name shows that the search finds one.
        const control = join(folder, "control.txt");
        writeFileSync(control, `before ${words[0]} after`);
        const { read, found } = traces({
          folders: [folder],
          // Plain by design, and said so: paper for the ward, and the invented hospital's own feed.
          leaveOut: [paper, join(home, "sample-hospital")],
          processes: descendants(process.pid),
          words,
        });
        rmSync(control);
        return { read, found: found.filter((path) => path !== control), works: found.includes(control) };
      },
      printed: () => (existsSync(paper) ? readdirSync(paper).filter((name) => name.endsWith(".pdf")) : []),
      restart: async () => {
        await window.close();
        window = await Window.open(how);
        return window;
      },
    });
  } catch (thrown) {
    say.holds(`stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`, false);
  } finally {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await told(firstNight);
await told(mainJob);
process.stdout.write(`the real window: ${checks} checks, ${faults} faults\n`);
process.exit(faults === 0 ? 0 : 1);

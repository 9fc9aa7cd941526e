import { pause } from "./driver.mjs";
import { go, isFound, makeHome, PASSPHRASE } from "./main-job.mjs";

/** The five roles that are filled first, by people who have just come in. */
const NIGHT = [
  ["Ines Castellanos-Murphy", "bleep 2217"],
  ["Tomasz Wróblewski-Achebe", "radio 2"],
  ["Oluwadamilola Oyelaran-Whitcombe", "ext 4410"],
  ["Dr Margaret Achterberg", "radio 1"],
  ["Siobhán Ní Chonchúir-Okafor", "this laptop"],
];
/** Presses that the story may need; one more is a step backwards. */
const PRESSES = 13;

/**
 * Somebody who has read only the README: from the locked laptop to declared, five roles filled, five cards printed. Every
 * press of the pointer is counted, keys that type words and the Enter after them are not.
 */
export async function firstNight(stage) {
  await makeHome(stage);
  const w = stage.window();
  await w.press(".bar button", "Lock");
  await w.see("h1", "Locked");
  const began = performance.now();
  let presses = 0;
  const press = (css, words) => {
    presses += 1;
    return w.press(css, words);
  };

  await w.fill("Passphrase", PASSPHRASE);
  await press("button", "Unlock");
  await w.see("h1", "No incident is running", { within: 60_000 });
  await press("button", "Declare");
  await press("button", "Start the clock");
  await w.see(".bar", "LIVE");
  const declared = performance.now();

  await press(".nav button", "Roles");
  await press("[data-vacant] button", "Assign");
  for (const [who, how] of NIGHT) {
    // The next vacant role opens by itself, with the focus where the name goes.
    await w.see("form label", "Who takes it");
    await w.fill("Who takes it", who);
    await w.keys("Escape");
    await w.fill("How to reach them", how);
    await press("form button", `Assign ${who}`);
    await w.see(".chart-box", who);
  }
  await w.shot("window-first-night-roles");

  await press("button", "Print their cards");
  await press("button", "Make 5 action cards");
  await w.see(".paper-file", "", { within: 180_000 });
  for (let tries = 0; tries < 300 && stage.printed().length < 5; tries += 1) await pause(100);
  const seconds = (from) => ((performance.now() - from) / 1000).toFixed(0);
  process.stdout.write(
    `first night: ${presses} presses, ${seconds(began)} s from locked to five cards, ${((declared - began) / 1000).toFixed(0)} s to declared\n`,
  );
  stage.say.holds(`${presses} presses, ${PRESSES} at most`, presses <= PRESSES);
  stage.say.holds(`five cards in the folder: ${stage.printed().join(", ")}`, stage.printed().length === 5);
  stage.say.holds("none says EXERCISE: it is real", !stage.printed().some((name) => name.includes("EXERCISE")));
  await w.shot("window-first-night-cards");
  await inTheLog(stage);
}

async function inTheLog(stage) {
  const w = stage.window();
  await go(stage, "log");
  for (const said of ["declared", "Printed", ...NIGHT.map(([who]) => `given to ${who}`)])
    stage.say.holds(`the log tells of: ${said}`, await isFound(w, said));
}

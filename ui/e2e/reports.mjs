import { hoursAgo } from "./walk.mjs";

/** METHANE, SitRep and briefing are filled, mended, signed and printed; objectives and the rhythm are set and ended. */
export async function reportsWalk(walk) {
  await steer(walk);
  await methane(walk);
  await sitrep(walk);
  await briefing(walk);
  await given(walk);
  await lifeTurns(walk);
}

const COMING = "The commander is on the way.";

const desk = (page, word) => page.locator(".desk-head .segment", { hasText: word });
const report = (page, words) => page.locator(".report-one", { hasText: words });

/** Objectives, a period and the times of the reports; the board counts down to them. */
async function steer(walk) {
  const { page } = walk;
  await walk.go("now");
  await walk.sees("the rhythm on the board", page.getByRole("heading", { name: "Battle rhythm" }));
  await page.getByRole("button", { name: "No objective is set" }).click();
  await walk.settled();
  await walk.sees("no objective, in words", page.getByText("Say what the team means to reach"));
  await walk.isSound("reports-objectives-none");
  await page.getByRole("button", { name: /^Set objective/ }).click();
  await walk.sees("an objective must be said", page.getByText("Say what is to be reached."));
  await page.getByRole("textbox", { name: /^New objective/ }).fill("Blood gases by hand in intensive care");
  await page.getByRole("textbox", { name: /^Who sees to it/ }).fill("Ines Castellanos-Murphy");
  await page.getByRole("textbox", { name: /^To be reached by/ }).fill("tomorrow 07:00");
  await page.getByRole("textbox", { name: /^To be reached by/ }).press("Control+Enter");
  await walk.sees("the objective", page.locator(".steering-one", { hasText: "Blood gases by hand" }));
  await page.getByRole("textbox", { name: /^New objective/ }).fill("Keep theatre 2 open");
  await page.getByRole("button", { name: /^Set objective/ }).click();
  const theatre = page.locator(".steering-one", { hasText: "Keep theatre 2 open" });
  await walk.sees("a second one", theatre);
  await theatre.getByRole("button", { name: /^Give up objective 2/ }).click();
  await page.getByRole("button", { name: /^Give it up/ }).click();
  await walk.sees("giving up needs a reason", page.getByText("Say why it is given up."));
  await page.getByRole("textbox", { name: /^Why it is given up/ }).fill("No anaesthetic machine is trusted");
  await page.getByRole("button", { name: /^Give it up/ }).click();
  await walk.sees("it is given up", page.locator(".steering-ended", { hasText: "Keep theatre 2 open" }));
  await page.getByRole("textbox", { name: /^What the next one is for/ }).fill("The night");
  await page.getByRole("textbox", { name: /^Until/ }).fill("tomorrow 07:30");
  await page.getByRole("button", { name: /^Start a period/ }).click();
  await walk.sees("the period", page.locator(".steering-one", { hasText: "The night" }));
  const times = page.getByRole("form", { name: "SitRep times" });
  await times.getByRole("textbox", { name: /^Then every/ }).fill("an hour");
  await times.getByRole("button", { name: /^Set SitRep times/ }).click();
  await walk.sees("minutes are asked for", page.getByText("Write minutes, 1440 at most."));
  await times.getByRole("textbox", { name: /^Then every/ }).fill("60");
  await times.getByRole("textbox", { name: /^Next SitRep/ }).fill("tomorrow 08:00");
  await times.getByRole("textbox", { name: /^Where, or how/ }).fill("Board room, radio 2");
  await times.getByRole("button", { name: /^Set SitRep times/ }).click();
  await walk.sees("the times are set", page.getByText(/then every 60 min · Board room/));
  await walk.isSound("reports-objectives");
  await walk.go("now");
  await walk.sees("the board counts down", page.locator(".now-beat", { hasText: "SitRep 1" }).getByText(/^in \d/));
  await walk.isSound("now-rhythm");
}

async function methane(walk) {
  const { page } = walk;
  await walk.go("reports");
  await desk(page, "METHANE").click();
  await walk.settled();
  await walk.sees("METHANE is filled", page.getByText(/Filled from the board/));
  const major = await page.getByLabel(/^Major incident/).inputValue();
  walk.holds(`M says that it is declared: ${major}`, major.includes("declared"));
  await page.getByLabel(/^Access/).fill("Radio 2; east door; switchboard is down");
  await page.getByRole("button", { name: "Read aloud" }).click();
  await walk.sees("the letters, big", page.locator(".aloud-letter", { hasText: "H" }));
  await walk.sees("what a person wrote is read", page.locator(".aloud dd", { hasText: "Radio 2; east door" }));
  await walk.isSound("reports-methane-aloud");
  await page.getByRole("button", { name: "Back to mending" }).click();
  await walk.isSound("reports-methane");
  await page.getByRole("button", { name: /^Sign METHANE/ }).click();
  await walk.sees("METHANE among those given", report(page, "METHANE 1"));
}

async function sitrep(walk) {
  const { page } = walk;
  await desk(page, "SitRep").click();
  await walk.settled();
  const changed = await page.getByLabel(/^Changed since the last one/).inputValue();
  walk.holds(`it says what changed: ${changed}`, changed.includes("Systems: ") && changed.includes("Objectives: "));
  const planned = await page.getByLabel(/^Actions planned/).inputValue();
  walk.holds(`objectives are planned: ${planned}`, planned.includes("Blood gases by hand"));
  await page.getByLabel(/^Actions planned/).fill("Second runner at 07:00");
  await walk.isSound("reports-sitrep");
  await page.getByRole("button", { name: /^Sign SitRep 1/ }).click();
  await walk.sees("the SitRep among those given", report(page, "SitRep 1"));
  await walk.sees("the next one is number 2", page.getByRole("button", { name: /^Sign SitRep 2/ }));
}

async function briefing(walk) {
  const { page } = walk;
  await desk(page, "Briefing").click();
  await walk.settled();
  const intent = await page.getByLabel(/^Intent/).inputValue();
  walk.holds(`the objectives are the intent: ${intent}`, intent.includes("Blood gases by hand"));
  await page.getByLabel(/^Intent/).fill("");
  await page.getByRole("button", { name: /^Sign briefing 1/ }).click();
  await walk.sees("the intent must be said", page.getByText("Say what is to be reached."));
  await walk.isSound("reports-briefing-faults");
  await page.getByLabel(/^Intent/).fill("Blood gases by hand, everything else by paper until 07:30");
  await page.getByLabel(/^Who was briefed/).fill("Everybody in the board room");
  await page.getByLabel(/^Who was briefed/).press("Control+Enter");
  await walk.sees("the briefing among those given", report(page, "Briefing 1"));
  await walk.isSound("reports-briefing");
}

/** What was given is read again and printed with the words that prove the log. */
async function given(walk) {
  const { page } = walk;
  const one = report(page, "METHANE 1");
  await one.getByRole("button", { name: /^Read/ }).press("Enter");
  await walk.sees("what it said", one.getByText("Radio 2; east door; switchboard is down"));
  await one.getByRole("button", { name: /^Print METHANE 1/ }).click();
  await walk.sees("the paper and its checkpoint", one.getByText(/^Made: .*METHANE 1.*Its checkpoint: /), 30_000);
  await walk.isSound("reports-given");
  await page.getByRole("button", { name: /^Print Briefing as it stands/ }).click();
  await walk.sees("one that nobody signed", page.getByText(/^Made: .*Briefing 2.*Its checkpoint: /), 30_000);
}

/** Escalated, then in recovery: each with a reason, each in the bar. */
async function lifeTurns(walk) {
  const { page } = walk;
  await walk.go("now");
  await page.getByRole("button", { name: "Escalate…" }).click();
  await page.getByRole("button", { name: "Escalate the incident" }).click();
  await walk.sees("to whom is asked", page.getByText("Say to whom."));
  await walk.isSound("now-escalate");
  await page.getByRole("textbox", { name: /^To whom/ }).fill("Regional command, NHS England");
  await page.getByRole("textbox", { name: /^Why it is escalated/ }).fill("Two hospitals share the laboratory");
  // Typed in later: not before what came before it, and the words stay.
  const when = page.getByRole("form", { name: "Escalate the incident" }).getByRole("textbox", { name: /^When/ });
  await when.fill(hoursAgo(20));
  await page.getByRole("button", { name: "Escalate the incident" }).click();
  await walk.sees("too early is said", page.getByText(/is before the incident was declared/));
  await when.fill("");
  await page.getByRole("button", { name: "Escalate the incident" }).click();
  await walk.throughGlass("escalate", COMING, "glass");
  await walk.sees("escalated in the bar", page.locator(".bar").getByText("ESCALATED", { exact: true }));
  await page.getByRole("button", { name: "Recovery…" }).click();
  await page.getByRole("textbox", { name: /^What has come back/ }).fill("Laboratory, tested against known samples");
  await walk.isSound("now-recovery");
  await page.getByRole("button", { name: "Begin recovery" }).click();
  await walk.throughGlass("begin", COMING);
  await walk.sees("recovery in the bar", page.locator(".bar").getByText("RECOVERY", { exact: true }));
}

/** Over: what is left, a debrief, reopened, stood down again. Begins and ends with the incident stood down. */
export async function afterWalk(walk) {
  const { page } = walk;
  await walk.sees("how it went", page.getByRole("list", { name: "How it went" }));
  await walk.sees("what is not finished", page.getByText(/^Not finished: /));
  await page.locator(".unfinished summary").click();
  await walk.isSound("after");
  await page.getByRole("button", { name: "Write a debrief…" }).click();
  await page.getByRole("button", { name: /^Sign the debrief/ }).click();
  await walk.sees("who was there is asked", page.getByText("Say who was there."));
  await walk.isSound("after-debrief");
  await page.getByRole("textbox", { name: /^Who was there/ }).fill("The night team");
  await page.getByRole("textbox", { name: /^What did not/ }).fill("Nobody knew where the drivers were");
  await page.getByRole("button", { name: /^Sign the debrief/ }).click();
  await walk.sees("the debrief is kept", page.getByText("Nobody knew where the drivers were"));
  await page.getByRole("button", { name: "Reopen…" }).click();
  await page.getByRole("textbox", { name: /^Why it is reopened/ }).fill("Pumps changed again");
  await walk.isSound("after-reopen");
  await page.getByRole("button", { name: "Reopen the incident" }).click();
  await walk.throughGlass("reopen", COMING);
  await walk.sees("LIVE again", page.locator(".bar").getByText("LIVE", { exact: true }));
  await page.getByRole("button", { name: "Stand down…" }).click();
  await page.getByRole("textbox", { name: /Why the incident can end/ }).fill("It was a false alarm");
  await page.getByRole("button", { name: "Stand the incident down" }).click();
  await walk.throughGlass("stand", COMING);
  await walk.sees("over again", page.getByRole("heading", { name: "No incident is running" }));
}

/** In an exercise: a real incident is declared over it, and the exercise is found again. */
export async function realOverExercise(walk) {
  const { page } = walk;
  await walk.go("now");
  await page.locator(".strip-act", { hasText: "Declare a real one" }).first().click();
  await walk.sees("the panel of a real one", page.getByRole("form", { name: "Declare" }));
  await walk.isSound("exercise-declare-real");
  await page.keyboard.press("Enter");
  await walk.sees("LIVE in the bar", page.locator(".bar").getByText("LIVE", { exact: true }));
  walk.holds("no band of an exercise", (await page.locator(".exercise-band").count()) === 0);
  await page.getByRole("button", { name: "Stand down…" }).click();
  await page.getByRole("textbox", { name: /Why the incident can end/ }).fill("Only to try it");
  await page.getByRole("button", { name: "Stand the incident down" }).click();
  await walk.throughGlass("stand", COMING);
  await walk.sees("the exercise still runs", page.getByRole("heading", { name: "Another incident is running" }));
  await walk.isSound("another-runs");
  await page.getByRole("button", { name: /^Go back to EX-/ }).click();
  await walk.sees("the band again", page.locator(".exercise-top"));
}

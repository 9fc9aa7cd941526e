import { hoursAgo } from "./walk.mjs";

/** Results by phone, what is waited for, runners, help and diversions, the contact book: written, chased, told, printed. */
export async function messagesWalk(walk) {
  await results(walk);
  await waited(walk);
  await laboratory(walk);
  await runners(walk);
  await aid(walk);
  await contacts(walk);
  await onNow(walk);
}

const desk = (page, word) => page.locator(".desk-head .segment", { hasText: word });
const one = (page, words) => page.locator(".message-one", { hasText: words });
const box = (page, name) => page.getByRole("textbox", { name });

async function results(walk) {
  const { page } = walk;
  await walk.go("messages");
  await walk.sees("no result, in words", page.getByText("No result came by phone"));
  await walk.isSound("messages-none");
  await page.getByRole("button", { name: /^Write the result down/ }).click();
  await walk.sees("whose result it is, is asked", page.getByText("Say whose result it is."));
  await walk.isSound("messages-result-faults");
  await box(page, /^Patient/).fill("AMU 04 Oyelaran-Whitcombe");
  await box(page, /^Second identifier/).fill("999 214 7733");
  await page.getByRole("combobox", { name: /^Test/ }).fill("Potassium");
  await page.keyboard.press("Escape");
  await box(page, /^Value/).fill("6.9");
  await box(page, /^Unit/).fill("mmol/L");
  await box(page, /^Who phoned/).fill("Ada Nwosu");
  await box(page, /^From where/).fill("Biochemistry, 4417");
  await page.locator(".tick", { hasText: "calls it critical" }).click();
  await box(page, /^From where/).press("Control+Enter");
  const potassium = one(page, "Potassium 6.9 mmol/L");
  await walk.sees("the critical result stands out", potassium.getByText("Critical, tell a clinician"));
  await walk.sees("it is kept though nobody read it back", potassium.getByText("Not read back"));
  await walk.isSound("messages-critical");
  await potassium.getByRole("button", { name: /^Read back/ }).click();
  await box(page, /^Second listener/)
    .last()
    .fill("Sam Okoro");
  await page.getByRole("button", { name: /^Read back and right/ }).click();
  await walk.sees("it is read back", potassium.getByText(/^Read back by .* second listener Sam Okoro/));
  await potassium.getByRole("button", { name: /^A clinician knows/ }).click();
  await page.getByRole("button", { name: /^They know of it/ }).click();
  await walk.sees("the clinician is named", page.getByText("Name the clinician who knows of it."));
  await walk.isSound("messages-acknowledge");
  await box(page, /^Clinician, by name/).fill("Dr Ines Castellanos-Murphy");
  await box(page, /^What is done/).fill("Calcium given, ECG");
  await page.getByRole("button", { name: /^They know of it/ }).click();
  await walk.sees("a clinician knows", potassium.getByText(/Castellanos-Murphy knows of it/));
  await fromCensus(walk);
}

/** The patient is picked from the census by name and bed. */
async function fromCensus(walk) {
  const { page } = walk;
  await box(page, /^Patient/).fill("AMU");
  const first = page.getByRole("listbox", { name: "In the census" }).getByRole("option").first();
  await walk.sees("people of the census", first);
  await walk.isSound("messages-pick");
  await first.click();
  await walk.sees("the one who was picked", page.locator(".notice", { hasText: "NHS" }));
  await page.getByRole("combobox", { name: /^Test/ }).fill("Lactate");
  await page.keyboard.press("Escape");
  await box(page, /^Value/).fill("1.1");
  await box(page, /^Unit/).fill("mmol/L");
  await box(page, /^Who phoned/).fill("Ada Nwosu");
  await page.locator(".tick", { hasText: "Read back" }).click();
  await page.getByRole("button", { name: /^Write the result down/ }).click();
  await walk.sees("the result of one from the census", one(page, "Lactate 1.1 mmol/L"));
  await page.getByRole("button", { name: "Print list" }).click();
  await walk.sees("the list as paper", page.getByText(/^Made: .*Phoned results .*pdf/), 30_000);
}

async function waited(walk) {
  const { page } = walk;
  await desk(page, "Results waited for").click();
  await walk.sees("nothing is waited for, in words", page.getByText("Nothing is waited for"));
  await box(page, /^Patient/).fill("WARD 9 Lund, Ida");
  await page.getByRole("combobox", { name: /^Test/ }).fill("Blood gas");
  await page.keyboard.press("Escape");
  await box(page, /^When it left/).fill(hoursAgo(3));
  await box(page, /^Where it went/).fill("Laboratory hatch");
  await page.locator(".tick", { hasText: "Urgent" }).click();
  await page.getByRole("button", { name: /^Wait for the result/ }).click();
  const gas = one(page, "Blood gas, urgent");
  await walk.sees("it is late", gas.getByText(/^Late /));
  await walk.isSound("messages-waited");
  await gas.getByRole("button", { name: /^Chased/ }).click();
  await box(page, /^Who was asked/).fill("Ada Nwosu");
  await box(page, /^What they said/).fill("Clotted, send another");
  await page
    .getByRole("button", { name: /^Chased/ })
    .last()
    .click();
  await walk.sees("what they said", gas.getByText(/asked Ada Nwosu: Clotted/));
  await page.getByRole("button", { name: "Times that are set…" }).click();
  await page.getByRole("button", { name: "Set Blood gas" }).click();
  await box(page, /^Blood gas, urgent/).fill("10");
  await page.getByRole("button", { name: "Set the minutes" }).click();
  await walk.sees("this hospital's own time", page.getByText("this hospital", { exact: true }));
  await walk.isSound("messages-times");
  await page.getByRole("button", { name: "Back to the form" }).click();
}

/** The laboratory says what it can do; the Paper screen knows it. */
async function laboratory(walk) {
  const { page } = walk;
  await desk(page, "Laboratory").click();
  await walk.sees("no list, in words", page.getByText("The laboratory has not said what it can do"));
  await page.getByRole("button", { name: /^This can be done/ }).click();
  await walk.sees("a test is asked for", page.getByText(/^Write at least one test/));
  await walk.sees("who said it is asked for", page.getByText("Say who in the laboratory said it."));
  await walk.isSound("messages-laboratory-faults");
  await box(page, "Test 1").fill("Potassium, sodium, creatinine");
  await box(page, "Tube or caution").fill("lithium heparin");
  await page.getByRole("button", { name: "Add a test" }).click();
  await box(page, "Test 2").fill("Blood gas with lactate");
  await box(page, "Tube or caution").last().fill("gas syringe");
  await page.getByRole("button", { name: /Test 2 is for/ }).click();
  await page.getByRole("option", { name: "Life or death only" }).click();
  await box(page, /^Who said it/).fill("Ada Nwosu");
  await box(page, /^How it came/).fill("phone");
  await page.getByRole("button", { name: /^This can be done/ }).click();
  await walk.sees(
    "what the laboratory can do",
    one(page, "2 tests, said by Ada Nwosu").getByText("Printed on requests"),
  );
  await walk.isSound("messages-laboratory");
  await page.getByRole("button", { name: "Print list" }).click();
  await walk.sees("its list as paper", page.getByText(/^Made: .*laboratory.*pdf/), 30_000);
  await walk.go("paper");
  const request = page.locator(".tick", { hasText: "Laboratory request" });
  await request.click();
  await walk.sees("what its boxes have", page.getByText(/^2 tests from the laboratory, said /));
  await walk.isSound("paper-laboratory");
  await request.click();
  await walk.go("messages");
}

async function runners(walk) {
  const { page } = walk;
  await desk(page, "Runners").click();
  await box(page, /^What/).fill("Three blood samples, Ward 9");
  await box(page, /^Who carries it/).fill("Sam Okoro");
  await box(page, /^From/).fill("Ward 9");
  await box(page, /^To/).fill("Laboratory hatch");
  await box(page, /^When it left/).fill(hoursAgo(3));
  await page.getByRole("button", { name: /^It is on its way/ }).click();
  const samples = one(page, "Three blood samples");
  await walk.sees("it has not arrived", samples.getByText(/^Not there, late/));
  await walk.isSound("messages-runners");
}

async function aid(walk) {
  const { page } = walk;
  await desk(page, "Aid, diversions").click();
  await box(page, /^Hospital, service/).fill("Harrow Vale Hospital");
  await box(page, /^What/).fill("Four stand-alone syringe drivers");
  await page.getByRole("button", { name: /^Write it down/ }).click();
  const drivers = one(page, "syringe drivers");
  await walk.sees("nobody answered yet", drivers.getByText("No answer yet"));
  await drivers.getByRole("button", { name: /^Answered/ }).click();
  await box(page, /^Who answered/).fill("Their site manager");
  await page
    .getByRole("button", { name: /^Answered Ctrl|^Answered$/ })
    .last()
    .click();
  await walk.sees("accepted", drivers.getByText("Accepted", { exact: true }));
  await page.locator(".segment", { hasText: "A diversion" }).click();
  await box(page, /^What/).fill("Stroke");
  await box(page, /^Where to/).fill("Harrow Vale Hospital");
  await box(page, /^Who agreed there/).fill("Their site manager");
  await page.getByRole("button", { name: /^It is diverted/ }).click();
  const stroke = one(page, "Stroke to Harrow Vale");
  await walk.sees("the diversion", stroke.getByText("Nobody was told yet"));
  await stroke.getByRole("button", { name: /^Told of it/ }).click();
  await box(page, /^Who was told/).fill("Ambulance control");
  await page.getByRole("button", { name: /^They were told/ }).click();
  await walk.sees("who was told", stroke.getByText(/^Told: Ambulance control/));
  await walk.isSound("messages-aid");
}

async function contacts(walk) {
  const { page } = walk;
  await desk(page, "Contacts").click();
  await walk.sees("an empty book, in words", page.getByText("The contact book is empty"));
  await walk.isSound("messages-contacts-none");
  await box(page, /^Name/).fill("Laboratory duty desk");
  await page.getByRole("button", { name: /^Add the contact/ }).click();
  await walk.sees("a way is asked for", page.getByText("Give a phone, a radio channel or a room."));
  await box(page, /^Phone/).fill("4417");
  await box(page, /^Room/).fill("Block B, level 1");
  await page.getByRole("button", { name: /^Add the contact/ }).click();
  const lab = one(page, "Laboratory duty desk");
  await walk.sees("never tried", lab.getByText("Never tried"));
  await lab.getByRole("button", { name: /^Tried and reached/ }).click();
  await walk.sees("tried today", lab.getByText(/^tried .* by /));
  await walk.isSound("messages-contacts");
  await page.getByRole("button", { name: "Print list" }).click();
  await walk.sees("the book as paper", page.getByText(/^Made: .*Contact book .*pdf/), 30_000);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("duty desk");
  await walk.sees("Find knows the contact", page.getByRole("option", { name: /Laboratory duty desk/ }));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

/** What is late, and what goes elsewhere, stands on the board. */
async function onNow(walk) {
  const { page } = walk;
  await walk.go("now");
  await walk.sees("what is diverted", page.getByText("Stroke to Harrow Vale Hospital until further notice"));
  const more = page.getByRole("button", { name: /^Show all \d+/ }).first();
  if ((await more.count()) > 0) await more.click();
  await walk.sees("the late runner", page.getByText(/has not arrived at Laboratory hatch/));
  await page.getByRole("button", { name: /^Open: Three blood samples/ }).click();
  await walk.sees("its desk", page.getByRole("heading", { name: "Runner log" }));
  const arrived = one(page, "Three blood samples");
  await arrived.getByRole("button", { name: /^Arrived/ }).click();
  await box(page, /^Who took it/).fill("Ada Nwosu");
  await page.getByRole("button", { name: /^It arrived/ }).click();
  await walk.sees("it arrived", arrived.getByText(/taken by Ada Nwosu/));
}

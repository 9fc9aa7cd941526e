import { everyLook } from "./people.mjs";

/** The hospital's own paper: an insulin scale typed and signed, rules in another order, a class that is left out. */
export async function ownPaperWalk(walk) {
  await scale(walk);
  await rules(walk);
  await gravity(walk);
}

const send = (walk) => walk.page.getByRole("button", { name: "Save for the next incident" });

async function open(walk, press, title) {
  await walk.go("bag");
  await walk.page.getByRole("button", { name: press }).click();
  await walk.sees(`${title} in its form`, walk.page.getByRole("heading", { name: title, level: 1 }));
  await walk.settled();
}

async function scale(walk) {
  const { page } = walk;
  await open(walk, "Set your own paper", "Medicines, your own forms, insulin scale");
  await walk.sees("the table is empty", page.getByText("No scale comes with Battlebag"));
  await walk.sees("the chart as it prints now", page.getByRole("img", { name: /blank, with these answers/ }), 30_000);
  await page.getByLabel("Medicines whose time matters").fill("Levodopa");
  await walk.sees("what is wrong, at its answer", page.locator(".field-fault", { hasText: "has capitals" }));
  await walk.isSound("own-paper-faults");
  await page.getByLabel("Medicines whose time matters").fill("levodopa\nphenytoin");
  await page.getByLabel("Who decided this here").fill("Ama Wójcik-Featherstonehaugh, chief pharmacist");
  await page.getByLabel("On", { exact: true }).fill("2026-11-01");
  await page.getByLabel("Your rule for a low glucose").fill("20 g glucose by mouth; look again after 15 minutes");
  await page.getByRole("button", { name: "Enter your own scale" }).click();
  await page.getByLabel("Scale A", { exact: true }).fill("standard");
  const band = (from) => page.getByRole("group", { name: from });
  await page.getByRole("button", { name: "Add a band" }).click();
  await band(/^From 4$/)
    .getByLabel(/^up to/)
    .fill("8");
  await band(/^From 4$/)
    .getByLabel(/^Scale A/)
    .fill("0.5");
  await band(/^From 8.1 and over/)
    .getByLabel(/^Scale A/)
    .fill("1.25");
  await walk.sees("a rate with too many digits", page.locator(".field-fault", { hasText: "is no rate" }));
  await band(/^From 8.1 and over/)
    .getByLabel(/^Scale A/)
    .fill("1");
  await walk.sees("it is not signed", page.locator(".field-fault", { hasText: "is not signed" }));
  await page.getByLabel("Signed by the diabetes lead").fill("Dr Ifeoma Okonkwo, diabetes lead");
  await page.getByLabel("Signed on").fill("2026-11-01");
  await walk.sees("it can be saved", page.getByText("It can be saved"));
  await everyLook(walk, "own-paper");
  await page.getByLabel("Why it is changed").fill("policy of November");
  await send(walk).click();
  await walk.sees("it is set here", page.locator(".editor-state", { hasText: "Set here" }), 30_000);
  await walk.sees("the draft is gone", page.getByText("Nothing is typed that is not saved."));
  // Another number is another scale: nobody has signed it.
  await band(/^From 8.1 and over/)
    .getByLabel(/^Scale A/)
    .fill("2");
  await walk.sees("it asks for a signature again", page.locator(".field-fault", { hasText: "is not signed" }));
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await page.getByRole("button", { name: "Back to the bag" }).click();
}

async function rules(walk) {
  const { page } = walk;
  await open(walk, "Set the back-entry rules", "What is typed back, in which order");
  const row = page.locator(".own-rule");
  const second = await row.nth(1).getAttribute("data-rule");
  await page.getByRole("button", { name: `Move ${second} up` }).click();
  walk.holds("it is the first", (await row.first().getAttribute("data-rule")) === second);
  await page.keyboard.press("Alt+ArrowDown");
  await walk.comes("the keyboard moves it back", async () => (await row.nth(1).getAttribute("data-rule")) === second);
  await page.getByRole("button", { name: "Change medicines" }).click();
  await page.getByLabel("What is typed and looked at").fill("x".repeat(113));
  await walk.sees("its letters are counted", page.getByText("3 characters too many: at most 110 fit"));
  await walk.sees("the check says so too", page.locator(".field-fault", { hasText: "has 113 characters" }));
  await walk.sees("the tracker", page.getByRole("img", { name: /Back-entry tracker/ }), 30_000);
  await everyLook(walk, "own-rules");
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await page.getByRole("button", { name: "Back to the bag" }).click();
}

async function gravity(walk) {
  const { page } = walk;
  await open(walk, "Set what never runs by gravity", "Never by gravity");
  await page.getByRole("button", { name: "Take out oxytocin" }).click();
  await walk.sees("whose decision it is", page.getByText(/a pharmacist decides that/));
  await page.getByRole("button", { name: "Take oxytocin out" }).click();
  await walk.sees("what is let through", page.getByText(/no longer be kept from gravity: oxytocin/));
  await send(walk).click();
  await walk.sees("a reason is asked for", page.locator(".field-fault", { hasText: "who decided it" }));
  await everyLook(walk, "own-gravity");
  await page.getByRole("button", { name: "Put them back" }).click();
  await walk.sees("nothing is left out", page.getByText("It can be saved"));
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await page.getByRole("button", { name: "Back to the bag" }).click();
  await walk.settled();
}

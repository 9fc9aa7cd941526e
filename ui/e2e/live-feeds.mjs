import { admission, fhirServer, freePort, sendMllp, watchedFolder } from "./feeds.mjs";

/** The feeds while IT still works: a folder, a listener, a server; a snapshot from all, the times, and one removed. */
export async function liveFeeds(walk) {
  const { page } = walk;
  await place(walk);
  await walk.sees("that there is no feed", page.getByText("No feed is set up"));
  await walk.isSound("feeds-none");
  await page.getByRole("button", { name: "Add the feed" }).click();
  await walk.sees("a folder is asked for", page.getByText("Say which folder."));
  await walk.isSound("feeds-faults");
  await add(walk, { name: "Patient system", label: /^Folder/, at: watchedFolder({ people: 124, okaforBed: "31" }) });
  await walk.sees("the folder is looked into", feed(page, "Patient system").getByText("Looks into its folder"));
  const port = await freePort();
  await page.getByRole("button", { name: /What it is/ }).click();
  await page.getByRole("option", { name: /^A listener/ }).click();
  await add(walk, { name: "ADT feed", label: /^Address/, at: `127.0.0.1:${port}` });
  await walk.sees("the listener listens", feed(page, "ADT feed").getByText(`Listens at 127.0.0.1:${port}`), 20_000);
  walk.holds("an admission is acknowledged", (await sendMllp(port, admission("A1", new Date()))) === "AA");
  await walk.sees("it was heard", feed(page, "ADT feed").getByText(/last heard .* 1 message kept/), 30_000);
  await walk.sees("the list was seen", feed(page, "Patient system").getByText(/1 file or answer kept/), 30_000);
  await walk.isSound("feeds");
  const server = await fhirServer();
  await page.getByRole("button", { name: /What it is/ }).click();
  await page.getByRole("option", { name: /^A FHIR server/ }).click();
  await add(walk, { name: "Record system", label: /^Server/, at: server.address });
  await walk.sees("the server was asked", feed(page, "Record system").getByText(/files or answers kept/), 30_000);
  await snapshot(walk);
  await page.getByRole("button", { name: "Ask Record system now" }).click();
  await walk.sees("what asking at once came to", feed(page, "Record system").locator(".feed-made"), 60_000);
  await walk.isSound("feeds-server");
  await times(walk);
  await remove(walk, "Patient system");
  await server.close();
  await page.getByRole("button", { name: "Ask Record system now" }).click();
  await walk.sees(
    "a server that is away is said",
    feed(page, "Record system").getByText(/did not come through/),
    60_000,
  );
  await walk.isSound("feeds-server-away");
  await remove(walk, "Record system");
}

const place = async (walk) => {
  await walk.go("census");
  await walk.page.getByRole("tab", { name: "Feeds" }).click();
  await walk.settled();
};
const feed = (page, name) => page.getByRole("list", { name: "Feeds" }).getByRole("listitem").filter({ hasText: name });

/** In an incident a feed is the bag keeper's to change; at night somebody else breaks the glass. */
const through = (walk, act) => walk.throughGlass(act, "The feed is needed before the line goes.");

async function add(walk, { name, label, at }) {
  const { page } = walk;
  const form = page.getByRole("form", { name: "Add a feed" });
  await form.getByRole("textbox", { name: /^Name/ }).fill(name);
  await form.getByRole("textbox", { name: label }).fill(at);
  await page.getByRole("button", { name: "Add the feed" }).click();
  await through(walk, "add a feed");
  await walk.sees(`${name} stands there`, feed(page, name));
}

/** A snapshot of both feeds comes into use, with who the listener heard of; one more at once says that nothing came. */
async function snapshot(walk) {
  const { page } = walk;
  const now = page.getByRole("button", { name: "Take a snapshot now" });
  await now.click();
  await walk.sees("a new census", page.getByText("A new census is in use."), 60_000);
  await walk.isSound("feeds-snapshot");
  await now.click();
  await walk.sees("nothing new is said", page.getByText("Nothing new has come."), 30_000);
  await walk.go("patients");
  await page.locator(".filter-search input").fill("Ferreira");
  await walk.sees("who the listener heard of", page.getByRole("option", { name: /FERREIRA-LINDQVIST/i }));
  await page.locator(".filter-search input").fill("Brandvold");
  await walk.sees(
    "who the server knows, on the ward above the bed",
    page.getByRole("option", { name: /BRANDVOLD-EZE/i }),
  );
  await page.getByRole("option").first().click();
  await walk.settled();
  await walk.sees("the ward and bed", page.locator(".panel-facts", { hasText: /Renal/ }));
  await walk.sees("the allergy that the server knows", page.locator(".panel-plates", { hasText: "Chlorhexidine" }));
  await page.locator(".filter-search input").fill("");
  await place(walk);
}

async function times(walk) {
  const { page } = walk;
  const days = page.getByRole("textbox", { name: /^Messages about nobody/ });
  await days.fill("1");
  await page.getByRole("button", { name: "Set these times" }).click();
  await walk.sees("too short a time is refused", page.getByText("Write a whole number, 2 to 3,650."));
  await days.fill("9");
  await page.getByRole("button", { name: "Set these times" }).click();
  await through(walk, "set how long");
  await walk.settled();
  await walk.reload();
  await place(walk);
  await walk.comes("the times are kept", async () => (await days.inputValue()) === "9");
  await page.getByRole("button", { name: "Erase now what is over its time" }).click();
  await walk.sees("what was erased", page.getByText(/No snapshot was over its time|snapshots? erased/), 30_000);
  await walk.isSound("feeds-times");
}

async function remove(walk, name) {
  const { page } = walk;
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await walk.isSound("feeds-remove");
  await page.getByRole("button", { name: "Remove the feed" }).click();
  await through(walk, "remove a feed");
  await feed(page, name)
    .waitFor({ state: "detached", timeout: 15_000 })
    .catch(() => undefined);
  walk.holds(`${name} is removed`, (await feed(page, name).count()) === 0);
}

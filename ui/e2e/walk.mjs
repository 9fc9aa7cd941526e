import { createRequire } from "node:module";

/** Put into every page before its own script, so that a look at it costs nothing but the look. */
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Every screen and its key with Ctrl. */
const KEYS = {
  now: 1,
  patients: 2,
  systems: 3,
  cards: 4,
  roles: 5,
  log: 6,
  messages: "m",
  reports: "r",
  paper: 7,
  backentry: "b",
  drills: 8,
  bag: 9,
  census: 0,
};
const PLACES = Object.keys(KEYS);
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One person at one window: moves about, looks, and writes down what is wrong. */
export class Walk {
  static async begin(browser, values) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await context.addInitScript({ path: AXE });
    const page = await context.newPage();
    const walk = new Walk(page, values);
    page.on("pageerror", (error) => walk.fail(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") walk.fail(`console: ${message.text()}`);
    });
    // Nothing may be fetched from anywhere but the host itself.
    const home = new URL(values.url).origin;
    page.on("request", (request) => {
      if (!request.url().startsWith(home)) walk.fail(`asked another place: ${request.url()}`);
    });
    await page.goto(values.url);
    return walk;
  }

  constructor(page, values) {
    this.page = page;
    this.values = values;
    this.faults = [];
    this.checks = 0;
    /** Calls to the engine that are under way, and drafts that it has answered for. */
    this.underWay = new Set();
    this.drafts = [];
    page.on("request", (request) => {
      if (isCall(request)) this.underWay.add(request);
    });
    page.on("requestfailed", (request) => this.underWay.delete(request));
    page.on("requestfinished", (request) => {
      this.underWay.delete(request);
      if (isCall(request) && request.postData()?.includes('"draft_save"')) this.drafts.push(request.postData());
    });
  }

  fail(words) {
    this.faults.push(words);
    process.stderr.write(`FAULT ${words}\n`);
  }

  /** Holds that something is so. */
  holds(what, isSo) {
    this.checks += 1;
    if (!isSo) this.fail(what);
  }

  /** Waits for a condition, then holds it. */
  async sees(what, locator, timeout = 15_000) {
    this.checks += 1;
    try {
      await locator.first().waitFor({ state: "visible", timeout });
    } catch {
      this.fail(`not seen: ${what}`);
    }
  }

  /** Waits until something is so, then holds it. */
  async comes(what, isSo, timeout = 15_000) {
    this.holds(what, await this.until(isSo, timeout));
  }

  /** Asks until the answer is yes; no when the time is over. */
  async until(isSo, timeout = 15_000) {
    for (const end = Date.now() + timeout; Date.now() < end; ) {
      if (await isSo()) return true;
      await this.frames();
    }
    return isSo();
  }

  /** What is so while nothing is under way, and stays so. */
  async stays(what, isSo) {
    await this.settled();
    this.holds(what, await isSo());
  }

  /** Two pictures were drawn. */
  async frames() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  async shot(name) {
    if (!this.values.shots) return;
    await this.page.evaluate(() => document.fonts.ready);
    await this.frames();
    await this.page.screenshot({ path: `${this.values.shots}/${name}.png` });
  }

  /** What axe finds now. */
  violations() {
    return this.page.evaluate(async (tags) => {
      const found = await window.axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      });
      return found.violations;
    }, TAGS);
  }

  /**
   * Accessibility, and no sideways scroll. A dialog that is drawn anew while axe looks is for that moment no dialog to axe, and the
   * page behind it is hidden: so what it finds counts when it is still there once the screen is at rest.
   */
  async isSound(name) {
    let violations = await this.violations();
    if (violations.length > 0) {
      await this.settled();
      violations = await this.violations();
    }
    this.checks += 1;
    for (const violation of violations) {
      const where = violation.nodes.map(
        (node) => `${node.target.join(" ")} (${node.failureSummary?.split("\n")[1]?.trim() ?? ""})`,
      );
      this.fail(`${name}: axe ${violation.id}: ${where.slice(0, 3).join(" | ")}`);
    }
    const sideways = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    this.holds(`${name}: scrolls sideways by ${sideways} px`, sideways <= 0);
    const main = await this.page.evaluate(() => {
      const area = document.querySelector(".main");
      return area ? area.scrollWidth - area.clientWidth : 0;
    });
    this.holds(`${name}: the screen itself scrolls sideways by ${main} px`, main <= 0);
    await this.shot(name);
  }

  /** Opens a screen by its key and waits until it has read what it shows. */
  async go(place) {
    await this.page.keyboard.press(`Control+${KEYS[place]}`);
    await this.settled();
  }

  /** The engine has answered everything that it was asked, and no screen says any more that it is reading. */
  async settled() {
    const end = Date.now() + 60_000;
    for (let quiet = 0; quiet < 2; ) {
      if (Date.now() > end) return this.fail("a screen never stopped loading");
      await this.frames();
      const isReading = () => document.querySelector(".loading[role=status]") !== null;
      quiet = this.underWay.size > 0 || (await this.page.evaluate(isReading)) ? 0 : quiet + 1;
    }
  }

  /** The engine keeps these words as a draft. */
  async kept(words) {
    const isKept = await this.until(() => this.drafts.some((draft) => draft.includes(words)));
    if (!isKept) this.fail(`never kept as a draft: ${words}`);
  }

  /** The window is lost and comes back. */
  async reload() {
    await this.page.reload();
    await this.sees("the frame again", this.page.locator(".bar"));
  }

  glass() {
    return this.page.getByRole("heading", { name: "Break the glass?" });
  }

  /** After a press: the engine has said whether it is this person's to do. */
  async isGlassAsked() {
    await this.settled();
    return (await this.glass().count()) > 0;
  }

  /** What the role does not allow is done over broken glass, with a reason. Says whether the glass was there. */
  async throughGlass(act, why, name) {
    if (!(await this.isGlassAsked())) return false;
    await this.glass().waitFor({ state: "visible" });
    await this.frames();
    if (name) await this.isSound(name);
    await this.page.getByRole("textbox", { name: /^Why it cannot wait/ }).fill(why);
    await this.page.getByRole("button", { name: new RegExp(`^Break the glass: ${act}`) }).click();
    await this.glass().waitFor({ state: "detached", timeout: 60_000 });
    return true;
  }

  /** One part of the walk, with how long it took. */
  async part(name, walked) {
    const began = performance.now();
    const before = this.checks;
    await walked();
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(`${name}: ${this.checks - before} held, ${seconds} s\n`);
  }

  report() {
    process.stdout.write(`${this.checks} checks, ${this.faults.length} faults\n`);
    return this.faults.length === 0 ? 0 : 1;
  }
}

/** A time of the day some hours ago, as a person of the hospital types it; whatever the hour at which the walk is walked. */
export function hoursAgo(hours) {
  const at = new Date(Date.now() - hours * 3_600_000);
  return at.toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
}

function isCall(request) {
  return new URL(request.url()).pathname === "/call";
}

/** Every screen of the left navigation. */
export { PLACES };

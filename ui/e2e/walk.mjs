import { AxeBuilder } from "@axe-core/playwright";

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

  async shot(name) {
    if (!this.values.shots) return;
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await this.page.screenshot({ path: `${this.values.shots}/${name}.png` });
  }

  /** Accessibility, and no sideways scroll. */
  async isSound(name) {
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(TAGS).analyze();
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

  /** No screen says any more that it is reading. */
  async settled() {
    await this.page.waitForTimeout(250);
    await this.page
      .waitForFunction(() => document.querySelectorAll(".loading[role=status]").length === 0, null, { timeout: 30_000 })
      .catch(() => this.fail("a screen never stopped loading"));
  }

  report() {
    process.stdout.write(`${this.checks} checks, ${this.faults.length} faults\n`);
    return this.faults.length === 0 ? 0 : 1;
  }
}

/** Every screen of the left navigation. */
export { PLACES };

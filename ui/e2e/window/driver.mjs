import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Control: "\uE009", Enter: "\uE007", Escape: "\uE00C" };
/** A call that is not answered in this time has hung: the driver gives no error of its own. */
const CALL_MS = 60_000;

/** Looks elements up the way a person names them: by CSS, and by the words on them. */
const LOOK = `
  const [css, words, exact] = arguments;
  const said = (e) => (e.getAttribute("aria-label") || e.textContent || "").replace(/\\s+/g, " ").trim();
  const fits = (e) => !words || (exact ? said(e) === words : said(e).includes(words));
  const shown = (e) => e.getClientRects().length > 0;
  return [...document.querySelectorAll(css)].find((e) => shown(e) && fits(e)) ?? null;`;

/** The real window, driven over WebDriver: one WebKitWebDriver in its own process group, one session. */
export class Window {
  static async open({ app, args, port, shots, env = {} }) {
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      detached: true,
      stdio: "ignore",
      env: { ...process.env, ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
    });
    const window = new Window(driver, `http://127.0.0.1:${port}`, shots);
    await window.#ready();
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: app, args } } };
    window.began = performance.now();
    window.session = (await window.#call("POST", "/session", { capabilities })).sessionId;
    return window;
  }

  constructor(driver, base, shots) {
    this.driver = driver;
    this.base = base;
    this.shots = shots;
  }

  async #ready() {
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await fetch(`${this.base}/status`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (up) return;
      await pause(100);
    }
    throw new Error("WebKitWebDriver does not answer: is the package webkit2gtk-driver installed?");
  }

  async #call(method, path, body) {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_MS),
    });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  #in(method, path, body) {
    return this.#call(method, `/session/${this.session}${path}`, body);
  }

  run(script, ...args) {
    return this.#in("POST", "/execute/sync", { script, args });
  }

  runAsync(script, ...args) {
    return this.#in("POST", "/execute/async", { script, args });
  }

  title() {
    return this.#in("GET", "/title");
  }

  /** The first visible element that fits, within the time, or a fault that names it. */
  async see(css, words = "", { exact = false, within = 30_000 } = {}) {
    const end = Date.now() + within;
    while (Date.now() < end) {
      const found = await this.run(LOOK, css, words, exact);
      if (found) return found[ELEMENT];
      await pause(100);
    }
    await this.shot("not-seen");
    throw new Error(`not seen in the window: ${css} ${words}`);
  }

  /** As [see], asked without a pause: for measuring. */
  async seeSoon(css, words = "", within = 60_000) {
    const end = Date.now() + within;
    while (Date.now() < end) {
      if (await this.run(LOOK, css, words, false)) return;
    }
    throw new Error(`not seen in the window: ${css} ${words}`);
  }

  async press(css, words, options) {
    const element = await this.see(css, words, options);
    await this.run("arguments[0].scrollIntoView({ block: 'center' })", { [ELEMENT]: element });
    await this.#in("POST", `/element/${element}/click`, {});
  }

  async type(css, text, words = "") {
    const element = await this.see(css, words);
    await this.#in("POST", `/element/${element}/clear`, {});
    await this.#in("POST", `/element/${element}/value`, { text });
  }

  /** The field under a label. */
  async fill(label, text) {
    await this.see("label", label);
    const id = await this.run(
      `const of = [...document.querySelectorAll("label")].find((l) => l.textContent.trim().startsWith(arguments[0]));
       return of?.htmlFor ?? "";`,
      label,
    );
    await this.type(`[id="${id}"]`, text);
  }

  async keys(...names) {
    const down = names.map((name) => ({ type: "keyDown", value: KEYS[name] ?? name }));
    const up = [...names].reverse().map((name) => ({ type: "keyUp", value: KEYS[name] ?? name }));
    await this.#in("POST", "/actions", { actions: [{ type: "key", id: "keys", actions: [...down, ...up] }] });
  }

  text(element) {
    return this.#in("GET", `/element/${element}/text`);
  }

  /** A picture of what is really painted: two frames later than the words. */
  async shot(name) {
    if (!this.shots) return;
    await this.runAsync(
      "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))",
    );
    writeFileSync(`${this.shots}/${name}.png`, Buffer.from(await this.#in("GET", "/screenshot"), "base64"));
  }

  /** Ends the session and everything that it started. */
  async close() {
    if (this.session) await this.#call("DELETE", `/session/${this.session}`).catch(() => undefined);
    try {
      process.kill(-this.driver.pid, "SIGKILL");
    } catch {
      // it is gone already
    }
  }
}

export function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

import type { Page } from "./puppeteer";

/** A phone, a desktop, and the desktop magnified to 200 % and 400 %. */
const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
  { width: 640, height: 400, deviceScaleFactor: 2 },
  { width: 320, height: 200, deviceScaleFactor: 4 },
];

/** A page before a person's eyes, and all that it has done since it was opened. */
export class View {
  /** Addresses that it has asked for. */
  readonly requests: string[] = [];
  /** What it has complained of, or shown unasked. */
  readonly events: string[] = [];
  /** How often it was loaded. */
  loads = 0;

  constructor(readonly page: Page) {
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("framenavigated", () => this.loads++);
    page.on("dialog", () => this.events.push("a dialog"));
    page.on("pageerror", (error) => this.events.push(String(error)));
    page.on("console", (message) => this.events.push(`${message.type()}: ${message.text()}`));
  }

  /** What is wrong with it in both colour schemes, at every size. */
  async flaws(): Promise<string[]> {
    const { page } = this;
    const flaws = await page.evaluate<string[]>("structureFlaws()");
    for (const value of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      const found = await page.evaluate<string[]>("axeFlaws()");
      flaws.push(...found.map((flaw) => `${value}: ${flaw}`));
    }
    for (const size of sizes) {
      await page.setViewport(size);
      const found = await page.evaluate<string[]>("layoutFlaws()");
      flaws.push(...found.map((flaw) => `${size.width} wide: ${flaw}`));
    }
    return [...flaws, ...this.events, ...(await page.evaluate<string[]>("violations"))];
  }

  /** What the tab key reaches, one by one, until it has reached as much as there is. */
  async reachedByTab(): Promise<{ reached: string[]; controls: string[] }> {
    const controls = await this.page.evaluate<string[]>("controls()");
    const reached: string[] = [];
    while (reached.length < controls.length) {
      await this.page.keyboard.press("Tab");
      reached.push(await this.page.evaluate<string>("reached()"));
    }
    return { reached, controls };
  }

  /** Lets time go by for the page alone. */
  async passMinute(): Promise<void> {
    const session = await this.page.createCDPSession();
    const passed = new Promise<void>((resolve) => {
      session.once("Emulation.virtualTimeBudgetExpired", resolve);
    });
    await session.send("Emulation.setVirtualTimePolicy", { policy: "advance", budget: 60_000 });
    await passed;
  }

  /** How much larger its text is for a reader who has doubled that in the browser. */
  async growth(): Promise<number> {
    const before = await this.page.evaluate<number>("rootFontSize()");
    const session = await this.page.createCDPSession();
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
    return (await this.page.evaluate<number>("rootFontSize()")) / before;
  }
}

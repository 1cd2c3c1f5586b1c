import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installPackages } from "../support/installedPackages";
import type { Browser, Puppeteer } from "./puppeteer";
import { View } from "./view";

const run = promisify(execFile);

/** A group of tests where there is a browser: the package has one for these machines alone. */
export const describeInBrowser =
  process.platform === "linux" && process.arch === "x64" ? describe : describe.skip;

/** Prints where the browser is once it is unpacked; it goes to the folder for temporary files. */
const unpack = `import("@sparticuz/chromium").then(async ({ default: chromium }) =>
  console.log(await chromium.executablePath()))`;

/** For a group of tests: a browser of its own, which leaves nothing behind. */
export function browserForTests() {
  let directory: string;
  let browser: Browser | undefined;
  let scripts: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-browser-"));
    await installPackages(join(__dirname, "installed"), directory);
    const environment = {
      ...process.env,
      HOME: directory,
      TMPDIR: directory,
      XDG_CACHE_HOME: directory,
      FONTCONFIG_FILE: join(directory, "fonts.conf"),
    };
    // With this the libraries come along that a machine without a browser lacks.
    const env = { ...environment, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
    const { stdout } = await run(process.execPath, ["-e", unpack], { cwd: directory, env });
    const installed = createRequire(join(directory, "package.json"));
    const puppeteer = installed("puppeteer-core") as Puppeteer;
    browser = await puppeteer.launch({
      executablePath: stdout.trim(),
      headless: "shell",
      args: ["--no-sandbox", "--no-zygote", "--font-render-hinting=none"],
      env: { ...environment, LD_LIBRARY_PATH: join(directory, "al2023/lib") },
      userDataDir: join(directory, "profile"),
      acceptInsecureCerts: true,
    });
    scripts = [installed.resolve("axe-core"), join(__dirname, "inPage.cjs")]
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
  });

  after(async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  });

  return {
    /** An empty page. */
    open: async (): Promise<View> => {
      if (browser === undefined) throw new Error("The browser runs while tests do, not before.");
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(scripts);
      return new View(page);
    },
    /** The address of a new file. */
    save: (html: string): string => {
      const file = join(directory, `${randomUUID()}.html`);
      writeFileSync(file, html);
      return pathToFileURL(file).href;
    },
  };
}

/** Opens the built studio in Chromium, over http and from a file, with its refusals and the worker's answers written down. */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import type { Views } from "../../studio/src/contract.ts";
import { linkOf } from "../../studio/src/share/link.ts";
import { plainViews } from "../../studio/src/state/document.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png" };

const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/** The studio in one browser. */
export interface Studio {
  readonly http: string;
  readonly file: string;
  /** Errors, refusals of the policy and requests that failed, on any page. */
  readonly faults: string[];
  /** Bytes after compression of everything that was asked for, by path. */
  readonly loaded: Map<string, number>;
  /** A page of a visitor who was never here; waits until something is computed. @param before  what runs in the page before anything else */
  visit(url: string, size?: { readonly width: number; readonly height: number }, before?: () => void): Promise<Page>;
  /** A page of the visitor of another page. */
  again(context: BrowserContext, url: string): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Writes down what the workers send, where a test can read it: `parts.result` is the last result, `texts` are the documents, `growth` is how
 * far a watched run had come.
 */
export const listen = () => {
  const parts: Record<string, unknown> = {};
  const texts: string[] = [];
  const growth: number[] = [];
  Object.assign(globalThis, { parts, texts, growth });
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...given: ConstructorParameters<typeof Original>) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        for (const { event, value, output } of data) {
          if (output?.result) parts.result = output.result;
          if (event === "frame") growth.push(value.time);
          if (event === "part") parts[value.part] = value.value;
          if (event === "part" && value.part === "described") texts.push(value.value.text);
          if (event === "settled") parts.settled = value.revision;
        }
      });
    }
  };
};

export async function openStudio(executablePath: string): Promise<Studio> {
  const loaded = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname.slice(1) || "index.html";
    try {
      const bytes = readFileSync(join(dist, "studio", path));
      loaded.set(path, gzipSync(bytes, { level: 9 }).length);
      response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser: Browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const faults: string[] = [];
  const open = async (context: BrowserContext, url: string) => {
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await page.goto(url);
    await settled(page);
    return page;
  };
  return {
    http: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    file: pathToFileURL(join(dist, "lapicque.html")).href,
    faults,
    loaded,
    async visit(url, size = { width: 1280, height: 860 }, before = () => {}) {
      // Colours on their way to others have contrasts of their own.
      const context = await browser.newContext({
        viewport: size,
        permissions: ["clipboard-read", "clipboard-write"],
        reducedMotion: "reduce",
        // What a page asks for is what it needs; the rest of the site is kept for later in test/browser/offline.test.ts.
        serviceWorkers: "block",
      });
      await context.addInitScript(listen);
      await context.addInitScript(before);
      return open(context, url);
    },
    again: open,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Tests that share the built studio in one browser, which is there once they run. */
export function describeStudio(title: string, tests: (studio: Studio) => void): void {
  const executablePath = process.env.LAPICQUE_BROWSER;
  const canOpen = executablePath !== undefined && existsSync(join(dist, "lapicque.html"));
  describe.skipIf(!canOpen)(`${title} (skipped where no browser is found or the studio is not built)`, () => {
    const studio = {} as Studio;
    beforeAll(async () => {
      Object.assign(studio, await openStudio(executablePath!));
    }, 60_000);
    afterAll(async () => {
      await studio.close?.();
    });
    tests(studio);
  });
}

/** Waits until everything that follows a dial has come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (globalThis as { parts?: { settled?: number } }).parts?.settled !== undefined && !document.querySelector('[aria-busy="true"]'),
  );
}

/** The slider and the text of a dial, by its path. */
export const dial = (page: Page, path: string) => ({
  slider: page.locator(`[data-path="${path}"] input[type=range]`),
  text: page.locator(`[data-path="${path}"] input[type=text]`),
  reset: page.locator(`[data-path="${path}"] .dial-reset`),
});

/** Sets a dial by its text. */
export async function setDial(page: Page, path: string, value: string): Promise<void> {
  const { text } = dial(page, path);
  await text.fill(value);
  await text.press("Enter");
  await settled(page);
}

/** Serious and critical findings of axe: rule and place. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
  });
}

/** The address of a document, looked at as `views` say. */
export const linkTo = ({ http }: Studio, base: string, views: Partial<Views> = {}): string =>
  `${http}${linkOf({ name: "document.yaml", base, views: { ...plainViews, ...views } })}`;

/** A plot by its label, once it is painted. */
export const plot = (page: Page, name: RegExp): Locator => page.getByRole("application", { name }).and(page.locator('[aria-busy="false"]'));

/** What a plot shows, in words. */
export const wordsOf = (of: Locator) =>
  of.evaluate((element) => document.getElementById(element.getAttribute("aria-describedby")!)!.textContent);

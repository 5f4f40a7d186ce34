/**
 * Documents, functions and random streams give the same bits in Node and in Chromium. The library is bundled by Vite and loaded from a
 * loopback server. Kills: a transcendental `Math.*`, a sum whose order depends on the engine.
 * @module-tag slow
 */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { definitions } from "../../src/base/index.ts";
import type { Changes } from "../../src/session/index.ts";
import { numbers } from "../browser/numbers.ts";
import { shortened } from "../catalogue/shortened.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const executablePath = process.env.LAPICQUE_BROWSER;
const examples = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".yaml"));

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(!executablePath)("Node and Chromium (skipped where no browser is found)", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const bundle = await build({
      root,
      logLevel: "error",
      configFile: false,
      build: { write: false, minify: false, lib: { entry: join(root, "test/browser/page.ts"), formats: ["es"], fileName: "page" } },
    });
    const outputs = (Array.isArray(bundle) ? bundle : [bundle]).flatMap((part) => ("output" in part ? part.output : []));
    const files = new Map(outputs.map((file) => [`/${file.fileName}`, file.type === "chunk" ? file.code : file.source]));
    const entry = outputs.find((file) => file.type === "chunk" && file.isEntry)!;
    server = createServer((request, response) => {
      const body = files.get(request.url ?? "");
      response.setHeader("Content-Type", body === undefined ? "text/html" : "text/javascript");
      // The policy of the studio: nothing may evaluate text, only WebAssembly may be compiled.
      response.setHeader("Content-Security-Policy", "script-src 'self' 'wasm-unsafe-eval'");
      response.end(body ?? `<!doctype html><title>bits</title><script type="module" src="/${entry.fileName}"></script>`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    browser = await chromium.launch({ executablePath: executablePath!, headless: true, args: flags });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => "numbers" in globalThis);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function expectSame(kind: keyof typeof numbers, what: string, changes: Changes = {}) {
    // globalThis.numbers is put there by page.ts.
    const there = await page.evaluate(
      ([kind, what, changes]) => (globalThis as unknown as { numbers: typeof numbers }).numbers[kind](what, changes),
      [kind, what, changes] as const,
    );
    expect(there).toBe(await numbers[kind](what, changes));
    expect(there).not.toMatch(/^0 numbers/);
  }

  test.each(examples)("%s", (name) =>
    expectSame("document", readFileSync(join(root, "examples", name), "utf8"), shortened[name.replace(".yaml", "")]),
  );
  test.each(Object.keys(definitions))("function %s at 20,000 arguments", (name) => expectSame("mathematics", name));
  test("random streams", () => expectSame("random", "12345"));
});

/**
 * The static site is kept by the browser: it opens and computes without a network, and another version takes its place.
 * @module-tag slow
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { run } from "../../src/index.ts";
import { setValues } from "../../src/session/index.ts";
import { listen, setDial, settled } from "./studio-pages.ts";

const executablePath = process.env.LAPICQUE_BROWSER;
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const isBuilt = existsSync(join(dist, "studio", "service-worker.js"));
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

describe.skipIf(!executablePath || !isBuilt)("the site without a network (skipped where no browser is found or it is not built)", () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];
  /** What the server was asked for, in the subfolder in which the site lies. */
  const asked: string[] = [];
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/folder/`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lapicque-site-"));
    cpSync(join(dist, "studio"), folder, { recursive: true });
    server = createServer((request, response) => {
      const name = /^\/some\/folder\/([^?#]*)/.exec(request.url ?? "")?.[1];
      asked.push(name ?? `outside: ${request.url}`);
      try {
        const body = readFileSync(join(folder, name || "index.html"));
        response.writeHead(200, { "Content-Type": types[extname(name || "index.html")] ?? "text/plain", "Cache-Control": "no-cache" });
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    browser = await chromium.launch({ executablePath: executablePath!, headless: true, args: flags });
    context = await browser.newContext({ reducedMotion: "reduce" });
    await context.addInitScript(listen);
    page = await visit();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  async function visit(): Promise<Page> {
    const opened = await context.newPage();
    opened.on("pageerror", (error) => faults.push(error.message));
    opened.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await opened.goto(address());
    await settled(opened);
    return opened;
  }

  const spikesOn = (page: Page) =>
    page.evaluate(() => {
      const { result } = (globalThis as unknown as { parts: { result: Result } }).parts;
      return Object.values(result.populations).map(({ spikes }) => [...(spikes?.times ?? [])]);
    });

  const versions = () => page.evaluate(() => caches.keys());
  const isKept = () => page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null);

  test("has a manifest that a browser can read, with pictures of the sizes that it says", async () => {
    const session = await context.newCDPSession(page);
    const { url, errors, data } = await session.send("Page.getAppManifest");
    expect(url).toBe(`${address()}lapicque.webmanifest`);
    expect(errors).toEqual([]);
    const { icons } = JSON.parse(data!) as { icons: { src: string; sizes: string }[] };
    for (const { src, sizes } of icons.filter(({ src }) => src.endsWith(".png"))) {
      // Width and height of a PNG stand 16 and 20 bytes into it (ISO 15948, 11.2.2).
      const bytes = readFileSync(join(folder, src));
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
  });

  // Kills: a worker that is not installed, a list that lacks what is loaded later, an address that leads out of the subfolder.
  test("opens again with the server gone, and has the command line's numbers", async () => {
    expect(await isKept()).toBe(true);
    expect(asked.filter((name) => name.startsWith("outside"))).toEqual([]);
    await context.setOffline(true);
    const before = asked.length;
    await page.reload();
    await settled(page);
    await setDial(page, "stimuli.stimulus_1.step.amplitude", "612");
    const example = readFileSync(new URL("../../examples/adex-adapting.yaml", import.meta.url), "utf8");
    const [result] = await run(setValues(example, new Map([["stimuli.stimulus_1.step.amplitude", "612 pA"]])));
    expect(await spikesOn(page)).toEqual(Object.values(result!.populations).map(({ spikes }) => [...(spikes?.times ?? [])]));
    // The gallery and its pictures are loaded when they are first asked for.
    await page.getByRole("button", { name: "Gallery" }).click();
    await page.getByRole("dialog").locator("img, canvas, svg").first().waitFor();
    // The browser itself looks for another version, whatever a page is told of the network.
    expect(asked.slice(before).filter((name) => name !== "service-worker.js")).toEqual([]);
    expect(faults).toEqual([]);
    await context.setOffline(false);
  });

  // Kills: a page that is taken from what is kept while there is a newer one; old files that stay for ever; a version that is not of the contents.
  test("another version is shown at once, and what was kept of the old one goes with its last page", async () => {
    const [old] = await versions();
    const worker = readFileSync(join(folder, "service-worker.js"), "utf8");
    const [version] = /(?<=const version = ")\w{16}/.exec(worker)!;
    expect(old).toBe(`lapicque ${address()} ${version}`);
    writeFileSync(join(folder, "service-worker.js"), worker.replace(version, "another"));
    writeFileSync(join(folder, "index.html"), readFileSync(join(folder, "index.html"), "utf8").replace("<title>", "<title>New "));
    await page.reload();
    await settled(page);
    expect(await page.title()).toMatch(/^New /);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const isWaiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
    await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
    expect(await versions()).toHaveLength(2);
    // A page of the same server that is none of the site's sees what is kept, and keeps nothing back.
    const beside = await context.newPage();
    await beside.goto(new URL("/beside", address()).href);
    await page.close();
    const left = () => beside.evaluate(() => caches.keys());
    await expect.poll(left, { timeout: 30_000 }).toEqual([`lapicque ${address()} another`]);
    page = await visit();
    await context.setOffline(true);
    await page.reload();
    await settled(page);
    expect(await page.title()).toMatch(/^New /);
    expect(faults).toEqual([]);
  });

  test("the single file keeps nothing: a browser keeps no `file:`", () => {
    expect(readFileSync(join(dist, "lapicque.html"), "utf8")).not.toMatch(/serviceWorker|webmanifest/);
  });
});

/**
 * Networks in threads of Chromium, served as `lapicque studio` serves: the bits of Node.
 * @module-tag slow
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/cli/node.ts";
import { serveFolder } from "../../src/cli/serve.ts";
import type { Served } from "../../src/cli/shell.ts";
import { networkBits } from "./network-bits.ts";

const executablePath = process.env.LAPICQUE_BROWSER;
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

const text = `
neurons:
  lif: { equations: "tau*dV/dt = -V + G", inputs: { G: mV }, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
populations: { E: { neuron: lif, size: 3000 }, I: { neuron: lif, size: 1500 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: "normal(0.2 mV, 0.05 mV)", delay: 1.5 ms, connect: { indegree: 100 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -1 mV, delay: 1 ms, connect: { probability: 0.02 } }
  - { from: E, to: E, synapse: { kind: nmda, into: G }, weight: 0.001 mV, connect: all }
stimuli: [{ to: [E.V, I.V], poisson: { rate: 12000 Hz, weight: 0.1 mV } }]
run: { duration: 50 ms, step: 0.1 ms, every: 1 ms, seed: 5, scale: network }
record: { E: [spikes, activity, mean(V)], I: [spikes] }`;

/** What threads-page.ts puts there. */
type There = typeof globalThis & { readonly isIsolated: boolean; bits(text: string, most: number): Promise<string> };

describe.skipIf(!executablePath)("threads of Chromium (skipped where no browser is found)", () => {
  const folder = mkdtempSync(join(tmpdir(), "lapicque-page-"));
  let served: Served;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build({
      root: fileURLToPath(new URL("../..", import.meta.url)),
      base: "./",
      logLevel: "error",
      configFile: false,
      worker: { format: "es" },
      build: {
        outDir: folder,
        minify: false,
        rollupOptions: {
          input: fileURLToPath(new URL("threads-page.ts", import.meta.url)),
          output: { entryFileNames: "page.js" },
        },
      },
    });
    served = await serveFolder(folder, { "index.html": `<!doctype html><script type="module" src="page.js"></script>` }, 0);
    browser = await chromium.launch({ executablePath: executablePath!, headless: true, args: flags });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${served.port}/`);
    await page.waitForFunction(() => "bits" in globalThis);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the page may share memory; 1, 2 and 3 threads record what one of Node does", async () => {
    expect(await page.evaluate(() => (globalThis as There).isIsolated)).toBe(true);
    const { threads: _, ...alone } = nodeHost();
    const here = (await networkBits(alone, text, 1)).replace("1 threads, ", "");
    for (const most of [1, 2, 3]) {
      const there = await page.evaluate(([text, most]) => (globalThis as There).bits(text, most), [text, most] as const);
      expect(there).toBe(`${most} threads, ${here}`);
    }
  });
});

/** Views of the studio in Chromium: what is painted is what files show, and pointers, keys and words do what they say. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Opened, openInBrowser } from "./page-server.ts";
import type { Tools } from "./plots-page.ts";

const executablePath = process.env.LAPICQUE_BROWSER;
declare const tools: Tools;

describe.skipIf(!executablePath)("plots in Chromium (skipped where no browser is found)", () => {
  let opened: Opened;
  let page: Page;
  beforeAll(async () => {
    opened = await openInBrowser(executablePath!, "plots-page.ts");
    page = await opened.page();
  }, 120_000);
  afterAll(() => opened?.close());

  // Both are drawn by one browser and differ by how it smooths edges: twice what was seen is allowed, of 255 and of all pixels. A raster
  // is nothing but edges. Kills: a line or label left out, another colour or width, a shift by a pixel.
  test.each([
    ["traces", "adapting", "light", 0.4, 0.0018],
    ["traces", "adapting", "dark", 0.4, 0.0018],
    ["traces", "hodgkin-huxley", "light", 0.4, 0.0015],
    ["raster", "compared", "dark", 1.2, 0.006],
  ] as const)("%s of %s on a canvas looks like the SVG, %s", async (id, from, theme, most, mostFar) => {
    const { mean, far } = await page.evaluate(([id, from, theme]) => tools.difference(id, from, theme), [id, from, theme] as const);
    expect(mean).toBeLessThan(most);
    expect(far).toBeLessThan(mostFar);
  });

  test("nothing was refused or thrown", () => expect(opened.faults).toEqual([]));
});

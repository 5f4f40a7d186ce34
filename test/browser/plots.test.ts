/** Views of the studio in Chromium: what is painted is what files show, and pointers, keys and words do what they say. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { light, renderSvg } from "../../src/figures/index.ts";
import { run } from "../../src/index.ts";
import { type Opened, openInBrowser } from "./page-server.ts";
import type { Tools } from "./plots-page.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const adapting = readFileSync(join(root, "examples", "adex-adapting.yaml"), "utf8");
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

  describe("traces", () => {
    beforeAll(async () => {
      await page.evaluate(async (text) => {
        await tools.simulate(text);
        tools.show(["traces"], 500);
      }, adapting);
      await page.waitForSelector("[data-view=traces] canvas");
      await drawn(page);
    });

    test("dragging highlights a stretch of time, pressing elsewhere takes it away", async () => {
      const [left, right] = await frameEnds(page);
      const at = (share: number) => left + share * (right - left);
      await page.mouse.move(at(0.2), 150);
      await page.mouse.down();
      await page.mouse.move(at(0.3), 160, { steps: 3 });
      await page.mouse.up();
      const stretch = await page.evaluate(() => tools.brush.value);
      // The recording is 1 s long; a pixel is 1.5 ms.
      expect(stretch![0]).toBeCloseTo(200, -1);
      expect(stretch![1]).toBeCloseTo(300, -1);
      await page.waitForTimeout(400);
      await page.mouse.click(at(0.8), 150);
      expect(await page.evaluate(() => tools.brush.value)).toBeUndefined();
    });

    test("the wheel zooms about the pointer, a double press shows all", async () => {
      const [left, right] = await frameEnds(page);
      await page.mouse.move((left + right) / 2, 150);
      await page.mouse.wheel(0, -400);
      await drawn(page);
      const [from, to] = await page.evaluate(() => tools.traces.value.range!);
      expect(to - from).toBeCloseTo(500, -1);
      expect((from + to) / 2).toBeCloseTo(500, -1);
      await page.waitForTimeout(400);
      await page.mouse.dblclick((left + right) / 2, 150);
      expect(await page.evaluate(() => tools.traces.value.range)).toBeUndefined();
    });

    test("arrow keys read the values out, with Shift they highlight", async () => {
      await page.focus("[data-view=traces] [role=application]");
      await page.keyboard.press("Home");
      for (let k = 0; k < 3; k++) await page.keyboard.press("Shift+ArrowRight");
      expect(await page.evaluate(() => tools.brush.value)).toEqual([0, 30]);
      await page.waitForFunction(() => document.querySelector("[role=status]")!.textContent!.startsWith("t = 30 ms, V = "));
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => tools.brush.value)).toBeUndefined();
    });

    test("the plot is described in words, units and decimation included", async () => {
      const words = await page.evaluate(() => {
        const stage = document.querySelector("[data-view=traces] [role=application]")!;
        return `${stage.getAttribute("aria-label")}. ${document.getElementById(stage.getAttribute("aria-describedby")!)!.textContent}`;
      });
      const [{ populations }] = (await run(adapting)) as [Result];
      const count = populations.cell!.spikes!.times.length;
      expect(words).toContain(`Signals against time from 0 to 1000 ms: V of cell in mV; w of cell in pA. Spikes: cell: ${count}.`);
      expect(await page.textContent("[data-view=traces] .plot-note")).toContain("Decimated, never smoothed");
    });

    test("the saved SVG is, to the letter, what the command line writes of the same document", async () => {
      await page.click("[data-view=traces] summary");
      const [file] = await Promise.all([page.waitForEvent("download"), page.click("text=SVG picture")]);
      const [result] = await run(adapting);
      const { traces } = await import("../../src/figures/traces.ts");
      const there = readFileSync(await file.path(), "utf8");
      expect(there).toBe(renderSvg(traces.draw(result!, {}).scene, light, result!.provenance));
      expect(file.suggestedFilename()).toMatch(/-traces\.svg$/);
    });

    test("the saved PNG has 1600 x 900 pixels and says where it is from, the CSV has units in its header", async () => {
      const save = async (what: string) => {
        await page.click("[data-view=traces] summary");
        const [file] = await Promise.all([page.waitForEvent("download"), page.click(`text=${what}`)]);
        return readFileSync(await file.path());
      };
      const png = await save("PNG picture");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 900]);
      expect(png.toString("latin1")).toContain("document sha256");
      expect((await save("CSV numbers")).toString("utf8").split("\n")[0]).toBe("time_ms,V_mV,w_pA");
    });
  });

  test("a running simulation draws its sweep, a kick makes a spike, and memory stays bounded", async () => {
    const seen = await page.evaluate(async (text) => {
      tools.live.value = { span: 100, speed: 600, kick: 1 };
      tools.show(["live"], 500);
      await tools.goOn(text, 40);
      const canvas = document.querySelector<HTMLCanvasElement>("[data-view=live] canvas")!;
      const pixels = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
      let ink = 0;
      for (let k = 0; k < pixels.length; k += 4) if (pixels[k + 2]! - pixels[k]! > 100) ink++;
      return { ink, label: document.querySelector("[data-view=live] [role=application]")!.getAttribute("aria-label") };
    }, adapting);
    // The blue trace of V: a line across 700 pixels, and spikes.
    expect(seen.ink).toBeGreaterThan(700);
    expect(seen.label).toContain("Running simulation of");
    expect(await page.textContent("[data-view=live] .plot-controls")).toContain("Kick V by");
  });

  test("nothing was refused or thrown", () => expect(opened.faults).toEqual([]));
});

/** Two pictures later, everything that was asked for is on the screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Left and right end of the time axis on the screen: the first and the last place where pointing at it moves the cursor. */
async function frameEnds(page: Page): Promise<readonly [number, number]> {
  const ends: number[] = [];
  for (const from of [
    { x: 30, by: 1 },
    { x: 799, by: -1 },
  ]) {
    let x = from.x;
    for (; x > 0 && x < 800; x += from.by) {
      await page.mouse.move(x, 150);
      if ((await page.locator(".plot-tip").count()) > 0) break;
    }
    ends.push(x);
  }
  return [ends[0]!, ends[1]!];
}

/**
 * Views of the studio in Chromium: what is painted is what files show, and pointers, keys and words do what they say.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { light, renderSvg } from "../../src/figures/index.ts";
import { run } from "../../src/index.ts";
import { npz } from "../../src/io/formats/npz.ts";
import { type Opened, openInBrowser } from "./page-server.ts";
import type { PlaneStart, Tools } from "./plots-page.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const adapting = readFileSync(join(root, "examples", "adex-adapting.yaml"), "utf8");
const fitzHughNagumo = readFileSync(join(root, "test", "browser", "fitzhugh-nagumo.yaml"), "utf8");
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
      expect(await page.textContent("[data-view=traces] .plot-note")).toContain("Drawn with every extreme");
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
      const { columns } = await npz.read(await save("NPZ arrays"), "saved");
      expect(Object.keys(columns)).toEqual(["time_ms", "V_mV", "w_pA"]);
    });

    test("for paper it is as wide as it is asked to be, in PNG and PDF; what is no width saves nothing", async () => {
      const saved: Buffer[] = [];
      for (const what of ["PNG for paper", "PDF for paper"]) {
        await page.click("[data-view=traces] summary");
        await page.fill("[data-view=traces] input[type=number]", "120");
        const [file] = await Promise.all([page.waitForEvent("download"), page.click(`text=${what}`)]);
        expect(file.suggestedFilename()).toMatch(/-traces-120mm\.(png|pdf)$/);
        saved.push(readFileSync(await file.path()));
      }
      const [png, pdf] = saved as [Buffer, Buffer];
      // 120 / 25.4 inches of 300 pixels, of 72 points.
      expect(png.readUInt32BE(16)).toBe(1417);
      expect(pdf.toString("latin1")).toContain("/MediaBox [0 0 340.157 ");
      await page.click("[data-view=traces] summary");
      await page.fill("[data-view=traces] input[type=number]", "5");
      expect(await page.isDisabled("text=PDF for paper")).toBe(true);
      await page.click("[data-view=traces] summary");
    });
  });

  describe("phase plane of FitzHugh-Nagumo", () => {
    /** Data coordinates on the screen, from the axes of the portrait and the place of the frame. */
    const at = (v: number, w: number) => page.evaluate(([v, w]) => tools.planePoint(v!, w!), [v, w]);
    const starts = () => page.evaluate(() => tools.plane.value.starts);

    beforeAll(async () => {
      await page.evaluate(async (text) => {
        tools.plane.value = { starts: [], hidden: [] };
        await tools.simulate(text);
        await tools.compile(text);
        tools.show(["plane"], 560);
      }, fitzHughNagumo);
      await page.waitForSelector("[data-view=plane] canvas");
      await drawn(page);
    });

    test("a press starts a trajectory, with Shift backwards; a drag moves its start", async () => {
      const [first, to, second] = [await at(0.5, 0.5), await at(1, 1), await at(-1, 0.5)];
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      await page.mouse.move((first.x + to.x) / 2, to.y);
      await page.mouse.move(to.x, to.y);
      await page.mouse.up();
      await page.waitForTimeout(400);
      await page.keyboard.down("Shift");
      await page.mouse.click(second.x, second.y);
      await page.keyboard.up("Shift");
      const [one, two] = (await starts()) as [PlaneStart, PlaneStart];
      // A pixel of the screen is 0.006 of v and 0.005 of w.
      expect(one.at.v).toBeCloseTo(1, 1);
      expect(one.at.w).toBeCloseTo(1, 1);
      expect([one.backwards, two.backwards]).toEqual([false, true]);
      expect(await page.evaluate(() => tools.computed.value.portrait!.orbits.map(({ backwards }) => backwards))).toEqual([false, true]);
      await page.waitForTimeout(400);
      await page.mouse.move(second.x, second.y);
      await page.mouse.down();
      await page.mouse.move(first.x, first.y, { steps: 3 });
      await page.mouse.up();
      expect((await starts()).map(({ backwards }) => backwards)).toEqual([false, true]);
      expect((await starts())[1]!.at.v).toBeCloseTo(0.5, 1);
    });

    test("pointing at the fixed point tells its type and eigenvalues", async () => {
      const place = await at(-0.8048, -0.1311);
      await page.mouse.move(place.x + 2, place.y - 2);
      await page.waitForSelector(".plot-tip");
      const [type, where, eigenvalues] = (await page.textContent(".plot-tip"))!.split("\n");
      expect([type, where]).toEqual(["unstable focus", "v = \u22120.8048, w = \u22120.1311"]);
      const [[re, im]] = (await page.evaluate(() => tools.computed.value.portrait!.fixedPoints[0]!.eigenvalues)) as [
        readonly [number, number],
      ];
      expect(eigenvalues).toBe(`eigenvalues ${Number(re.toPrecision(4))} \u00b1 ${Number(Math.abs(im).toPrecision(4))}i`);
    });

    test("the wheel zooms about the pointer, a double press shows all and leaves the starts", async () => {
      const place = await at(0, 0.5);
      const before = await starts();
      await page.mouse.move(place.x, place.y);
      await page.mouse.wheel(0, -300);
      await drawn(page);
      const [left, right, bottom, top] = await page.evaluate(() => tools.plane.value.window!);
      expect(left).toBeLessThan(0);
      expect(right).toBeGreaterThan(0);
      expect([bottom < 0.5, top > 0.5]).toEqual([true, true]);
      const after = await at(0, 0.5);
      // The page has whole points, the place on the screen has not.
      expect(Math.hypot(after.x - place.x, after.y - place.y)).toBeLessThan(2);
      await page.waitForTimeout(400);
      await page.mouse.dblclick(place.x + 60, place.y);
      expect(await page.evaluate(() => tools.plane.value.window)).toBeUndefined();
      expect(await starts()).toEqual(before);
    });

    test("everything by keys: to the fixed point, a trajectory from beside it, away with it, and it is said", async () => {
      await page.focus("[data-view=plane] [role=application]");
      await page.keyboard.press("Shift+Delete");
      await page.keyboard.press("f");
      await page.waitForFunction(() => document.querySelector("[role=status]")!.textContent!.startsWith("unstable focus, v = "));
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      expect(await starts()).toHaveLength(1);
      await page.waitForFunction(() => document.querySelector("[role=status]")!.textContent!.startsWith("trajectory from v = "));
      await page.keyboard.press("Delete");
      expect(await starts()).toHaveLength(0);
    });

    test("a highlighted stretch of time is painted along the orbit, and pointing at the orbit highlights time", async () => {
      const yellow = () =>
        page.evaluate(() => {
          const [, above] = document.querySelectorAll<HTMLCanvasElement>("[data-view=plane] canvas");
          const { data } = above!.getContext("2d")!.getImageData(0, 0, above!.width, above!.height);
          let count = 0;
          // Okabe and Ito's orange, half transparent: red without blue.
          for (let k = 0; k < data.length; k += 4) if (data[k + 3]! > 50 && data[k]! > 200 && data[k + 2]! < 60) count++;
          return count;
        });
      await page.keyboard.press("Escape");
      await page.mouse.move(5, 5);
      await drawn(page);
      expect(await yellow()).toBe(0);
      await page.evaluate(() => {
        tools.brush.value = [20, 60];
      });
      await drawn(page);
      expect(await yellow()).toBeGreaterThan(300);
      await page.evaluate(() => {
        tools.brush.value = undefined;
      });
      const place = await page.evaluate(() => tools.runPoint(50));
      await page.mouse.move(place.x, place.y);
      const stretch = await page.evaluate(() => tools.brush.value!);
      expect(await page.evaluate(([from, to]) => tools.runPasses(from!, to!, 50), stretch)).toBe(true);
      await page.mouse.move(5, 5);
      expect(await page.evaluate(() => tools.brush.value)).toBeUndefined();
    });

    test("the portrait in words", async () => {
      expect(await page.textContent("[data-view=plane] .plot-note")).toContain("Unstable focus at v = \u22120.8048, w = \u22120.1311.");
      const id = await page.getAttribute("[data-view=plane] [role=application]", "aria-describedby");
      expect(await page.textContent(`[id="${id}"]`)).toMatch(/^Phase plane, w against v\. Unstable focus .* Arrow keys move the cursor/);
    });
  });

  test("a running simulation draws its sweep, and the kick fits the model", async () => {
    const seen = await page.evaluate(async (text) => {
      await tools.simulate(text);
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
    expect(await page.textContent("[data-view=live] .plot-controls")).toContain("Kick V by 10 mV");
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

/** The studio as a visitor meets it, in Chromium: over http and from a file, by mouse and by keyboard. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { run as runDocument } from "../../src/index.ts";
import { setValues } from "../../src/session/index.ts";
import { linkOf } from "../../studio/src/share/link.ts";
import { plainViews } from "../../studio/src/state/document.ts";
import { singleCells } from "../../studio/src/tour/tours/single-cells.ts";
import { describeStudio, dial, findings, openStudio, setDial, settled } from "./studio-pages.ts";

const example = readFileSync(new URL("../../examples/adex-adapting.yaml", import.meta.url), "utf8");
const a = "neurons.cell.parameters.a";
const current = "stimuli.stimulus_1.step.amplitude";

/** First load of the page: what the issue allows [bytes, compressed]. */
const FIRST_LOAD = 300_000;
/** Letters of a link that every channel passes on. */
const LINK = 800;

/** What several tests turn, as typed; the document then holds the same. */
const turned = new Map([
  [a, "3.7 nS"],
  [current, "612 pA"],
]);
async function turn(page: Page): Promise<void> {
  for (const [path, value] of turned) await setDial(page, path, value);
}

/** Signals and spikes of the last result on the page. */
function numbersOnPage(page: Page) {
  return page.evaluate(() => {
    const { result } = (globalThis as unknown as { parts: { result: Result } }).parts;
    return {
      signals: result.signals.map(({ values }) => [...values]),
      spikes: Object.values(result.populations).map(({ spikes }) => [...(spikes?.times ?? [])]),
      sha: result.provenance.document_sha256,
    };
  });
}

async function numbersOf(text: string) {
  const [result] = await runDocument(text);
  return {
    signals: result!.signals.map(({ values }) => [...values]),
    spikes: Object.values(result!.populations).map(({ spikes }) => [...(spikes?.times ?? [])]),
    sha: result!.provenance.document_sha256,
  };
}

describeStudio("the studio", (studio) => {
  let page: Page;
  beforeAll(async () => {
    page = await studio.visit(studio.http);
  }, 60_000);

  test("the first load is small", async () => {
    const own = await openStudio(process.env.LAPICQUE_BROWSER!);
    // What the phase plane and the traces need: the worker that then looks for cycles and the f-I curve does not begin.
    const first = await own.visit(own.http, undefined, () => {
      const Original = globalThis.Worker;
      let count = 0;
      const silent = { postMessage: () => {}, addEventListener: () => {}, removeEventListener: () => {}, terminate: () => {} };
      globalThis.Worker = new Proxy(Original, { construct: (_, given) => (count++ === 0 ? Reflect.construct(Original, given) : silent) });
    });
    for (const view of ["plane", "traces"]) await first.locator(`[data-view="${view}"] canvas`).first().waitFor();
    await first.waitForLoadState("networkidle");
    const sizes = [...own.loaded.values()];
    await own.close();
    expect([...own.loaded.keys()].some((path) => path.includes("traces"))).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(FIRST_LOAD);
  });

  test("numbers on the page are the command line's, bit for bit, as opened and as turned", async () => {
    expect(await numbersOnPage(page)).toEqual(await numbersOf(example));
    await turn(page);
    expect(await numbersOnPage(page)).toEqual(await numbersOf(setValues(example, turned)));
  });

  test("a slider moves by keys, a movement is one step of undo, reset leads back", async () => {
    const { slider, text, reset } = dial(page, "neurons.cell.parameters.b");
    await slider.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.down("ArrowRight");
    await page.keyboard.up("ArrowRight");
    const moved = await text.inputValue();
    expect(Number(moved)).toBeGreaterThan(60);
    await page.keyboard.press("PageUp");
    expect(Number(await text.inputValue())).toBeGreaterThan(Number(moved));
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await text.inputValue()).toBe("60");
    await page.keyboard.press("Control+Shift+z");
    expect(await text.inputValue()).toBe(moved);
    await reset.click();
    expect(await text.inputValue()).toBe("60");
  });

  test("after a fast drag the page shows where it ended, not a stop on the way", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    const { slider, text } = dial(fresh, "neurons.cell.parameters.tau_w");
    const box = (await slider.boundingBox())!;
    await fresh.mouse.move(box.x + 0.4 * box.width, box.y + box.height / 2);
    await fresh.mouse.down();
    await fresh.mouse.move(box.x + 0.9 * box.width, box.y + box.height / 2, { steps: 40 });
    await fresh.mouse.up();
    await settled(fresh);
    const values = new Map([["neurons.cell.parameters.tau_w", `${await text.inputValue()} ms`]]);
    expect(await numbersOnPage(fresh)).toEqual(await numbersOf(setValues(example, values)));
    await fresh.keyboard.press("Control+z");
    expect(await text.inputValue()).toBe("300");
    await fresh.close();
  });

  test("a link holds the document and its views, within what every channel passes on", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    await turn(fresh);
    await fresh.getByRole("button", { name: "Running" }).first().click();
    await fresh.getByRole("button", { name: "Share" }).click();
    await fresh.getByText("The link is copied").waitFor();
    const link = await fresh.evaluate(() => navigator.clipboard.readText());
    expect(link.length - studio.http.length).toBeLessThanOrEqual(LINK);
    const other = await studio.visit(link);
    expect(await dial(other, a).text.inputValue()).toBe("3.7");
    expect(await other.locator('[data-view-frame="live"]').count()).toBe(1);
    expect(await numbersOnPage(other)).toEqual(await numbersOnPage(fresh));
    // No other document is shown before the link's.
    const texts = await other.evaluate((): string[] => Reflect.get(globalThis, "texts"));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((each) => each.includes("a: 3.7 nS"))).toBe(true);
    await other.close();
    await fresh.close();
  });

  test("the command line that makes it is copied", async () => {
    await page.getByRole("button", { name: "File" }).click();
    await page.getByRole("button", { name: "Copy the command line" }).click();
    await page.getByText("The command line that makes this is copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `lapicque run example:adex-adapting --set '${a}=3.7 nS' --set '${current}=612 pA'`,
    );
  });

  test("what was open is there again after a reload", async () => {
    await page.waitForTimeout(400);
    const again = await studio.again(page.context(), studio.http);
    expect(await dial(again, a).text.inputValue()).toBe("3.7");
    await again.close();
  });

  test("three clicks from opening to a changed parameter of any model", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    await fresh.getByRole("button", { name: "Gallery" }).click();
    await fresh.locator('[data-open="hodgkin-huxley"]').click();
    const { slider } = dial(fresh, "neurons.cell.parameters.g_Na");
    const box = (await slider.boundingBox())!;
    await slider.click({ position: { x: 0.8 * box.width, y: box.height / 2 } });
    await settled(fresh);
    expect(await dial(fresh, "neurons.cell.parameters.g_Na").reset.isEnabled()).toBe(true);
    await fresh.close();
  });

  test("mistakes are underlined where they stand, with what to do", async () => {
    const fresh = await studio.visit(studio.http);
    await fresh.keyboard.press("e");
    const content = fresh.locator(".cm-content");
    await content.waitFor();
    await fresh.getByText("g_L*Delta_T", { exact: false }).first().waitFor();
    await fresh.evaluate(() => getSelection()?.removeAllRanges());
    await content.click();
    await fresh.keyboard.press("Control+a");
    await fresh.keyboard.insertText(example.replace("a*(V - E_L) - w", "a*(V - E_l) - w"));
    const mark = fresh.locator(".cm-lintRange-error");
    await mark.waitFor();
    expect(await mark.textContent()).toBe("E_l");
    await mark.hover();
    const tip = fresh.locator(".cm-tooltip-lint");
    await tip.waitFor();
    expect(await tip.textContent()).toMatch(/E_l.*E_L/s);
    await fresh.close();
  });

  test("the bifurcation diagram is over what is chosen, and keys set its parameter", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    await fresh.getByRole("button", { name: "Bifurcations" }).first().click();
    const view = fresh.locator('[data-view="over"]');
    await view.getByRole("application").waitFor({ timeout: 30_000 });
    expect(await view.innerText()).toContain("saddle-node");
    await view.getByRole("application").focus();
    await fresh.keyboard.press("End");
    expect(await dial(fresh, current).text.inputValue()).toBe("1000");
    await view.getByRole("combobox").selectOption("a");
    await view.getByRole("application", { name: /Bifurcation/ }).waitFor();
    expect(await findings(fresh)).toEqual([]);
    await fresh.close();
  });

  test("the tour can be walked with the keyboard alone", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    await fresh.keyboard.press("t");
    const begin = '[data-tour="single-cells"]';
    await fresh.locator(begin).waitFor();
    await tabTo(fresh, begin);
    await fresh.keyboard.press("Enter");
    const tour = fresh.getByRole("region", { name: "Tour" });
    await tour.waitFor();
    let steps = 0;
    for (; (await tour.count()) > 0 && steps < 30; steps++) {
      await settled(fresh);
      const goal = singleCells.steps[steps]?.goal;
      if (goal?.kind === "dial") {
        await tabTo(fresh, `[data-path="${goal.path}"] input[type=text]`);
        await fresh.keyboard.type(`${goal.least ?? goal.most}`);
        await fresh.keyboard.press("Enter");
        await tour.getByText("Done.").waitFor();
      }
      await tabTo(fresh, ".tour-buttons button:last-child");
      await fresh.keyboard.press("Enter");
      await fresh.locator(`[data-step="single-cells/${singleCells.steps[steps]?.id}"]`).waitFor({ state: "detached" });
    }
    expect(steps).toBe(12);
    // The short way: from the tour to the dial and on, without a walk through the page.
    await fresh.keyboard.press("t");
    await fresh.locator(begin).waitFor();
    await tabTo(fresh, begin);
    await fresh.keyboard.press("Enter");
    await tour.waitFor();
    await settled(fresh);
    // A key that comes before the focus would be lost.
    await fresh.locator(".to-goal:focus").waitFor();
    await fresh.keyboard.press("Enter");
    await fresh.locator('input[type="range"]:focus').waitFor();
    await fresh.keyboard.press("End");
    await tour.getByText("Done.").waitFor();
    await fresh.keyboard.press("n");
    await tour.getByText("Integrate and fire").waitFor();
    await fresh.close();
  });

  test("from a file it does the same", { tags: "slow" }, async () => {
    const local = await studio.visit(studio.file);
    await turn(local);
    expect(await numbersOnPage(local)).toEqual(await numbersOf(setValues(example, turned)));
    await local.close();
  });

  test("a phone's page is no wider than the phone", { tags: "slow" }, async () => {
    const phone = await studio.visit(studio.http, { width: 360, height: 740 });
    expect(await phone.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await findings(phone)).toEqual([]);
    await phone.close();
  });

  test("axe finds nothing serious on any page, light or dark", { tags: "slow" }, async () => {
    const fresh = await studio.visit(studio.http);
    expect(await findings(fresh)).toEqual([]);
    await fresh.getByRole("button", { name: "View", exact: true }).click();
    await fresh.getByRole("button", { name: "Dark" }).click();
    expect(await findings(fresh)).toEqual([]);
    await fresh.keyboard.press("Escape");
    for (const key of ["e", "t", "?"]) {
      await fresh.keyboard.press(key);
      await fresh.waitForTimeout(300);
      expect(await findings(fresh), key).toEqual([]);
      if (key !== "e") await fresh.keyboard.press("Escape");
    }
    await fresh.getByRole("button", { name: "Gallery" }).click();
    await fresh.locator("[data-open]").first().waitFor();
    expect(await findings(fresh)).toEqual([]);
    await fresh.close();
  });

  describe("a network", { tags: "slow" }, () => {
    const coba = readFileSync(new URL("../../examples/coba.yaml", import.meta.url), "utf8");
    const short = coba.replace("duration: 1 s", "duration: 60 ms").replace("transient: 100 ms", "transient: 10 ms");
    const views = { ...plainViews, openOfNetworks: ["raster", "activity"] };
    const linked = (text: string) => `${studio.http}${linkOf({ name: "coba.yaml", base: text, views })}`;
    const bar = (page: Page) => page.getByRole("region", { name: "Run of the network" });
    const ran = (page: Page) => bar(page).locator("p", { hasText: " real time). 4,000 neurons" }).first().waitFor({ timeout: 30_000 });

    test("runs by itself, is seen to grow, and has the command line's numbers, bit for bit, as opened and as turned", async () => {
      const fresh = await studio.visit(linked(short));
      await ran(fresh);
      expect(await numbersOnPage(fresh)).toEqual(await numbersOf(short));
      const times = await fresh.evaluate((): number[] => Reflect.get(globalThis, "growth"));
      expect(times.length).toBeGreaterThan(1);
      expect(times.at(-1)).toBe(70);
      const { sha } = await numbersOnPage(fresh);
      await setDial(fresh, "neurons.lif.parameters.g_L", "11 nS");
      // A run this short follows the dial at once.
      await fresh.waitForFunction(
        (earlier) => {
          const { result } = (globalThis as unknown as { parts: { result: Result } }).parts;
          return result.provenance.document_sha256 !== earlier;
        },
        sha,
        { timeout: 30_000 },
      );
      await ran(fresh);
      expect(await numbersOnPage(fresh)).toEqual(await numbersOf(setValues(short, new Map([["neurons.lif.parameters.g_L", "11 nS"]]))));
      await fresh.close();
    });

    test("its plots have words and keys, and axe finds nothing serious, light or dark, at a desk or on a phone", async () => {
      const fresh = await studio.visit(linked(short));
      await ran(fresh);
      const raster = fresh.getByRole("application", { name: /^Raster of Conductance-based/ });
      const description = await raster.evaluate((plot) => document.getElementById(plot.getAttribute("aria-describedby")!)!.textContent);
      expect(description).toMatch(/Spikes against time from 10 to 70 ms.*E: \d+ in 3200 rows/);
      await raster.focus();
      await fresh.keyboard.press("+");
      const activity = fresh.getByRole("application", { name: /^Activity of/ });
      await fresh.waitForFunction(() =>
        [...document.querySelectorAll(".plot-hidden p")].some((p) => p.textContent?.includes("from 25 to 55 ms")),
      );
      await activity.focus();
      await fresh.keyboard.press("ArrowRight");
      expect(await fresh.locator('[data-view="activity"] .plot-tip').innerText()).toMatch(/^t = [\d.]+ ms\nE: [\d.]+ Hz\nI: [\d.]+ Hz$/);
      await fresh.keyboard.press("0");
      expect(await findings(fresh)).toEqual([]);
      await fresh.getByRole("button", { name: "View", exact: true }).click();
      await fresh.getByRole("button", { name: "Dark" }).click();
      await fresh.keyboard.press("Escape");
      expect(await findings(fresh)).toEqual([]);
      await fresh.close();
      const phone = await studio.visit(linked(short), { width: 360, height: 740 });
      await ran(phone);
      expect(await phone.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
      expect(await findings(phone)).toEqual([]);
      await phone.close();
    }, 120_000);

    test("that takes long waits for a click, is stopped by a key, and keeps what it has; what cannot fit says so", async () => {
      const fresh = await studio.visit(linked(coba.replace("duration: 1 s", "duration: 300 s")));
      await fresh.getByText("Press Run, or the key R").first().waitFor();
      await bar(fresh).getByRole("button", { name: "Run" }).click();
      await bar(fresh).getByRole("progressbar").waitFor();
      await fresh.getByRole("application", { name: /^Raster/ }).waitFor();
      expect(await findings(fresh)).toEqual([]);
      await fresh.keyboard.press("r");
      await bar(fresh).getByText("Ended at").first().waitFor();
      expect(await bar(fresh).getByRole("progressbar").count()).toBe(0);
      expect(await fresh.getByRole("application", { name: /^Raster/ }).count()).toBe(1);
      await fresh.close();
      const large = await studio.visit(linked(coba.replace("size: 3200", "size: 3200000").replace("size: 800", "size: 800000")));
      await large
        .getByText(/^the network needs about [\d.]+ GB of memory/)
        .first()
        .waitFor();
      expect(await bar(large).getByRole("button", { name: "Run" }).isDisabled()).toBe(true);
      await large.close();
    }, 60_000);

    test("is in the gallery with a picture of its result and the scales that can run it", async () => {
      const fresh = await studio.visit(studio.http);
      await fresh.keyboard.press("g");
      const card = fresh.locator('[data-open="example:brunel"]');
      await card.waitFor();
      await card.scrollIntoViewIfNeeded();
      expect(await card.locator(".card-scales").innerText()).toContain("network");
      await fresh.waitForFunction(() => document.querySelector<HTMLImageElement>('[data-open="example:brunel"] img')?.naturalWidth === 320);
      expect(await findings(fresh)).toEqual([]);
      await fresh.close();
    });
  });

  test("nothing was refused, nothing failed", () => {
    expect(studio.faults).toEqual([]);
  });
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} cannot be reached with Tab`);
}

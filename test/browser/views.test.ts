/**
 * The views of densities, fields, branches and scales as a visitor meets them, in Chromium.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { PhasePortrait } from "../../src/contract/index.ts";
import { density } from "../../src/figures/density.ts";
import { light, renderSvg } from "../../src/figures/index.ts";
import { run as runDocument } from "../../src/index.ts";
import type { Views } from "../../studio/src/contract.ts";
import { describeStudio, dial, findings, linkTo, plot, settled, wordsOf } from "./studio-pages.ts";

const exampleOf = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

/** Coarse and short: what is seen does not depend on it. */
const nnlif = exampleOf("nnlif").replace("duration: 10", "duration: 1").replace("cells: 1200", "cells: 120");
const hallucinations = exampleOf("hallucinations").replaceAll(", 96]", ", 32]").replace("duration: 40", "duration: 4");

const patience = { timeout: 60_000 };

describeStudio("views", (studio) => {
  const linked = (base: string, views: Partial<Views> = {}) => linkTo(studio, base, views);
  const list = async (page: Page) => {
    await page.getByRole("button", { name: "All views" }).filter({ visible: true }).click();
    return page.getByRole("region", { name: "All views" });
  };
  const lineOf = (views: Locator, name: string) =>
    views.getByRole("button").filter({ has: views.page().locator("strong", { hasText: new RegExp(`^${name}$`) }) });

  test("a density opens by itself, is described, read by pointer, and saved as the picture of the command line, to the letter", async () => {
    const page = await studio.visit(linked(nnlif));
    const view = plot(page, /^Density of Noisy leaky/);
    await view.waitFor(patience);
    await page.getByText("1 in").first().waitFor(patience);
    expect(await wordsOf(view)).toMatch(/^Density over time\. n: up to 0\.\d+\./);
    const box = (await view.boundingBox())!;
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.25 * box.height);
    const tip = page.locator('[data-view="density"] .plot-tip');
    await tip.waitFor();
    expect(await tip.innerText()).toMatch(/^t = [\d.]+\nactivity = [\d.]+\nn: density over V, at .+: [\d.]+$/);
    const saved = page.waitForEvent("download");
    await page.locator('[data-view="density"] summary').click();
    await page.getByRole("button", { name: "SVG picture" }).filter({ visible: true }).click();
    const svg = readFileSync((await (await saved).path())!, "utf8");
    const [result] = await runDocument(nnlif);
    expect(svg).toBe(renderSvg(density.draw(result!, {}).scene, light, result!.provenance));
    expect(await findings(page)).toEqual([]);
    await page.close();
  }, 120_000);

  test("the list of all views says what a document lacks, and opens by keys what it has", async () => {
    const page = await studio.visit(linked(nnlif));
    await plot(page, /^Density/).waitFor(patience);
    const views = await list(page);
    expect(await lineOf(views, "Raster").innerText()).toMatch(/No spikes are recorded: add spikes under record:/);
    await lineOf(views, "Dispersion").getByText("There is no field of which waves could grow:").waitFor(patience);
    expect(await findings(page)).toEqual([]);
    await lineOf(views, "Spectrum").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("region", { name: "All views" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "All views" }).evaluate((button) => button === document.activeElement)).toBe(true);
    const spectrum = plot(page, /^Spectrum/);
    await spectrum.waitFor(patience);
    await page.getByRole("button", { name: "Spectrum", exact: true, pressed: true }).first().waitFor();
    await page.close();
  }, 120_000);

  test("fields over a plane have three pictures; what a cursor reads is said", async () => {
    const page = await studio.visit(linked(hallucinations, { openOfNetworks: ["field", "retinal", "planform"] }));
    for (const name of [/^Field of Form/, /^Retinal image of Form/, /^Planform of Form/]) await plot(page, name).waitFor(patience);
    const planform = plot(page, /^Planform/);
    await page.waitForFunction(() => !document.querySelector('[data-view="planform"] .plot-over'));
    expect(await wordsOf(planform)).toMatch(/rings/);
    await planform.focus();
    await page.keyboard.press("ArrowRight");
    await page.locator('[data-view="planform"] .plot-tip').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.close();
  }, 120_000);

  test("branches of stationary states are drawn over a number of the document, which keys set", async () => {
    const text = exampleOf("elapsed-time").replace("duration: 60", "duration: 1");
    const page = await studio.visit(linked(text, { openOfNetworks: ["steady", "eigenvalues"] }));
    const diagram = plot(page, /^Steady states of Elapsed/);
    await diagram.waitFor(patience);
    expect(await wordsOf(diagram)).toMatch(/Hopf point/);
    await plot(page, /^Eigenvalues of Elapsed/).waitFor(patience);
    await diagram.focus();
    await page.keyboard.press("End");
    const { text: value } = dial(page, "neurons.aged.parameters.J");
    await page.waitForFunction(
      (path) => document.querySelector<HTMLInputElement>(path)!.value === "8",
      `[data-path="neurons.aged.parameters.J"] input[type=text]`,
    );
    expect(await value.inputValue()).toBe("8");
    expect(await findings(page)).toEqual([]);
    await page.close();
  }, 120_000);

  test("two scales are compared at a click, with a verdict in words and as a table on a phone, which it does not overflow", async () => {
    const text = nnlif.replace("size: 20000", "size: 200");
    const page = await studio.visit(linked(text, { openOfNetworks: ["compare"] }), { width: 360, height: 740 });
    const view = page.locator('[data-view="compare"]').first();
    await view.getByRole("button", { name: "Compare" }).click();
    const row = view.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "mean" }) });
    await row.waitFor(patience);
    expect(await row.innerText()).toMatch(/%\s.*(agrees|differs|undecided)$/s);
    expect(await view.locator(".plot-note").first().innerText()).toMatch(/^(Agrees|Differs|Undecided): /);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await findings(page)).toEqual([]);
    const views = await list(page);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    await lineOf(views, "Density").click();
    await page.keyboard.press("Escape");
    await plot(page, /^Density/).waitFor(patience);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByRole("button", { name: "View", exact: true }).click();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.keyboard.press("Escape");
    expect(await findings(page)).toEqual([]);
    await page.close();
  }, 120_000);

  // Kills a stage that calls itself ready before its figure has come: the press below would be lost, as it is to a visitor.
  test("a plot is busy until it is painted, and from then on takes presses", async () => {
    const page = await studio.visit(linked(exampleOf("wilson-cowan-steady"), { open: ["traces"] }));
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/assets/phase-plane*", async (route) => {
      await released;
      await route.continue();
    });
    await (await list(page))
      .getByRole("button")
      .filter({ hasText: /^Phase plane/ })
      .click();
    await page.keyboard.press("Escape");
    const plane = page.getByRole("application", { name: /^Phase plane/ });
    await plane.and(page.locator('[aria-busy="true"]')).waitFor(patience);
    release();
    await settled(page);
    const box = (await plane.boundingBox())!;
    await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.4 * box.height);
    await page.waitForFunction(() => (globalThis as { parts?: { portrait?: PhasePortrait } }).parts?.portrait?.orbits.length === 1);
    await page.close();
  }, 120_000);

  test("nothing was refused, nothing failed", () => {
    expect(studio.faults).toEqual([]);
  });
});

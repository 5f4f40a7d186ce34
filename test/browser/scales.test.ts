/**
 * Scales over one another, sweeps and moments as a visitor meets them, in Chromium.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { curve } from "../../src/figures/curve.ts";
import { light, renderSvg } from "../../src/figures/index.ts";
import { sweep as sweepDocument } from "../../src/index.ts";
import { describeStudio, dial, findings, linkTo, plot, wordsOf } from "./studio-pages.ts";

const exampleOf = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

/** Short: what is seen does not depend on it. */
const finite = exampleOf("finite-size").replace("transient: 1 s, duration: 10 s", "transient: 50 ms, duration: 150 ms");
const hallucinations = exampleOf("hallucinations").replaceAll(", 96]", ", 32]").replace("duration: 40", "duration: 4");
const adex = exampleOf("adex-adapting");
const b = "neurons.cell.parameters.b";

const patience = { timeout: 60_000 };

describeStudio("scales and sweeps", (studio) => {
  const line = (page: Page, scale: string) => page.locator(`.run-line[data-scale="${scale}"]`);
  /** Waits until the activity is described so. */
  const describes = (page: Page, words: RegExp) =>
    page.waitForFunction(
      (source) => {
        const described = document.querySelector('[data-view="activity"] [role=application]')?.getAttribute("aria-describedby");
        return new RegExp(source).test((described && document.getElementById(described)?.textContent) || "");
      },
      words.source,
      patience,
    );

  test("the scales that a document names lie over one another by themselves; a switch takes one away, undo brings it back", async () => {
    const page = await studio.visit(linkTo(studio, finite, { openOfNetworks: ["activity"] }));
    for (const scale of ["mesoscopic", "refractory-density"]) await line(page, scale).getByText("200 ms in").first().waitFor(patience);
    await describes(page, /E: mean .*, at the scale mesoscopic mean .*, at the scale refractory-density mean .*; I: mean/);
    await page.getByRole("button", { name: "Scales" }).click();
    const list = page.getByRole("region", { name: "Scales" });
    const of = (scale: string) => list.getByRole("button").filter({ has: page.locator("strong", { hasText: new RegExp(`^${scale}$`) }) });
    await of("fokker-planck").waitFor(patience);
    expect(await of("fokker-planck").getAttribute("aria-disabled")).toBe("true");
    expect(await of("fokker-planck").innerText()).toMatch(/needs white noise/);
    expect(await findings(page)).toEqual([]);
    await of("mesoscopic").click();
    await line(page, "mesoscopic").waitFor({ state: "detached" });
    await page.waitForFunction(() => !/mesoscopic/.test(document.querySelector('[data-view="activity"]')!.textContent!));
    await of("low-dimensional").click();
    // Its coefficients take some seconds to be found: it waits for a click.
    await line(page, "low-dimensional").getByText("it will take about").first().waitFor(patience);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await describes(page, /at the scale mesoscopic mean/);
    expect(await line(page, "low-dimensional").count()).toBe(0);
    const view = plot(page, /^Activity of/);
    await view.focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.locator('[data-view="activity"] .plot-tip').innerText()).toMatch(
      /E network: .* Hz\nE mesoscopic: .* Hz\nE refractory-density: .* Hz\nI network:/,
    );
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    await page.close();
  }, 180_000);

  test("a long run of one scale is stopped by itself and keeps what it has; the others are not touched", async () => {
    const text = finite
      .replace("duration: 150 ms", "duration: 1000 s")
      .replace("network, mesoscopic, refractory-density", "refractory-density, mesoscopic");
    const page = await studio.visit(linkTo(studio, text, { openOfNetworks: ["activity"] }));
    const other = line(page, "mesoscopic");
    await other.getByText("it will take about").first().waitFor(patience);
    await other.getByRole("button").click();
    // It is drawn while it goes on, by itself: the document's own scale has not run.
    await describes(page, /E: mean/);
    await other.getByRole("button", { name: "Stop" }).click();
    await other
      .getByText(/^mesoscopic Ended at .* of 1000.05 s/)
      .first()
      .waitFor(patience);
    expect(await wordsOf(plot(page, /^Activity of/))).toMatch(/E: mean/);
    expect(await page.getByRole("progressbar").count()).toBe(0);
    await page.close();
  }, 180_000);

  test("a dial is swept with one click; the picture is the command line's, a press on it sets the dial, undo leads back", async () => {
    const page = await studio.visit(linkTo(studio, adex));
    await page.locator(`[data-path="${b}"] .dial-name`).click();
    await page.locator(`[data-path="${b}"]`).getByRole("button", { name: "Sweep over this" }).click();
    const view = plot(page, /^Curve of Adapting/);
    await page.getByRole("button", { name: "Sweep again" }).waitFor(patience);
    const saved = page.waitForEvent("download");
    await page.locator('[data-view="curve"] summary').click();
    await page.getByRole("button", { name: "SVG picture" }).filter({ visible: true }).click();
    const svg = readFileSync((await (await saved).path())!, "utf8");
    const { result } = await sweepDocument(adex, { set: [`${b}=0 pA:200 pA:25`, "record={ cell: [spikes] }"] });
    const own = { ...result, measures: [result.measures.find(({ name }) => name === "cell.rate")!] };
    expect(svg).toBe(renderSvg(curve.draw(own, {}).scene, light, result.provenance));
    const box = (await view.boundingBox())!;
    await page.mouse.click(box.x + 0.8 * box.width, box.y + 0.4 * box.height);
    const { text } = dial(page, b);
    await page.waitForFunction(
      (path) => Number(document.querySelector<HTMLInputElement>(path)!.value) > 100,
      `[data-path="${b}"] input[type=text]`,
    );
    expect(await page.locator('[data-view="curve"]').innerText()).not.toMatch(/Of other values/);
    expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "View", exact: true }).click();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.keyboard.press("Escape");
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Control+z");
    expect(await text.inputValue()).toBe("60");
    await page.keyboard.press("Control+z");
    await view.waitFor({ state: "detached" });
    await page.close();
  }, 120_000);

  test("patterns have a moment, which keys move", async () => {
    const page = await studio.visit(linkTo(studio, hallucinations, { openOfNetworks: ["retinal", "planform"] }));
    const slider = page.locator('[data-view="planform"] input[type=range]');
    await slider.waitFor(patience);
    await page.waitForFunction(() => /^\d.* in /.test(document.querySelector(".run-line p")!.textContent!.trim()), undefined, patience);
    const last = await slider.inputValue();
    await slider.focus();
    await page.keyboard.press("Home");
    // Both pictures are of the moment: at first fields are nearly uniform.
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>(".plot-moment input")].every(({ value }) => value === "0"),
    );
    await page.keyboard.press("End");
    expect(await slider.inputValue()).toBe(last);
    expect(await findings(page)).toEqual([]);
    await page.close();
  }, 120_000);

  test("nothing was refused, nothing failed", () => {
    expect(studio.faults).toEqual([]);
  });
});

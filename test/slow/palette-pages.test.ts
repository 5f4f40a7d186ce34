/**
 * The studio by keyboard alone, through the palette, in Chromium.
 * @module-tag slow
 */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { describeStudio, findings, settled } from "../browser/studio-pages.ts";

/** Opens the palette, types words, and does the first action that has them. */
async function order(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  // Its code is loaded when it is first asked for.
  await page.waitForSelector(".palette[open] input:focus");
  await page.keyboard.type(words);
  // What has been typed has been looked up, the gallery too.
  await page.waitForFunction(
    (first) => document.querySelector('.palette [aria-selected="true"]')?.textContent?.toLowerCase().includes(first),
    words.split(" ")[0]!.toLowerCase(),
  );
  await page.keyboard.press("Enter");
  await page.waitForSelector(".palette", { state: "detached" });
}

describeStudio("the palette", (studio) => {
  let page: Page;
  beforeAll(async () => {
    page = await studio.visit(studio.http);
  }, 60_000);

  test("leads to a dial, which arrows turn; back is one order more", async () => {
    await order(page, "dial g_L");
    const path = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-path]")?.dataset.path);
    await expect.poll(path).toBe("neurons.cell.parameters.g_L");
    const text = page.locator('[data-path="neurons.cell.parameters.g_L"] input[type=text]');
    const before = await text.inputValue();
    await page.keyboard.press("ArrowRight");
    await settled(page);
    expect(await text.inputValue()).not.toBe(before);
    await order(page, "undo");
    await settled(page);
    expect(await text.inputValue()).toBe(before);
  });

  test("opens views, changes colours, opens a document; Escape gives the focus back where it was", async () => {
    await order(page, "bifurcations");
    await page.waitForSelector('[data-view-frame="over"]');
    await order(page, "colours dark");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await order(page, "theta parabolic");
    await expect.poll(() => page.locator("h1").textContent()).toMatch(/theta/i);
    await page.locator(".title + .actions button").nth(1).focus();
    await page.keyboard.press("Control+k");
    await page.waitForSelector(".palette-option");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Gallery");
  });

  test("nothing failed", () => {
    expect(studio.faults).toEqual([]);
  });
});

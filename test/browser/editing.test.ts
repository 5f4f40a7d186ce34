/**
 * The text of a document as one writes it in Chromium: candidates, meanings, and mends.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leakyNeurons, pulsesToAll } from "../common-documents.ts";
import { describeStudio, findings, linkTo } from "./studio-pages.ts";

const exampleOf = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
const adex = exampleOf("adex-adapting");
const brunel = exampleOf("brunel");

/** The scale event-driven would run it, but for its method. */
const pulses = `${leakyNeurons}stimuli:
  - { to: E.I, step: { amplitude: 300 pA } }
${pulsesToAll}run: { duration: 1 s, scale: network, method: euler, step: 0.1 ms }
record: { E: [spikes, activity] }
`;

/** A list that has just opened takes no key for so long [ms]: who types on has not seen it. */
const INTERACTION = 100;

describeStudio("editing", (studio) => {
  /** The studio with a document's text in the editor, which has the focus. */
  async function write(text: string, size?: { readonly width: number; readonly height: number }): Promise<Page> {
    const page = await studio.visit(linkTo(studio, text), size);
    await page.keyboard.press("e");
    await page.locator(".cm-content").focus();
    return page;
  }
  const written = (page: Page) => page.evaluate(() => document.querySelector<HTMLElement>(".cm-content")!.innerText);

  test("a document is written with candidates by keys alone: keys, ids of registries, names, units", async () => {
    const page = await write(adex);
    const list = page.getByRole("listbox");
    const labels = async () => list.locator(".cm-completionLabel").allInnerTexts();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nsw");
    await list.waitFor();
    expect(await labels()).toEqual(["sweep"]);
    expect(await findings(page)).toEqual([]);
    // A key is written with its colon, and what may stand behind it is listed at once.
    await page.waitForTimeout(INTERACTION);
    await page.keyboard.press("Enter");
    expect(await written(page)).toMatch(/\nsweep: $/);
    await page.keyboard.type("{ over: { cell.");
    await page.getByRole("option", { name: /cell\.I/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type("I: [100 p");
    await page.getByRole("option", { name: /pA/ }).waitFor();
    expect((await labels()).slice(0, 2)).toEqual(["pA", "pF"]);
    await page.keyboard.press("Escape");
    await page.keyboard.type("A] }, measure: [cell.r");
    await page.getByRole("option", { name: /cell\.rate/ }).waitFor();
    await page.waitForTimeout(INTERACTION);
    await page.keyboard.press("Enter");
    await page.keyboard.type("] }");
    await page.waitForFunction(() => {
      const { described } = (globalThis as unknown as { parts: { described?: { sound: boolean; sweep?: object } } }).parts;
      return described?.sound && described.sweep;
    });
    // Escape closes a list; once more, and Tab leaves the editor.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor"))).toBeNull();
    await page.close();
  });

  test("the word at the cursor is told by its unit and value, and the one under the pointer beside it", async () => {
    const page = await write(adex);
    const status = page.getByRole("status", { name: "At the cursor" });
    await page.keyboard.press("Control+Home");
    // The second equation stands in the eighth row: the first one takes two.
    for (let row = 1; row < 8; row++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await status.getByText("tau_w: parameter, 300 ms").waitFor();
    expect(await findings(page)).toEqual([]);
    for (let letter = 0; letter < "tau_w*d".length; letter++) await page.keyboard.press("ArrowRight");
    await status.getByText("w: state, in pA, begins at 0 pA").waitFor();
    // The quantity of the input, `500 pA`, under the pointer.
    await page.locator(".cm-line", { hasText: "amplitude" }).locator(".ink-number").hover();
    await page.locator(".cm-meaning", { hasText: "500 pA: picoampere = 5e-10 A" }).waitFor();
    await page.keyboard.press("Control+End");
    await page.waitForFunction(() => document.querySelector(".editor-status")?.textContent === "");
    await page.close();
  });

  test("a mistake comes with its mend: a button by keys, one step of undo", async () => {
    const page = await write(adex.replace("300 ms", "300 msec"));
    const offer = page.getByRole("button", { name: "Change msec to ms" });
    await offer.waitFor();
    expect(await findings(page)).toEqual([]);
    await offer.focus();
    await page.keyboard.press("Enter");
    await offer.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".cm-content")?.innerText.includes("300 ms,"));
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("remarks");
    await page.keyboard.press("Control+z");
    await offer.waitFor();
    expect(await written(page)).toContain("300 msec,");
    await page.close();
  });

  test("a document that its scale refuses says why, with what lets it run", async () => {
    const page = await write(brunel.replace("step: 0.1 ms, ", ""));
    await page.getByText("a network needs a fixed step").first().waitFor();
    await page.getByRole("button", { name: "Add step: 0.1 ms to run" }).click();
    await page.getByText("12,500 neurons").filter({ visible: true }).first().waitFor();
    expect(await page.locator(".remark[data-kind=error]").count()).toBe(0);
    await page.close();
  });

  test("the list of scales has what lets another scale run the document", async () => {
    const page = await write(pulses);
    await page.getByRole("button", { name: "Scales" }).filter({ visible: true }).click();
    const offer = page.getByRole("region", { name: "Scales" }).getByRole("button", { name: "Let the scale choose its method" });
    await offer.waitFor();
    expect(await findings(page)).toEqual([]);
    await offer.click();
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".cm-content")?.innerText.includes("method: auto"));
    await page.close();
  });

  test("nothing fails on the way", () => expect(studio.faults).toEqual([]));
});

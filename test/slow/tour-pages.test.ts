/**
 * The tours in Chromium: every step of every tour is opened, drawn without complaint, and done; and a step as a slide of a deck shows it.
 * @module-tag slow
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { tourAddress } from "../../studio/src/tour/address.ts";
import { tours } from "../../studio/src/tour/index.ts";
import type { Goal } from "../../studio/src/tour/tour.ts";
import { describeStudio, findings } from "../browser/studio-pages.ts";

const patience = { timeout: 120_000 };

/** Waits until all open views are drawn, nothing is under way, and no view says why it is not there. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const frames = [...document.querySelectorAll("[data-view-frame]")];
      const isWaiting = ({ dataset }: HTMLElement) => dataset.viewFrame === "compare";
      return (
        frames.length > 0 &&
        frames.every((frame) => frame.querySelector('[role="application"]') || isWaiting(frame as HTMLElement)) &&
        !document.querySelector('[aria-busy="true"], .run-track')
      );
    },
    undefined,
    patience,
  );
}

/** Does what a step asks for. */
async function reach(page: Page, goal: Goal): Promise<void> {
  switch (goal.kind) {
    case "dial": {
      await page.locator(".to-goal").click();
      const slider = page.locator('input[type="range"]:focus');
      await slider.waitFor();
      if (goal.least !== undefined && goal.most !== undefined) {
        const text = page.locator(`[data-path="${goal.path}"] input[type=text]`);
        await text.fill(String(goal.least));
        await text.press("Enter");
      } else await slider.press(goal.least !== undefined ? "End" : "Home");
      break;
    }
    case "start": {
      const plane = page.locator('[data-view-frame="plane"] [role="application"]');
      const box = (await plane.boundingBox())!;
      await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.4 * box.height);
      break;
    }
    case "comparison":
      await page.locator('[data-view="compare"]').first().getByRole("button", { name: "Compare" }).click();
      break;
    default:
      await page.locator(".to-goal").click();
  }
}

describeStudio("tours", (studio) => {
  test.each(tours.map((tour) => [tour.id, tour] as const))(
    "every step of %s is drawn, and ticked off when it is done",
    async (id, tour) => {
      const page = await studio.visit(`${studio.http}${tourAddress(id, tour.steps[0]!.id)}`);
      for (const [i, { id: step, goal }] of tour.steps.entries()) {
        await page.locator(`[data-step="${id}/${step}"]`).waitFor();
        await drawn(page);
        expect(await page.locator(".remark, .view .empty").count(), step).toBe(0);
        expect(await page.locator('.task[data-done="true"]').count(), step).toBe(0);
        if (goal) {
          await reach(page, goal);
          await expect.poll(() => page.locator('.task[data-done="true"]').count(), { ...patience, message: step }).toBe(1);
          await drawn(page);
        }
        await page.getByRole("button", { name: i + 1 < tour.steps.length ? "Next" : "Finish", exact: true }).click();
      }
      await page.locator(".tour").waitFor({ state: "detached" });
      // What was done is kept, and said where tours are chosen.
      await page.keyboard.press("t");
      const card = page.getByRole("article", { name: tour.title });
      await card.getByText(`${tour.steps.length} of ${tour.steps.length} done`).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.close();
    },
    900_000,
  );

  test("a step in a slide has no bars, takes no focus, keeps nothing, and leaves keys to the deck", async () => {
    const frame = `${studio.http}${tourAddress("single-cells", "rest", "embedded", "projector")}`;
    // A deck computes nothing: it is settled at once.
    const deck = `<!doctype html><title>deck</title><button id="own">own</button><iframe src="${frame}" title="step" width="1000" height="600"></iframe>
<script>parts.settled = 0; addEventListener("message", ({ data }) => { if (data?.type === "lapicque:key") (window.heard ??= []).push(data); });</script>`;
    const server = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(deck);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const page = await studio.visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.locator("#own").focus();
    const inside = page.frameLocator("iframe");
    await inside.locator(".tour").waitFor();
    await inside.locator('[role="application"][aria-busy="false"]').waitFor();
    expect(await inside.locator(".bar, .panel").count()).toBe(0);
    expect(await inside.locator(".switch-row").first().isVisible()).toBe(false);
    expect(await inside.locator("html").getAttribute("data-size")).toBe("large");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("own");
    const heard = () => page.evaluate(() => ((globalThis as { heard?: { key: string }[] }).heard ?? []).map(({ key }) => key));
    // Messages between pages take their time, and keep their order. On the paper between controls keys are the deck's; on a slider arrows are the slider's.
    await inside.locator(".tour h2").click();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("PageDown");
    await expect.poll(heard).toEqual(["ArrowRight", "PageDown"]);
    const slider = inside.locator('.tour-dial input[type="range"]');
    await slider.focus();
    await page.keyboard.press("End");
    await inside.locator('.task[data-done="true"]').waitFor();
    await inside.locator('.tour-dial input[type="text"]').fill("5");
    await inside.locator(".tour h2").click();
    await page.keyboard.press("PageUp");
    await expect.poll(heard).toEqual(["ArrowRight", "PageDown", "PageUp"]);
    await inside.getByRole("button", { name: "Next", exact: true }).click();
    await inside.locator('[data-step="single-cells/integrate-and-fire"]').waitFor();
    const kept = await page.frames()[1]!.evaluate(() => Object.keys(localStorage));
    expect(kept).toEqual([]);
    await page.close();
    server.close();
  }, 120_000);

  test("from a file a step is there as well; what is no address is refused in a sentence", async () => {
    const page = await studio.visit(`${studio.file}${tourAddress("densities", "hallucinations", "embedded", "dark")}`, {
      width: 360,
      height: 640,
    });
    await page.locator('[data-step="densities/hallucinations"]').waitFor();
    await drawn(page);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await findings(page)).toEqual([]);
    await drawn(page);
    await page.goto("about:blank");
    await page.goto(`${studio.file}#tour1/nowhere/rest`);
    await page.getByText("There is no tour nowhere").waitFor();
    await page.close();
  }, 120_000);

  test("nothing was refused, nothing failed", () => {
    expect(studio.faults).toEqual([]);
  });
});

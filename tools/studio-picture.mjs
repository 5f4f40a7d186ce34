/** Makes docs/images/studio.png: the studio as it opens. Needs the build and a Chromium. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser } from "./browser.mjs";
import { root } from "./prepare.mjs";
import { buildStudio } from "./studio.mjs";

await buildStudio();
const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, deviceScaleFactor: 1.5 });
await page.goto(pathToFileURL(join(root, "dist", "lapicque.html")).href);
// What comes last: the cycle of the phase plane, and the curve.
await page.locator("[data-view-frame=plane]", { hasText: "period" }).waitFor();
await page.locator("[data-view-frame=firing]", { hasText: "spikes at least once" }).waitFor({ timeout: 60_000 });
await page.waitForTimeout(500);
await page.screenshot({ path: join(root, "docs", "images", "studio.png") });
await browser.close();

/** Makes docs/images/studio.png: the studio as it opens, with a trajectory started in its phase plane. Needs the build and a Chromium. */
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
const plane = page.locator("[data-view-frame=plane] canvas").first();
await plane.waitFor();
await page.waitForTimeout(4000);
await page.screenshot({ path: join(root, "docs", "images", "studio.png") });
await browser.close();

/**
 * The studio in Chromium: from a slider's movement to the redrawn phase plane and trace, first trajectory of a cold page, and a trace
 * of 1e6 points drawn, moved and zoomed. Wall time of page and worker together; an idle machine gives the numbers that users see.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser } from "../tools/browser.mjs";

const site = fileURLToPath(new URL("../dist/studio/", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const executablePath = findBrowser();
if (!executablePath) {
  console.log("No Chromium found: set LAPICQUE_BROWSER to its path.");
  process.exit(0);
}
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://x").pathname.slice(1) || "index.html";
  try {
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(join(site, path)));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${server.address().port}/`;
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launch({ executablePath, args: flags });

/** Notes when the worker has answered, and when each canvas was last painted on. */
const observe = () => {
  const seen = { settled: 0, parts: {}, painted: {}, first: 0 };
  Object.assign(globalThis, { seen });
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.event === "part") seen.parts[data.value.part] = performance.now();
        if (data.event === "settled") seen.settled = performance.now();
      });
    }
  };
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    stroke.apply(this, given);
    const view = this.canvas.closest("[data-view]")?.dataset.view;
    seen.painted[view] = performance.now();
    if (view === "traces" && seen.parts.result) seen.first ||= performance.now();
  };
};

async function open(scale = 1) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: scale });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.seen.first > 0 && globalThis.seen.settled > 0);
  return page;
}

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
const print = (name, values, bar) => {
  const numbers = values.map((value) => `${value.toFixed(1).padStart(8)}`).join("");
  console.log(`  ${name.padEnd(52)}${numbers}   ${bar}`);
};
const load = () => `load average ${loadavg()[0].toFixed(1)}`;

/** Moves a dial by the keyboard, one step after the last picture, as fast as it is answered. */
async function slide(page, dial, moves) {
  return page.evaluate(
    async ({ dial, moves }) => {
      const { seen } = globalThis;
      const input = document.querySelector(`input[type=range][aria-label="${dial}"]`) ?? document.querySelectorAll("input[type=range]")[0];
      const times = [];
      for (let k = 0; k < moves; k++) {
        const range = Number(input.max) - Number(input.min);
        input.value = `${Number(input.min) + range * (0.3 + (0.4 * ((k * 7) % 41)) / 41)}`;
        const began = performance.now();
        input.dispatchEvent(new Event("input", { bubbles: true }));
        while (!(seen.settled > began && seen.painted.plane > seen.parts.portrait && seen.painted.traces > seen.parts.result))
          await new Promise((done) => setTimeout(done, 0));
        const done = Math.max(seen.painted.plane, seen.painted.traces);
        times.push({ all: done - began, worker: seen.settled - began });
        await new Promise((done) => setTimeout(done, 60));
      }
      return times;
    },
    { dial, moves },
  );
}

console.log(`\nStudio in Chromium [ms]   (${load()})`);
const cold = [];
for (let k = 0; k < 5; k++) {
  const page = await open();
  cold.push(await page.evaluate(() => globalThis.seen.first));
  await page.context().close();
}
print("first trajectory on a cold page: median, worst", [quantile(cold, 0.5), Math.max(...cold)], "bar 2000");

const page = await open();
await slide(page, "a", 30);
const times = await slide(page, "a", 120);
const all = times.map((time) => time.all);
print("slider to phase plane and 1 s trace: median, 95 %", [quantile(all, 0.5), quantile(all, 0.95)], "bar 16, 50");
const worker = times.map((time) => time.worker);
print("  of which until the worker has answered", [quantile(worker, 0.5), quantile(worker, 0.95)], "");
await page.context().close();

await browser.close();
server.close();
console.log(`  (${load()})`);

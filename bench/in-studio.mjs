/** The built studio in Chromium for the benchmarks: its pages, served isolated as `lapicque studio` serves them, with what happens on them noted. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser } from "../tools/browser.mjs";

const site = fileURLToPath(new URL("../dist/studio/", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/** Notes what the workers say and are asked, and when each view was last painted on. */
const observe = () => {
  const seen = { settled: 0, parts: {}, painted: {}, first: 0, samples: 0, frames: 0, frame: 0, asked: {}, answered: {}, ended: 0 };
  Object.assign(globalThis, { seen });
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    #calls = new Map();
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!Array.isArray(data)) return;
        const now = performance.now();
        for (const { kind, id, event, value } of data) {
          if (kind === "answer") seen.answered[this.#calls.get(id)] = now;
          if (event === "part") seen.parts[value.part] = now;
          if (event === "part" && value.part === "result") seen.samples = value.value?.signals[0]?.times.length;
          if (event === "frame") {
            seen.frames++;
            seen.frame = now;
          }
          if (event === "settled") seen.settled = now;
        }
      });
    }
    postMessage(said, ...rest) {
      if (said?.call) {
        this.#calls.set(said.id, said.call === "study" ? said.input.what : said.call);
        seen.asked[this.#calls.get(said.id)] = performance.now();
      }
      super.postMessage(said, ...rest);
    }
    terminate() {
      seen.ended = performance.now();
      super.terminate();
    }
  };
  const { prototype } = CanvasRenderingContext2D;
  for (const name of ["stroke", "fill", "fillRect", "drawImage", "putImageData"]) {
    const draw = prototype[name];
    prototype[name] = function (...given) {
      draw.apply(this, given);
      const view = this.canvas.closest?.("[data-view]")?.dataset.view;
      seen.painted[view] = performance.now();
      if (view === "traces" && seen.parts.result) seen.first ||= performance.now();
    };
  }
};

/** Begins a browser and a server. A document that is opened with `?document` is the one that was given last. */
export async function openStudio() {
  const executablePath = findBrowser();
  if (!executablePath) {
    console.log("No Chromium found: set LAPICQUE_BROWSER to its path.");
    process.exit(0);
  }
  let served = "";
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname.slice(1) || "index.html";
    try {
      const body = path === "document.json" ? JSON.stringify({ name: "document.yaml", text: served }) : readFileSync(join(site, path));
      response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream", ...isolated }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, args: flags });
  return {
    browser,
    /** A page of a new visitor with a document; without one, as a first visit shows it. */
    async page(text, scale = 1) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        deviceScaleFactor: scale,
        serviceWorkers: "block",
      });
      const page = await context.newPage();
      await page.addInitScript(observe);
      served = text ?? "";
      await page.goto(`http://127.0.0.1:${server.address().port}/${text === undefined ? "" : "?document"}`);
      await page.waitForFunction(() => globalThis.seen.settled > 0, null, { timeout: 120_000 });
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** An example with some keys, and what is indented below them, put in the place of others. */
export function example(name, replaced = {}) {
  let text = readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), "utf8");
  for (const [key, line] of Object.entries(replaced))
    text = text.replace(new RegExp(`^${key}:.*(\\n${key.match(/^ */)[0]} +.*)*$`, "m"), line);
  return text;
}

export const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

/** Prints a line of numbers, and the bar that they are held against. */
export const print = (name, values, bar = "") => {
  const numbers = values.map((value) => `${value.toFixed(1).padStart(8)}`).join("");
  console.log(`  ${name.padEnd(56)}${numbers}   ${bar}`);
};

export const load = () => `load average ${loadavg()[0].toFixed(1)}`;

/** Turns the wheel over a view, once a picture: what each took to draw, and from one to the next [ms]. */
export const move = (page, view, pictures) =>
  page.evaluate(
    async ({ view, pictures }) => {
      const stage = document.querySelector(`[data-view="${view}"] .plot-stage`);
      const { left, top, width, height } = stage.getBoundingClientRect();
      const at = { clientX: left + width / 2, clientY: top + height / 3, bubbles: true, cancelable: true };
      const [gaps, work] = [[], []];
      let last = await new Promise(requestAnimationFrame);
      // Closer in the first half, along the other way in the second.
      for (let k = 0; k < pictures; k++) {
        const turn = k < pictures / 2 ? { deltaY: k % 20 < 12 ? -60 : 60 } : { deltaX: k % 30 < 15 ? 60 : -60 };
        const began = performance.now();
        stage.dispatchEvent(new WheelEvent("wheel", { ...at, ...turn }));
        const now = await new Promise(requestAnimationFrame);
        const painted = globalThis.seen.painted[view];
        if (painted > began) work.push(painted - began);
        gaps.push(now - last);
        last = now;
      }
      return { gaps, work };
    },
    { view, pictures },
  );

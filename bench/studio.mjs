/**
 * The studio in Chromium: from a slider's movement to the redrawn phase plane and trace, first trajectory of a cold page, and a trace
 * of 1e6 points drawn, moved and zoomed. Wall time of page and worker together; an idle machine gives the numbers that users see.
 */
import { readdirSync, readFileSync } from "node:fs";
import { example, load, move, openStudio, print, quantile } from "./in-studio.mjs";

/** A hundred seconds of a firing neuron in steps of 0.1 ms: 1e6 samples of one signal. */
const long = example("adex-adapting", { run: "run: { duration: 100 s, every: 0.1 ms }", record: "record: { cell: [V] }" });
const studio = await openStudio();
const { browser } = studio;

async function open(scale = 1, text = undefined) {
  const page = await studio.page(text, scale);
  await page.waitForFunction(() => globalThis.seen.first > 0);
  return page;
}

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

/**
 * Time on a processor so far of the page and of its worker [ms]; undefined where the system does not tell. The worker is the oldest:
 * the second one, for what takes long, begins later.
 */
async function spent() {
  try {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    const renderer = processInfo.filter(({ type }) => type === "renderer").toSorted((a, b) => b.cpuTime - a.cpuTime)[0];
    const folder = `/proc/${renderer.id}/task`;
    const threads = readdirSync(folder).map((id) => ({ id: Number(id), name: readFileSync(`${folder}/${id}/comm`, "utf8").trim() }));
    const time = ({ id }) => Number(readFileSync(`${folder}/${id}/schedstat`, "utf8").split(" ")[0]) / 1e6;
    const worker = threads.filter(({ name }) => name.startsWith("DedicatedWorker")).toSorted((a, b) => a.id - b.id)[0];
    return { page: time({ id: renderer.id }), worker: time(worker) };
  } catch {
    return undefined;
  }
}

const page = await open();
await slide(page, "a", 30);
const before = await spent();
const times = await slide(page, "a", 120);
const after = await spent();
const all = times.map((time) => time.all);
print("slider to phase plane and 1 s trace: median, 95 %", [quantile(all, 0.5), quantile(all, 0.95)], "bar 16, 50");
print("  best tenth: without what else the machine does", [quantile(all, 0.1)], "");
if (before && after)
  print("  processor time a move: page, worker", [(after.page - before.page) / 120, (after.worker - before.worker) / 120], "");
const worker = times.map((time) => time.worker);
print("  of which until the worker has answered", [quantile(worker, 0.5), quantile(worker, 0.95)], "");
await page.context().close();

const wide = await open(2, long);
await wide.waitForFunction(() => globalThis.seen.samples >= 1e6 && globalThis.seen.painted.traces > globalThis.seen.parts.result, null, {
  timeout: 120_000,
});
const drawn = await wide.evaluate(() => globalThis.seen.painted.traces - globalThis.seen.parts.result);
print("1e6 samples from their arrival to the screen", [drawn], "bar 200");
await move(wide, "traces", 20);
const { gaps, work } = await move(wide, "traces", 120);
print("  moved and zoomed, work a picture: median, 95 %", [quantile(work, 0.5), quantile(work, 0.95)], "bar 33");
print("  pictures a second: median, slowest 5 %", [1000 / quantile(gaps, 0.5), 1000 / quantile(gaps, 0.95)], "bar 30");
await wide.context().close();

await studio.close();
console.log(`  (${load()})`);

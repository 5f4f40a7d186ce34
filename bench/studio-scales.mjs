/**
 * Every scale in the studio in Chromium: from a slider's movement to the picture of stationary states, of populations and of a network, how fast a
 * run that nobody wants any more ends, a microcircuit in the tab beside the command line, large pictures drawn, moved and zoomed, and memory
 * after many moves and runs. Wall time of page and workers together; times of medians, of the best tenth, and of 95 of 100.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { example, load, move, openStudio, print, quantile } from "./in-studio.mjs";

const studio = await openStudio();
const wanted = process.argv[2];
const section = async (name, measure) => {
  if (wanted === undefined || name.startsWith(wanted)) await measure();
};
const summary = (times) => [0.5, 0.1, 0.95].map((share) => quantile(times, share));

/** Waits on the page until a condition on what was seen holds, looked at between any two tasks; gives its value. */
const until = `globalThis.until = async (holds, most = 60_000) => {
  const began = performance.now();
  while (!holds(globalThis.seen)) {
    if (performance.now() - began > most) throw new Error("waited in vain: " + holds);
    await new Promise((done) => setTimeout(done, 0));
  }
};
globalThis.turn = (path, share) => {
  const input = document.querySelector('[data-path="' + path + '"] input[type=range]');
  input.value = String(Number(input.min) + (Number(input.max) - Number(input.min)) * share);
  const began = performance.now();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return began;
};`;

async function open(text, scale) {
  const page = await studio.page(text, scale);
  await page.evaluate(until);
  return page;
}

/**
 * Turns a dial, each time when what followed the last has been drawn: `moves` times to get going, as on the page of a neuron, then as often to be
 * timed. What passes until `view` shows `call`'s answer [ms].
 */
const follow = (page, path, view, call, moves) =>
  page.evaluate(
    async ({ path, view, call, moves }) => {
      const times = [];
      for (let k = -moves; k < moves; k++) {
        const began = turn(path, 0.4 + (0.2 * (((k + moves) * 7) % 11)) / 11);
        await until(({ answered, painted }) => answered[call] > began && painted[view] > answered[call]);
        if (k >= 0) times.push(seen.painted[view] - began);
        await new Promise((done) => setTimeout(done, 100));
      }
      return times;
    },
    { path, view, call, moves },
  );

console.log(`\nEvery scale in the studio [ms]: median, best tenth, 95 %   (${load()})`);

await section("steady", async () => {
  const page = await open(example("nnlif", { run: "run: { duration: 0.1, step: 0.001, seed: 1, scale: fokker-planck }" }));
  await page.getByRole("button", { name: "Steady states" }).click();
  await page.waitForFunction(() => globalThis.seen.answered.branches > 0 && globalThis.seen.answered.steady > 0, null, { timeout: 90_000 });
  print("slider to stationary states of an NNLIF network", summary(await follow(page, "parameters.b", "steady", "steady", 15)), "bar 50");
  await page.context().close();
});

const thousand = (scale, record) =>
  example("finite-size", {
    run: `run: { duration: 1 s, step: 0.1 ms, seed: 1, scale: ${scale} }`,
    record: `record: { E: [${record}], I: [${record}] }`,
    figures: `figures: [${record === "spikes" ? "raster" : "activity"}]`,
  });

await section("mesoscopic", async () => {
  const page = await open(thousand("mesoscopic", "activity"));
  await page.evaluate(() => until(({ answered }) => answered.watch > 0));
  const times = await follow(page, "neurons.escape.parameters.mu", "activity", "watch", 25);
  print("slider to 1 s of 2 mesoscopic populations", summary(times), "bar 100");
  await page.context().close();
});

await section("network", async () => {
  const page = await open(thousand("network", "spikes"));
  await page.evaluate(() => until(({ answered }) => answered.watch > 0));
  const { first, cancel } = await page.evaluate(async () => {
    const [first, cancel] = [[], []];
    for (let k = 0; k < 25; k++) {
      const began = turn("neurons.escape.parameters.mu", 0.4 + (0.2 * ((k * 7) % 11)) / 11);
      await until(({ frame, painted, asked }) => asked.watch > began && frame > asked.watch && painted.raster > frame);
      first.push(seen.painted.raster - began);
      const isGoingOn = !(seen.answered.watch > seen.asked.watch);
      // Between two looks the next run may have been asked for.
      const asked = seen.asked.watch;
      const stale = turn("neurons.escape.parameters.mu", 0.7);
      await until(({ answered, ended }) => answered.watch > asked || ended > stale);
      if (isGoingOn) cancel.push(Math.max(seen.answered.watch, seen.ended) - stale);
      await until(({ asked, answered }) => asked.watch > stale && answered.watch > asked.watch);
    }
    return { first, cancel };
  });
  print("slider to the first picture of 1000 neurons", summary(first), "bar 200");
  if (cancel.length > 0) print(`  a stale run is at its end, ${cancel.length} runs`, summary(cancel), "bar 20");
  await page.context().close();
});

for (const [part, duration, rounds] of [
  ["0.1", "2 s", 3],
  ["1", "100 ms", 1],
])
  await section(`microcircuit-${part}`, async () => {
    const text = example("potjans-diesmann", {
      "  f": `  f: ${part}`,
      run: `run: { duration: ${duration}, step: 0.1 ms, seed: 1, scale: network }`,
      figures: "figures: [raster]",
    });
    const page = await open(text);
    const threads = await page.evaluate(() => (crossOriginIsolated ? navigator.hardwareConcurrency : 1));
    const folder = mkdtempSync(join(tmpdir(), "lapicque-"));
    const document = join(folder, "microcircuit.yaml");
    writeFileSync(document, text);
    const program = fileURLToPath(new URL("../dist/bin/lapicque.js", import.meta.url));
    const inTab = () =>
      page.evaluate(async () => {
        // A short run has begun by itself.
        await until(({ asked, answered }) => !(asked.watch > (answered.watch ?? 0)), 300_000);
        const began = performance.now();
        [...document.querySelectorAll(".run-bar button")].find((one) => one.textContent.trim() === "Run").click();
        await until(({ asked, answered }) => asked.watch > began && answered.watch > asked.watch, 300_000);
        return seen.answered.watch - seen.asked.watch;
      });
    const byLine = () => {
      const began = performance.now();
      const rest = ["--threads", String(threads), "--out", join(folder, "out"), "--quiet"];
      const { status } = spawnSync(process.execPath, [program, "run", document, ...rest]);
      if (status !== 0) throw new Error(`the command line ended with ${status}`);
      return performance.now() - began;
    };
    const [tab, line] = [[], []];
    for (let round = 0; round < rounds; round++) {
      tab.push(await inTab());
      line.push(byLine());
    }
    rmSync(folder, { recursive: true });
    print(
      `${duration} of a microcircuit at ${part}, ${threads} threads, in the tab`,
      [Math.min(...tab), quantile(tab, 0.5)],
      "best, median",
    );
    print(
      "  by the command line, with its files and a raster",
      [Math.min(...line), quantile(line, 0.5)],
      `ratio of the best ${(Math.min(...tab) / Math.min(...line)).toFixed(2)}, bar 1.5`,
    );
    await page.context().close();
  });

const noise = `format: 1
neurons:
  unit: { hazard: r, parameters: { r: 8 Hz } }
populations:
  n: { neuron: unit, size: 80000 }
run: { duration: 1 s, step: 0.1 ms, seed: 1, scale: network }
record: { n: [spikes] }
figures: [raster]
`;
const density = example("nnlif", {
  run: "run: { duration: 1, step: 0.001, seed: 1, scale: fokker-planck, options: { fokker-planck: { cells: 1000, V: [-6, 2] } } }",
  record: "record: { n: [density] }",
  figures: "figures: [density]",
});
const field = `format: 1
units: none
fields:
  cortex:
    axes: { x: [0, 40, 512], y: [0, 40, 512] }
    equations: da/dt = -a + 0.1*cos(x)*sin(y)
    initial: { a: cos(x/2)*sin(y/3) }
run: { duration: 2, step: 0.1, scale: field }
record: { cortex: [a] }
figures: [field]
`;
for (const [view, name, text] of [
  ["raster", "raster of 80,000 neurons, 1 s", noise],
  ["density", "density of 1000 x 1000 cells", density],
  ["field", "field of 512 x 512 cells", field],
])
  await section(view, async () => {
    const page = await open(text);
    await page.waitForFunction(
      (view) => globalThis.seen.answered.watch > 0 && globalThis.seen.painted[view] > globalThis.seen.answered.watch,
      view,
      { timeout: 120_000 },
    );
    const drawn = await page.evaluate((view) => seen.painted[view] - seen.answered.watch, view);
    print(`${name}: from its arrival to the screen`, [drawn], "bar 200");
    await move(page, view, 10);
    const { gaps, work } = await move(page, view, 60);
    if (work.length > 0) print("  moved and zoomed, work a picture", summary(work), "bar 33");
    print(
      "  pictures a second: median, best tenth, slowest 5 %",
      summary(gaps).map((gap) => 1000 / gap),
      "bar 30",
    );
    await page.context().close();
  });

await section("memory", async () => {
  const page = await open(thousand("network", "spikes"));
  await page.evaluate(() => until(({ answered }) => answered.watch > 0));
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
    // Of the page and its workers, with their arenas.
    const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
    return [(usedSize + backingStorageSize) / 2 ** 20, bytes / 2 ** 20];
  };
  const runs = (count) =>
    page.evaluate(async (count) => {
      for (let k = 0; k < count; k++) {
        let began = 0;
        for (let move = 0; move < 10; move++) {
          began = turn("neurons.escape.parameters.mu", 0.4 + (0.2 * ((k * 10 + move) % 37)) / 37);
          await new Promise((done) => setTimeout(done, 20));
        }
        await until(({ asked, answered }) => asked.watch > began && answered.watch > asked.watch);
      }
    }, count);
  await runs(2);
  print("memory after 20 moves and 2 runs [MB]: page, with workers", await used());
  await runs(18);
  print("  after 200 moves and 20 runs", await used(), "no growth beyond one arena a worker");
  await page.context().close();
});

await studio.close();
console.log(`  (${load()})`);

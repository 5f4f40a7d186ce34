/**
 * Exported scripts, run by Brian2. Skipped where there is no Python with Brian2 (`apt-get install python3-brian`); LAPICQUE_PYTHON names another
 * interpreter.
 * @module-tag slow
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { nodeHost } from "../../src/cli/node.ts";
import { type Changes, run } from "../../src/session/index.ts";
import { catalogueNames, examples, exportNamed, openNamed } from "../exports/open.ts";

const runner = fileURLToPath(new URL("run-in-brian2.py", import.meta.url));
const pythons = [process.env.LAPICQUE_PYTHON, "/usr/bin/python3", "python3", "python"].filter((one) => one !== undefined);
const python = pythons.find((one) => spawnSync(one, ["-c", "import brian2"]).status === 0);
if (python === undefined) console.warn(`Brian2 is not installed (tried ${pythons.join(", ")}): exported scripts are not run`);

interface Ran {
  readonly error?: string;
  readonly spikes?: Readonly<Record<string, { readonly t: readonly number[]; readonly i: readonly number[] }>>;
}

function brian2(scripts: readonly string[], ...flags: string[]): readonly Ran[] {
  const folder = mkdtempSync(join(tmpdir(), "lapicque-brian2-"));
  const paths = scripts.map((text, k) => {
    const path = join(folder, `script_${k}.py`);
    writeFileSync(path, text);
    return path;
  });
  const output = execFileSync(python!, [runner, ...flags, ...paths], { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
  const results = JSON.parse(output.toString()) as Readonly<Record<string, Ran>>;
  return paths.map((path) => results[path]!);
}

async function script(name: string, changes: Changes = {}): Promise<string> {
  const exported = await exportNamed(name, "brian2", changes);
  if (exported.kind === "refused") throw new Error(exported.errors.map(({ message }) => message).join("\n"));
  return exported.text;
}

async function ownSpikes(name: string, changes: Changes) {
  const [ran] = await run(nodeHost(), await openNamed(name, changes), {});
  return ran!.result;
}

describe.skipIf(python === undefined)("scripts for Brian2", () => {
  // Brian2 finds a spike at the end of a step, so that each interval is up to one step too long: spike k is late by at most k steps, and
  // Runge-Kutta's own error (of fourth order, 1e-4 steps at 0.01 ms) is far below. Half the step, half the bound. Kills: a method of first
  // order, a reset before the threshold, a parameter in another unit, a lost stimulus. Neurons whose reset adds to another state (AdEx, Izhikevich)
  // are not among them: a late reset changes the interval after it by more than the delay.
  for (const [name, duration] of [
    ["lif", "200 ms"],
    ["morris-lecar.hopf", "300 ms"],
    ["wang-buzsaki", "100 ms"],
  ] as const)
    test(`${name}: spike k of Brian2 is at most k steps behind ours, and never before it`, async () => {
      const own = await ownSpikes(name, { duration });
      const times = [...own.populations.cell!.spikes!.times];
      for (const step of [0.02, 0.01]) {
        const [ran] = brian2([await script(name, { duration, set: [`run.step=${step} ms`] })]);
        expect(ran!.error).toBeUndefined();
        const theirs = ran!.spikes!.cell_spikes!.t;
        // The last of ours may lie beyond the end there.
        expect(times.length - theirs.length).toBeLessThanOrEqual(1);
        expect(theirs.length).toBeGreaterThan(1);
        for (const [k, time] of theirs.entries()) {
          const late = time + step - times[k]!;
          expect(late, `spike ${k} at step ${step}`).toBeLessThanOrEqual((k + 1.1) * step);
          expect(late, `spike ${k} at step ${step}`).toBeGreaterThanOrEqual(-0.1 * step);
        }
      }
    });

  test("every model of the catalogue is understood", async () => {
    const names = await catalogueNames();
    const ran = brian2(await Promise.all(names.map((name) => script(name))), "--steps", "3");
    expect(names.flatMap((name, k) => (ran[k]!.error === undefined ? [] : [`${name}: ${ran[k]!.error}`]))).toEqual([]);
  });

  test("every example that is not refused is understood", async () => {
    const small: Readonly<Record<string, Changes>> = {
      "potjans-diesmann": { set: ["f=0.02"] },
      "potjans-diesmann-escape": { set: ["f=0.02"] },
    };
    const huge = new Set(["nnlif", "nnlif-random-threshold", "nnlif-refractory", "match-to-sample"]);
    const written: [name: string, text: string][] = [];
    for (const name of examples) {
      if (huge.has(name)) continue;
      const exported = await exportNamed(name, "brian2", small[name] ?? {});
      if (exported.kind === "written") written.push([name, exported.text]);
    }
    expect(written.length).toBeGreaterThan(30);
    const ran = brian2(
      written.map(([, text]) => text),
      "--steps",
      "2",
    );
    expect(written.flatMap(([name], k) => (ran[k]!.error === undefined ? [] : [`${name}: ${ran[k]!.error}`]))).toEqual([]);
  });

  // Over 6 seeds our rate has the standard deviation s (about 0.7 Hz of 70): theirs must lie within 4.89*s*sqrt(1 + 1/6) of our mean, and for
  // the CV of intervals likewise (0.005 of 0.49). Kills: connections without replacement counted twice, inhibition of the other sign, delays in another unit,
  // Poisson input of one spike a step at most (-10 % of the input at 0.1 ms, 2 spikes a step on average: -50 %).
  test("a balanced network fires as often and as irregularly there", async () => {
    const set = [
      "populations.E.size=800",
      "populations.I.size=200",
      "projections.excitation.connect.indegree=80",
      "projections.inhibition.connect.indegree=20",
      "J=0.4 mV",
    ];
    const duration = "500 ms";
    const own = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => ownSpikes("brunel", { set, duration, seed: `${seed}` })));
    const spikes = own.map(({ populations }) => populations.E!.spikes!);
    const [ran] = brian2([await script("brunel", { set, duration })]);
    const theirs = ran!.spikes!.E_spikes!;
    compare(
      "rate",
      spikes.map(({ times }) => times.length),
      theirs.t.length,
    );
    compare(
      "CV",
      spikes.map(({ times, neurons }) => meanCv([...times], [...neurons])),
      meanCv(theirs.t, theirs.i),
    );
  });
});

function compare(what: string, own: readonly number[], theirs: number): void {
  const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
  const sd = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (own.length - 1));
  expect(Math.abs(theirs - mean), `${what}: ${theirs} there, ${mean} +- ${sd} here`).toBeLessThan(
    4.89 * sd * Math.sqrt(1 + 1 / own.length),
  );
}

/** Mean coefficient of variation of the intervals of neurons with at least three spikes. */
function meanCv(times: readonly number[], neurons: readonly number[]): number {
  const trains = new Map<number, number[]>();
  for (const [k, neuron] of neurons.entries()) trains.set(neuron, [...(trains.get(neuron) ?? []), times[k]!]);
  const cvs = [...trains.values()].flatMap((train) => {
    const intervals = train.slice(1).map((time, k) => time - train[k]!);
    if (intervals.length < 2) return [];
    const mean = intervals.reduce((sum, x) => sum + x, 0) / intervals.length;
    return [Math.sqrt(intervals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / intervals.length) / mean];
  });
  return cvs.reduce((sum, x) => sum + x, 0) / cvs.length;
}

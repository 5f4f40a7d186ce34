/** The documents of the catalogue, run as a gallery opens them, against numbers from equations that stand a second time elsewhere. */
import { atan } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import { type Lab, lastOf, signalOf, spikesOf } from "../lab.ts";
import { catalogueCrossings, catalogueNumbers } from "../reference/catalogue.ts";
import { type Row, row, worst } from "../row.ts";

const twice = "DOP853 at two tolerances, equations written a second time (tools/catalogue-values.py)";
const root = "root of the current balance in 40 digits";
const tight = { set: ["run.tolerance=1e-11"] };

export async function catalogue(lab: Lab): Promise<readonly Row[]> {
  return [
    ...(await spikeTimes(lab)),
    ...(await rests(lab)),
    ...(await closedForms(lab)),
    ...(await durations(lab)),
    ...(await slowInactivation(lab)),
    ...(await decisions(lab)),
    ...(await intervals(lab)),
  ];
}

/** First spikes of every document in the table. Its own error is below 2e-8 ms; 1e-6 ms leaves room for stretched phases near a saddle-node. */
async function spikeTimes(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, reference] of Object.entries(catalogueCrossings)) {
    const times = spikesOf(await lab.runModel(name, tight)).slice(0, reference.length);
    rows.push(worst(`${name}: largest error of the first ${reference.length} spikes`, times, reference, 1e-6, twice));
  }
  return rows;
}

/** Where the neurons rest without current: 500 ms are fifty of the slowest time constants of a membrane. */
async function rests(lab: Lab): Promise<readonly Row[]> {
  const models = Object.keys(catalogueNumbers).flatMap((name) => (name.endsWith(" rest V") ? [name.slice(0, -" rest V".length)] : []));
  return Promise.all(
    models.map(async (name) => {
      const result = await lab.runModel(name, { set: [...tight.set, "I=0 uA/cm^2"], duration: "500 ms" });
      return row(`${name} at rest: V [mV]`, lastOf(result, "V"), catalogueNumbers[`${name} rest V`]!, 1e-8, root);
    }),
  );
}

async function closedForms(lab: Lab): Promise<readonly Row[]> {
  const interval = (result: Result) => spikesOf(result)[2]! - spikesOf(result)[1]!;
  // tau/(a_0 k) (atan((V_peak - m)/k) - atan((V_r - m)/k)), m = (V_rest + V_c)/2, k^2 = R I/a_0 - ((V_c - V_rest)/2)^2.
  const k = Math.sqrt(22 / 0.1 - 7.5 * 7.5);
  const quadratic = (10 / (0.1 * k)) * (atan((-40 + 62.5) / k) - atan((-70 + 62.5) / k));
  return [
    row("qif: interval at 2.2 nA [ms]", interval(await lab.runModel("qif", tight)), quadratic, 1e-8, "closed form"),
    row("theta: period at I = 0.25", interval(await lab.runModel("theta", tight)), 2 * Math.PI, 1e-8, "pi/sqrt(I)"),
  ];
}

/** How long each beat of the heart lasts: from the gate's potential upwards to its crossing downwards. */
async function durations(lab: Lab): Promise<readonly Row[]> {
  const result = await lab.runModel("mitchell-schaeffer.restitution", { set: [...tight.set, "run.every=0.1 ms"] });
  const { times, values } = signalOf(result, "v");
  return Array.from(spikesOf(result), (start, beat) => {
    let k = times.findIndex((t) => t > start + 20);
    while (values[k]! > 0.13) k++;
    const [before, after] = [values[k - 1]!, values[k]!];
    const end = times[k - 1]! + ((before - 0.13) / (before - after)) * (times[k]! - times[k - 1]!);
    const name = `mitchell-schaeffer.restitution duration of beat ${beat + 1}`;
    // A straight line between samples 0.1 ms apart is off by v'' (0.1 ms)^2/(8 v'), with v''/v' about 1/(6 ms).
    return row(`${name} [ms]`, end - start, catalogueNumbers[name]!, 1e-3, twice);
  });
}

async function slowInactivation(lab: Lab): Promise<readonly Row[]> {
  const times = spikesOf(await lab.runModel("hodgkin-huxley-slow", { ...tight, duration: "1.5 s" }));
  const name = "hodgkin-huxley-slow";
  return [
    row(`${name}: spikes in 1.5 s of 15 uA/cm^2`, times.length, catalogueNumbers[`${name} spikes in 1.5 s`]!, 0, twice),
    row(`${name}: the last spike, though the current goes on [ms]`, times.at(-1)!, catalogueNumbers[`${name} last spike`]!, 1e-4, twice),
  ];
}

async function decisions(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const set of ["rest", "memory", "evidence"]) {
    const result = await lab.runModel(`wong-wang.${set}`, { ...tight, duration: "5 s" });
    for (const state of ["S_1", "S_2"])
      rows.push(
        row(
          `wong-wang.${set}: ${state}`,
          lastOf(result, state),
          catalogueNumbers[`wong-wang.${set} ${state}`]!,
          1e-9,
          "fixed point in 40 digits",
        ),
      );
  }
  return rows;
}

/** Mean interval of renewal neurons against the integral of the survivor function; z = 4.89 is a two-sided 1e-6. */
async function intervals(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of ["escape-lif", "gif.without-adaptation"]) {
    const times = spikesOf(await lab.runModel(name, { duration: "40 s" }));
    const all = Array.from(times.slice(2), (t, k) => t - times[k + 1]!);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    const sd = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (all.length - 1));
    const tolerance = (4.89 * sd) / Math.sqrt(all.length);
    rows.push(
      row(
        `${name}: mean of ${all.length} intervals [ms]`,
        mean,
        catalogueNumbers[`${name} mean interval`]!,
        tolerance,
        "integral of the survivor function",
      ),
    );
  }
  return rows;
}

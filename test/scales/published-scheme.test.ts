/** `euler-sequential` on plain steps of current gives the spikes of the published script (Izhikevich 2004), written out here as its oracle. */
import { expect, test } from "vitest";
import { run } from "../../src/index.ts";

/** a, b, c, d, v0, duration, step; then amplitude, begin and end of each pulse (Infinity: to the end of the run). */
const panels: Record<string, readonly [readonly number[], readonly (readonly [number, number, number])[]]> = {
  A: [[0.02, 0.2, -65, 6, -70, 100, 0.25], [[14, 10, Number.POSITIVE_INFINITY]]],
  I: [[0.02, 0.2, -65, 6, -70, 100, 0.2], [[7.04, 10, 13]]],
  M: [[0.03, 0.25, -60, 4, -64, 200, 0.2], [[-15, 20, 25]]],
  N: [[0.03, 0.25, -52, 0, -64, 200, 0.2], [[-15, 20, 25]]],
  O: [
    [0.03, 0.25, -60, 4, -64, 100, 0.25],
    [
      [1, 10, 15],
      [-6, 70, 75],
      [1, 80, 85],
    ],
  ],
  Q: [[1, 0.2, -60, -21, -70, 50, 0.1], [[20, 9, 11]]],
};

/** The script's loop: the current is on for T1 < t < T2, u sees the new v, a spike is stamped at the beginning of its step. */
function script([parameters, pulses]: (typeof panels)[string]): readonly number[] {
  const [a, b, c, d, v0, duration, h] = parameters as [number, number, number, number, number, number, number];
  let [v, u] = [v0, b * v0];
  const spikes: number[] = [];
  for (let k = 0; k * h < duration; k++) {
    const t = k * h;
    const current = pulses.reduce((sum, [amplitude, from, to]) => sum + (t > from && t < to ? amplitude : 0), 0);
    v += h * (0.04 * v * v + 5 * v + 140 - u + current);
    u += h * a * (b * v - u);
    if (v <= 30) continue;
    spikes.push(t);
    v = c;
    u += d;
  }
  return spikes;
}

test.each(Object.keys(panels))("panel %s", async (name) => {
  const [[a, b, c, d, v0, duration, h], pulses] = panels[name]!;
  const stimuli = pulses.map(([amplitude, from, to]) => ({
    to: "n.I",
    step: { amplitude },
    start: from,
    ...(Number.isFinite(to) ? { duration: to - from } : {}),
  }));
  const [result] = await run({
    units: "none",
    neurons: {
      n: {
        equations: "v' = 0.04*v^2 + 5*v + 140 - u + I\nu' = a*(b*v - u)",
        inputs: { I: 1 },
        parameters: { a: a!, b: b!, c: c!, d: d! },
        initial: { v: v0!, u: "b*v" },
        spike: "v > 30",
        reset: { v: "c", u: "u + d" },
      },
    },
    populations: { n: { neuron: "n" } },
    stimuli,
    run: { duration: duration!, step: h!, method: "euler-sequential" },
    record: { n: ["spikes"] },
  });
  const expected = script(panels[name]!);
  expect(expected.length).toBeGreaterThan(0);
  // Kills a current that is already on at its start: every spike of A is then one step early.
  expect(Array.from(result!.populations.n!.spikes!.times, (t) => t.toFixed(6))).toEqual(expected.map((t) => t.toFixed(6)));
});

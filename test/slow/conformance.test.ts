/**
 * Every neuron of the catalogue at every scale of populations against its network; and scales whose first step takes long.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { agreement, convergence } from "../scales/populations/laws.ts";
import { catalogueNeurons, populationScales } from "../scales/populations/neurons.ts";
import { run } from "../scales/populations/support.ts";

const scales = await Promise.all(populationScales.map((entry) => entry.load()));
const pairs = scales.flatMap((scale) =>
  catalogueNeurons.filter(({ scales: of }) => of.includes(scale.id)).map((neuron) => [scale.id, neuron.id, scale, neuron] as const),
);

/**
 * What theory leaves out, relative to the rate. Thresholds that jump by 15 times their width count as if earlier spikes had come at random, where
 * they came in order (quasi-renewal): the run says up to how many percent of the adaptation that leaves out.
 */
const leftOut: Readonly<Record<string, number>> = { mat: 0.08 };

test.each(pairs)("%s, %s: the rate is that of the network, within 5 standard errors", (_, __, scale, neuron) => {
  const { ours, theirs, se } = agreement(neuron, scale, { seeds: 16, size: 200 });
  expect(Math.abs(ours - theirs)).toBeLessThan(5 * se + (leftOut[neuron.id] ?? 0.003) * theirs);
  expect(se / theirs).toBeLessThan(0.05);
});

describe("few modes", () => {
  const [scale] = scales.filter(({ id }) => id === "low-dimensional");
  const neuron = catalogueNeurons.find(({ id }) => id === "escape-lif")!;
  const of = (text: string) => run(text, scale!).values;
  const quiet = { duration: 50, record: "activity", scale: scale!.id, options: "noise: none" };

  test("the order in which populations stand changes no bit, with what is drawn too", () => {
    const [one, other] = [
      { a: 60, b: 40 },
      { b: 40, a: 60 },
    ].map((sizes) => of(neuron.document({ duration: 50, record: "activity", sizes })));
    for (const name of ["a.activity", "b.activity"]) expect(one!.get(name)).toEqual(other!.get(name));
  });

  test("other names change no bit, and halves that are connected alike nothing but rounding", () => {
    const whole = of(neuron.document({ ...quiet, sizes: { n: 100 } })).get("n.activity")!;
    expect(of(neuron.document({ ...quiet, sizes: { other: 100 } })).get("other.activity")).toEqual(whole);
    const parts = of(neuron.document({ ...quiet, sizes: { a: 60, b: 40 } }));
    for (const name of ["a.activity", "b.activity"])
      for (const [i, one] of parts.get(name)!.entries()) expect(Math.abs(one / whole[i]! - 1)).toBeLessThan(1e-9);
  });

  test("the mean has an error of first order, in whole powers of the step", () => {
    const { differences, left } = convergence(neuron, scale!);
    const [first = 0, , last = 0] = differences.map(Math.abs);
    expect(Math.abs(left)).toBeLessThan(0.03 * first + 2e-5);
    expect(last).toBeLessThan(0.4 * first + 1e-6);
  });
});

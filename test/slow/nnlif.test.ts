/**
 * The noisy LIF neuron at its exact rate, within 1 %, and how slow it would be without the bridge.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { type Stream, stream } from "../../src/base/index.ts";
import { StochasticMethod, streamIncrements } from "../../src/kernels/stochastic.ts";
import { spikesOf } from "../kernels/support.ts";
import type { Model } from "../scales/support.ts";

/** dV = -V dt + sqrt(2) dW, threshold 2, reset 1: the NNLIF particle without interaction. */
const model: Model = {
  equations: "dV/dt = -V + sqrt(2)*xi",
  initial: { V: 0 },
  noises: ["xi"],
  spike: "V > 2",
  reset: { V: "1" },
};
const exact = 0.1199759652;
/** A bridge that never crosses between the ends of a step. */
const never = { ...stream(0, "never", 0), uniform: () => 1, normal: () => 0 } as Stream;

/** Rate over `neurons` neurons, of each from 10 on for `duration`, over the exact one. */
function relativeRate(step: number, neurons: number, duration: number, bridgeOf: (entity: number) => Stream): number {
  const make = (entity: number) => {
    const sources = [stream(3, "source", entity)];
    const increments = streamIncrements(sources, stream(3, "parts", entity), step);
    return new StochasticMethod({ id: "milstein", step, calculus: "ito", increments, bridge: bridgeOf(entity) }, 1);
  };
  let count = 0;
  for (let entity = 0; entity < neurons; entity++) {
    count += spikesOf(model, make, entity, 10 + duration, "written").filter((t) => t > 10).length;
  }
  return count / (neurons * duration) / exact;
}

/** Intervals have a coefficient of variation near 0.9, so that the rate is uncertain by 0.9/sqrt(spikes): 0.3 % and 0.6 %. */
describe("the rate of the NNLIF neuron at b = 0", () => {
  const bridged = (entity: number) => stream(3, "bridge", entity);
  test("step 0.01: within 1 %", () => {
    expect(Math.abs(relativeRate(0.01, 50, 15_000, bridged) - 1)).toBeLessThan(0.01);
  }, 600_000);
  test("step 0.001: within 1 %", () => {
    expect(Math.abs(relativeRate(0.001, 20, 10_000, bridged) - 1)).toBeLessThan(0.01);
  }, 1_200_000);
  test("mutant without the bridge: 17 % too slow at step 0.01, 6 % at 0.001", () => {
    expect(Math.abs(relativeRate(0.01, 50, 4_000, () => never) - 0.83)).toBeLessThan(0.02);
    expect(Math.abs(relativeRate(0.001, 20, 2_000, () => never) - 0.94)).toBeLessThan(0.04);
  }, 600_000);
});

/** Fixed points of AdEx neurons drawn at random, against the closed form by Lambert's W function. */
import { expect, test } from "vitest";
import { phasePortrait } from "../../../src/analysis/index.ts";
import { exp, log, stream } from "../../../src/base/index.ts";
import { systemOf } from "../../../src/kernels/index.ts";
import { bindText } from "../../model/open.ts";

interface Set {
  readonly C: number;
  readonly gL: number;
  readonly EL: number;
  readonly VT: number;
  readonly D: number;
  readonly tau: number;
  readonly a: number;
  readonly I: number;
}

const text = ({ C, gL, EL, VT, D, tau, a, I }: Set) => `
neurons:
  n:
    equations: |
      C*dV/dt = -g_L*(V - E_L) + g_L*D*exp((V - V_T)/D) - w + I
      tau*dw/dt = a*(V - E_L) - w
    parameters: { C: ${C} pF, g_L: ${gL} nS, E_L: ${EL} mV, V_T: ${VT} mV, D: ${D} mV, tau: ${tau} ms, a: ${a} nS }
    inputs: { I: pA }
    initial: { V: ${EL} mV, w: 0 pA }
    spike: V > 0 mV
    reset: { V: ${EL} mV, w: w + 50 pA }
populations: { c: { neuron: n, size: 1 } }
stimuli: [{ to: c.I, step: { amplitude: ${I} pA } }]
run: { duration: 300 ms }
record: { c: [V, spikes] }
`;

/** W_0 and W_-1 of -e^-u, 1 <= u: the solutions of W + log(-W) = -u, by Newton's method from either side of the branch point. */
function branches(u: number): readonly number[] {
  if (u < 1) return [];
  return [-exp(-u), -u - log(u) - 1].map((start) => {
    let w = start;
    for (let k = 0; k < 100; k++) {
      const step = (w + log(-w) + u) / (1 + 1 / w);
      w = Math.min(w - step, 0.5 * w);
    }
    return w;
  });
}

/** With g = g_L + a > 0: g (V - E_L) - I = g_L D e^((V - V_T)/D), so V = E_L + I/g - D W(-(g_L/g) e^((E_L + I/g - V_T)/D)). */
function closedForm({ gL, EL, VT, D, a, I }: Set): readonly number[] {
  const g = gL + a;
  const base = EL + I / g;
  return branches(-log(gL / g) - (base - VT) / D)
    .map((w) => base - D * w)
    .sort((x, y) => x - y);
}

// Kills: a lowest rate taken for a touch because an exponential far away makes every rate look small; a second point that is missed.
test("80 random AdEx neurons have the fixed points of the closed form, no more and no fewer", { tags: "slow" }, () => {
  const rng = stream(7, "adex", 0);
  const between = (low: number, high: number) => Number((low + (high - low) * rng.uniform()).toPrecision(6));
  let none = 0;
  for (let k = 0; k < 80; k++) {
    const gL = between(2, 30);
    const set: Set = {
      C: between(50, 300),
      gL,
      EL: between(-80, -55),
      VT: between(-55, -40),
      D: between(0.5, 4),
      tau: between(10, 500),
      a: between(-0.5 * gL, 20),
      I: between(-200, 800),
    };
    const { experiment } = bindText(text(set));
    const system = systemOf(experiment!, experiment!.populations[0]!);
    const found = phasePortrait(system).fixedPoints.map((point) => point.at[0]!);
    system.close();
    const expected = closedForm(set);
    expect(found.length, JSON.stringify(set)).toBe(expected.length);
    // Newton's method on either side ends within some roundings; near the fold they grow like the square root of their distance.
    for (const [i, V] of expected.entries()) expect(Math.abs(found[i]! - V)).toBeLessThan(1e-10 * Math.abs(V));
    if (expected.length === 0) none++;
  }
  expect(none).toBeGreaterThan(20);
});

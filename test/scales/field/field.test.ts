/** Runs of fields against closed forms. */
import { describe, expect, test } from "vitest";
import { resume, run } from "../../../src/index.ts";
import { profilesOf, resultOf, ring } from "./support.ts";

const gaussian = "w(d) = exp(-(d - c)^2/2)/sqrt(2*pi)";

/** Largest difference from a function of the place. */
function errorAgainst(values: Float64Array, x: Float64Array, exact: (x: number) => number): number {
  return Math.max(...values.map((value, k) => Math.abs(value - exact(x[k]!))));
}

describe("a linear field", () => {
  // Each wave is multiplied by exp(t (w^(k) - 1)), w^(k) = exp(-k^2/2 - i k c): a kernel that is felt at a distance moves it to the right.
  const k = (2 * Math.PI * 3) / 20;
  const c = 0.7;
  const gain = Math.exp(-(k * k) / 2);
  const exact = (t: number) => (x: number) => Math.exp(t * (gain * Math.cos(k * c) - 1)) * Math.cos(k * x - t * gain * Math.sin(k * c));
  const model = { equations: `du/dt = -u + conv(w, u)\n${gaussian}`, initial: "cos(2*pi*3*x/20)", parameters: { c } };

  test("multiplies every wave by what its kernel's transform says, to rounding of a smooth kernel", async () => {
    const { last, x } = await profilesOf(ring({ ...model, run: "duration: 1, step: 0.01" }));
    // h^4/120 of the classical method is 1e-10.
    expect(errorAgainst(last, x, exact(1))).toBeLessThan(2e-10);
  });

  test.each([
    ["rk4", 4],
    ["heun", 2],
    ["euler", 1],
    ["exponential-euler", 1],
  ])("with the method %s has the error of a step to the power %i", async (method, order) => {
    const errors = [0.1, 0.05].map(async (step) => {
      const { last, x } = await profilesOf(ring({ ...model, run: `duration: 2, step: ${step}, method: ${method}` }));
      return errorAgainst(last, x, exact(2));
    });
    const [coarse, fine] = await Promise.all(errors);
    expect(Math.abs(Math.log2(coarse! / fine!) - order)).toBeLessThan(0.1);
  });

  test("on an open line relaxes by the eigenvalues of the Laplacian that is 0 at the ends", async () => {
    const text = (n: number) =>
      ring({
        equations: "du/dt = D*laplacian(u)",
        initial: "sin(pi*x/2)",
        parameters: { D: 0.1 },
        x: [0, 2, n],
        isOpen: true,
        run: "duration: 1, step: 0.005",
      });
    const error = async (n: number) => {
      const { last, x } = await profilesOf(text(n));
      return errorAgainst(last, x, (at) => Math.exp((-0.1 * Math.PI ** 2) / 4) * Math.sin((Math.PI * at) / 2));
    };
    expect(Math.abs(Math.log2((await error(16)) / (await error(32))) - 2)).toBeLessThan(0.05);
  });
});

describe("what drives a field", () => {
  test("is a wave over place and time, and what is recorded may read what acts across the field", async () => {
    const text = ring({
      equations: "du/dt = I + G*0\nI2 = I\nG = conv(w, u)\nw(d) = exp(-d^2/2)/sqrt(2*pi)",
      initial: "0",
      record: "u, G, I2, mean(u)",
      run: "duration: 1, step: 0.1",
      more: 'stimuli:\n  - { to: f.I, expression: "cos(2*pi*x/20)*t" }\n',
    }).replace("    initial:", "    inputs: { I: 1 }\n    initial:");
    const { last, x, result } = await profilesOf(text);
    const k = (2 * Math.PI) / 20;
    // The classical method integrates t exactly.
    expect(errorAgainst(last, x, (at) => Math.cos(k * at) / 2)).toBeLessThan(1e-14);
    const G = (await profilesOf(text, "G")).last;
    expect(errorAgainst(G, x, (at) => (Math.exp((-k * k) / 2) * Math.cos(k * at)) / 2)).toBeLessThan(1e-14);
    expect((await profilesOf(text, "I2")).last).toEqual((await profilesOf(text, "I2")).at(10));
    expect(result.signals[0]!.values.at(-1)!).toBeCloseTo(0, 14);
  });

  test("is noise, white in space and time: the variance of a relaxing cell is s^2/(2 dx), with the bias of Euler's step", async () => {
    const [h, s, n] = [0.1, 0.5, 4096];
    const text = ring({
      equations: "du/dt = -u + s*xi",
      initial: "0",
      parameters: { s },
      x: [0, 1024, n],
      run: `duration: 20, step: ${h}, seed: 3`,
    });
    const { last } = await profilesOf(text);
    const exact = ((s * s) / 0.25) * (h / (1 - (1 - h) ** 2));
    const variance = last.reduce((sum, value) => sum + value * value, 0) / n;
    // Independent cells: the variance of the variance is 2 v^2/n; z = 4.89. A noise that is not divided by the width is four times less.
    expect(Math.abs(variance / exact - 1)).toBeLessThan(4.89 * Math.sqrt(2 / n));
    const neighbours = last.reduce((sum, value, k) => sum + value * last[(k + 1) % n]!, 0) / n;
    expect(Math.abs(neighbours / exact)).toBeLessThan(4.89 / Math.sqrt(n));
  });
});

test("a field that is kept and goes on has the bits of one that was not", async () => {
  const text = ring({
    equations: "du/dt = -u + conv(w, tanh(u)) + I + 0.1*xi\nw(d) = 3*exp(-d^2/2)",
    initial: "normal(0, 0.1)",
    run: "duration: 5, step: 0.05, seed: 2",
    record: "u, mean(u)",
    more: "stimuli:\n  - { to: f.I, noise: { mean: 0, sd: 1, tau: 1 } }\n",
  }).replace("    initial:", "    inputs: { I: 1 }\n    initial:");
  const whole = await resultOf(text);
  const kept: Uint8Array[] = [];
  await run(text, { checkpoint: { every: 1.7, keep: async (bytes) => void kept.push(bytes) } });
  expect(kept.length).toBeGreaterThan(1);
  for (const bytes of kept) {
    const [resumed] = await resume(bytes);
    expect(resumed!.profiles).toEqual(whole.profiles);
    expect(resumed!.signals).toEqual(whole.signals);
  }
});

describe("a field that cannot go on ends typed, with all that was recorded", () => {
  test("where its solution grows without bound", async () => {
    const { outcome, profiles } = await resultOf(ring({ equations: "du/dt = u^2", initial: "1", run: "duration: 3, step: 0.01" }));
    expect(outcome.kind).toBe("diverged");
    // 1/(1 - t)
    expect(outcome.time).toBeGreaterThan(1);
    expect(outcome.time).toBeLessThan(1.2);
    expect(outcome.code).toBe("grows-with-step");
    expect(profiles![0]!.times.at(-1)!).toBeGreaterThan(0.99);
    expect(profiles![0]!.values.every(Number.isFinite)).toBe(true);
  });

  test("where the step is too long for diffusion", async () => {
    const { outcome } = await resultOf(
      ring({ equations: "du/dt = laplacian(u)", initial: "normal(0, 1)", run: "duration: 20, step: 0.05" }),
    );
    expect([outcome.kind, outcome.code]).toEqual(["diverged", "grows-with-step"]);
  });

  test("where a cell is no number", async () => {
    const { outcome } = await resultOf(ring({ equations: "du/dt = sqrt(0.5 - u)", initial: "0", run: "duration: 9, step: 0.1" }));
    expect([outcome.kind, outcome.code]).toEqual(["diverged", "not-finite"]);
  });
});

describe("refused, with the reason", () => {
  const refusal = async (text: string) =>
    run(text).then(
      () => "",
      (error: { code: string }) => error.code,
    );
  const good = { equations: "du/dt = -u + conv(w, u)\nw(d) = exp(-d^2)", initial: "0" };

  test.each([
    ["a run without a step", ring({ ...good, run: "duration: 1" }), "field-needs-step"],
    ["a method that is not for fields", ring({ ...good, run: "duration: 1, step: 0.1, method: rodas" }), "method-not-for-fields"],
    [
      "noise with a method without",
      ring({ ...good, equations: "du/dt = -u + xi", run: "duration: 1, step: 0.1, method: rk4" }),
      "method-without-noise",
    ],
    ["a kernel that changes in time", ring({ ...good, equations: "du/dt = conv(w, u)\nw(d) = u*d" }), "kernel-reads"],
    ["noise within an integral", ring({ ...good, equations: "du/dt = conv(w, xi)\nw(d) = d" }), "noise-across"],
    ["a beginning that acts across the field", ring({ ...good, initial: "laplacian(x)" }), "initial-across"],
    ["an axis that is there twice", ring({ ...good, equations: "du/dt = conv(w, u, x, x)\nw(d, e) = d*e" }), "conv-axis-twice"],
    ["what has no meaning in space", ring({ ...good, equations: "du/dt = -u + index" }), "field-reads"],
    ["a kernel of too many pairs", ring({ ...good, equations: "du/dt = conv(w, u)\nw(d) = d*x", x: [0, 1, 20000] }), "kernel-too-large"],
    [
      "noise that follows the states, in the sense of Stratonovich",
      ring({ ...good, equations: "du/dt = -u + u*xi", run: "duration: 1, step: 0.1, sde: stratonovich" }),
      "field-stratonovich",
    ],
    ["an axis that is a parameter", ring({ ...good, parameters: { x: 1 } }), "axis-and-name"],
    [
      "a document without fields",
      'units: none\nrates: { r: { equations: "dE/dt = -E", initial: { E: 1 } } }\nrun: { duration: 1, step: 0.1, scale: field }\n',
      "scale-needs-fields",
    ],
    ["a field on the scale cell", ring({ ...good, run: "duration: 1, step: 0.1, scale: cell" }), "scale-lacks"],
  ])("%s", async (_, text, code) => {
    expect(await refusal(text)).toBe(code);
  });
});

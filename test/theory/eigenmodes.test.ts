/** Eigenvalues of renewal processes against 60-digit arithmetic (tools/eigenvalue-values.py) and against one another. */
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/numerics/index.ts";
import {
  deadTimePoisson,
  eigenmodes,
  escapeLif,
  gammaIntervals,
  gaussianLike,
  perfectIntegrator,
  type RenewalProcess,
  renewalLaw,
  whiteNoiseLif,
} from "../../src/theory/index.ts";

const near = (value: Complex, reference: Complex, tolerance: number) =>
  expect(Math.hypot(value[0] - reference[0], value[1] - reference[1]), `${value} for ${reference}`).toBeLessThanOrEqual(
    tolerance * Math.hypot(...reference),
  );
const noisy = (drift: number, diffusion: number, threshold = 1, reset = 0, refractory = 0) =>
  whiteNoiseLif({ tau: 1, target: drift, threshold, reset, refractory, noise: Math.sqrt(2 * diffusion) });
/** The same process, asked to be solved numerically. */
const opened = ({ eigenvalue: _, ...process }: RenewalProcess): RenewalProcess => process;

describe("closed forms", () => {
  test.each([
    [1, -1.5320921219863797, 4.597158013302573],
    [2, -2.3939822411584437, 10.868006057533693],
    [3, -2.84901472418048, 17.171493579508933],
    [4, -3.1599472993815305, 23.470173947387387],
  ])("Poisson with dead time, nu = Delta = 1: eigenvalue %i", (n, re, im) => {
    const process = deadTimePoisson({ hazard: 1, deadTime: 1 });
    near(process.eigenvalue!(n)!, [re, im], 4e-16);
    near(eigenmodes(opened(process), n).modes.at(-1)!.eigenvalue, [re, im], 2e-15);
    // P_L' = -(Delta + 1/(nu + lambda))
    const size = (1 + re) ** 2 + im ** 2;
    near(process.laplaceDerivative([re, im]), [-1 - (1 + re) / size, im / size], 1e-14);
  });
  test("dead times that make nearly regular trains, where e^(nu Delta) is no double, and nearly Poisson ones", () => {
    for (const [hazard, deadTime] of [
      [1000, 1],
      [1e-3, 1],
      [1e-8, 1e-3],
    ] as const)
      for (const n of [1, 2, 7]) {
        const process = deadTimePoisson({ hazard, deadTime });
        const [re, im] = process.eigenvalue!(n)!;
        expect(im * deadTime).toBeGreaterThan(2 * Math.PI * n - Math.PI);
        expect(im * deadTime).toBeLessThan(2 * Math.PI * n);
        near(process.laplace([re, im]), [1, 0], 1e-13 * Math.max(1, hazard * deadTime));
      }
  });
  test("Gaussian-like and perfect integrate-and-fire, table of populations", () => {
    near(gaussianLike({ rate: 1, cv: 0.2 }).eigenvalue!(1)!, [-0.73436285711952, 6.103886602968], 2e-13);
    near(gaussianLike({ rate: 1, cv: 0.2 }).eigenvalue!(2)!, [-2.48848066601, 11.428760620715], 2e-13);
    near(perfectIntegrator({ rate: 1, cv: 0.2 }).eigenvalue!(1)!, [-2 * Math.PI ** 2 * 0.04, 2 * Math.PI], 1e-15);
  });
  test.each([
    ["Gaussian-like", gaussianLike({ rate: 0.02, cv: 0.15 })],
    ["inverse Gaussian", perfectIntegrator({ rate: 0.02, cv: 0.5 })],
    ["gamma", gammaIntervals({ rate: 0.02, cv: 0.3 })],
    ["Poisson with dead time", deadTimePoisson({ hazard: 0.03, deadTime: 20 })],
    ["white-noise LIF", noisy(1.2, 0.05, 1, 0, 0.1)],
    ["white-noise LIF, small noise", noisy(5, 1e-3)],
  ] as const)("%s: P_L(0) = 1, -P_L'(0) = 1/rate, P_L' is the derivative, 1 - P_L = lambda S_L, and -S_L'(0) = E T^2/2", (_, process) => {
    const { rate, cv } = process;
    near(process.laplace([0, 0]), [1, 0], 1e-15);
    near(process.laplaceDerivative([0, 0]), [-1 / rate, 0], 1e-13);
    const tiny = 1e-4 * rate;
    const slope = (process.survivorLaplace([-tiny, 0])[0] - process.survivorLaplace([tiny, 0])[0]) / (2 * tiny);
    expect(Math.abs((slope * 2 * rate ** 2) / (1 + cv ** 2) - 1)).toBeLessThan(1e-6);
    for (const at of [
      [-0.3, 2],
      [0.7, -5],
      [1e-9, 1e-9],
    ] as const) {
      const lambda: Complex = [at[0] * rate, at[1] * rate];
      const [p, s] = [process.laplace(lambda), process.survivorLaplace(lambda)];
      near(
        [1 - p[0], -p[1]],
        [s[0] * lambda[0] - s[1] * lambda[1], s[0] * lambda[1] + s[1] * lambda[0]],
        1e-15 / Math.hypot(...at) + 1e-13,
      );
      const step = 1e-5 * rate;
      const [up, down] = [process.laplace([lambda[0], lambda[1] + step]), process.laplace([lambda[0], lambda[1] - step])];
      near([(up[1] - down[1]) / (2 * step), (down[0] - up[0]) / (2 * step)], process.laplaceDerivative(lambda), 1e-8);
    }
  });
  test("gamma intervals of shape 4 have one complex pair and a real eigenvalue; a Poisson process has none", () => {
    const { modes, isComplete } = eigenmodes(gammaIntervals({ rate: 1, cv: 0.5 }), 5);
    expect(modes.map(({ multiplicity }) => multiplicity)).toEqual([2, 1]);
    near(modes[0]!.eigenvalue, [-4, 4], 1e-15);
    near(modes[1]!.eigenvalue, [-8, 0], 1e-15);
    expect(isComplete).toBe(true);
    expect(eigenmodes(deadTimePoisson({ hazard: 1, deadTime: 0 }), 2).modes).toEqual([]);
  });
});

describe("white-noise LIF", () => {
  test.each([
    [1.2, 0.05, [1, 2], [-0.1265421772188406, -0.1330305725230423], [0.17629753219949, 0.10337529321423]],
    [5, 0.001, [3, 20], [-0.1266635898242657, 0.493785897034437], [0.028032080288584, -0.11020252684926]],
    [-1, 1, [0.3, 0.4], [0.2593423737464108, -0.1329524124532439], [-0.079338081514942, 0.27751960246672]],
    [-1, 0.05, [0.3, 4], [-1.042293096274034e-13, -2.929291281615494e-14], [7.4434069209482e-14, 2.9617355911847e-15]],
    [0.8, 0.02, [-3.3, 15], [9.028861077943635e-7, -1.835678443372099e-5], [1.1761551318962e-5, 1.1827827769422e-5]],
    [1.2, 0.05, [-30.5, 0], [2176.873412545489, 0], [6557.3322491178, 0]],
    [5, 0.001, [-1, 150], [-0.4504110744597191, -0.8596789828762423], [0.10337618737526, 0.19025532655215]],
  ] as const)("drift %d, diffusion %d: P_L and P_L' at %j", (drift, diffusion, lambda, value, slope) => {
    near(noisy(drift, diffusion).laplace(lambda), value, 5e-14);
    near(noisy(drift, diffusion).laplaceDerivative(lambda), slope, 5e-13);
  });
  test("drift 1.2, diffusion 0.05: the first three on the curve, and two real ones that are slower than the third", () => {
    const { modes, others, isComplete } = eigenmodes(noisy(1.2, 0.05), 3);
    near(modes[0]!.eigenvalue, [-2.1337073693069, 4.3793438643594], 1e-13);
    near(modes[1]!.eigenvalue, [-8.0014721232027, 8.9265546404083], 1e-13);
    near(modes[2]!.eigenvalue, [-17.784913388799, 13.330966967866], 1e-13);
    expect(others).toHaveLength(2);
    near(others[0]!.eigenvalue, [-11.565814815848206, 0], 1e-13);
    near(others[1]!.eigenvalue, [-15.620680654856086, 0], 1e-13);
    expect(isComplete).toBe(true);
  });
  test("where noise alone makes it fire all eigenvalues are real: V_R = 1, V_F = 2, drift 0, diffusion 1", () => {
    const { modes, isComplete } = eigenmodes(noisy(0, 1, 2, 1), 5);
    const exact = [-1.1909670923906, -2.6026799782535, -4.1405595366733, -5.7504554432853, -7.4065486232094];
    expect(modes).toHaveLength(5);
    for (const [k, value] of exact.entries()) near(modes[k]!.eigenvalue, [value, 0], 1e-13);
    expect(modes.every(({ multiplicity }) => multiplicity === 1)).toBe(true);
    expect(isComplete).toBe(true);
  });
});

describe("laws of a hazard", () => {
  const lif = (drive: number) => {
    const law = renewalLaw(escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 }));
    if (law.kind !== "law") throw new Error(law.kind);
    return law;
  };
  test("Poisson with dead time, numerically: as Lambert's W", () => {
    const law = renewalLaw({ initial: new Float64Array(), flow: () => {}, hazard: (age) => (age < 1 ? 0 : 1), breaks: [1] });
    if (law.kind !== "law") throw new Error(law.kind);
    const { modes, others, isComplete } = eigenmodes(law, 4);
    expect([others.length, isComplete]).toEqual([0, true]);
    for (const [k, { eigenvalue }] of modes.entries())
      near(eigenvalue, deadTimePoisson({ hazard: 1, deadTime: 1 }).eigenvalue!(k + 1)!, 1e-14);
  });
  test("escape-noise LIF at 18 mV: beyond the first pole of P_L, -44.8 Hz, its continuation agrees with a rotated contour", () => {
    const { modes, isComplete } = eigenmodes(lif(18), 4);
    near(modes[0]!.eigenvalue, [-0.03612621498800438, 0.08382428116987725], 1e-12);
    near(modes[0]!.slope, [-48.4679308116, 39.2826179684], 1e-11);
    expect(isComplete).toBe(true);
  });
  test("every eigenvalue solves P_L = 1", () => {
    for (const drive of [14, 25, 40])
      for (const { eigenvalue } of eigenmodes(lif(drive), 4).modes) near(lif(drive).laplace(eigenvalue), [1, 0], 1e-10);
  });
});

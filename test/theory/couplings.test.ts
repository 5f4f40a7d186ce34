/** Couplings of eigenmodes, and their eigenfunctions, against closed forms, derivatives and biorthogonality. */
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/numerics/index.ts";
import { complexDifference, complexExp, complexProduct, complexQuotient, complexSum, legendreRule } from "../../src/numerics/index.ts";
import {
  type AgedNeuron,
  type AgedSlopes,
  deadTimePoisson,
  deadTimePoissonCouplings,
  eigenfunctions,
  eigenmodes,
  escapeLif,
  type ModeCouplings,
  modeCouplings,
  numericalSlopes,
  type RenewalLaw,
  renewalLaw,
} from "../../src/theory/index.ts";

const near = (value: Complex, reference: Complex, tolerance: number) =>
  expect(Math.hypot(value[0] - reference[0], value[1] - reference[1]), `${value} for ${reference}`).toBeLessThanOrEqual(
    tolerance * Math.max(1e-3, Math.hypot(...reference)),
  );
const poisson = (nu: number): AgedNeuron => ({
  initial: new Float64Array(),
  flow: () => {},
  hazard: (age) => (age < 1 ? 0 : nu),
  breaks: [1],
});
const lif = (drive: number) => escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 });
const lawOf = (neuron: AgedNeuron): RenewalLaw => {
  const law = renewalLaw(neuron);
  if (law.kind !== "law") throw new Error(law.kind);
  return law;
};
const couplingsOf = (family: (input: number) => AgedNeuron, input: number, count: number): ModeCouplings => {
  const couplings = modeCouplings(family(input), numericalSlopes(family, input), count);
  if (couplings.kind !== "couplings") throw new Error(couplings.kind);
  return couplings;
};

describe("Poisson with dead time, nu = Delta = nu' = 1", () => {
  const closed = deadTimePoissonCouplings({ hazard: 1, deadTime: 1, hazardSlope: 1 }, 3);
  test("the closed forms have the values of the table", () => {
    near(closed.drive[0]!, [-0.012422200211, -0.107325056851], 1e-10);
    near(closed.among[0]![0]!, [0.534915297782, 0.117083277922], 1e-11);
    near(closed.conjugate[0]![0]!, [-0.001163519581, -0.114048718562], 1e-10);
  });
  test("the integrals over the ages, continued where they diverge, agree for all modes", () => {
    const found = couplingsOf(poisson, 1, 3);
    expect(Math.abs(found.rateSlope / closed.rateSlope - 1)).toBeLessThan(1e-11);
    for (let n = 0; n < 3; n++) {
      near(found.drive[n]!, closed.drive[n]!, 1e-8);
      near(found.eigenvalueSlopes[n]!, closed.eigenvalueSlopes[n]!, 1e-9);
      for (let m = 0; m < 3; m++) {
        near(found.among[n]![m]!, closed.among[n]![m]!, 1e-8);
        near(found.conjugate[n]![m]!, closed.conjugate[n]![m]!, 1e-8);
      }
    }
  });
});

describe("escape-noise LIF", () => {
  test("dF_0/dh and the derivatives of the eigenvalues are those of the values", () => {
    for (const drive of [14, 18, 30]) {
      const { rateSlope, eigenvalueSlopes } = couplingsOf(lif, drive, 2);
      const step = 2e-3;
      const [up, down] = [lawOf(lif(drive + step)), lawOf(lif(drive - step))];
      expect(Math.abs((up.rate - down.rate) / (2 * step) / rateSlope - 1)).toBeLessThan(1e-6);
      const [modesUp, modesDown] = [eigenmodes(up, 2).modes, eigenmodes(down, 2).modes];
      for (const [n, slope] of eigenvalueSlopes.entries())
        for (const k of [0, 1] as const)
          expect(Math.abs((modesUp[n]!.eigenvalue[k] - modesDown[n]!.eigenvalue[k]) / (2 * step) - slope[k])).toBeLessThan(
            1e-5 * Math.hypot(...slope),
          );
    }
  });
  test("c_n0, c_nm and c_nn are <d psi_n/dh, phi_m>: differences of eigenfunctions, integrated", () => {
    // At 25 mV both eigenvalues lie to the right of the last hazard, so that quadrature converges.
    const [drive, step, ages] = [25, 1e-3, Array.from({ length: 601 }, (_, k) => k * 0.25)];
    const couplings = couplingsOf(lif, drive, 2);
    const seenAt = (input: number, n: number) => {
      const law = lawOf(lif(input));
      return eigenfunctions(law, eigenmodes(law, 2).modes[n]!, ages).psi;
    };
    const law = lawOf(lif(drive));
    for (let n = 0; n < 2; n++) {
      const [up, down] = [seenAt(drive + step, n), seenAt(drive - step, n)];
      const slope = up.map((value, k): Complex => [(value[0] - down[k]![0]) / (2 * step), (value[1] - down[k]![1]) / (2 * step)]);
      // Simpson's rule from 4 ms on; before, hazard and its derivative vanish but psi does not: the exact part from 0 to 4 is added by the same rule.
      const over = (phi: readonly Complex[]) =>
        slope.reduce<Complex>(
          (sum, value, k) => {
            const weight = (k === 0 || k === ages.length - 1 ? 1 : k % 2 === 1 ? 4 : 2) * (0.25 / 3);
            return complexSum(sum, complexProduct([weight, 0], complexProduct(value, phi[k]!)));
          },
          [0, 0],
        );
      near(over(ages.map((age) => [law.rate * law.survivor(age), 0])), couplings.drive[n]!, 1e-3);
      for (let m = 0; m < 2; m++) near(over(eigenfunctions(law, couplings.modes[m]!, ages).phi), couplings.among[n]![m]!, 2e-3);
    }
  });
  test("psi_n(0) = 1, and <psi_n, phi_m> is 1 for n = m, else 0", () => {
    const law = lawOf(lif(25));
    const { modes } = eigenmodes(law, 2);
    const { nodes, weights } = legendreRule(20);
    // Pieces of 4 ms: the dead time ends at an edge.
    const ages = Array.from({ length: 40 * 20 }, (_, k) => 4 * Math.floor(k / 20) + 2 * (nodes[k % 20]! + 1));
    const functions = modes.map((mode) => eigenfunctions(law, mode, ages));
    for (const [n, { psi }] of functions.entries()) {
      near(eigenfunctions(law, modes[n]!, [0]).psi[0]!, [1, 0], 1e-11);
      for (const [m, { phi }] of functions.entries()) {
        const products = psi.map((value, k) => complexProduct([2 * weights[k % 20]!, 0], complexProduct(value, phi[k]!)));
        near(products.reduce(complexSum), [n === m ? 1 : 0, 0], n === m ? 1e-9 : 1e-6);
      }
    }
  });
});

test("a dead time that moves with the input: the jump of the hazard takes part", () => {
  // Delta = 1 + 0.3 (h - 1), nu = 1: d lambda/dh = 0.3 d lambda/d Delta, and P_L = e^(-lambda Delta)/(1 + lambda).
  const slopes: AgedSlopes = {
    inputs: 1,
    at: (_, __, out) => out.fill(0),
    switches: [{ age: 1, height: 1, byInput: Float64Array.of(0.3) }],
  };
  const couplings = modeCouplings(poisson(1), slopes, 2);
  if (couplings.kind !== "couplings") throw new Error(couplings.kind);
  expect(couplings.rateSlope).toBeCloseTo(-0.3 / 4, 12);
  const at = (delta: number, n: number) => deadTimePoisson({ hazard: 1, deadTime: delta }).eigenvalue!(n)!;
  for (const n of [1, 2]) {
    const [up, down] = [at(1 + 3e-5, n), at(1 - 3e-5, n)];
    near(couplings.eigenvalueSlopes[n - 1]!, [(up[0] - down[0]) / 2e-4, (up[1] - down[1]) / 2e-4], 1e-8);
    // psi_n = (e^(lambda a) - (a > Delta, 1 - ..)): before the jump e^(lambda a) alone depends on h, after it psi is 1/(1 + lambda).
    const [lambda, change] = [couplings.modes[n - 1]!.eigenvalue, couplings.eigenvalueSlopes[n - 1]!];
    // c_n0 = F_0 (integral_0^1 lambda' a e^(lambda a) da - lambda'/(1 + lambda)^2), the second over S = e^-(a - 1).
    const grown = complexExp(lambda);
    const square = complexProduct(lambda, lambda);
    const early = complexQuotient(complexSum(complexProduct(complexDifference(lambda, [1, 0]), grown), [1, 0]), square);
    const late = complexQuotient([-1, 0], complexProduct([1 + lambda[0], lambda[1]], [1 + lambda[0], lambda[1]]));
    near(couplings.drive[n - 1]!, complexProduct([0.5 * change[0], 0.5 * change[1]], complexSum(early, late)), 1e-10);
  }
});

test("a neuron that never fires has no modes", () => {
  const silent = { ...poisson(1), hazard: () => 0 };
  expect(
    modeCouplings(
      silent,
      numericalSlopes(() => silent, 1),
      2,
    ).kind,
  ).toBe("silent");
});

/** Gauss-Legendre rules, sums of Legendre polynomials and their transforms; complex numbers. */
import { expect, test } from "vitest";
import {
  type Complex,
  complexExp,
  complexLog,
  complexProduct,
  complexQuotient,
  complexSize,
  complexSqrt,
  legendreIntegral,
  legendreMoments,
  legendreRule,
  legendreSum,
} from "../../src/numerics/index.ts";

const distance = (a: Complex, b: Complex) => Math.hypot(a[0] - b[0], a[1] - b[1]);

test("a rule of 20 nodes integrates x^38 exactly, and its matrix gives the integral up to each node", () => {
  const { size, nodes, weights, integral } = legendreRule(20);
  expect(weights.reduce((sum, weight, j) => sum + weight * nodes[j]! ** 38, 0)).toBeCloseTo(2 / 39, 15);
  for (let j = 0; j < size; j++) {
    const found = nodes.reduce((sum, node, i) => sum + integral[j * size + i]! * Math.cos(3 * node), 0);
    expect(Math.abs(found - (Math.sin(3 * nodes[j]!) + Math.sin(3)) / 3)).toBeLessThan(2e-15);
  }
});

test("coefficients of values give the function and its integral between the nodes", () => {
  const { size, nodes, coefficients } = legendreRule(20);
  const sums = Float64Array.from({ length: size }, (_, k) =>
    nodes.reduce((sum, node, j) => sum + coefficients[k * size + j]! * Math.exp(node), 0),
  );
  for (const x of [-1, -0.3, 0, 0.77, 1]) {
    expect(Math.abs(legendreSum(sums, x) - Math.exp(x))).toBeLessThan(4e-14);
    expect(Math.abs(legendreIntegral(sums, x) - Math.exp(x) + Math.exp(-1))).toBeLessThan(4e-14);
  }
});

// 40-digit quadrature of P_k(x) e^(-z (x + 1)), or P_k(x) e^(z (1 - x)) for Re z < 0.
test.each([
  [[0.1, 0.2], 3, [0.000192341391097981, -3.44782023068845e-6]],
  [[3, -7], 0, [0.0520029565162459, 0.120521741824857]],
  [[3, -7], 12, [9.95136264249362e-6, -0.000229573360212668]],
  [[0, 60], 19, [-0.00976643155782234, -0.0305162469548164]],
  [[-40, 25], 7, [0.0124131399433307, 0.00303112248821996]],
  [[300, 0], 5, [-0.0031705040912963, 0]],
] as const)("moment of e^(-z x), z = %j, degree %i", (z, k, reference) => {
  expect(distance(legendreMoments(z, 20)[k]!, reference)).toBeLessThan(3e-15 * Math.max(1, Math.hypot(...z)));
});

test("complex functions undo one another and keep to the principal branches", () => {
  for (const a of [
    [3, -4],
    [-3, 4],
    [-3, -4],
    [1e-200, 2e-200],
    [0, 1e200],
  ] as const) {
    const root = complexSqrt(a);
    expect(root[0]).toBeGreaterThanOrEqual(0);
    expect(distance(complexProduct(root, root), a)).toBeLessThanOrEqual(4e-16 * complexSize(a));
    expect(distance(complexQuotient(complexProduct(a, [0.3, 0.7]), [0.3, 0.7]), a)).toBeLessThanOrEqual(5e-16 * complexSize(a));
  }
  expect(distance(complexExp(complexLog([-3, -4])), [-3, -4])).toBeLessThan(4e-14);
  expect(complexSqrt([-4, 0])).toEqual([0, 2]);
});

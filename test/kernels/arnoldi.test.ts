import { describe, expect, it } from "vitest";
import { arnoldiEigenvalues } from "../../src/kernels/index.ts";

const wave = (n: number, pace: number) => Float64Array.from({ length: n }, (_, i) => Math.cos(pace * (i + 1) * (i + 1)));

/** x -> H B H x, with H a reflection: the eigenvalues of B, which is 1 by 1 and 2 by 2 along its diagonal, and none of its zeros. */
function mixed(n: number, block: (x: Float64Array, out: Float64Array) => void): (x: Float64Array, out: Float64Array) => void {
  const mirror = wave(n, 0.37);
  const square = mirror.reduce((sum, each) => sum + each * each, 0);
  const reflected = (x: Float64Array) => {
    const part = (2 * x.reduce((sum, each, i) => sum + each * mirror[i]!, 0)) / square;
    return x.map((each, i) => each - part * mirror[i]!);
  };
  return (x, out) => {
    const turned = new Float64Array(n);
    block(reflected(x), turned);
    out.set(reflected(turned));
  };
}

describe("leading eigenvalues of a large map", () => {
  // A length that is odd, and a space that is no multiple of four: what fills up the last pair and the last group must not be seen.
  it("finds them and no others, real and in pairs, to 1e-10", () => {
    const n = 301;
    const apply = mixed(n, (x, out) => {
      for (let i = 0; i < n; i++) out[i] = x[i]! * 0.5 ** i;
      // In the place of the first two: 2 +- 1.5 i, modulus 2.5.
      [out[0], out[1]] = [2 * x[0]! + 1.5 * x[1]!, 2 * x[1]! - 1.5 * x[0]!];
    });
    const found = arnoldiEigenvalues(apply, wave(n, 0.11), 18);
    const exact = [[2, 1.5], [2, -1.5], ...Array.from({ length: 6 }, (_, k) => [0.5 ** (k + 2), 0])];
    for (const [k, [re, im]] of exact.entries()) {
      const near = k < 2 ? found.slice(0, 2) : [found[k]!];
      expect(Math.min(...near.map((one) => Math.hypot(one[0] - re!, one[1] - im!)))).toBeLessThan(1e-10);
    }
  });

  // A vector loses nearly all of itself to those before: one pass leaves it 1e-9 beside orthogonal, and the space would tell some of them twice.
  it("stays orthogonal where the map is almost the identity", () => {
    const n = 200;
    const values = Array.from({ length: n }, (_, i) => 1 + 1e-7 * 0.6 ** i);
    const apply = mixed(n, (x, out) => out.set(x.map((each, i) => each * values[i]!)));
    const found = arnoldiEigenvalues(apply, wave(n, 0.23), 24);
    for (let k = 0; k < 3; k++) expect(Math.abs(found[k]![0] - values[k]!)).toBeLessThan(1e-12);
    expect(found.filter(([re]) => Math.abs(re - values[0]!) < 1e-9)).toHaveLength(1);
  });

  it("is exact where the space closes: three eigenvalues of a map that has no more", () => {
    const n = 40;
    const apply = mixed(n, (x, out) => out.set([3 * x[0]!, -2 * x[1]!, 0.25 * x[2]!]));
    const found = arnoldiEigenvalues(apply, wave(n, 0.3), 20).filter(([re]) => Math.abs(re) > 1e-9);
    expect(found.map(([re]) => re).map((re) => Math.round(re * 1e10) / 1e10)).toEqual([3, -2, 0.25]);
  });
});

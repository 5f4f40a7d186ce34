/** Where stationary activities are looked for, and the constant of Poincare's inequality: against every place, and closed forms. */
import { describe, expect, test } from "vitest";
import { stream } from "../../../src/base/index.ts";
import { poincareConstant } from "../../../src/scales/fokker-planck/stationary/poincare.ts";
import { zerosAlong } from "../../../src/scales/fokker-planck/stationary/search.ts";

describe("zeros of what rises, less x", () => {
  const places = Array.from({ length: 577 }, (_, k) => -30 + k / 16);
  /** Rises, or falls, by smooth steps of any height: f crosses 0, touches it, or comes near it, wherever the steps are. */
  const makeStairs = (seed: number) => {
    const random = stream(seed, 0, 0);
    const sign = random.uniform() < 0.8 ? 1 : -1;
    const steps = Array.from({ length: 6 }, () => [12 * random.uniform() - 6, 6 * random.uniform(), 0.05 + random.uniform()] as const);
    return (x: number) => sign * steps.reduce((sum, [at, height, width]) => sum + height * (1 + Math.tanh((x - at) / width)), -18) - x;
  };
  const lookedAt = (f: (x: number) => number) => {
    const seen: number[] = [];
    return { seen, f: (x: number) => f(seen[seen.push(x) - 1]!) };
  };
  // Seeds 1 to 200 have between one and seven zeros. A stretch that is left out wrongly, or ends taken the wrong way round, loses some.
  test("are the same, bit for bit, as from a look at every place, with a sixth of the looks", () => {
    const counts = new Set<number>();
    let [few, all] = [0, 0];
    for (let seed = 1; seed <= 200; seed++) {
      const [some, every] = [lookedAt(makeStairs(seed)), lookedAt(makeStairs(seed))];
      const found = zerosAlong(some.f, places, "none");
      expect(found).toEqual(zerosAlong(every.f, places, "somewhere"));
      counts.add(found.length);
      few += some.seen.length;
      all += every.seen.length;
    }
    expect([...counts].sort()).toEqual(expect.arrayContaining([1, 3, 5]));
    expect(few).toBeLessThan(all / 6);
  });
  // Where two states are about to meet: y^2/2 = 1e-10 to 1e-5 of it, on both sides of a place's neighbour.
  test("both of a pair between two places", () => {
    const f = (x: number) => 1e-10 - (x - 0.03) ** 2 / (2 + 2 * Math.abs(x - 0.03));
    const found = zerosAlong(f, places, "none");
    expect(found).toEqual(zerosAlong(f, places, "somewhere"));
    expect(found).toHaveLength(2);
    for (const [k, sign] of [-1, 1].entries()) expect(Math.abs(found[k]! - (0.03 + sign * Math.SQRT2 * 1e-5))).toBeLessThan(2e-10);
  });
});

describe("the best constant of Poincare's inequality", () => {
  // Of equal masses the matrix is that of a path of n places: nu = (2 sin(pi/2n)/width)^2. Newton's method ends within some roundings of n sums.
  test.each([2, 3, 10, 1200])("of %s equal masses is that of a path", (n) => {
    const width = 3 / n;
    const exact = ((0.5 * width) / Math.sin((0.5 * Math.PI) / n)) ** 2;
    expect(Math.abs(poincareConstant(new Float64Array(n).fill(7), width) / exact - 1)).toBeLessThan(4 * n * Number.EPSILON);
  });
  // The flux between neighbours is sqrt(m m') (u - u'), so that (1, 0, -1) has nu = sqrt(1e-12).
  test("of two lumps with little between them is what passes there", () => {
    expect(poincareConstant(Float64Array.of(1, 1e-12, 1), 1) / 1e6).toBeCloseTo(1, 12);
  });
  // Masses of 1e-200 beside each other have a product that a double does not hold, and one over 1e-310 is none either.
  test("cells where hardly anybody is change nothing", () => {
    const masses = Float64Array.of(1e-320, 1e-310, 1e-200, 1e-190, 1e-150, 1e-80, 1, 2, 1);
    expect(poincareConstant(masses, 1)).toBeCloseTo(poincareConstant(masses.subarray(6), 1), 12);
  });
});

/** Fluxes between cells and the linear equations of a step: exactness where it is known, positivity, mass. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchangeUniform, exchangeVarying, weight } from "../../../src/kernels/density/exchange.ts";
import { densityGrid, middleOf, spread } from "../../../src/kernels/density/grid.ts";
import { Resolvent } from "../../../src/kernels/density/resolvent.ts";

describe("the exponentially fitted weight", () => {
  test("is 2x/(e^2x - 1), on both sides of where polynomials end", () => {
    // Math.expm1 is another implementation; a relative error of a few roundings.
    for (const x of [-300, -3, -0.5000001, -0.5, -0.4999, -1e-3, 1e-9, 0.3, 0.5, 0.5000001, 2, 30, 300]) {
      expect(Math.abs(weight(x) / ((2 * x) / Math.expm1(2 * x)) - 1)).toBeLessThan(1e-14);
    }
    expect(weight(0)).toBe(1);
  });

  test("differs between the two directions by the drift, which the flux of a flat density is", () => {
    // Kills a sign that is turned round.
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        (x) => Math.abs(weight(-x) - weight(x) - 2 * x) < 1e-12 * (1 + Math.abs(x)),
      ),
    );
  });
});

/** Rates between cells with one drift and one diffusion. */
function rates(cells: number, width: number, drift: (v: number) => number, diffusion: number) {
  const [up, down] = [new Float64Array(cells), new Float64Array(cells)];
  const atFaces = Float64Array.from({ length: cells }, (_, i) => drift(i * width));
  exchangeUniform({ drift: atFaces, shift: 0, diffusion, width }, up, down);
  return { up, down };
}

test("the density without flux of a constant drift is exact", () => {
  // p ~ e^(f v/D): the ratio of neighbours is e^(f h/D), to rounding. Kills fluxes that are centred or upwind.
  const [f, diffusion, width] = [-3, 0.7, 0.25];
  const { up, down } = rates(10, width, () => f, diffusion);
  for (let i = 1; i < 10; i++) expect(up[i - 1]! / down[i]!).toBeCloseTo(Math.exp((f * width) / diffusion), 13);
});

test("a diffusion that varies stands within both derivatives, and is the uniform one where it does not vary", () => {
  const cells = 8;
  const width = 0.2;
  const drift = Float64Array.from({ length: cells }, (_, i) => 1 - i * width);
  const even = [new Float64Array(cells), new Float64Array(cells)] as const;
  exchangeUniform({ drift, shift: 0.5, diffusion: 0.9, width }, ...even);
  const same = [new Float64Array(cells), new Float64Array(cells)] as const;
  const flat = new Float64Array(cells).fill(0.4);
  exchangeVarying({ drift, shift: 0.5, diffusion: flat, faceDiffusion: flat, more: 0.5, width }, ...same);
  for (const way of [0, 1] as const) for (let i = 0; i < cells - 1; i++) expect(same[way][i + way]!).toBeCloseTo(even[way][i + way]!, 12);
  // Without drift D p is constant, as Ito has it.
  const rising = Float64Array.from({ length: cells }, (_, i) => 1 + i);
  const free = [new Float64Array(cells), new Float64Array(cells)] as const;
  exchangeVarying({ drift: new Float64Array(cells), shift: 0, diffusion: rising, faceDiffusion: rising, more: 0, width }, ...free);
  for (let i = 1; i < cells; i++) expect(free[0][i - 1]! / free[1][i]!).toBeCloseTo(rising[i - 1]! / rising[i]!, 13);
});

test("what is spread over cells keeps its mean, and has the same variance wherever it stands", () => {
  const grid = densityGrid(-1, 2, 30);
  fc.assert(
    fc.property(fc.double({ min: -0.8, max: 1.8, noNaN: true }), (at) => {
      const parts = spread(grid, at);
      const moment = (k: number) => parts.reduce((sum, part, i) => sum + part * (middleOf(grid, i) - at) ** k, 0);
      return Math.abs(moment(0) - 1) < 1e-12 && Math.abs(moment(1)) < 1e-12 && Math.abs(moment(2) - grid.width ** 2 / 4) < 1e-12;
    }),
  );
});

describe("a step", () => {
  /** Random rates over many orders of magnitude. */
  const chain = fc.array(fc.tuple(...(["u", "d", "o", "b"] as const).map(() => fc.double({ min: -12, max: 6, noNaN: true }))), {
    minLength: 3,
    maxLength: 30,
  });
  const power = (x: number) => 10 ** x;

  test("keeps all mass but what leaves, and nothing is negative", () => {
    fc.assert(
      fc.property(chain, (rows) => {
        const n = rows.length;
        const [up, down, out, b] = [0, 1, 2, 3].map((k) => Float64Array.from(rows, (row) => power(row[k]!))) as [
          Float64Array,
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        down[0] = 0;
        up[n - 1] = 0;
        const entry = new Float64Array(n);
        entry[1] = 1;
        const { x, y } = solved(n, { up, down, out }, 0.3, b, entry);
        const held = (m: Float64Array) => m.reduce((sum, mass, i) => sum + mass * (1 + 0.3 * out[i]!), 0);
        const before = b.reduce((sum, mass) => sum + mass, 0);
        // Each of 30 eliminations rounds a few times, and none of them subtracts.
        return [...x, ...y].every((mass) => mass >= 0) && Math.abs(held(x) / before - 1) < 1e-13 && Math.abs(held(y) - 1) < 1e-13;
      }),
    );
  });

  test("solves the equations that it says it does", () => {
    const n = 12;
    const value = (i: number, k: number) => 1 + ((7 * i + 3 * k) % 5);
    const [up, down, out, b] = [0, 1, 2, 3].map((k) => Float64Array.from({ length: n }, (_, i) => value(i, k))) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    down[0] = 0;
    up[n - 1] = 0;
    for (const hold of [0, 1]) {
      const { x } = solved(n, { up, down, out }, 0.7, b, new Float64Array(n), hold);
      for (let i = 0; i < n; i++) {
        const left =
          (hold + 0.7 * (up[i]! + down[i]! + out[i]!)) * x[i]! -
          0.7 * ((up[i - 1] ?? 0) * (x[i - 1] ?? 0) + (down[i + 1] ?? 0) * (x[i + 1] ?? 0));
        expect(left).toBeCloseTo(b[i]!, 11);
      }
    }
  });
});

function solved(
  n: number,
  exchange: { up: Float64Array; down: Float64Array; out: Float64Array },
  theta: number,
  b: Float64Array,
  entry: Float64Array,
  hold = 1,
) {
  const resolvent = new Resolvent(n);
  resolvent.solve(exchange, hold, theta, b, entry);
  return resolvent;
}

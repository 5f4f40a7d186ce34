/** What acts across fields, against sums over all pairs of cells. */
import { describe, expect, test } from "vitest";
import { fileSource, stream } from "../../../src/base/index.ts";
import { Arena } from "../../../src/kernels/arena.ts";
import { convolutionDoubles, FourierConvolution } from "../../../src/kernels/field/convolution.ts";
import { DirectIntegral } from "../../../src/kernels/field/integral.ts";
import type { Convolution } from "../../../src/kernels/field/kernel-table.ts";
import { laplacian } from "../../../src/kernels/field/laplacian.ts";
import { cellsOf, cellWidth, eachIndex, midpoints } from "../../../src/kernels/field/layout.ts";
import { evaluate, parseExpression } from "../../../src/language/index.ts";
import type { FieldAxis } from "../../../src/model/index.ts";

const axis = (name: string, from: number, to: number, points: number, outside: FieldAxis["outside"] = "periodic"): FieldAxis => ({
  name,
  dimension: [] as never,
  unit: "",
  factor: 1,
  from,
  to,
  points,
  outside,
});

const tree = (text: string) => parseExpression(fileSource("kernel", text), { units: "none" });

function operatorOf(kernel: string, over: readonly string[]): Convolution {
  const displacements = ["d", "e", "f"].slice(0, over.length);
  return { kind: "conv", name: "across.1", of: tree("u"), axes: over, kernel: tree(kernel), displacements, written: "w" };
}

/** Sum over all pairs, with the displacement the shorter way round where ends touch, both ways by half where they are as long. */
function bySums(operator: Convolution, axes: readonly FieldAxis[], u: Float64Array): Float64Array {
  const points = axes.map((one) => one.points);
  const middles = axes.map(midpoints);
  const result = new Float64Array(u.length);
  const along = axes.map((one) => operator.axes.indexOf(one.name));
  const volume = axes.reduce((product, one, k) => (along[k]! >= 0 ? product * cellWidth(one) : product), 1);
  eachIndex(points, (to, at) => {
    eachIndex(points, (from, source) => {
      if (along.some((place, k) => place < 0 && to[k] !== from[k])) return;
      let ways: Record<string, number>[] = [{}];
      axes.forEach((one, k) => {
        const place = along[k]!;
        if (place < 0) return;
        const length = one.to - one.from;
        const plain = middles[k]![to[k]!]! - middles[k]![from[k]!]!;
        const wrapped = one.outside === "zero" ? plain : plain - length * Math.round(plain / length);
        const isHalf = one.outside === "periodic" && Math.abs(Math.abs(wrapped) - length / 2) < 1e-9;
        const choices = isHalf ? [length / 2, -length / 2] : [wrapped];
        ways = ways.flatMap((way) => choices.map((value) => ({ ...way, [operator.displacements[place]!]: value })));
      });
      const weight = ways.reduce((sum, way) => {
        const here: Record<string, number> = { ...way };
        axes.forEach((one, k) => {
          here[one.name] = middles[k]![to[k]!]!;
        });
        return sum + evaluate(operator.kernel, (name) => here[name]!) / ways.length;
      }, 0);
      result[at]! += weight * u[source]! * volume;
    });
  });
  return result;
}

/** Largest difference of the computed integral from the sum, over the largest value. */
function errorOf(kernel: string, over: readonly string[], axes: readonly FieldAxis[], direct = false): number {
  const operator = operatorOf(kernel, over);
  const cells = cellsOf(axes);
  const { kept, work } = convolutionDoubles(operator, axes);
  const arena = new Arena(kept + 2 * work + 2 * cells + 64);
  const [from, other, field, result] = [arena.take(work + 2), arena.take(work + 2), arena.take(cells), arena.take(cells)];
  const rng = stream(1, "field", 0);
  const u = Float64Array.from({ length: cells }, () => rng.normal());
  const made = direct
    ? new DirectIntegral(operator, axes, arena.numbers, new Map())
    : new FourierConvolution(operator, axes, arena, { from, other }, new Map());
  arena.numbers.set(u, field);
  made.apply(field, result);
  const expected = bySums(operator, axes, u);
  const found = arena.numbers.slice(result, result + cells);
  arena.release();
  const size = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, k) => Math.abs(value - found[k]!))) / size;
}

// Kernels without symmetry: a kernel that is turned round, or half of a pair, is found.
const skewed = "exp(-(d - 0.3)^2) + 0.2*d";
const rounding = 1e-13;

describe("a convolution by transforms is the sum over all pairs of cells", () => {
  test.each([
    ["a ring of a power of two", [axis("x", -2, 3, 16)]],
    ["a ring of 2 times 3 times 5", [axis("x", -2, 3, 30)]],
    ["a ring of an odd number", [axis("x", -2, 3, 15)]],
    ["a ring with other prime factors", [axis("x", -2, 3, 14)]],
    ["a ring of a prime number", [axis("x", -2, 3, 7)]],
    ["a line with nothing beyond its ends", [axis("x", -2, 3, 12, "zero")]],
    ["a line of an odd number", [axis("x", -2, 3, 9, "zero")]],
  ])("on %s", (_, axes) => {
    expect(errorOf(skewed, ["x"], axes)).toBeLessThan(rounding);
  });

  const inPlane = "exp(-(d - 0.3)^2 - (e + 0.1)^2) + 0.1*d*e";
  test.each([
    ["a torus", [axis("x", 0, 3, 6), axis("y", 0, 2, 10)]],
    ["a sheet that is open one way", [axis("x", 0, 3, 6, "zero"), axis("y", 0, 2, 10)]],
    ["a sheet that is open both ways", [axis("x", 0, 3, 5, "zero"), axis("y", 0, 2, 7, "zero")]],
  ])("on %s", (_, axes) => {
    expect(errorOf(inPlane, ["x", "y"], axes)).toBeLessThan(rounding);
  });

  const turning = "exp(-(d*cos(phi) + e*sin(phi))^2 - 0.2*(e*cos(phi) - d*sin(phi) - 0.2)^2)";
  const [x, y, phi] = [axis("x", 0, 3, 4), axis("y", 0, 2, 6), axis("phi", 0, Math.PI, 5)];
  test.each([
    ["the last axis, one ring for each place", skewed, ["phi"], [x, y, phi]],
    ["the first axis", skewed, ["x"], [x, y]],
    ["space, with a kernel that turns with the orientation", turning, ["x", "y"], [x, y, phi]],
    ["space, with an even number of orientations", turning, ["x", "y"], [x, y, axis("phi", 0, Math.PI, 4)]],
    ["space, with the orientation as the first axis", turning, ["x", "y"], [phi, x, y]],
    ["space, in the other order of the displacements", turning, ["y", "x"], [x, y, phi]],
    ["all axes", `${skewed} + sin(f)^2*e`, ["x", "y", "phi"], [x, y, phi]],
  ])("over %s", (_, kernel, over, axes) => {
    expect(errorOf(kernel, over, axes)).toBeLessThan(rounding);
  });
});

test.each([
  ["one axis", "exp(-d^2)*(1 + 0.5*sin(x) + x*(x - d))", ["x"], [axis("x", -2, 3, 9, "zero")]],
  ["a plane", "exp(-d^2 - e^2)*(1 + 0.1*x*y)", ["x", "y"], [axis("x", 0, 3, 5, "zero"), axis("y", 0, 2, 4, "zero")]],
  ["space, of which it reads the orientation too", "exp(-d^2)*(1 + x*phi)", ["x"], [axis("x", 0, 3, 5), axis("phi", 0, 1, 3)]],
])("a kernel that depends on the place is summed over all pairs: %s", (_, kernel, over, axes) => {
  expect(errorOf(kernel, over, axes as FieldAxis[], true)).toBeLessThan(rounding);
});

describe("the Laplacian", () => {
  /** Largest error for products of sines, which are 0 at the ends. */
  function laplacianError(n: number, outside: FieldAxis["outside"]): number {
    const axes = [axis("x", 0, 2, n, outside), axis("y", 0, 1, n, "periodic")];
    const [X, Y] = [midpoints(axes[0]!), midpoints(axes[1]!)];
    const numbers = new Float64Array(2 * n * n);
    const k = [outside === "zero" ? Math.PI / 2 : Math.PI, 2 * Math.PI];
    eachIndex([n, n], ([i, j], at) => {
      numbers[at] = Math.sin(k[0]! * X[i!]!) * Math.sin(k[1]! * Y[j!]!);
    });
    laplacian(axes, numbers, 0, n * n);
    let worst = 0;
    for (let at = 0; at < n * n; at++) worst = Math.max(worst, Math.abs(numbers[n * n + at]! + (k[0]! ** 2 + k[1]! ** 2) * numbers[at]!));
    return worst;
  }

  test.each(["periodic", "zero"] as const)("is of second order where what lies beyond the ends is %s", (outside) => {
    const order = Math.log2(laplacianError(32, outside) / laplacianError(64, outside));
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });
});

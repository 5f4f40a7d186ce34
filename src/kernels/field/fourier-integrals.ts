/** The transforms of the kernels of a field at any wave number along one of its axes. */
import { cos, sin } from "../../base/index.ts";
import { namesIn } from "../../language/index.ts";
import type { Field } from "../../model/index.ts";
import { kernelTable } from "./kernel-table.ts";
import { cellWidth, eachIndex } from "./layout.ts";

/** By operator and axis. */
export interface FieldTransforms {
  /**
   * w(k) = sum over displacements of w(d) exp(-i k d): what the operator multiplies a wave exp(i k x) along an axis by, as it does on the grid; of a
   * Laplacian -k^2. Of smooth kernels the integral over all displacements, to rounding.
   *
   * @param parameters  values that the kernels read
   */
  at(operator: number, axis: number, k: number, parameters: ReadonlyMap<string, number>): readonly [number, number];
}

/** Displacements along one axis with the sum of the kernel over all others. */
interface Marginal {
  readonly displacements: Float64Array;
  readonly weights: Float64Array;
  /** The kernel is the same both ways: its transform is real. */
  readonly isEven: boolean;
}

/** Part of the kernel below which the difference of two sides is rounding. */
const rounding = 1e-13;

/** The transforms of a field without ends whose kernels do not depend on the place. */
export function fieldTransforms(field: Field): FieldTransforms {
  const known = new Map<string, Marginal>();
  const marginal = (number: number, axis: number, parameters: ReadonlyMap<string, number>): Marginal => {
    const operator = field.operators[number]!;
    const read = operator.kind === "conv" ? [...namesIn(operator.kernel)].map((name) => parameters.get(name) ?? 0) : [];
    const key = `${number} ${axis} ${read.join(" ")}`;
    const found = known.get(key) ?? marginalOf(field, number, axis, parameters);
    if (!known.has(key) && known.size > 64) known.clear();
    known.set(key, found);
    return found;
  };
  return {
    at(operator, axis, k, parameters) {
      if (field.operators[operator]!.kind === "laplacian") return [-k * k, 0];
      const { displacements, weights, isEven } = marginal(operator, axis, parameters);
      let [re, im] = [0, 0];
      for (let i = 0; i < weights.length; i++) {
        const angle = k * displacements[i]!;
        re += weights[i]! * cos(angle);
        if (!isEven) im -= weights[i]! * sin(angle);
      }
      return [re, im];
    },
  };
}

function marginalOf(field: Field, number: number, axis: number, parameters: ReadonlyMap<string, number>): Marginal {
  const operator = field.operators[number]!;
  if (operator.kind === "laplacian") return { displacements: new Float64Array(1), weights: new Float64Array(1), isEven: true };
  const { shape, middle, values } = kernelTable(operator, field.axes, parameters);
  const isAlong = operator.axes.includes(field.axes[axis]!.name);
  // A wave along an axis that is not integrated over is multiplied by the whole integral.
  const length = isAlong ? shape[axis]! : 1;
  const width = cellWidth(field.axes[axis]!);
  const weights = new Float64Array(length);
  eachIndex(shape, (index, at) => {
    let weight = values[at]!;
    // Half-way round both ways count by half.
    for (let k = 0; k < index.length; k++)
      if (middle[k]! > 0 && Math.abs(index[k]! - middle[k]!) * 2 === field.axes[k]!.points) weight *= 0.5;
    weights[isAlong ? index[axis]! : 0]! += weight;
  });
  const size = weights.reduce((sum, one) => sum + Math.abs(one), 0);
  const isEven = weights.every((one, i) => Math.abs(one - weights[length - 1 - i]!) <= rounding * size);
  return { displacements: Float64Array.from(weights, (_, i) => (isAlong ? (i - middle[axis]!) * width : 0)), weights, isEven };
}

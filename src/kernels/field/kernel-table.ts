/** The values of a kernel over displacements and coordinates. */
import { namesIn } from "../../language/index.ts";
import type { FieldAxis, FieldOperator } from "../../model/index.ts";
import { cellWidth, eachIndex, midpoints, stridesOf } from "./layout.ts";
import { valuesOver } from "./pointwise.ts";

export type Convolution = Extract<FieldOperator, { kind: "conv" }>;

/**
 * A kernel over a grid: along axes of the integral displacements of -reach to reach cells, along others the cells, or one where it does not
 * depend on them. Times the volume of a cell of the integral.
 */
export interface KernelTable {
  /** One number for each axis of the field. */
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Index of the displacement 0 along axes of the integral; 0 along others. */
  readonly middle: readonly number[];
  readonly values: Float64Array;
}

/** Axes that the kernel is integrated over, by number, in the order of the field. */
export function axesOf(operator: Convolution, axes: readonly FieldAxis[]): readonly number[] {
  return axes.flatMap(({ name }, k) => (operator.axes.includes(name) ? [k] : []));
}

/** Whether a kernel depends on where it is felt along the axes of its integral: it is no convolution then. */
export function isLocal({ kernel, axes }: Convolution): boolean {
  return axes.some((axis) => namesIn(kernel).has(axis));
}

/** Cells that displacements reach: half-way round, or from end to end. */
const reachOf = ({ outside, points }: FieldAxis) => (outside === "zero" ? points - 1 : Math.floor(points / 2));

/** The shape of the table of a kernel that is a convolution. */
export function tableShape(operator: Convolution, axes: readonly FieldAxis[]): readonly number[] {
  const read = namesIn(operator.kernel);
  return axes.map((axis) => {
    if (operator.axes.includes(axis.name)) return 2 * reachOf(axis) + 1;
    return read.has(axis.name) ? axis.points : 1;
  });
}

/** The table of a kernel that is a convolution. */
export function kernelTable(operator: Convolution, axes: readonly FieldAxis[], parameters: ReadonlyMap<string, number>): KernelTable {
  const shape = tableShape(operator, axes);
  const strides = stridesOf(shape);
  const size = strides[0]! * shape[0]!;
  const middle = axes.map((axis) => (operator.axes.includes(axis.name) ? reachOf(axis) : 0));
  const columns: Record<string, Float64Array> = {};
  let volume = 1;
  axes.forEach((axis, k) => {
    const place = operator.axes.indexOf(axis.name);
    const width = cellWidth(axis);
    if (place >= 0) volume *= width;
    else if (shape[k] === 1) return;
    const along = place >= 0 ? Float64Array.from({ length: shape[k]! }, (_, i) => (i - middle[k]!) * width) : midpoints(axis);
    const column = new Float64Array(size);
    eachIndex(shape, (index, at) => {
      column[at] = along[index[k]!]!;
    });
    columns[place >= 0 ? operator.displacements[place]! : axis.name] = column;
  });
  const values = valuesOver(operator.kernel, columns, parameters, size);
  for (let at = 0; at < size; at++) values[at]! *= volume;
  return { shape, strides, middle, values };
}

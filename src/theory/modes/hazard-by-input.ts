/** How the hazard at each age depends on a constant input, membrane included. */
import type { Complex } from "../../numerics/index.ts";
import type { AtAges } from "../renewal/ages.ts";
import { nodeCount, type Panel, panelRule } from "../renewal/panel.ts";
import type { AgedSlopes } from "../renewal/stretches.ts";

/**
 * d hazard/d input along the orbit: the states are displaced by v with v' = J v + d flow/d input, v(0) = 0, and the hazard by
 * d hazard/d states v + d hazard/d input. By Picard's iteration on panels that are short against the fastest state.
 *
 * @param index  which of the inputs
 * @returns values at the nodes, and where the panels end
 */
export function hazardByInput(
  panels: readonly Panel[],
  n: number,
  slopes: AgedSlopes,
  index: number,
): { readonly atAges: AtAges; readonly end: Complex } {
  const { integral, weights } = panelRule();
  const width = n + slopes.inputs;
  const size = (n + 1) * width;
  const derivatives = new Float64Array(nodeCount * size);
  let start = new Float64Array(n);
  let end: Complex = [0, 0];
  const [moved, pace] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount * n)];
  const atAges = panels.map(({ ages, states, width: length }) => {
    const half = 0.5 * length;
    for (let j = 0; j < nodeCount; j++)
      slopes.at(ages[j]!, states.subarray(j * n, (j + 1) * n), derivatives.subarray(j * size, (j + 1) * size));
    /** A row of the derivatives at a node, times what has moved there. */
    const changeOf = (row: number, j: number, by: ArrayLike<number>, offset: number) => {
      let sum = derivatives[j * size + row * width + n + index]!;
      for (let k = 0; k < n; k++) sum += derivatives[j * size + row * width + k]! * by[offset + k]!;
      return sum;
    };
    for (let j = 0; j < nodeCount; j++) moved.set(start, j * n);
    for (let sweep = 0; sweep < 60; sweep++) {
      for (let j = 0; j < nodeCount; j++) for (let i = 0; i < n; i++) pace[j * n + i] = changeOf(i, j, moved, j * n);
      let [change, largest] = [0, 0];
      for (let j = 0; j < nodeCount; j++)
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let k = 0; k < nodeCount; k++) sum += integral[j * nodeCount + k]! * pace[k * n + i]!;
          const value = start[i]! + half * sum;
          change = Math.max(change, Math.abs(value - moved[j * n + i]!));
          largest = Math.max(largest, Math.abs(value));
          moved[j * n + i] = value;
        }
      if (change <= 1e-15 * largest) break;
    }
    start = start.map((value, i) => value + half * weights.reduce((sum, weight, j) => sum + weight * pace[j * n + i]!, 0));
    end = [changeOf(n, nodeCount - 1, start, 0), 0];
    return Array.from({ length: nodeCount }, (_, j): Complex => [changeOf(n, j, moved, j * n), 0]);
  });
  return { atAges, end };
}

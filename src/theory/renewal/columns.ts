/** Inputs of which one does what another does, or nothing: their responses are found once. */
import { nodeCount, type Panel } from "./panel.ts";
import type { AgedSlopes } from "./stretches.ts";

/** Entries of two columns whose ratio is the same to this are those of one. */
const same = 1e-14;

/** Derivatives by few inputs, and which of them, times a factor, each of the inputs is. */
export interface FewSlopes {
  readonly slopes: AgedSlopes;
  readonly of: readonly { readonly input: number; readonly factor: number }[];
}

/** The inputs with different effects on the panels, and in the end. @param end  derivatives where the neuron has settled */
export function fewInputs(panels: readonly Panel[], n: number, slopes: AgedSlopes, end: Float64Array | undefined): FewSlopes {
  const { inputs } = slopes;
  const width = n + inputs;
  const size = (n + 1) * width;
  const values: Float64Array[] = panels.map(({ ages, states }) => {
    const all = new Float64Array(nodeCount * size);
    for (let j = 0; j < nodeCount; j++) slopes.at(ages[j]!, states.subarray(j * n, (j + 1) * n), all.subarray(j * size, (j + 1) * size));
    return all;
  });
  if (end) values.push(end);
  const columns = Array.from({ length: inputs }, (_, input) => {
    const column = slopes.switches.map(({ byInput }) => byInput[input]!);
    for (const all of values) for (let e = n + input; e < all.length; e += width) column.push(all[e]!);
    return column;
  });
  const chosen: number[] = [];
  const of = columns.map((column, input) => {
    for (const [k, other] of chosen.entries()) {
      const factor = ratioOf(column, columns[other]!);
      if (factor !== undefined) return { input: k, factor };
    }
    if (column.every((one) => one === 0)) return { input: 0, factor: 0 };
    return { input: chosen.push(input) - 1, factor: 1 };
  });
  return { slopes: chosenInputs(slopes, n, chosen), of };
}

/** Derivatives of a neuron with n states by some of its inputs. */
export function chosenInputs({ inputs, at, switches }: AgedSlopes, n: number, chosen: readonly number[]): AgedSlopes {
  const all = new Float64Array((n + 1) * (n + inputs));
  const width = n + chosen.length;
  return {
    inputs: chosen.length,
    at: (age, states, out) => {
      at(age, states, all);
      for (let row = 0; row <= n; row++) {
        for (let c = 0; c < n; c++) out[row * width + c] = all[row * (n + inputs) + c]!;
        for (const [c, input] of chosen.entries()) out[row * width + n + c] = all[row * (n + inputs) + n + input]!;
      }
    },
    switches: switches.map((one) => ({ ...one, byInput: Float64Array.from(chosen, (input) => one.byInput[input]!) })),
  };
}

/** a = ratio b, entry by entry; 0 where a is 0. */
function ratioOf(a: readonly number[], b: readonly number[]): number | undefined {
  const largest = b.reduce((best, one, k) => (Math.abs(one) > Math.abs(b[best]!) ? k : best), 0);
  const ratio = a[largest]! / b[largest]!;
  return a.every((one, k) => Math.abs(one - ratio * b[k]!) <= same * Math.abs(one)) ? ratio : undefined;
}

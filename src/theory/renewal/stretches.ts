/** The ages of a neuron in stretches, with the derivatives of its equations along them. */
import { exp } from "../../base/index.ts";
import { decompose, legendreIntegral, legendreSum, solveDecomposed } from "../../numerics/index.ts";
import type { RenewalLaw } from "./law.ts";
import { nodeCount, type Panel, panelRule } from "./panel.ts";

/** Derivatives of an aged neuron with n states by k inputs. */
export interface AgedSlopes {
  readonly inputs: number;
  /** Rows: the flow of each state, then the hazard; columns: states, then inputs. @param out {n + 1, n + k} */
  at(age: number, states: Float64Array, out: Float64Array): void;
  /** Ages at which the hazard jumps by `height`, which move with the inputs. byInput {k} */
  readonly switches: readonly { readonly age: number; readonly height: number; readonly byInput: Float64Array }[];
}

/** |z|, or the rate of a state, times the length of a stretch: polynomials of its nodes still follow e^(z a). */
export const mostTurned = 3;
/** Loss of hazard over a stretch above which integrals from an age on lose digits. */
const mostLost = 3;

/** A panel, or a part of one, with everything that does not depend on z. Rows stand one after the other. */
export interface Stretch {
  readonly width: number;
  /** Survivors at its start. */
  readonly left: number;
  readonly start: number;
  /** Survivors at the nodes and at the end, over those at the start. {nodes} */
  readonly kept: Float64Array;
  readonly keptAtEnd: number;
  /** d hazard/d inputs {nodes, k}. */
  readonly byInput: Float64Array;
  /** d hazard/d states X, X the fundamental matrix of the stretch {nodes, n}. */
  readonly byStart: Float64Array;
  /** X^-1 d flow/d inputs {nodes, n, k}, and X at the end {n, n}. */
  readonly pushed: Float64Array;
  readonly transfer: Float64Array;
}

/** The panels of a law, cut to at most `longest`. */
export function stretchesOf({ panels }: RenewalLaw, n: number, slopes: AgedSlopes, longest: number): readonly Stretch[] {
  return panels.flatMap((panel) => {
    const lost = panel.exposures[nodeCount - 1]!;
    const decayed = panel.width * stiffnessOf(panel, n, slopes);
    const pieces = Math.ceil(Math.max(1, panel.width / longest, lost / mostLost, decayed / mostTurned));
    return Array.from({ length: pieces }, (_, piece) => stretchOf(panel, n, slopes, pieces, piece));
  });
}

/** Largest sum of |d flow_i/d state_c| over c on a panel. A settled neuron's panels are long, its perturbations still decay as fast. */
export function stiffnessOf({ ages, states }: Panel, n: number, slopes: AgedSlopes): number {
  if (n === 0) return 0;
  const width = n + slopes.inputs;
  const out = new Float64Array((n + 1) * width);
  let stiffness = 0;
  for (const [j, age] of ages.entries()) {
    slopes.at(age, states.subarray(j * n, (j + 1) * n), out);
    for (let i = 0; i < n; i++)
      stiffness = Math.max(
        stiffness,
        out.subarray(i * width, i * width + n).reduce((sum, one) => sum + Math.abs(one), 0),
      );
  }
  return stiffness;
}

function stretchOf(panel: Panel, n: number, slopes: AgedSlopes, pieces: number, piece: number): Stretch {
  const { nodes, weights } = panelRule();
  const k = slopes.inputs;
  const half = 0.5 * panel.width;
  const left = -1 + (2 * piece) / pieces;
  const places = nodes.map((x) => left + (x + 1) / pieces);
  const hazards = coefficientsOf(panel.hazard, 1, 0);
  const states = Array.from({ length: n }, (_, i) => coefficientsOf(panel.states, n, i));
  const before = half * legendreIntegral(hazards, left);
  const width = panel.width / pieces;
  const jacobian = new Float64Array(nodeCount * n * n);
  const flowByInput = new Float64Array(nodeCount * n * k);
  const [byInput, byState] = [new Float64Array(nodeCount * k), new Float64Array(nodeCount * n)];
  const out = new Float64Array((n + 1) * (n + k));
  const at = new Float64Array(n);
  for (const [j, x] of places.entries()) {
    for (let i = 0; i < n; i++) at[i] = pieces === 1 ? panel.states[j * n + i]! : legendreSum(states[i]!, x);
    slopes.at(panel.start + half * (x + 1), at, out);
    for (let i = 0; i < n; i++) {
      jacobian.set(out.subarray(i * (n + k), i * (n + k) + n), (j * n + i) * n);
      flowByInput.set(out.subarray(i * (n + k) + n, (i + 1) * (n + k)), (j * n + i) * k);
    }
    byState.set(out.subarray(n * (n + k), n * (n + k) + n), j * n);
    byInput.set(out.subarray(n * (n + k) + n), j * k);
  }
  const fundamental = fundamentalOf(jacobian, n, width);
  const { byStart, pushed } = alongFundamental(fundamental.atNodes, byState, flowByInput, n, k);
  const hazardAt = places.map((x) => legendreSum(hazards, x));
  return {
    width,
    start: panel.start + half * (left + 1),
    left: exp(-panel.exposure - before),
    kept: places.map((x) => exp(before - half * legendreIntegral(hazards, x))),
    keptAtEnd: exp(-0.5 * width * hazardAt.reduce((sum, value, j) => sum + weights[j]! * value, 0)),
    byInput,
    byStart,
    pushed,
    transfer: fundamental.atEnd,
  };
}

/** Coefficients in Legendre polynomials of every n-th of the values, from the i-th on. */
function coefficientsOf(values: Float64Array, n: number, i: number): Float64Array {
  const { coefficients } = panelRule();
  const result = new Float64Array(nodeCount);
  for (let degree = 0; degree < nodeCount; degree++)
    for (let j = 0; j < nodeCount; j++) result[degree]! += coefficients[degree * nodeCount + j]! * values[j * n + i]!;
  return result;
}

/** X' = J X from the unit matrix on, by Picard's iteration; the stretch is short against the fastest state. */
function fundamentalOf(jacobian: Float64Array, n: number, width: number): { readonly atNodes: Float64Array; readonly atEnd: Float64Array } {
  const { integral, weights } = panelRule();
  const half = 0.5 * width;
  const size = n * n;
  const unit = Float64Array.from({ length: size }, (_, e) => (e % (n + 1) === 0 ? 1 : 0));
  const atNodes = new Float64Array(nodeCount * size);
  for (let j = 0; j < nodeCount; j++) atNodes.set(unit, j * size);
  const turned = new Float64Array(nodeCount * size);
  const turn = () => {
    for (let j = 0; j < nodeCount; j++)
      for (let r = 0; r < n; r++)
        for (let c = 0; c < n; c++) {
          let sum = 0;
          for (let m = 0; m < n; m++) sum += jacobian[j * size + r * n + m]! * atNodes[j * size + m * n + c]!;
          turned[j * size + r * n + c] = sum;
        }
  };
  for (let sweep = 0; sweep < 80; sweep++) {
    turn();
    let change = 0;
    for (let e = 0; e < size; e++)
      for (let j = 0; j < nodeCount; j++) {
        let sum = 0;
        for (let m = 0; m < nodeCount; m++) sum += integral[j * nodeCount + m]! * turned[m * size + e]!;
        const value = unit[e]! + half * sum;
        change = Math.max(change, Math.abs(value - atNodes[j * size + e]!));
        atNodes[j * size + e] = value;
      }
    if (change < 1e-15) break;
  }
  turn();
  return { atNodes, atEnd: unit.map((value, e) => value + half * weights.reduce((sum, w, j) => sum + w * turned[j * size + e]!, 0)) };
}

/** d hazard/d states X, and X^-1 d flow/d inputs, at the nodes. */
function alongFundamental(atNodes: Float64Array, byState: Float64Array, flowByInput: Float64Array, n: number, k: number) {
  const [byStart, pushed] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount * n * k)];
  const [matrix, pivots, column] = [new Float64Array(n * n), new Int32Array(n), new Float64Array(n)];
  for (let j = 0; j < nodeCount; j++) {
    matrix.set(atNodes.subarray(j * n * n, (j + 1) * n * n));
    for (let c = 0; c < n; c++) for (let r = 0; r < n; r++) byStart[j * n + c]! += byState[j * n + r]! * matrix[r * n + c]!;
    decompose(n, matrix, pivots);
    for (let input = 0; input < k; input++) {
      for (let r = 0; r < n; r++) column[r] = flowByInput[(j * n + r) * k + input]!;
      solveDecomposed(n, matrix, pivots, column);
      for (let r = 0; r < n; r++) pushed[(j * n + r) * k + input] = column[r]!;
    }
  }
  return { byStart, pushed };
}

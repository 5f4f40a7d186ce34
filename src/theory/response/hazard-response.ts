/** How the hazard at each age answers a small modulation of the input. */
import { type Complex, complexScaled } from "../../numerics/index.ts";
import type { AgedNeuron } from "../renewal/aged-neuron.ts";
import { type AtAges, atPiece, pieceCount, piecesOf, refined } from "../renewal/ages.ts";
import { nodeCount, type Panel, panelRule } from "../renewal/panel.ts";

/** A neuron for each value of an input. Its breaks and its reset must not depend on the input. */
export type NeuronFamily = (input: number) => AgedNeuron;

/** Partial derivatives of flow and hazard along the orbit of one input. */
export interface Linearised {
  readonly panels: readonly Panel[];
  readonly count: number;
  /** d flow_i/d state_k, row-major, at each node. {panels, nodes, n, n} */
  readonly jacobian: readonly Float64Array[];
  /** d flow_i/d input. {panels, nodes, n} */
  readonly flowByInput: readonly Float64Array[];
  /** d hazard/d state_k. {panels, nodes, n} */
  readonly hazardByState: readonly Float64Array[];
  /** d hazard/d input. {panels, nodes} */
  readonly hazardByInput: readonly Float64Array[];
}

/** Steps of differences, in units of what a state ranges over: small beside a soft threshold of a hundredth of it. */
const share = 2e-4;

/**
 * Differentiates by central differences extrapolated twice, relative error about 1e-10 where the hazard changes by a factor e over a hundredth of the
 * range of a state or more.
 *
 * @param step  largest step of the input; by default 2e-4 of its value or of the largest range of a state
 */
export function linearised(family: NeuronFamily, input: number, panels: readonly Panel[], step?: number): Linearised {
  const neuron = family(input);
  const n = neuron.initial.length;
  const ranges = rangesOf(panels, n, neuron.initial);
  const inputStep = step ?? share * Math.max(Math.abs(input), ...ranges, 1e-12);
  const shifts = [1, -1, 0.5, -0.5, 0.25, -0.25];
  const shifted = shifts.map((shift) => family(input + shift * inputStep));
  const [probe, out] = [new Float64Array(n), new Float64Array(n)];
  /** Flow and hazard as one vector, of one of the neurons at a state. */
  const values = (which: AgedNeuron, age: number, states: Float64Array): Float64Array => {
    which.flow(age, states, out);
    return Float64Array.of(...out, which.hazard(age, states));
  };
  const result = {
    panels,
    count: n,
    jacobian: [] as Float64Array[],
    flowByInput: [] as Float64Array[],
    hazardByState: [] as Float64Array[],
    hazardByInput: [] as Float64Array[],
  };
  for (const { ages, states } of panels) {
    const [jacobian, flowByInput] = [new Float64Array(nodeCount * n * n), new Float64Array(nodeCount * n)];
    const [hazardByState, hazardByInput] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount)];
    for (let j = 0; j < nodeCount; j++) {
      const here = states.subarray(j * n, (j + 1) * n);
      const byInput = extrapolated(
        shifted.map((which) => values(which, ages[j]!, here)),
        inputStep,
      );
      flowByInput.set(byInput.subarray(0, n), j * n);
      hazardByInput[j] = byInput[n]!;
      for (let k = 0; k < n; k++) {
        const reach = share * ranges[k]!;
        const byState = extrapolated(
          shifts.map((shift) => {
            probe.set(here);
            probe[k]! += shift * reach;
            return values(neuron, ages[j]!, probe);
          }),
          reach,
        );
        for (let i = 0; i < n; i++) jacobian[j * n * n + i * n + k] = byState[i]!;
        hazardByState[j * n + k] = byState[n]!;
      }
    }
    result.jacobian.push(jacobian);
    result.flowByInput.push(flowByInput);
    result.hazardByState.push(hazardByState);
    result.hazardByInput.push(hazardByInput);
  }
  return result;
}

/** The same derivatives on panels that are not longer than `longest`. */
export function refinedDerivatives(along: Linearised, longest: number): Linearised {
  const onto = (values: readonly Float64Array[], n: number) =>
    along.panels.flatMap((panel, p) => {
      const count = pieceCount(panel, longest);
      return count === 1 ? [values[p]!] : Array.from({ length: count }, (_, piece) => atPiece(piecesOf(count), piece, n, values[p]!));
    });
  const { count } = along;
  return {
    panels: refined(along.panels, longest),
    count,
    jacobian: onto(along.jacobian, count * count),
    flowByInput: onto(along.flowByInput, count),
    hazardByState: onto(along.hazardByState, count),
    hazardByInput: onto(along.hazardByInput, 1),
  };
}

function rangesOf(panels: readonly Panel[], n: number, initial: Float64Array): number[] {
  return Array.from({ length: n }, (_, k) => {
    let [low, high] = [initial[k]!, initial[k]!];
    for (const { states } of panels)
      for (let j = 0; j < nodeCount; j++) {
        low = Math.min(low, states[j * n + k]!);
        high = Math.max(high, states[j * n + k]!);
      }
    return high - low > 0 ? high - low : Math.max(Math.abs(low), 1e-6);
  });
}

/** Romberg's extrapolation of the central differences of steps 1, 1/2 and 1/4. */
function extrapolated(values: readonly Float64Array[], step: number): Float64Array {
  return values[0]!.map((_, i) => {
    const [first, second, third] = [1, 2, 4].map((share, k) => ((values[2 * k]![i]! - values[2 * k + 1]![i]!) * share) / (2 * step));
    const [coarse, fine] = [(4 * second! - first!) / 3, (4 * third! - second!) / 3];
    return (16 * fine - coarse) / 15;
  });
}

/**
 * The hazard's answer rho(a) e^(i omega t) to the input's modulation e^(i omega t): the states of a neuron of age a are displaced by v(a) with
 *
 *   v' = (J - i omega) v + d flow/d input,   v(0) = 0,      rho = d hazard/d states v + d hazard/d input.
 *
 * At omega = 0 it is the derivative of the hazard at each age by a constant input.
 *
 * @returns rho at the nodes, and where the panels end
 */
export function hazardResponse(along: Linearised, omega: number): { readonly atAges: AtAges; readonly end: Complex } {
  const { integral, weights } = panelRule();
  const { count: n } = along;
  let [startRe, startIm] = [new Float64Array(n), new Float64Array(n)];
  const atAges = along.panels.map((panel, p) => {
    const half = 0.5 * panel.width;
    const [re, im] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount * n)];
    const [slopeRe, slopeIm] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount * n)];
    for (let sweep = 0; sweep < 60; sweep++) {
      slopes(along, p, omega, re, im, slopeRe, slopeIm);
      let [change, size] = [0, 0];
      for (let j = 0; j < nodeCount; j++)
        for (let i = 0; i < n; i++) {
          let [sumRe, sumIm] = [0, 0];
          for (let k = 0; k < nodeCount; k++) {
            sumRe += integral[j * nodeCount + k]! * slopeRe[k * n + i]!;
            sumIm += integral[j * nodeCount + k]! * slopeIm[k * n + i]!;
          }
          const [nextRe, nextIm] = [startRe[i]! + half * sumRe, startIm[i]! + half * sumIm];
          change = Math.max(change, Math.abs(nextRe - re[j * n + i]!), Math.abs(nextIm - im[j * n + i]!));
          size = Math.max(size, Math.abs(nextRe), Math.abs(nextIm));
          re[j * n + i] = nextRe;
          im[j * n + i] = nextIm;
        }
      if (change <= 1e-15 * size) break;
    }
    slopes(along, p, omega, re, im, slopeRe, slopeIm);
    const advance = (start: Float64Array, slope: Float64Array) =>
      start.map((value, i) => value + half * weights.reduce((sum, weight, j) => sum + weight * slope[j * n + i]!, 0));
    [startRe, startIm] = [advance(startRe, slopeRe), advance(startIm, slopeIm)];
    return Array.from({ length: nodeCount }, (_, j) => hazardAt(along, p, j, re.subarray(j * n), im.subarray(j * n)));
  });
  const last = along.panels.length - 1;
  return { atAges, end: last < 0 ? [0, 0] : hazardAt(along, last, nodeCount - 1, startRe, startIm) };
}

function slopes(
  { jacobian, flowByInput, count: n }: Linearised,
  p: number,
  omega: number,
  re: Float64Array,
  im: Float64Array,
  slopeRe: Float64Array,
  slopeIm: Float64Array,
): void {
  for (let j = 0; j < nodeCount; j++)
    for (let i = 0; i < n; i++) {
      let sumRe = flowByInput[p]![j * n + i]! + omega * im[j * n + i]!;
      let sumIm = -omega * re[j * n + i]!;
      for (let k = 0; k < n; k++) {
        const entry = jacobian[p]![(j * n + i) * n + k]!;
        sumRe += entry * re[j * n + k]!;
        sumIm += entry * im[j * n + k]!;
      }
      slopeRe[j * n + i] = sumRe;
      slopeIm[j * n + i] = sumIm;
    }
}

function hazardAt(
  { hazardByState, hazardByInput, count: n }: Linearised,
  p: number,
  j: number,
  re: Float64Array,
  im: Float64Array,
): Complex {
  let value: Complex = [hazardByInput[p]![j]!, 0];
  for (let k = 0; k < n; k++) {
    const [moveRe, moveIm] = complexScaled([re[k]!, im[k]!], hazardByState[p]![j * n + k]!);
    value = [value[0] + moveRe, value[1] + moveIm];
  }
  return value;
}

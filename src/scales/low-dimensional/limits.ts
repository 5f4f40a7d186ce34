/** What a few modes leave out of the linear response of a population: how far they are from all ages. */
import {
  type Complex,
  complexDifference,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
} from "../../numerics/index.ts";
import { type AgedSlopes, type InputNeuron, type ModeChart, type ModeRow, rateAnswer, renewalLaw } from "../../theory/index.ts";
import { closureOf } from "./closure.ts";

/** Relative errors at one frequency, of a population at rest at an input. */
export interface Limits {
  /** That with which the first mode rings, or the rate where it does not [1/ms]. */
  readonly frequency: number;
  /** Of the answer of the rate to the input that the modes have, for the modes that are left out. */
  readonly response: number;
  /** Of the power of the fluctuations, likewise. */
  readonly power: number;
  /** Of that answer with all modes, for membranes that take their input as if it had not changed since the spike; 0 of others. */
  readonly membrane: number;
}

/** A population at an input. */
export interface AtInput {
  readonly neuron: InputNeuron;
  readonly chart: ModeChart;
  readonly input: number;
  readonly hasRemainder: boolean;
  /** Whether the last spike sets a state that decays to the input. */
  readonly isMembrane: boolean;
}

/**
 * With s = i omega, the row of coefficients at the input, and X = (s - G)^-1 of each pair, G = (mean, square; 1, mean),
 *
 *   response   F_0' - sum w X drive s + K s/(s + gamma)   in the place of   integral rho_h S R / S_L   (`rateAnswer`),
 *   power      |1 + F_0/s - sum w X (1, 0) + gamma D/(s + gamma)|^2   in the place of   |1 - P_L|^-2.
 *
 * rho_h is the derivative of the hazard at each age where the input has stayed as it is. A membrane V' = k (b - V) sees b instead, which with h' = k (b - h)
 * is (1 + s/k) h. Undefined where there are no coefficients.
 */
export function limitsAt({ neuron, chart, input, hasRemainder, isMembrane }: AtInput): Limits | undefined {
  const c = new Float64Array(chart.row.length);
  const law = renewalLaw(neuron.at(input));
  if (law.kind !== "law" || chart.at(input, c) !== undefined) return undefined;
  const states = neuron.at(input).initial.length;
  const slopes = neuron.slopes(input, law);
  const still = isMembrane ? stillSlopes(slopes, neuron.column, input, neuron.at(input).initial[0]!) : slopes;
  const column = isMembrane ? 0 : neuron.column;
  const answer = rateAnswer(law, states, still);
  const at = (z: Complex): Complex => {
    const { answers, survivors } = answer(z);
    return complexQuotient(answers[column]!, survivors);
  };
  const { pairs } = chart.row;
  const square = chart.count > 0 ? c[pairs + 1]! : 0;
  const omega = square < 0 ? Math.sqrt(-square) : 2 * Math.PI * law.rate;
  const s: Complex = [0, omega];
  const closure = hasRemainder ? closureOf(chart.row, c) : undefined;
  const [all, slope] = [at(s), at([0, 0])[0]];
  const { ofInput, ofSpikes, prompt } = throughModes(chart.row, c, s);
  const relaxing = (strength: number): Complex =>
    closure ? complexQuotient([strength, 0], complexSum(s, [closure.relaxation, 0])) : [0, 0];
  const few = complexSum(complexSum([slope, 0], ofInput), complexProduct(s, relaxing(c[chart.row.prompt]! - slope - prompt)));
  const fed = complexSum(complexSum([1, 0], complexQuotient([law.rate, 0], s)), complexSum(ofSpikes, relaxing(closure?.strength ?? 0)));
  const forAll = complexProduct(s, law.survivorLaplace(s));
  const ratio = complexSize(complexProduct(fed, forAll));
  return {
    frequency: omega / (2 * Math.PI),
    response: complexSize(complexDifference(complexQuotient(few, all), [1, 0])),
    power: Math.abs(ratio * ratio - 1),
    membrane: isMembrane ? membraneError(all, rateAnswer(law, states, slopes)(s), slopes, neuron.column, s) : 0,
  };
}

/** What the pairs add to the answer to the input and to a spike, and what an input moves of the rate at once through them. */
function throughModes({ pairs, weights, drive, among }: ModeRow, c: Float64Array, s: Complex) {
  let [ofInput, ofSpikes]: [Complex, Complex] = [
    [0, 0],
    [0, 0],
  ];
  let prompt = 0;
  for (let n = 0; n < among - drive; n += 2) {
    const square = c[pairs + n + 1]!;
    const own = complexDifference(s, [c[pairs + n]!, 0]);
    const determinant = complexDifference(complexProduct(own, own), [square, 0]);
    const weighted = (a: number, b: number): Complex => {
      const ofA = complexSum(complexScaled(own, a), [square * b, 0]);
      const ofB = complexSum([a, 0], complexScaled(own, b));
      const sum = complexSum(complexScaled(ofA, c[weights + n]!), complexScaled(ofB, c[weights + n + 1]!));
      return complexQuotient(sum, determinant);
    };
    const [a, b] = [c[drive + n]!, c[drive + n + 1]!];
    ofInput = complexDifference(ofInput, complexProduct(s, weighted(a, b)));
    ofSpikes = complexDifference(ofSpikes, weighted(1, 0));
    prompt -= c[weights + n]! * a + c[weights + n + 1]! * b;
  }
  return { ofInput, ofSpikes, prompt };
}

/** The derivative of the hazard by an input that has stayed as it is, V having gone the same part of its way from the reset; no state moves. */
function stillSlopes(slopes: AgedSlopes, column: number, input: number, reset: number): AgedSlopes {
  const width = 1 + slopes.inputs;
  const row = new Float64Array(2 * width);
  return {
    inputs: 1,
    switches: slopes.switches.map((one) => ({ ...one, byInput: Float64Array.of(one.byInput[column]!) })),
    at(age, states, out) {
      slopes.at(age, states, row);
      out.fill(0, 0, 3);
      out[3] = row[width + 1 + column]! + (row[width]! * (states[0]! - reset)) / (input - reset);
    },
  };
}

function membraneError(
  still: Complex,
  { answers, survivors }: ReturnType<ReturnType<typeof rateAnswer>>,
  slopes: AgedSlopes,
  column: number,
  s: Complex,
): number {
  const row = new Float64Array(2 * (1 + slopes.inputs));
  slopes.at(Number.MAX_VALUE, new Float64Array(1), row);
  // k = -dV'/dV of a membrane that is not held.
  const exact = complexProduct(complexQuotient(answers[column]!, survivors), complexSum([1, 0], complexScaled(s, -1 / row[0]!)));
  return complexSize(complexDifference(complexQuotient(still, exact), [1, 0]));
}

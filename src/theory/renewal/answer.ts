/** How the rate of neurons that are told apart by their age answers small changes of what they share. */
import { exp } from "../../base/index.ts";
import { type Complex, complexExp, complexProduct, complexScaled, decompose, solveDecomposed } from "../../numerics/index.ts";
import type { RenewalLaw } from "./law.ts";
import { nodeCount, panelRule } from "./panel.ts";
import { type AgedSlopes, mostTurned, type Stretch, stretchesOf } from "./stretches.ts";

/** The linearised population at one z: survivors times the change of its rate is the sum of answers times the changes of the inputs. */
export interface RateAnswer {
  readonly survivors: Complex;
  /** {k} */
  readonly answers: readonly Complex[];
}

/**
 * Inputs x + dx e^(z t) change the rate A of the stationary population by dA e^(z t), with
 *
 *   dA S_L(z) = A integral rho_1(a) S(a) R(a) da,   S(a) R(a) = integral_a^inf S(t) e^(-z (t - a)) dt,
 *   rho_1 = d hazard/d states v + d hazard/dx dx,     v' = (J - z) v + d flow/dx dx,  v(0) = 0,
 *
 * the refractory density equation linearised, with no mass in the perturbation. Both sides come with the factor 1 + z/(last hazard) where
 * the neuron settles, so that they are analytic in z on both sides of the pole there. Relative error about 1e-11 to the right of
 * minus the last hazard; to the left of it digits are lost with the distance times the age at which the neuron has settled.
 *
 * @param count  states n
 * @see Gerstner 2000, Neural Comput. 12:43, doi:10.1162/089976600300015899
 */
export function rateAnswer(law: RenewalLaw, count: number, slopes: AgedSlopes): (z: Complex) => RateAnswer {
  const resolved = new Map<number, readonly Stretch[]>();
  const last = endOf(law, count, slopes);
  return (z) => {
    const size = Math.max(Math.abs(z[0]), Math.abs(z[1]));
    let longest = law.mean;
    while (longest * size > mostTurned) longest *= 0.5;
    let stretches = resolved.get(longest);
    if (!stretches) {
      stretches = stretchesOf(law, count, slopes, longest);
      resolved.set(longest, stretches);
    }
    return answerAt(z, law, count, slopes, stretches, last);
  };
}

/** Derivatives where the neuron has settled; absent where nobody is left. */
interface End {
  readonly survivors: number;
  readonly hazard: number;
  readonly slopes: Float64Array;
}

function endOf({ tail, panels }: RenewalLaw, n: number, slopes: AgedSlopes): End | undefined {
  if (!tail) return undefined;
  const out = new Float64Array((n + 1) * (n + slopes.inputs));
  const settled = panels.at(-1)?.states.slice((nodeCount - 1) * n) ?? new Float64Array(n);
  slopes.at(2 * tail.age + 1e-9 * tail.age, settled, out);
  return { survivors: exp(-tail.exposure), hazard: tail.hazard, slopes: out };
}

/** e^(z h) at the nodes of a stretch and at its end, with the reciprocals: real and imaginary parts. */
interface Turns {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly backRe: Float64Array;
  readonly backIm: Float64Array;
}

/** Turns by the width of a stretch: pieces of one panel share them. */
function turnsOf(z: Complex): (width: number) => Turns {
  const { nodes } = panelRule();
  let known: (Turns & { readonly width: number }) | undefined;
  return (width) => {
    if (known?.width === width) return known;
    const [re, im, backRe, backIm] = [0, 1, 2, 3].map(() => new Float64Array(nodeCount + 1)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let j = 0; j <= nodeCount; j++) {
      const turn = complexExp(complexScaled(z, j < nodeCount ? 0.5 * width * (nodes[j]! + 1) : width));
      const square = turn[0] * turn[0] + turn[1] * turn[1];
      [re[j], im[j], backRe[j], backIm[j]] = [turn[0], turn[1], turn[0] / square, -turn[1] / square];
    }
    known = { width, re, im, backRe, backIm };
    return known;
  };
}

function answerAt(
  z: Complex,
  { rate }: RenewalLaw,
  n: number,
  slopes: AgedSlopes,
  stretches: readonly Stretch[],
  end: End | undefined,
): RateAnswer {
  const { weights } = panelRule();
  const k = slopes.inputs;
  const turns = turnsOf(z);
  const scale: Complex = end ? [1 + z[0] / end.hazard, z[1] / end.hazard] : [1, 0];
  // Forwards: how far each input has moved the hazard of each age.
  const moved = new Float64Array(2 * n * k);
  const answered = stretches.map((one) => displace(one, n, k, moved, turns(one.width)));
  const answers = new Float64Array(2 * k);
  let toLive: Complex = [0, 0];
  const atSwitch = (age: number) => {
    for (const one of slopes.switches)
      if (one.age === age)
        for (let input = 0; input < k; input++) {
          answers[2 * input]! -= one.height * one.byInput[input]! * toLive[0];
          answers[2 * input + 1]! -= one.height * one.byInput[input]! * toLive[1];
        }
  };
  if (end) {
    toLive = [end.survivors / end.hazard, 0];
    settledAnswers(end, z, n, k, moved, answers);
    for (const { age } of slopes.switches) if (stretches.every(({ start }) => start !== age)) atSwitch(age);
  }
  // Backwards: the time that survivors have to come.
  const [liveRe, liveIm] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
  for (let p = stretches.length - 1; p >= 0; p--) {
    const one = stretches[p]!;
    toLive = liveOn(one, scale, turns(one.width), toLive, liveRe, liveIm);
    const answer = answered[p]!;
    for (let j = 0; j < nodeCount; j++) {
      const weight = 0.5 * one.width * weights[j]!;
      const [re, im] = [weight * liveRe[j]!, weight * liveIm[j]!];
      for (let input = 0; input < k; input++) {
        const [gRe, gIm] = [answer[2 * (j * k + input)]!, answer[2 * (j * k + input) + 1]!];
        answers[2 * input]! += gRe * re - gIm * im;
        answers[2 * input + 1]! += gRe * im + gIm * re;
      }
    }
    atSwitch(one.start);
  }
  return { survivors: toLive, answers: Array.from({ length: k }, (_, i): Complex => [rate * answers[2 * i]!, rate * answers[2 * i + 1]!]) };
}

/** Writes S R at the nodes, and returns it at the start; `later` is S R at the end. */
function liveOn(
  { width, left, kept }: Stretch,
  scale: Complex,
  { re, im, backRe, backIm }: Turns,
  later: Complex,
  liveRe: Float64Array,
  liveIm: Float64Array,
): Complex {
  const { weights, integral } = panelRule();
  const half = 0.5 * width;
  const [termRe, termIm] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
  for (let j = 0; j < nodeCount; j++) {
    const size = half * left * kept[j]!;
    termRe[j] = size * (backRe[j]! * scale[0] - backIm[j]! * scale[1]);
    termIm[j] = size * (backRe[j]! * scale[1] + backIm[j]! * scale[0]);
  }
  const [endRe, endIm] = complexProduct(later, [backRe[nodeCount]!, backIm[nodeCount]!]);
  let [startRe, startIm] = [endRe, endIm];
  for (let m = 0; m < nodeCount; m++) {
    startRe += weights[m]! * termRe[m]!;
    startIm += weights[m]! * termIm[m]!;
  }
  for (let j = 0; j < nodeCount; j++) {
    let [sumRe, sumIm] = [startRe, startIm];
    for (let m = 0; m < nodeCount; m++) {
      const w = integral[j * nodeCount + m]!;
      sumRe -= w * termRe[m]!;
      sumIm -= w * termIm[m]!;
    }
    liveRe[j] = sumRe * re[j]! - sumIm * im[j]!;
    liveIm[j] = sumRe * im[j]! + sumIm * re[j]!;
  }
  return [startRe, startIm];
}

/** rho_1 at the nodes {nodes, k}, with v(a) = e^(-z h) X (v_0 + integral e^(z h) X^-1 b); v_0 {n, k} is overwritten by v at the end. */
function displace(
  { width, byStart, byInput, pushed, transfer }: Stretch,
  n: number,
  k: number,
  moved: Float64Array,
  { re, im, backRe, backIm }: Turns,
): Float64Array {
  const { weights, integral } = panelRule();
  const half = 0.5 * width;
  const out = new Float64Array(2 * nodeCount * k);
  for (let e = 0; e < nodeCount * k; e++) out[2 * e] = byInput[e]!;
  const reached = moved.slice();
  const [pushRe, pushIm] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
  for (let i = 0; i < n; i++)
    for (let input = 0; input < k; input++) {
      const e = i * k + input;
      const [fromRe, fromIm] = [moved[2 * e]!, moved[2 * e + 1]!];
      let isPushed = fromRe !== 0 || fromIm !== 0;
      for (let j = 0; j < nodeCount; j++) {
        const push = half * pushed[(j * n + i) * k + input]!;
        isPushed ||= push !== 0;
        pushRe[j] = push * re[j]!;
        pushIm[j] = push * im[j]!;
        reached[2 * e]! += weights[j]! * pushRe[j]!;
        reached[2 * e + 1]! += weights[j]! * pushIm[j]!;
      }
      if (!isPushed) continue;
      for (let j = 0; j < nodeCount; j++) {
        let [sumRe, sumIm] = [fromRe, fromIm];
        for (let m = 0; m < nodeCount; m++) {
          const w = integral[j * nodeCount + m]!;
          sumRe += w * pushRe[m]!;
          sumIm += w * pushIm[m]!;
        }
        const factor = byStart[j * n + i]!;
        out[2 * (j * k + input)]! += factor * (sumRe * backRe[j]! - sumIm * backIm[j]!);
        out[2 * (j * k + input) + 1]! += factor * (sumRe * backIm[j]! + sumIm * backRe[j]!);
      }
    }
  const [endRe, endIm] = [backRe[nodeCount]!, backIm[nodeCount]!];
  for (let e = 0; e < n * k; e++) {
    const [row, input] = [Math.floor(e / k), e % k];
    let [sumRe, sumIm] = [0, 0];
    for (let i = 0; i < n; i++) {
      sumRe += transfer[row * n + i]! * reached[2 * (i * k + input)]!;
      sumIm += transfer[row * n + i]! * reached[2 * (i * k + input) + 1]!;
    }
    moved[2 * e] = sumRe * endRe - sumIm * endIm;
    moved[2 * e + 1] = sumRe * endIm + sumIm * endRe;
  }
  return out;
}

/** Adds what comes from the ages after settling, with integral rho_1 e^(-hazard s) ds = h_x/hazard + h_y (hazard + z - J)^-1 (v + b/hazard). */
function settledAnswers(
  { survivors, hazard, slopes }: End,
  z: Complex,
  n: number,
  k: number,
  moved: Float64Array,
  answers: Float64Array,
): void {
  const width = n + k;
  // (hazard + z - J) as a real matrix of twice the size.
  const matrix = new Float64Array(4 * n * n);
  for (let r = 0; r < n; r++)
    for (let c = 0; c < n; c++) {
      const real = (r === c ? hazard + z[0] : 0) - slopes[r * width + c]!;
      matrix[2 * r * n + c] = real;
      matrix[2 * (r + n) * n + c + n] = real;
      if (r === c) {
        matrix[2 * r * n + c + n] = -z[1];
        matrix[2 * (r + n) * n + c] = z[1];
      }
    }
  const pivots = new Int32Array(2 * n);
  if (n > 0) decompose(2 * n, matrix, pivots);
  const v = new Float64Array(2 * n);
  for (let input = 0; input < k; input++) {
    for (let i = 0; i < n; i++) {
      v[i] = moved[2 * (i * k + input)]! + slopes[i * width + n + input]! / hazard;
      v[i + n] = moved[2 * (i * k + input) + 1]!;
    }
    if (n > 0) solveDecomposed(2 * n, matrix, pivots, v);
    let [re, im] = [slopes[n * width + n + input]! / hazard, 0];
    for (let i = 0; i < n; i++) {
      re += slopes[n * width + i]! * v[i]!;
      im += slopes[n * width + i]! * v[i + n]!;
    }
    answers[2 * input]! += (survivors / hazard) * re;
    answers[2 * input + 1]! += (survivors / hazard) * im;
  }
}

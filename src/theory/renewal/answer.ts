/** How the rate of neurons that are told apart by their age answers small changes of what they share. */
import { exp } from "../../base/index.ts";
import { type Complex, complexScaled, decompose, solveDecomposed } from "../../numerics/index.ts";
import { type AtAges, fromAgeOn, overAges, paceOf, wholeLife } from "./ages.ts";
import { fewInputs } from "./columns.ts";
import type { RenewalLaw } from "./law.ts";
import { nodeCount, type Panel } from "./panel.ts";
import { type AgedSlopes, displaced, type Stretch, stretchesOf } from "./stretches.ts";

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
  const { panels, end } = settledLife(law, count, slopes);
  const few = fewInputs(panels, count, slopes, end?.slopes);
  const last = end && { ...end, slopes: derivativesAt(end.far, end.states, count, few.slopes) };
  const known = new Map<number, readonly Stretch[]>();
  return (z) => {
    // Stretches serve all z up to a size; of sizes there is one for each factor of 2.
    let pace = 1 / law.mean;
    while (pace < paceOf(z)) pace *= 2;
    const stretches = known.get(pace) ?? stretchesOf(panels, count, few.slopes, pace);
    known.set(pace, stretches);
    const { survivors, answers } = answerAt(z, law, count, few.slopes, stretches, last);
    return { survivors, answers: few.of.map(({ input, factor }) => (factor === 0 ? [0, 0] : complexScaled(answers[input]!, factor))) };
  };
}

/** From where on nothing changes any more. */
interface End {
  /** An age well beyond. */
  readonly far: number;
  readonly survivors: number;
  readonly hazard: number;
  readonly states: Float64Array;
  readonly slopes: Float64Array;
}

/** Relative changes of hazard and derivatives that are none. */
const still = 1e-13;

/** The panels on which something changes, and the end that follows; none where nobody is left. */
function settledLife({ panels, tail }: RenewalLaw, n: number, slopes: AgedSlopes): { panels: readonly Panel[]; end: End | undefined } {
  const whole = wholeLife(panels, tail);
  if (!whole.end) return { panels: whole.panels, end: undefined };
  const { age, hazard, exposure } = whole.end;
  const states = whole.panels.at(-1)?.states.slice((nodeCount - 1) * n) ?? new Float64Array(n);
  const far = 2 * age + 1e-9 * age;
  const final = derivativesAt(far, states, n, slopes);
  const isStill = (one: Panel) =>
    one.hazard.every((value) => Math.abs(value - hazard) <= still * hazard) &&
    one.ages.every((at, j) => {
      const here = derivativesAt(at, one.states.subarray(j * n, (j + 1) * n), n, slopes);
      return here.every((value, e) => Math.abs(value - final[e]!) <= still * Math.abs(final[e]!));
    });
  let count = whole.panels.length;
  const lastSwitch = Math.max(0, ...slopes.switches.map((one) => one.age));
  while (count > 0 && whole.panels[count - 1]!.start >= lastSwitch && isStill(whole.panels[count - 1]!)) count--;
  const first = whole.panels[count];
  return {
    panels: whole.panels.slice(0, count),
    end: { far, survivors: exp(-(first?.exposure ?? exposure)), hazard, states, slopes: final },
  };
}

function derivativesAt(age: number, states: Float64Array, n: number, slopes: AgedSlopes): Float64Array {
  const out = new Float64Array((n + 1) * (n + slopes.inputs));
  slopes.at(age, states, out);
  return out;
}

function answerAt(
  z: Complex,
  { rate }: RenewalLaw,
  n: number,
  slopes: AgedSlopes,
  stretches: readonly Stretch[],
  end: End | undefined,
): RateAnswer {
  const k = slopes.inputs;
  const factor: Complex = end ? [1 + z[0] / end.hazard, z[1] / end.hazard] : [1, 0];
  const moved = displaced(stretches, n, k, z);
  const last: Complex = end ? [1 / end.hazard, 0] : [0, 0];
  const toLive = fromAgeOn(stretches, z, "time", last, factor);
  const later = end ? settledAnswers(end, z, n, k, moved.states) : [];
  /** S R at the age of a switch. */
  const livingAt = (age: number): Complex => {
    const p = stretches.findIndex(({ start }) => start === age);
    return p < 0 ? complexScaled(last, end?.survivors ?? 0) : complexScaled(toLive.starts[p]!, exp(-stretches[p]!.exposure));
  };
  const switches = slopes.switches.map((one) => ({ ...one, living: livingAt(one.age) }));
  const answers = moved.hazards.map((hazard, input): Complex => {
    let [re, im] = overAges(stretches, [0, 0], product(hazard, toLive.at));
    if (end) [re, im] = [re + later[input]![0], im + later[input]![1]];
    for (const { height, byInput, living } of switches) {
      re -= height * byInput[input]! * living[0];
      im -= height * byInput[input]! * living[1];
    }
    return [rate * re, rate * im];
  });
  return { survivors: toLive.starts[0] ?? last, answers };
}

/** Both, age by age. */
function product(a: AtAges, b: AtAges): AtAges {
  return {
    re: a.re.map((re, e) => re * b.re[e]! - a.im[e]! * b.im[e]!),
    im: a.re.map((re, e) => re * b.im[e]! + a.im[e]! * b.re[e]!),
  };
}

/** What comes from the ages after settling: survivors/hazard times h_x/hazard + h_y (hazard + z - J)^-1 (v + b/hazard). {k} */
function settledAnswers({ survivors, hazard, slopes }: End, z: Complex, n: number, k: number, moved: Float64Array): readonly Complex[] {
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
  return Array.from({ length: k }, (_, input): Complex => {
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
    return complexScaled([re, im], survivors / hazard);
  });
}

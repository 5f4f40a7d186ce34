/** The modes of one population, in flight. */
import { exp, expm1, exprel, sin, sinh } from "../../base/index.ts";
import { type InputNeuron, ModeChart, type NoCoefficients, parted } from "../../theory/index.ts";
import { closureOf } from "./closure.ts";
import type { ModeOptions } from "./options.ts";

/** The amplitudes with which a population begins, as a function of the eigenvalue. */
export type Beginning =
  | { readonly kind: "amplitudes"; readonly at: (lambda: readonly [number, number]) => readonly [number, number] }
  | NoCoefficients;

/** What moves. */
export interface ModesState {
  readonly amplitudes: Float64Array;
  readonly mass: number;
  readonly remainder: number;
  readonly potential: number;
  readonly rate: number;
}

/**
 * The amplitudes a_n of a population along its input h,
 *
 *   da_n/dt = lambda_n a_n + (c_n0 + sum_m c_nm a_m) dh/dt + Lambda (1 - a_0) + sqrt(r/N) xi,
 *   da_0/dt = Lambda (1 - a_0) + sqrt(r/N) xi,    r = [F_0 a_0 + Lambda (1 - a_0) - sum_n a_n/P_L'(lambda_n)]_+,
 *
 * sums over M pairs of modes, with all coefficients at h. The sums converge slowly, and what jumps at age 0 counts by half. So one more variable y, a part
 * of r, stands for the modes that are left out,
 *
 *   dy/dt = -gamma y + gamma D (Lambda (1 - a_0) + sqrt(r/N) xi) + K dh/dt,   K = r integral d rho/dh S - d(r - y)/dh.
 *
 * gamma and D are such that the rate m(t) of a neuron that has fired at 0 begins with its hazard then, and that the integral of m - F_0 is (CV^2 - 1)/2; K
 * such that a jump of h changes the rate at once as it changes the hazards of those who are there. Without it (`remainder: none`, the published equations) the power between 0
 * and the rate is up to three times too large, and the response to fast inputs 40 % too small with one mode.
 *
 * Amplitudes are held as A and B of each pair (`ModeRow`), which are real: whatever comes to every a_n alike comes to A alone. A step is the exponential midpoint rule along the segment from one h to the next: exact in lambda_n, of second
 * order in h; what fires is fed in evenly over the step.
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export class ModePopulation {
  readonly chart: ModeChart;
  /** Spikes of a neuron in the last step. */
  spikes = 0;
  readonly #options: ModeOptions;
  readonly #size: number;
  readonly #step: number;
  /** A and B of each pair, side by side, as all of these. {M, 2} */
  readonly #amplitudes: Float64Array;
  readonly #middle: Float64Array;
  readonly #slopes: Float64Array;
  /** How a pair moves in half a step and in a step, see `propagate`. {M, 8} */
  readonly #half: Float64Array;
  readonly #whole: Float64Array;
  /** See `modeRow`. */
  readonly #coefficients: Float64Array;
  /** F_0 and the weights at the beginning of a step. {1 + 2 M} */
  readonly #earlier: Float64Array;
  #mass = 1;
  /** y, and gamma and gamma D at the present h, and what a change of h makes of r at once, over r; 0 without. */
  #remainder = 0;
  #relaxation = 0;
  #strength = 0;
  #prompt = 0;
  #potential: number;
  #rate = 0;

  constructor(neuron: InputNeuron, potential: number, size: number, step: number, modes: number, options: ModeOptions) {
    this.chart = new ModeChart(neuron, modes, potential, options.remainder !== "none");
    this.#options = options;
    this.#size = size;
    this.#step = step;
    this.#potential = potential;
    this.#amplitudes = new Float64Array(2 * modes);
    this.#middle = new Float64Array(2 * modes);
    this.#earlier = new Float64Array(1 + 2 * modes);
    this.#slopes = new Float64Array(2 * modes);
    this.#half = new Float64Array(8 * modes);
    this.#whole = new Float64Array(8 * modes);
    this.#coefficients = new Float64Array(this.chart.row.length);
  }

  /** a_0, the part of the neurons whose last spike is known. */
  get mass(): number {
    return this.#mass;
  }

  /** The input that it is at. */
  get potential(): number {
    return this.#potential;
  }

  /** Power of the fluctuations at low frequencies, beside that of neurons of the same law, which 1/sigma of the intervals would give. */
  get lowFrequencyPower(): number {
    const ratio = this.#coefficients[this.chart.row.lambdaInterval]! / this.#lambda();
    return ratio * ratio;
  }

  /** Begins with these amplitudes, or says why there are none. */
  begin(beginning: Beginning): NoCoefficients | undefined {
    const trouble = this.chart.at(this.#potential, this.#coefficients);
    if (trouble !== undefined) return trouble;
    if (beginning.kind !== "amplitudes") return beginning;
    const { pairs } = this.chart.row;
    for (let n = 0; n < this.#amplitudes.length; n += 2) {
      const pair = { mean: this.#coefficients[pairs + n]!, square: this.#coefficients[pairs + n + 1]! };
      this.#amplitudes.set(parted(pair, beginning.at), n);
    }
    this.#rate = this.#rateNow();
    return undefined;
  }

  /**
   * Makes a step in which h moves to `potential`.
   *
   * @param normal  a normal variate, for the spikes of finitely many neurons
   */
  advance(potential: number, normal: number): NoCoefficients | undefined {
    const dt = this.#step;
    const [a, middle, half, whole] = [this.#amplitudes, this.#middle, this.#half, this.#whole];
    const change = potential - this.#potential;
    const speed = change / dt;
    this.#noteWeights();
    const trouble = this.chart.at(0.5 * (potential + this.#potential), this.#coefficients);
    if (trouble !== undefined) return trouble;
    this.#propagate(0.5 * dt, half);
    this.#propagate(dt, whole);
    const lambda = this.#lambda();
    const missing = 1 - this.#mass;
    // Mean of Lambda (1 - a_0) over the step.
    const returned = missing * lambda * exprel(-lambda * dt);
    this.#slope(a, speed, returned);
    combine(half, a, this.#slopes, middle);
    this.#slope(middle, speed, returned);
    const fedToModes = dt * this.#fedByInput(returned);
    combine(whole, a, this.#slopes, a);
    this.#close();
    const fade = -this.#relaxation * dt;
    this.#remainder += this.#remainder * expm1(fade) + this.#strength * returned * dt * exprel(fade);
    this.#mass -= missing * expm1(-lambda * dt);
    this.#potential = potential;
    const beyond = this.chart.at(potential, this.#coefficients);
    if (beyond !== undefined) return beyond;
    if (this.#prompt !== 0) this.#answer(change, this.#changeOfWeights(middle) - fedToModes, exprel(fade));
    const expected = 0.5 * (this.#rate + this.#rateNow()) * dt;
    this.spikes = expected;
    if (this.#options.noise === "gaussian") this.#fire(Math.sqrt(expected / this.#size) * normal, lambda);
    this.#rate = this.#rateNow();
    return undefined;
  }

  /** Gives y what the modes lack of the answer to a change of h: r times a factor, with r in the middle of the step. */
  #answer(change: number, ofModes: number, part: number): void {
    const start = this.#remainder;
    for (let pass = 0; pass < 2; pass++) {
      const middle = 0.5 * (this.#rate + this.#rateNow());
      this.#remainder = start + part * (this.#prompt * middle * change - ofModes);
    }
  }

  /** Keeps F_0 and the weights as they are. */
  #noteWeights(): void {
    const { rate, weights } = this.chart.row;
    const [c, kept] = [this.#coefficients, this.#earlier];
    kept[0] = c[rate]!;
    for (let n = 1; n < kept.length; n++) kept[n] = c[weights + n - 1]!;
  }

  /** What F_0 and the weights have changed of r since they were kept, at such amplitudes. */
  #changeOfWeights(a: Float64Array): number {
    const { rate, weights } = this.chart.row;
    const [c, kept] = [this.#coefficients, this.#earlier];
    let sum = (c[rate]! - kept[0]!) * this.#mass;
    for (let n = 0; n < a.length; n++) sum -= (c[weights + n]! - kept[n + 1]!) * a[n]!;
    return sum;
  }

  /** What the change of h feeds to the modes, as a rate: of the slopes without what is fed to all alike. */
  #fedByInput(feed: number): number {
    const { weights } = this.chart.row;
    let sum = 0;
    for (let n = 0; n < this.#slopes.length; n++) sum += this.#coefficients[weights + n]! * (this.#slopes[n]! - (n % 2 === 0 ? feed : 0));
    return sum;
  }

  /** Adds spikes per neuron, evenly over the step that has been made. */
  #fire(extra: number, lambda: number): void {
    const [a, whole, dt] = [this.#amplitudes, this.#whole, this.#step];
    this.spikes += extra;
    this.#mass += extra * exprel(-lambda * dt);
    this.#remainder += this.#strength * extra * exprel(-this.#relaxation * dt);
    for (let n = 0; n < a.length; n += 2) {
      a[n]! += (extra / dt) * whole[4 * n + 4]!;
      a[n + 1]! += (extra / dt) * whole[4 * n + 6]!;
    }
  }

  #lambda(): number {
    const { lambdaInterval, lambdaSurvival } = this.chart.row;
    return this.#coefficients[this.#options.lambda === "survival" ? lambdaSurvival : lambdaInterval]!;
  }

  /** r with the coefficients as they are. */
  #rateNow(): number {
    const { rate, weights } = this.chart.row;
    const [a, c] = [this.#amplitudes, this.#coefficients];
    let r = c[rate]! * this.#mass + this.#remainder;
    if (this.#mass !== 1) r += this.#lambda() * (1 - this.#mass);
    for (let n = 0; n < a.length; n++) r -= c[weights + n]! * a[n]!;
    return Math.max(0, r);
  }

  /** Finds gamma, gamma D and K for the coefficients as they are. */
  #close(): void {
    if (this.#options.remainder === "none") return;
    const { rate, prompt } = this.chart.row;
    const c = this.#coefficients;
    const closure = closureOf(this.chart.row, c);
    this.#relaxation = closure?.relaxation ?? 0;
    this.#strength = closure?.strength ?? 0;
    this.#prompt = closure ? c[prompt]! / c[rate]! : 0;
    if (closure === undefined) this.#remainder = 0;
  }

  #propagate(time: number, out: Float64Array): void {
    const { pairs } = this.chart.row;
    for (let n = 0; n < this.#amplitudes.length; n += 2)
      propagate(this.#coefficients[pairs + n]!, this.#coefficients[pairs + n + 1]!, time, 4 * n, out);
  }

  /** (c_n0 + sum_m c_nm a_m) dh/dt + what is fed to all alike. */
  #slope(a: Float64Array, speed: number, feed: number): void {
    const { drive, among } = this.chart.row;
    const [c, slopes, size] = [this.#coefficients, this.#slopes, a.length];
    for (let n = 0; n < size; n++) {
      let sum = c[drive + n]!;
      for (let m = 0; m < size; m++) sum += c[among + n * size + m]! * a[m]!;
      slopes[n] = sum * speed + (n % 2 === 0 ? feed : 0);
    }
  }

  save(): ModesState {
    return {
      amplitudes: this.#amplitudes.slice(),
      mass: this.#mass,
      remainder: this.#remainder,
      potential: this.#potential,
      rate: this.#rate,
    };
  }

  restore({ amplitudes, mass, remainder, potential, rate }: ModesState): void {
    this.#amplitudes.set(amplitudes);
    this.#mass = mass;
    this.#remainder = remainder;
    this.#potential = potential;
    this.#rate = rate;
    this.chart.at(potential, this.#coefficients);
  }
}

/**
 * The matrices e^(G t) and integral_0^t e^(G s) ds of a pair, G = (mean, square; 1, mean): row by row, from place `at` on. With w = sqrt(-square),
 * e^(G t) = e^(mean t) (cos wt, -w sin wt; sin(wt)/w, cos wt), and cosh and sinh where square is positive.
 */
function propagate(mean: number, square: number, time: number, at: number, out: Float64Array): void {
  const angle = Math.sqrt(Math.abs(square)) * time;
  const size = exp(mean * time);
  // cos - 1, and sin over the angle.
  const half = square < 0 ? sin(0.5 * angle) : sinh(0.5 * angle);
  const turned = square < 0 ? -2 * half * half : 2 * half * half;
  const swung = angle === 0 ? 1 : (square < 0 ? sin(angle) : sinh(angle)) / angle;
  const across = size * time * swung;
  const lost = expm1(mean * time) + size * turned;
  out[at] = 1 + lost;
  out[at + 1] = square * across;
  out[at + 2] = across;
  out[at + 3] = 1 + lost;
  // G^-1 (e^(G t) - 1)
  const determinant = mean * mean - square;
  out[at + 4] = (mean * lost - square * across) / determinant;
  out[at + 5] = (square * (mean * across - lost)) / determinant;
  out[at + 6] = (mean * across - lost) / determinant;
  out[at + 7] = (mean * lost - square * across) / determinant;
}

/** out = e^(G t) a + integral_0^t e^(G s) ds slope, for each pair. */
function combine(propagators: Float64Array, a: Float64Array, slopes: Float64Array, out: Float64Array): void {
  for (let n = 0; n < a.length; n += 2) {
    const at = 4 * n;
    const [x, y, u, v] = [a[n]!, a[n + 1]!, slopes[n]!, slopes[n + 1]!];
    out[n] = propagators[at]! * x + propagators[at + 1]! * y + propagators[at + 4]! * u + propagators[at + 5]! * v;
    out[n + 1] = propagators[at + 2]! * x + propagators[at + 3]! * y + propagators[at + 6]! * u + propagators[at + 7]! * v;
  }
}

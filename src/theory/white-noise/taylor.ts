/** Taylor steps of u'' = x u' + lambda u with its derivative by lambda, in one normalisation. */
import type { Complex } from "../../numerics/index.ts";

/** Terms of a step; with steps of 1/max(1, |x|, |lambda|^(1/2)) about 25 are used. */
const most = 80;

/** u, u' and their derivatives by lambda at a place x, moving inward. All are divided by one positive number whenever they grow. */
export class Taylor {
  readonly #lambda: Complex;
  readonly #steepness: number;
  #x: number;
  /** u, u', du/dlambda, du'/dlambda; then what u gained since the mark. Each real and imaginary part. */
  readonly #state = new Float64Array(10);
  /** What a value of the mark has been multiplied with. */
  #shrunk = 1;

  /** Starts with u = 1, u' = `ratio`, d u'/d lambda = `ratioByLambda`. */
  constructor(lambda: Complex, x: number, ratio: Complex, ratioByLambda: Complex) {
    this.#lambda = lambda;
    this.#steepness = Math.max(1, Math.sqrt(Math.abs(lambda[0]) + Math.abs(lambda[1])));
    this.#x = x;
    this.#state.set([1, 0, ...ratio, 0, 0, ...ratioByLambda]);
  }

  get value(): Complex {
    return this.#part(0);
  }
  get slope(): Complex {
    return this.#part(2);
  }
  get byLambda(): Complex {
    return this.#part(4);
  }
  get slopeByLambda(): Complex {
    return this.#part(6);
  }
  /** u here less u at the mark, without cancellation. */
  get gain(): Complex {
    return this.#part(8);
  }
  get shrunk(): number {
    return this.#shrunk;
  }

  /** Gains are counted from here. A multiple of u is taken off the derivative by lambda, which changes no ratio. */
  mark(): void {
    const s = this.#state;
    const size = s[0]! * s[0]! + s[1]! * s[1]! + s[2]! * s[2]! + s[3]! * s[3]!;
    const re = (s[4]! * s[0]! + s[5]! * s[1]! + s[6]! * s[2]! + s[7]! * s[3]!) / size;
    const im = (s[5]! * s[0]! - s[4]! * s[1]! + s[7]! * s[2]! - s[6]! * s[3]!) / size;
    for (const k of [0, 2]) {
      const [valueRe, valueIm] = [s[k]!, s[k + 1]!];
      s[k + 4]! -= re * valueRe - im * valueIm;
      s[k + 5]! -= re * valueIm + im * valueRe;
    }
    s[8] = 0;
    s[9] = 0;
    this.#shrunk = 1;
  }

  /** Moves to x, which lies inward or outward of here. */
  advance(x: number): void {
    while (this.#x !== x) {
      const longest = 1 / Math.max(this.#steepness, Math.abs(this.#x));
      const rest = x - this.#x;
      const isLast = Math.abs(rest) <= longest;
      this.#step(isLast ? rest : Math.sign(rest) * longest);
      this.#x = isLast ? x : this.#x + Math.sign(rest) * longest;
      this.#normalise();
    }
  }

  #part(k: number): Complex {
    return [this.#state[k]!, this.#state[k + 1]!];
  }

  #normalise(): void {
    const s = this.#state;
    const size = Math.max(Math.abs(s[0]!), Math.abs(s[1]!), Math.abs(s[2]!), Math.abs(s[3]!));
    if (size > 1e-30 && size < 1e30) return;
    for (let k = 0; k < s.length; k++) s[k]! /= size;
    this.#shrunk /= size;
  }

  /** c_(k+2) (k + 1)(k + 2) = x (k + 1) c_(k+1) + (k + lambda) c_k, and the same with + c_k for the derivative by lambda; terms c_k h^k. */
  #step(h: number): void {
    const s = this.#state;
    const [lambdaRe, lambdaIm] = this.#lambda;
    const [lean, square] = [this.#x * h, h * h];
    let [aRe, aIm, bRe, bIm] = [s[0]!, s[1]!, s[2]! * h, s[3]! * h];
    let [pRe, pIm, qRe, qIm] = [s[4]!, s[5]!, s[6]! * h, s[7]! * h];
    // Sums of terms from the first on, and of k times them.
    let [gainRe, gainIm, slopeRe, slopeIm] = [bRe, bIm, bRe, bIm];
    let [dGainRe, dGainIm, dSlopeRe, dSlopeIm] = [qRe, qIm, qRe, qIm];
    let small = 0;
    for (let k = 0; k < most; k++) {
      const divisor = 1 / ((k + 1) * (k + 2));
      const [first, second] = [lean * (k + 1) * divisor, square * divisor];
      const shifted = k + lambdaRe;
      const cRe = first * bRe + second * (shifted * aRe - lambdaIm * aIm);
      const cIm = first * bIm + second * (shifted * aIm + lambdaIm * aRe);
      const rRe = first * qRe + second * (shifted * pRe - lambdaIm * pIm + aRe);
      const rIm = first * qIm + second * (shifted * pIm + lambdaIm * pRe + aIm);
      [aRe, aIm, bRe, bIm] = [bRe, bIm, cRe, cIm];
      [pRe, pIm, qRe, qIm] = [qRe, qIm, rRe, rIm];
      gainRe += cRe;
      gainIm += cIm;
      slopeRe += (k + 2) * cRe;
      slopeIm += (k + 2) * cIm;
      dGainRe += rRe;
      dGainIm += rIm;
      dSlopeRe += (k + 2) * rRe;
      dSlopeIm += (k + 2) * rIm;
      const isSmall =
        (k + 2) * (Math.abs(cRe) + Math.abs(cIm)) <= 1e-18 * (Math.abs(slopeRe) + Math.abs(slopeIm)) &&
        (k + 2) * (Math.abs(rRe) + Math.abs(rIm)) <= 1e-18 * (Math.abs(dSlopeRe) + Math.abs(dSlopeIm));
      small = isSmall ? small + 1 : 0;
      if (small === 2) break;
    }
    s[0]! += gainRe;
    s[1]! += gainIm;
    s[2] = slopeRe / h;
    s[3] = slopeIm / h;
    s[4]! += dGainRe;
    s[5]! += dGainIm;
    s[6] = dSlopeRe / h;
    s[7] = dSlopeIm / h;
    s[8]! += gainRe;
    s[9]! += gainIm;
  }
}

/** What becomes of waves on a homogeneous state: Turing's analysis. */
import type { Complex, Dispersion } from "../../../contract/index.ts";
import { eigenvalues, findRoot } from "../../../numerics/index.ts";
import type { Homogeneous } from "./homogeneous.ts";

/** Points of a curve of growth rates that is looked through, and of one that is drawn. */
const [searched, drawn] = [600, 241];

/** The curve is drawn up to so many times the wave number of interest. */
const beyond = 3;

/** Factors of the coupling between which an onset is looked for. */
const [weakest, strongest] = [1e-4, 1e4];

/** Waves on one state, along one axis. */
export class Waves {
  readonly #homogeneous: Homogeneous;
  readonly #axis: number;
  readonly #values: ReadonlyMap<string, number>;
  readonly #local: Float64Array;
  readonly #across: readonly Float64Array[];
  readonly #n: number;

  constructor(homogeneous: Homogeneous, x: Float64Array, p: Float64Array, axis: number) {
    const { local, across } = homogeneous.linearised(x, p);
    this.#homogeneous = homogeneous;
    this.#axis = axis;
    this.#values = homogeneous.values(p);
    this.#local = local;
    this.#across = across;
    this.#n = x.length;
  }

  /** The largest wave number that the grid tells from smaller ones. */
  get most(): number {
    const { from, to, points } = this.#homogeneous.field.axes[this.#axis]!;
    return (Math.PI * points) / (to - from);
  }

  /**
   * Eigenvalues of M(k), largest real part first: growth rate and angular frequency of waves with the wave number k.
   *
   * @param coupling  factor on all kernels
   */
  all(k: number, coupling = 1): readonly Complex[] {
    const n = this.#n;
    const re = this.#local.slice();
    const im = new Float64Array(n * n);
    this.#across.forEach((matrix, i) => {
      const isKernel = this.#homogeneous.field.operators[i]!.kind === "conv";
      const [a, b] = this.#homogeneous.transforms.at(i, this.#axis, k, this.#values);
      const factor = isKernel ? coupling : 1;
      for (let j = 0; j < n * n; j++) {
        re[j]! += factor * a * matrix[j]!;
        im[j]! += factor * b * matrix[j]!;
      }
    });
    return im.every((one) => one === 0) ? eigenvalues(n, re) : complexEigenvalues(n, re, im);
  }

  growth(k: number, coupling = 1): number {
    return this.all(k, coupling)[0]![0];
  }

  /** The wave number of the fastest growth, to rounding of the derivative. */
  fastest(coupling = 1): number {
    const step = this.most / searched;
    let best = 0;
    let growth = this.growth(0, coupling);
    for (let i = 1; i <= searched; i++) {
      const here = this.growth(i * step, coupling);
      if (here > growth) [best, growth] = [i, here];
    }
    if (best === 0 || best === searched) return best * step;
    const [low, high] = [(best - 1) * step, (best + 1) * step];
    const h = 0.05 * step;
    // The derivative by central differences of the fourth order.
    const slope = (k: number) =>
      8 * (this.growth(k + h, coupling) - this.growth(k - h, coupling)) -
      (this.growth(k + 2 * h, coupling) - this.growth(k - 2 * h, coupling));
    return slope(low) > 0 && slope(high) < 0 ? findRoot(slope, low, high).x : best * step;
  }

  /** The factor on all kernels at which the first waves neither grow nor decay, and their wave number; undefined: none does. */
  onset(): { readonly factor: number; readonly waveNumber: number } | undefined {
    const most = (factor: number) => this.growth(this.fastest(factor), factor);
    if (!(most(weakest) < 0)) return undefined;
    let high = 1;
    while (most(high) < 0) {
      high *= 2;
      if (high > strongest) return undefined;
    }
    const { x: factor } = findRoot(most, weakest, high);
    return { factor, waveNumber: this.fastest(factor) };
  }
}

/** A complex matrix acts on real and imaginary parts as a real one of twice the size, with each eigenvalue and its conjugate. */
function complexEigenvalues(n: number, re: Float64Array, im: Float64Array): readonly Complex[] {
  const m = 2 * n;
  const whole = new Float64Array(m * m);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      whole[i * m + j] = whole[(i + n) * m + j + n] = re[i * n + j]!;
      whole[(i + n) * m + j] = im[i * n + j]!;
      whole[i * m + j + n] = -im[i * n + j]!;
    }
  return eigenvalues(m, whole);
}

/** The growth of waves along the axis along which they grow fastest. */
export function dispersionOf(homogeneous: Homogeneous, x: Float64Array, p: Float64Array): Dispersion {
  const { axes } = homogeneous.field;
  const all = axes.map((_, axis) => new Waves(homogeneous, x, p, axis));
  const speeds = all.map((waves) => waves.growth(waves.fastest()));
  // Axes that differ by rounding are one.
  const number = speeds.findIndex((speed) => speed >= Math.max(...speeds) - 1e-12 * (1 + Math.abs(speed)));
  const [axis, waves] = [axes[number]!, all[number]!];
  const critical = criticalOf(homogeneous, waves, x, p, number);
  const fastest = waves.fastest();
  const least = (12 * Math.PI) / (axis.to - axis.from);
  const reach = Math.min(waves.most, Math.max(beyond * Math.max(fastest, critical?.waveNumber ?? 0), least));
  const waveNumbers = Float64Array.from({ length: drawn }, (_, i) => (reach * i) / (drawn - 1));
  const leading = Array.from(waveNumbers, (k) => waves.all(k)[0]!);
  // Inside lengths are divided by `factor`: wave numbers are per unit of the user.
  const shown = (k: number) => k * axis.factor;
  const [growth, omega] = waves.all(fastest)[0]!;
  return {
    axis: axis.name,
    unit: axis.unit === "" ? "" : `1/${axis.unit}`,
    waveNumbers: waveNumbers.map(shown),
    growth: Float64Array.from(leading, ([re]) => re),
    omega: Float64Array.from(leading, ([, im]) => im),
    fastest: { waveNumber: shown(fastest), growth, omega },
    ...(critical ? { critical: { ...critical, waveNumber: shown(critical.waveNumber) } } : {}),
  };
}

/** Where waves begin to grow. Of one state with one kernel the gain is told, which the present one may be without. */
function criticalOf(homogeneous: Homogeneous, waves: Waves, x: Float64Array, p: Float64Array, axis: number): Dispersion["critical"] {
  const { operators } = homogeneous.field;
  if (x.length !== 1 || operators.length !== 1 || operators[0]!.kind !== "conv") return waves.onset();
  const { local, across } = homogeneous.linearised(x, p);
  const slope = homogeneous.slope(x, p);
  const values = homogeneous.values(p);
  const transform = (k: number) => Math.sign(slope) * homogeneous.transforms.at(0, axis, k, values)[0];
  const waveNumber = largestOf(transform, waves.most);
  const gain = -local[0]! / (slope * homogeneous.transforms.at(0, axis, waveNumber, values)[0]);
  if (!(gain > 0) || !Number.isFinite(gain)) return undefined;
  const present = across[0]![0]! / slope;
  return { waveNumber, ...(present > 0 ? { factor: gain / present } : {}), gain, present };
}

/** Where a smooth function on [0, most] is largest. */
function largestOf(f: (k: number) => number, most: number): number {
  const step = most / searched;
  let best = 0;
  for (let i = 1; i <= searched; i++) if (f(i * step) > f(best * step)) best = i;
  if (best === 0 || best === searched) return best * step;
  const h = 0.05 * step;
  const slope = (k: number) => 8 * (f(k + h) - f(k - h)) - (f(k + 2 * h) - f(k - 2 * h));
  const [low, high] = [(best - 1) * step, (best + 1) * step];
  return slope(low) > 0 && slope(high) < 0 ? findRoot(slope, low, high).x : best * step;
}

/** Wave numbers that fit round, along one axis, at most. */
const mostModes = 512;

/**
 * Eigenvalues of what is the same everywhere, and of the wave that grows fastest of those that fit round, largest real part first [1/ms]. The
 * other waves follow at some distance; that each of them begins to grow some time says little of the state, which is unstable by then.
 */
export function spectrumOf(homogeneous: Homogeneous, x: Float64Array, p: Float64Array): readonly Complex[] {
  const { axes } = homogeneous.field;
  const alike = new Waves(homogeneous, x, p, 0).all(0);
  let fastest: readonly Complex[] = [];
  axes.forEach(({ from, to, points }, axis) => {
    const waves = new Waves(homogeneous, x, p, axis);
    for (let m = 1; m <= Math.min(mostModes, points / 2); m++) {
      const here = waves.all((2 * Math.PI * m) / (to - from));
      if (fastest.length === 0 || here[0]![0] > fastest[0]![0]) fastest = here;
    }
  });
  return [...alike, ...fastest].sort(([a, ai], [b, bi]) => b - a || bi - ai);
}

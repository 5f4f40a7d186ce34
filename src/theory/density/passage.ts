/** How long a potential that drifts and diffuses takes from its reset to its next spike, and where it is meanwhile: any drift, diffusion and hazard. */
import { exp, log } from "../../base/index.ts";
import { decompose, type LegendreRule, legendreRule, solveDecomposed } from "../../numerics/index.ts";

/** dV = f dt + sqrt(2 D) dW in Ito's sense, to a threshold, or lost at a hazard, or both; then at the reset. */
export interface DiffusingNeuron {
  /** Writes drift f, diffusion D > 0 and hazard >= 0 at a potential {3}. */
  readonly at: (v: number, out: Float64Array) => void;
  readonly reset: number;
  /** Absent: neurons fire by the hazard alone. */
  readonly threshold?: number;
  /** A distance over which drift, diffusion and hazard change little: the first step. */
  readonly unit: number;
}

/** The stationary passage of many neurons. */
export interface Passage {
  readonly kind: "passage";
  /** Mean time from the reset to the next spike; infinite where the rate is below the smallest double. */
  readonly mean: number;
  /** Potentials, ascending, and the density there, whose integral is 1. They crowd where it bends. */
  readonly potentials: Float64Array;
  readonly density: Float64Array;
}

/**
 * Neurons leave for infinity, or never fire, so that nothing is stationary ("escapes"); or steps became too small or too many
 * ("unresolved").
 */
export interface NoPassage {
  readonly kind: "escapes" | "unresolved";
}

/** Points of a step; errors are of twice that order. */
const points = 7;
const rule: LegendreRule = legendreRule(points);

/** Relative error of a step, the shortest one over the unit, and how many at most. */
const [tolerance, shortest, mostSteps] = [1e-13, 1e-12, 200_000];

/** The density has fallen by e^-`negligible` where it is no longer followed. */
const negligible = 44;

/**
 * The stationary density p and flux J of neurons that are put back where they fired, from the linear equations for q = D p,
 *
 *   q' = (f/D) q - J,   J' = -(hazard/D) q + (rate at the reset),
 *
 * followed from above the reset (from q = 0 at a threshold, or from where the hazard has left nothing) and from far below it towards the reset. Both ways
 * the solution that is wanted is the one that grows and all terms are positive, so that nothing cancels; Gauss' collocation with steps that adapt.
 * The mean interval is the mass over the flux that enters. Relative error about 1e-12, 1e-10 where the hazard jumps.
 *
 * @see Richardson 2007, Phys. Rev. E 76:021919, doi:10.1103/PhysRevE.76.021919 (threshold integration, without the transformation to positive terms)
 */
export function stationaryPassage(neuron: DiffusingNeuron): Passage | NoPassage {
  const { reset, threshold } = neuron;
  const top = threshold === undefined ? farFrom(neuron, 1) : { at: threshold, q: 0, flux: 1 };
  const bottom = farFrom(neuron, -1);
  if (top === undefined || bottom === undefined) return { kind: "escapes" };
  const upper = top.at > reset ? new March(neuron, -1, top.q, top.flux) : undefined;
  const lower = new March(neuron, 1, bottom.q, bottom.flux);
  if (!upper?.follow(top.at) || !lower.follow(bottom.at)) return { kind: "unresolved" };
  // Both have the same q at the reset.
  const share = upper.q / lower.q;
  const entering = upper.flux + lower.flux * share;
  const mass = upper.mass + lower.mass * share;
  const [above, below] = [upper.profile(1 / mass), lower.profile(share / mass)];
  return {
    kind: "passage",
    mean: mass / entering,
    potentials: Float64Array.from([...below.potentials, ...above.potentials.toReversed()]),
    density: Float64Array.from([...below.density, ...above.density.toReversed()]),
  };
}

/** Where neurons no longer are, far on one side of the reset, and the ratio of flux to q there; undefined where there is no such place. */
function farFrom({ at, reset, unit }: DiffusingNeuron, side: 1 | -1): { at: number; q: number; flux: number } | undefined {
  const local = new Float64Array(3);
  let [v, fallen, step] = [reset, 0, 0.05 * unit];
  for (let k = 0; k < 20_000; k++) {
    at(v, local);
    const [drift, diffusion, hazard] = local as unknown as [number, number, number];
    // Drift outwards over diffusion. q falls outwards at the rate `fall`, and the flux outwards is `flux` times q, where both change slowly.
    const g = (side * drift) / diffusion;
    const root = Math.sqrt(g * g + (4 * hazard) / diffusion);
    const fall = g > 0 ? (2 * hazard) / diffusion / (g + root) : 0.5 * (root - g);
    const flux = g > 0 ? 0.5 * (g + root) : (2 * hazard) / diffusion / (root - g);
    if (!(fall < Number.POSITIVE_INFINITY)) return undefined;
    if (fallen > negligible && fall > 0) return { at: v, q: 1, flux: Number.isFinite(flux) ? flux : 0 };
    // Not further at once than q falls by a factor of some.
    const next = Math.min(step, 2 / fall);
    fallen += fall * next;
    v += side * next;
    if (k > 200) step *= 1.01;
  }
  return undefined;
}

/** Follows q and the flux towards the reset: `direction` 1 upwards, -1 downwards. */
class March {
  q: number;
  flux: number;
  mass = 0;
  readonly #neuron: DiffusingNeuron;
  readonly #direction: number;
  /** log of the factor by which q, flux and mass have been divided. */
  #divided = 0;
  readonly #places: number[] = [];
  readonly #densities: number[] = [];
  /** For each step the factor taken out until then. */
  readonly #scales: number[] = [];

  constructor(neuron: DiffusingNeuron, direction: 1 | -1, q: number, flux: number) {
    [this.#neuron, this.#direction, this.q, this.flux] = [neuron, direction, q, flux];
  }

  /** To the reset. False: it takes too many steps. */
  follow(from: number): boolean {
    const { reset, unit } = this.#neuron;
    const [whole, first, second] = [new Step(this.#neuron), new Step(this.#neuron), new Step(this.#neuron)];
    let [v, length] = [from, 0.1 * unit];
    for (let k = 0; k < mostSteps; k++) {
      const left = Math.abs(reset - v);
      if (left === 0) return true;
      const isLast = length >= 0.999 * left;
      const h = this.#direction * (isLast ? left : length);
      const middle = v + 0.5 * h;
      whole.make(v, h, this.q, this.flux);
      first.make(v, 0.5 * h, this.q, this.flux);
      second.make(middle, 0.5 * h, first.q, first.flux);
      const mass = first.mass + second.mass;
      const error = Math.max(
        apart(whole.q, second.q),
        apart(whole.flux, second.flux),
        Math.abs(whole.mass - mass) / (this.mass + mass),
        whole.unseen(v, h),
      );
      const isShortest = Math.abs(h) <= shortest * unit;
      if (!(error <= tolerance) && !isShortest) {
        if (!(Math.abs(h) > 0)) return false;
        length = Math.abs(h) * (error < Number.POSITIVE_INFINITY ? Math.max(0.2, 0.8 * rootOf(tolerance / error)) : 0.2);
        continue;
      }
      this.#take([first, second]);
      v = isLast ? reset : v + h;
      length = Math.abs(h) * Math.min(3, 0.8 * rootOf(tolerance / Math.max(error, 1e-18)));
    }
    return false;
  }

  #take(steps: readonly Step[]): void {
    for (const { places, densities, mass, q, flux } of steps) {
      this.#places.push(...places);
      this.#densities.push(...densities);
      this.#scales.push(this.#divided);
      this.mass += mass;
      [this.q, this.flux] = [q, flux];
    }
    const size = this.q + this.flux;
    if (size > 1e100) {
      this.#divided += log(size);
      [this.q, this.flux, this.mass] = [this.q / size, this.flux / size, this.mass / size];
    }
  }

  /** Potentials in the order of the march, with the density times a factor. */
  profile(factor: number): { readonly potentials: readonly number[]; readonly density: readonly number[] } {
    const shrink = this.#scales.map((scale) => factor * exp(scale - this.#divided));
    return { potentials: this.#places, density: this.#densities.map((value, i) => value * shrink[Math.floor(i / points)]!) };
  }
}

function apart(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.abs(b);
}

/** The 2 points-th root, roughly. */
function rootOf(x: number): number {
  return exp(log(x) / (2 * points));
}

/** Where the ends of a step are looked at: a condition may turn over exactly there. */
const inside = 1 - 1e-10;

/** Part of the largest value by which the polynomial through the points may miss the value at an end. */
const smooth = 1e-3;

/** By how much a value at an end differs from that of the polynomial through the points, where that is more than smooth functions do. */
function strange(values: Float64Array, value: number, end: number): number {
  let [expected, largest] = [0, Math.abs(value)];
  for (let k = 0; k < points; k++)
    for (let j = 0; j < points; j++) expected += (end < 0 && k % 2 === 1 ? -1 : 1) * rule.coefficients[k * points + j]! * values[j]!;
  for (let j = 0; j < points; j++) largest = Math.max(largest, Math.abs(values[j]!));
  const miss = Math.abs(value - expected);
  return miss > smooth * largest ? miss : 0;
}

/** One step of collocation at Gauss' points for q' = -+ (f/D) q + flux, flux' = (hazard/D) q along the march. */
class Step {
  q = 0;
  flux = 0;
  mass = 0;
  readonly places = new Float64Array(points);
  readonly densities = new Float64Array(points);
  readonly #neuron: DiffusingNeuron;
  readonly #local = new Float64Array(3);
  readonly #growth = new Float64Array(points);
  readonly #loss = new Float64Array(points);
  readonly #diffusion = new Float64Array(points);
  readonly #matrix = new Float64Array(points * points);
  readonly #pivots = new Int32Array(points);
  readonly #slopes = new Float64Array(points);
  readonly #losses = new Float64Array(points * points);

  constructor(neuron: DiffusingNeuron) {
    this.#neuron = neuron;
  }

  make(v: number, h: number, q: number, flux: number): void {
    const { nodes, weights, integral } = rule;
    const [growth, loss, diffusion, matrix, slopes] = [this.#growth, this.#loss, this.#diffusion, this.#matrix, this.#slopes];
    const half = 0.5 * Math.abs(h);
    let hasLoss = false;
    for (let i = 0; i < points; i++) {
      const place = v + 0.5 * h * (1 + nodes[i]!);
      this.#neuron.at(place, this.#local);
      const [f, d, hazard] = this.#local as unknown as [number, number, number];
      this.places[i] = place;
      diffusion[i] = d;
      growth[i] = (h > 0 ? f : -f) / d;
      loss[i] = hazard / d;
      hasLoss ||= hazard > 0;
    }
    // Unknowns are the slopes k of q: k_i = growth_i q_i + flux_i with q_i = q + half sum A_ij k_j and flux_i = flux + half sum A_ij loss_j q_j.
    const lost = hasLoss ? this.#lossMatrix(half) : undefined;
    for (let i = 0; i < points; i++) {
      let constant = growth[i]! * q + flux;
      for (let j = 0; j < points; j++) {
        let entry = -half * growth[i]! * integral[i * points + j]!;
        if (lost) {
          constant += lost[i * points + j]! * q;
          for (let l = 0; l < points; l++) entry -= lost[i * points + l]! * half * integral[l * points + j]!;
        }
        matrix[i * points + j] = entry + (i === j ? 1 : 0);
      }
      slopes[i] = constant;
    }
    if (!decompose(points, matrix, this.#pivots)) slopes.fill(Number.NaN);
    else solveDecomposed(points, matrix, this.#pivots, slopes);
    [this.q, this.flux, this.mass] = [q, flux, 0];
    for (let i = 0; i < points; i++) {
      let value = q;
      for (let j = 0; j < points; j++) value += half * integral[i * points + j]! * slopes[j]!;
      this.q += half * weights[i]! * slopes[i]!;
      this.flux += half * weights[i]! * loss[i]! * value;
      this.densities[i] = value / diffusion[i]!;
      this.mass += half * weights[i]! * this.densities[i]!;
    }
  }

  /**
   * What a jump of drift or hazard between an end and the outermost point may do, relative to q and the flux: no point sees it. 0 where the values at the
   * ends continue those at the points.
   */
  unseen(v: number, h: number): number {
    const [growth, loss] = [this.#growth, this.#loss];
    let most = 0;
    for (const end of [-1, 1]) {
      this.#neuron.at(v + 0.5 * h * (1 + inside * end), this.#local);
      const [f, d, hazard] = this.#local as unknown as [number, number, number];
      const gap = 0.5 * Math.abs(h) * (1 + rule.nodes[0]!);
      const value = this.densities[end < 0 ? 0 : points - 1]! * d;
      most = Math.max(most, gap * strange(growth, (h > 0 ? f : -f) / d, end));
      const lost = strange(loss, hazard / d, end);
      if (lost > 0) most = Math.max(most, (gap * lost * value) / this.flux);
    }
    return most;
  }

  /** half A_ij loss_j, what is lost until point i {points, points}. */
  #lossMatrix(half: number): Float64Array {
    const losses = this.#losses;
    for (let i = 0; i < points; i++)
      for (let j = 0; j < points; j++) losses[i * points + j] = half * rule.integral[i * points + j]! * this.#loss[j]!;
    return losses;
  }
}

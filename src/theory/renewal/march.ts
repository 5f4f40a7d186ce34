/** Follows an aged neuron through the ages since its spike. */
import { exp } from "../../base/index.ts";
import type { LegendreRule } from "../../numerics/index.ts";
import type { AgedNeuron } from "./aged-neuron.ts";
import { nodeCount, type Panel, panelRule, roughness, type Tail, vanishing } from "./panel.ts";
import { settlingOf } from "./settling.ts";

/** What marching through the ages led to. */
export type March = { readonly kind: "complete"; readonly panels: readonly Panel[]; readonly tail: Tail | undefined } | Silent | Unresolved;

/** With the probability `survivors` the neuron never fires again: its hazard vanishes, or decays too fast. The rate is 0. */
export interface Silent {
  readonly kind: "silent";
  readonly survivors: number;
}

/** From `age` on the equations could not be followed: a state diverges, or the survivors do not vanish within any reasonable age. */
export interface Unresolved {
  readonly kind: "unresolved";
  readonly age: number;
  readonly survivors: number;
  readonly because: Obstacle;
}

/**
 * What keeps a neuron from being followed: a hazard below 0, a state or a hazard beyond all numbers, a jump or a change that is too fast for any
 * stretch of age, or survivors that do not vanish.
 */
export type Obstacle = "negative" | "not-finite" | "jump" | "endless";

/** exp(-700) is the last that leaves room for factors; nothing that a law is asked for depends on later ages. */
const spent = 700;
/** A polynomial of this degree follows e^-60 at most over a panel. */
const steepest = 60;
/**
 * The density of panels that are shorter than a part of the ages before them needs only absolute digits, of this mass: rounding above a kink
 * or a power of the hazard is not followed further. Longer ones need digits of their own, since eigenmodes weigh late ages exponentially.
 */
const [slight, short] = [1e-3, 1e-3];
/** A hazard has not jumped that changes by less than this part of one over the age. */
const noJump = 1e-6;
/** Ages, as ratios to one another, at which a hazard that reads the age is asked whether it stays as it is. */
const [farRatio, farthest] = [1.02, 1e4];
/** Panels after which a law of survivors below e^-45 is complete, and after which one is given up. */
export const [many, tooMany] = [4000, 20_000];

/** Follows the neuron from its spike until nobody survives, or until nothing changes any more. */
export function march(neuron: AgedNeuron, tolerance: number, most: number): March {
  const breaks = [...new Set(neuron.breaks)].filter((age) => age > 0 && age < Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const attempt = panelAttempt(neuron, tolerance);
  const calm = new Calm(neuron, breaks.at(-1) ?? 0);
  const panels: Panel[] = [];
  let states: Float64Array = Float64Array.from(neuron.initial);
  let [age, exposure, width, next] = [0, 0, 1, 0];
  while (panels.length < most) {
    const edge = breaks[next] ?? Number.POSITIVE_INFINITY;
    const trial = Math.min(width, edge - age);
    const made = attempt(age, trial, exposure, states);
    if (typeof made === "string") {
      width = 0.5 * trial;
      if (!(width > 1e-13 * age) || width < 1e-290) return { kind: "unresolved", age, survivors: exp(-exposure), because: made };
      continue;
    }
    panels.push(made.panel);
    states = made.states;
    exposure += made.exposure;
    const isAtEdge = trial === edge - age;
    age = isAtEdge ? edge : age + trial;
    if (isAtEdge) next++;
    // A panel must not be longer than all ages before it, so that what comes late is not overlooked.
    if (made.isSmooth && !isAtEdge) width = Math.min(2 * trial, Math.max(age, trial));
    if (exposure > spent || (exposure > 45 && panels.length > many)) return { kind: "complete", panels, tail: undefined };
    if (age > 1e250) return { kind: "silent", survivors: exp(-exposure) };
    const hazard = calm.after(age, states, made.panel);
    if (hazard !== undefined && hazard < vanishing) return { kind: "silent", survivors: exp(-exposure) };
    if (hazard !== undefined) return withTail(neuron, panels, { age, exposure, hazard, isExact: false, constant: [] }, states, tolerance);
  }
  return { kind: "unresolved", age, survivors: exp(-exposure), because: "endless" };
}

/** A hazard that never changes from some panel on needs no panels there. */
function withTail(neuron: AgedNeuron, panels: Panel[], tail: Tail, states: Float64Array, tolerance: number): March {
  let count = panels.length;
  while (count > 0 && panels[count - 1]!.hazard.every((value) => value === tail.hazard)) count--;
  const first = panels[count];
  // A hazard that approached its value smoothly ends with the same bits too: an exact tail begins at a break.
  if (first && (first.start === 0 || neuron.breaks.includes(first.start))) {
    const exact = { age: first.start, exposure: first.exposure, hazard: tail.hazard, isExact: true, constant: panels.slice(count) };
    return { kind: "complete", panels: panels.slice(0, count), tail: exact };
  }
  const settling = settlingOf(neuron, panels, tail, states, tolerance);
  return { kind: "complete", panels, tail: settling ? { ...tail, settling } : tail };
}

interface Made {
  readonly panel: Panel;
  readonly states: Float64Array;
  readonly exposure: number;
  /** The polynomials have degrees to spare: the next panel may be longer. */
  readonly isSmooth: boolean;
}

type Attempt = (start: number, width: number, exposure: number, states: Float64Array) => Made | Obstacle;

/**
 * Makes one panel: the states by Picard's iteration of Y = y + integral of flow at the nodes, which converges wherever the panel is not
 * much longer than the fastest time constant. What is in the way comes back where it does not, or where states, density or survivor of the panel have
 * coefficients above the tolerance at the highest degrees. A kink of the hazard, or a power of what is above a threshold, is within a panel
 * so short that next to nobody fires there; a jump is not, since what moves it would be lost.
 */
function panelAttempt(neuron: AgedNeuron, tolerance: number): Attempt {
  const rule = panelRule();
  const orbit = orbitOf(neuron, rule);
  const density = new Float64Array(nodeCount);
  const survivor = new Float64Array(nodeCount);
  const largest = neuron.initial.map(Math.abs);
  return (start, width, exposure, initial) => {
    const ages = rule.nodes.map((x) => start + 0.5 * width * (x + 1));
    const settled = orbit(ages, width, initial);
    if (!settled) return "not-finite";
    const n = initial.length;
    const hazard = ages.map((age, j) => neuron.hazard(age, settled.states.subarray(j * n, (j + 1) * n)));
    const exposures = new Float64Array(nodeCount);
    let passed = 0;
    for (let j = 0; j < nodeCount; j++) {
      if (!(Math.abs(hazard[j]!) < Number.POSITIVE_INFINITY)) return "not-finite";
      if (hazard[j]! < 0) return "negative";
      let sum = 0;
      for (let i = 0; i < nodeCount; i++) sum += rule.integral[j * nodeCount + i]! * hazard[i]!;
      exposures[j] = 0.5 * width * sum;
      passed += 0.5 * width * rule.weights[j]! * hazard[j]!;
      survivor[j] = exp(-exposures[j]!);
      density[j] = hazard[j]! * survivor[j]!;
    }
    // So many survivors lost between two nodes would not be seen.
    if (passed > steepest) return "jump";
    for (let i = 0; i < n; i++)
      for (let j = 0; j < nodeCount; j++) largest[i] = Math.max(largest[i]!, Math.abs(settled.states[j * n + i]!));
    const others = [
      roughness(rule, survivor),
      ...settled.end.map((_, i) =>
        roughness(
          rule,
          ages.map((__, j) => settled.states[j * n + i]!),
          largest[i]!,
        ),
      ),
    ];
    const isShort = start === 0 || width <= short * start;
    const rough = Math.max(...others, roughness(rule, density, isShort ? slight / width : 0));
    if (!(rough <= tolerance)) return "jump";
    const isJump = (Math.max(...hazard) - Math.min(...hazard)) * start > noJump;
    if (isJump && !(roughness(rule, density) <= tolerance)) return "jump";
    const panel = { start, width, exposure, ages, hazard, exposures, states: settled.states };
    return { panel, states: settled.end, exposure: passed, isSmooth: rough < 1e-2 * tolerance && settled.sweeps < 24 };
  };
}

interface Orbit {
  readonly states: Float64Array;
  readonly end: Float64Array;
  readonly sweeps: number;
}

function orbitOf(neuron: AgedNeuron, rule: LegendreRule): (ages: Float64Array, width: number, initial: Float64Array) => Orbit | undefined {
  const n = neuron.initial.length;
  const slopes = new Float64Array(nodeCount * n);
  return (ages, width, initial) => {
    const states = new Float64Array(nodeCount * n);
    for (let j = 0; j < nodeCount; j++) states.set(initial, j * n);
    if (n === 0) return { states, end: initial, sweeps: 0 };
    let last = Number.POSITIVE_INFINITY;
    for (let sweeps = 1; sweeps <= 60; sweeps++) {
      for (let j = 0; j < nodeCount; j++) neuron.flow(ages[j]!, states.subarray(j * n, (j + 1) * n), slopes.subarray(j * n, (j + 1) * n));
      let change = 0;
      for (let i = 0; i < n; i++) {
        let [largest, difference] = [Math.abs(initial[i]!), 0];
        for (let j = 0; j < nodeCount; j++) {
          let sum = 0;
          for (let k = 0; k < nodeCount; k++) sum += rule.integral[j * nodeCount + k]! * slopes[k * n + i]!;
          const value = initial[i]! + 0.5 * width * sum;
          difference = Math.max(difference, Math.abs(value - states[j * n + i]!));
          largest = Math.max(largest, Math.abs(value));
          states[j * n + i] = value;
        }
        if (difference > 0) change = Math.max(change, difference / largest);
        if (!(difference < Number.POSITIVE_INFINITY)) return undefined;
      }
      // Rounding keeps the last unit or two of the states moving.
      if (change <= 4e-16 || (change < 4e-15 && change >= 0.5 * last))
        return { states, end: endOf(rule, slopes, initial, 0.5 * width), sweeps };
      if (sweeps > 12 && change > 0.5 * last && change > 1e-6) return undefined;
      last = change;
    }
    return undefined;
  };
}

function endOf(rule: LegendreRule, slopes: Float64Array, initial: Float64Array, half: number): Float64Array {
  const n = initial.length;
  return initial.map((value, i) => {
    let sum = 0;
    for (let j = 0; j < nodeCount; j++) sum += rule.weights[j]! * slopes[j * n + i]!;
    return value + half * sum;
  });
}

/**
 * Watches whether states and hazard still change. They have settled when they kept their values over the second half of all ages, and the
 * equations, asked at later ages in steps of a fiftieth, say the same: a hazard may read the age.
 */
class Calm {
  readonly #neuron: AgedNeuron;
  readonly #largest: Float64Array;
  #since: number;
  #states: Float64Array;
  #hazard = Number.NaN;

  constructor(neuron: AgedNeuron, lastBreak: number) {
    this.#neuron = neuron;
    this.#since = lastBreak;
    this.#states = Float64Array.from(neuron.initial);
    this.#largest = neuron.initial.map(Math.abs);
  }

  /** The constant hazard, or undefined while something changes. */
  after(age: number, states: Float64Array, { hazard }: Panel): number | undefined {
    if (age <= this.#since) return undefined;
    for (const [i, value] of states.entries()) this.#largest[i] = Math.max(this.#largest[i]!, Math.abs(value));
    const now = hazard.at(-1)!;
    const isSame =
      hazard.every((value) => this.#isHazard(value)) &&
      states.every((value, i) => Math.abs(value - this.#states[i]!) <= 1e-14 * this.#largest[i]!);
    if (!isSame) {
      this.#since = age;
      this.#states = states;
      this.#hazard = now;
      return undefined;
    }
    if (age < 2 * this.#since) return undefined;
    const rates = new Float64Array(states.length);
    for (let later = age; later <= farthest * age; later *= farRatio) {
      this.#neuron.flow(later, states, rates);
      const isStill = rates.every((rate, i) => Math.abs(rate) * age <= 1e-9 * this.#largest[i]!);
      if (!isStill || !this.#isHazard(this.#neuron.hazard(later, states))) return undefined;
    }
    return now;
  }

  /** The last digits of a settled state move an exponential hazard by more than one unit of its own. */
  #isHazard(value: number): boolean {
    return Math.abs(value - this.#hazard) <= Math.max(1e-11 * this.#hazard, vanishing);
  }
}

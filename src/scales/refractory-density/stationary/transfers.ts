/** Rates of populations at given activities, with their derivatives. */
import type { Reason } from "../../../contract/index.ts";
import { type FrozenSlopes, MeanField } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";
import { type RateAnswer, type RenewalLaw, rateAnswer, renewalLaw, type Unresolved, withHeights } from "../../../theory/index.ts";

/** A population at rest, and how it answers. */
export interface Resting {
  readonly law: RenewalLaw;
  /** States that its neurons share. */
  readonly common: number;
  readonly slopes: FrozenSlopes;
  answer(z: readonly [number, number]): RateAnswer;
}

/** What is said of a law that cannot be followed. */
const obstacles = { negative: "law-negative", "not-finite": "law-not-finite", jump: "law-jump", endless: "law-endless" } as const;

/** Populations of a document as functions of their activities [1/ms]. */
export class Transfers {
  readonly field: MeanField;
  readonly count: number;
  /** By the key of a population. */
  readonly #rates = new Map<string, Map<string, number>>();
  readonly #laws = new Map<string, { readonly law: ReturnType<typeof renewalLaw> }>();
  readonly #resting = new Map<string, Resting | undefined>();

  /** By population and obstacle, the first that was met. */
  readonly #gaps = new Map<string, Reason>();
  readonly #units: Experiment["units"];

  constructor(experiment: Experiment) {
    this.#units = experiment.units;
    this.field = new MeanField(experiment);
    this.count = this.field.populations.length;
  }

  /** F_0 of population `i`: 0 of one that falls silent, NaN where its equations cannot be followed. */
  rate(i: number, activities: ArrayLike<number>): number {
    const known = this.#rates.get(this.field.key(i)) ?? new Map<string, number>();
    this.#rates.set(this.field.key(i), known);
    const key = this.#driveOf(i, activities);
    const found = known.get(key);
    if (found !== undefined) return found;
    const { law } = this.#lawOf(i, activities);
    const rate = law.kind === "law" ? law.rate : law.kind === "silent" ? 0 : Number.NaN;
    if (known.size > mostKnown) known.clear();
    known.set(key, rate);
    return rate;
  }

  /** Why rates could not be followed where they have been asked for. */
  get gaps(): readonly Reason[] {
    return [...this.#gaps.values()];
  }

  #lawOf(i: number, activities: ArrayLike<number>) {
    const key = `${this.#driveOf(i, activities)} ${this.field.key(i)}`;
    const found = this.#laws.get(key) ?? { law: renewalLaw(this.field.neuron(i, activities, this.field.shared(i, activities))) };
    if (found.law.kind === "unresolved") this.#miss(i, found.law, activities[i]!);
    if (this.#laws.size >= 4 * this.count) this.#laws.clear();
    this.#laws.set(key, found);
    return found;
  }

  #miss(i: number, { because, age }: Unresolved, rate: number): void {
    const where = this.field.populations[i]!.cell.population.name;
    const key = `${where} ${because}`;
    if (this.#gaps.has(key)) return;
    const [time, per, factor] = this.#units === "physical" ? [" ms", " Hz", 1000] : ["", "", 1];
    const said = (value: number, unit: string) => `${Number(value.toPrecision(4))}${unit}`;
    this.#gaps.set(key, { code: obstacles[because], data: { where, age: said(age, time), rate: said(rate * factor, per) } });
  }

  /** What drives population `i`, as text: the same for populations with the same key and rate. */
  #driveOf(i: number, activities: ArrayLike<number>): string {
    return [...new Set(this.field.drives(i).map(({ source }) => source))].map((source) => activities[source]!).join();
  }

  /** Writes dF_i/dA {count}; zeros of a population that is silent. */
  gradient(i: number, activities: ArrayLike<number>, out: Float64Array): void {
    out.fill(0);
    const resting = this.resting(i, activities);
    if (!resting) return;
    const { slopes, common: m } = resting;
    const { survivors, answers } = resting.answer([0, 0]);
    // What is shared follows its drives at once: J x' + B = 0.
    const matrix = new Float64Array(m * m);
    for (let r = 0; r < m; r++) for (let c = 0; c < m; c++) matrix[r * m + c] = slopes.common[r * slopes.inputs + c]!;
    for (let r = 0; r < m; r++)
      if (slopes.common.subarray(r * slopes.inputs, (r + 1) * slopes.inputs).every((one) => one === 0)) matrix[r * m + r] = 1;
    const pivots = new Int32Array(m);
    if (m > 0 && !decompose(m, matrix, pivots)) out.fill(Number.NaN);
    const bySlot = Array.from({ length: slopes.drives }, (_, slot) => {
      const shift = Float64Array.from({ length: m }, (__, r) => -slopes.common[r * slopes.inputs + m + slot]!);
      if (m > 0) solveDecomposed(m, matrix, pivots, shift);
      return shift.reduce((sum, one, r) => sum + one * answers[r]![0], answers[m + slot]![0]) / survivors[0];
    });
    for (const { slot, source, factor } of this.field.drives(i)) out[source]! += factor * bySlot[slot]!;
  }

  /** A population at given activities, ready to be asked how it answers; undefined where it does not fire. */
  resting(i: number, activities: ArrayLike<number>): Resting | undefined {
    const key = `${this.#driveOf(i, activities)} ${this.field.key(i)}`;
    if (this.#resting.has(key)) return this.#resting.get(key);
    if (this.#resting.size >= 4 * this.count) this.#resting.clear();
    const made = this.#makeResting(i, activities);
    this.#resting.set(key, made);
    return made;
  }

  #makeResting(i: number, activities: ArrayLike<number>): Resting | undefined {
    const { field } = this;
    const shared = field.shared(i, activities);
    const neuron = field.neuron(i, activities, shared);
    const { law } = this.#lawOf(i, activities);
    if (law.kind !== "law") return undefined;
    const slopes = field.slopes(i);
    const aged = withHeights(slopes, neuron, law);
    return { law, common: shared.length, slopes, answer: rateAnswer(law, neuron.initial.length, aged) };
  }

  close(): void {
    this.field.close();
  }
}

/** Rates that are kept for each population. */
const mostKnown = 400;

/** Doublings in search of a rate that no population reaches. */
const mostDoublings = 40;

/** Rates at which it is looked whether they are reached, over the one that is not: populations with several states fire less between them. */
const beyond = Array.from({ length: 21 }, (_, k) => (k % 2 === 0 ? 1 : Math.SQRT2) * (1 << (k >> 1)));

/** A rate that each population stays below: one over its refractoriness, or where it is driven to less than drives it. */
export function highestRates(transfers: Transfers): readonly number[] {
  const { field, count } = transfers;
  const waits = Array.from({ length: count }, (_, i) => field.refractoriness(i));
  if (waits.every((wait) => wait > 0)) return waits.map((wait) => 1 / wait);
  const at = (rate: number) => new Float64Array(count).map((_, i) => Math.min(rate, 1 / waits[i]!));
  let rate = 0.001;
  const isReached = (one: number) => waits.some((_, i) => transfers.rate(i, at(one)) >= one);
  for (let k = 0; k < mostDoublings && beyond.some((factor) => isReached(factor * rate)); k++) rate *= 2;
  return [...at(rate)];
}

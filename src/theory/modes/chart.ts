/** The coefficients of the low-dimensional equations along the input: polynomials on stretches of it, made where the input goes. */
import { cos } from "../../base/index.ts";
import { type Anchor, Branches, type InputNeuron, type ModeRow, type NoCoefficients } from "./branches.ts";

/** Degree of the polynomials, and the size of their last two coefficients, beside the largest value of a kind, at which they are exact enough. */
const [degree, tolerance] = [12, 1e-8];
/** The largest of them, beside the same, where digits are lost. */
const mostNoise = 1e-3;
/** Halvings of a stretch. */
const mostHalvings = 5;
/** Length of a stretch beside the scale on which the rate moves with the input. */
const widthShare = 0.35;

/** Values at the Chebyshev points from one end to the other. {degree + 1, row} */
interface Stretch {
  readonly low: number;
  readonly high: number;
  readonly inputs: Float64Array;
  readonly rows: readonly Float64Array[];
}

/** Coefficients that are not smooth: pairs that meet others, or modes of which too few digits are known. */
function unresolvedAt(input: number, resolved: number): NoCoefficients {
  return resolved > 0 ? { kind: "few", input, found: resolved } : { kind: "meeting", input, found: 0 };
}

/** A stretch of one width: its polynomials as far as they reach, from the end that is nearer to the start. */
interface Section {
  readonly stretches: readonly Stretch[];
  readonly far: Anchor | undefined;
  readonly trouble?: NoCoefficients;
}

/**
 * Coefficients at any input, with an interpolation error of 1e-8 of the largest of their kind or less; 1e-3 of fast modes whose digits are lost. Each pair of modes is one branch, followed from
 * where the order of modes is known. What the chart answers does not depend on what it was asked before.
 */
export class ModeChart {
  readonly row: ModeRow;
  readonly count: number;
  readonly #branches: Branches;
  readonly #start: number;
  #first: ReturnType<Branches["first"]> | undefined;
  readonly #sections = new Map<number, Section>();
  #last: Stretch | undefined;
  readonly #weights = Float64Array.from({ length: degree + 1 }, (_, j) => (j % 2 === 0 ? 1 : -1) * (j === 0 || j === degree ? 0.5 : 1));

  /**
   * @param start  an input at which neurons fire
   * @param responds  whether the prompt response is asked for
   */
  constructor(neuron: InputNeuron, count: number, start: number, responds = true) {
    this.#branches = new Branches(neuron, count, responds);
    this.count = count;
    this.#start = start;
    this.row = this.#branches.row;
  }

  /**
   * Writes the coefficients at an input.
   *
   * @param out  see `modeRow`
   * @returns undefined, or why nothing was written
   */
  at(input: number, out: Float64Array): NoCoefficients | undefined {
    let stretch = this.#last;
    if (stretch === undefined || !(input >= stretch.low && input <= stretch.high)) {
      const found = this.#find(input);
      if (!("rows" in found)) return found;
      stretch = found;
      this.#last = found;
    }
    this.#interpolate(stretch, input, out);
    return undefined;
  }

  #interpolate({ inputs, rows }: Stretch, input: number, out: Float64Array): void {
    const n = this.row.length;
    out.fill(0, 0, n);
    let sum = 0;
    for (let j = 0; j <= degree; j++) {
      const distance = input - inputs[j]!;
      if (distance === 0) {
        out.set(rows[j]!);
        return;
      }
      const weight = this.#weights[j]! / distance;
      sum += weight;
      const row = rows[j]!;
      for (let k = 0; k < n; k++) out[k]! += weight * row[k]!;
    }
    for (let k = 0; k < n; k++) out[k]! /= sum;
  }

  #find(input: number): Stretch | NoCoefficients {
    this.#first ??= this.#branches.first(this.#start);
    if ("kind" in this.#first) return this.#first;
    const { anchor, scale } = this.#first;
    const width = widthShare * scale;
    const k = Math.floor((input - anchor.input) / width);
    if (!Number.isFinite(k)) return { kind: "unresolved", input, found: 0 };
    const side = k < 0 ? -1 : 1;
    let near = anchor;
    for (let i = k < 0 ? -1 : 0; ; i += side) {
      let section = this.#sections.get(i);
      if (section === undefined) {
        section = this.#stretch(near, anchor.input + (i + (side < 0 ? 0 : 1)) * width, 0);
        this.#sections.set(i, section);
      }
      if (i === k) {
        // At the edge of a section the rounding of k may have decided.
        const slack = 1e-12 * width;
        const found = section.stretches.find(({ low, high }) => input >= low - slack && input <= high + slack);
        return found ?? section.trouble ?? { kind: "meeting", input, found: this.count };
      }
      if (section.far === undefined) return section.trouble!;
      near = section.far;
    }
  }

  /** From an anchor to an input, by as many stretches as it takes. */
  #stretch(near: Anchor, to: number, halvings: number): Section {
    const half = 0.5 * (to - near.input);
    const anchors: Anchor[] = [near];
    let trouble: NoCoefficients | undefined;
    for (let j = 1; j <= degree && trouble === undefined; j++) {
      const input = j === degree ? to : near.input + half * (1 - cos((Math.PI * j) / degree));
      const next = this.#branches.move(anchors.at(-1)!, input);
      if ("kind" in next) trouble = next;
      else anchors.push(next);
    }
    const resolved = trouble === undefined ? this.#resolved(anchors) : 0;
    if (trouble === undefined && resolved === this.count) {
      const stretch = {
        low: Math.min(near.input, to),
        high: Math.max(near.input, to),
        inputs: Float64Array.from(anchors, ({ input }) => input),
        rows: anchors.map(({ row }) => row),
      };
      return { stretches: [stretch], far: anchors.at(-1) };
    }
    if (halvings === mostHalvings) return { stretches: [], far: undefined, trouble: trouble ?? unresolvedAt(to, resolved) };
    const first = this.#stretch(near, near.input + half, halvings + 1);
    if (first.far === undefined) return first;
    const second = this.#stretch(first.far, to, halvings + 1);
    return { ...second, stretches: [...first.stretches, ...second.stretches] };
  }

  /**
   * The number of pairs whose last Chebyshev coefficients are small beside the values of their kind, or as small as they become: where coefficients of
   * all higher orders are alike, they are what the values have lost in digits.
   */
  #resolved(anchors: readonly Anchor[]): number {
    const { pairs, weights, drive, among, length } = this.row;
    const isResolved = (places: readonly number[]) => {
      const size = Math.max(...anchors.map(({ row }) => Math.max(...places.map((k) => Math.abs(row[k]!)))));
      return places.every((k) => isSmall(anchors, k, size));
    };
    if (!Array.from({ length: pairs }, (_, k) => k).every((k) => isResolved([k]))) return -1;
    const width = 2 * this.count;
    for (let n = 0; n < this.count; n++) {
      const own = [0, 1].map((k) => 2 * n + k);
      // Couplings among the pairs up to this one that are not those of the ones before.
      const mixed = Array.from({ length: length - among }, (_, e) => e).filter(
        (e) => Math.max(e % width, Math.floor(e / width)) >> 1 === n,
      );
      const kinds = [...own.flatMap((k) => [[pairs + k], [weights + k]]), own.map((k) => drive + k), mixed.map((e) => among + e)];
      if (!kinds.every(isResolved)) return n;
    }
    return this.count;
  }
}

/** Whether the expansion of an entry has come to its end. */
function isSmall(anchors: readonly Anchor[], k: number, size: number): boolean {
  const level = (from: number, to: number) => {
    let largest = 0;
    for (let order = from; order <= to; order++) largest = Math.max(largest, Math.abs(chebyshev(anchors, k, order)));
    return largest;
  };
  const last = level(degree - 1, degree);
  return last <= tolerance * size || (last <= mostNoise * size && level(degree - 5, degree - 2) <= 8 * last);
}

/** A coefficient of the polynomial through the values at the anchors. */
function chebyshev(anchors: readonly Anchor[], k: number, order: number): number {
  let sum = 0;
  for (let j = 0; j <= degree; j++) {
    const half = j === 0 || j === degree ? 0.5 : 1;
    sum += half * anchors[j]!.row[k]! * cos((Math.PI * j * order) / degree);
  }
  return (2 / degree) * sum;
}

/** Weights and delays: one value, one law, or an expression for each connection. */
import { InternalError, LapicqueError, unreachable } from "../../base/index.ts";
import { evaluate, number, type Tree } from "../../language/index.ts";
import type { Draw, Value } from "../../model/index.ts";
import { draw, evaluateValue, type Lookup } from "../values.ts";
import type { Drawing } from "./drawing.ts";
import { isSameForAll, PairLookup, sameForAll } from "./expressions.ts";
import type { MonotoneTable } from "./monotone-table.ts";
import { type Ends, PairMap } from "./pair-map.ts";
import { OneWord, Sequence } from "./sequences.ts";
import type { Batch, Law, Projecting } from "./wiring.ts";

/** The trees of a draw. */
function treesOf(of: Draw): readonly Tree[] {
  switch (of.kind) {
    case "normal":
    case "lognormal":
    case "uniform":
      return [of.a, of.b];
    case "exponential":
      return [of.mean];
    case "truncated":
    case "clipped":
      return [...treesOf(of.of), of.low, of.high];
    default:
      return unreachable(of);
  }
}

/** The draw with numbers in the place of its trees: tables of it ask for thousands of its values. */
function withNumbers(of: Draw, numberOf: (tree: Tree) => number): Draw {
  const fix = (tree: Tree) => number(numberOf(tree));
  switch (of.kind) {
    case "normal":
    case "lognormal":
    case "uniform":
      return { ...of, a: fix(of.a), b: fix(of.b) };
    case "exponential":
      return { ...of, mean: fix(of.mean) };
    case "truncated":
    case "clipped":
      return { ...of, of: withNumbers(of.of, numberOf), low: fix(of.low), high: fix(of.high) };
    default:
      return unreachable(of);
  }
}

/** What a draw is, but for its arguments. */
function withoutTrees(of: Draw): unknown {
  return of.kind === "truncated" || of.kind === "clipped" ? [of.kind, withoutTrees(of.of)] : of.kind;
}

/** Whether the value is a monotone function of one uniform number. */
function takesOneNumber(of: Draw): boolean {
  if (of.kind === "clipped") return takesOneNumber(of.of);
  return of.kind !== "truncated" || (of.of.kind !== "clipped" && takesOneNumber(of.of));
}

/** The law of the weights. */
export function weightLawOf(projecting: Projecting): Law {
  return projecting.asset?.columns.weight === undefined ? lawOf("weight", projecting.projection.weight, projecting) : { kind: "each" };
}

/** The law of the delays, in steps. */
export function delayLawOf(projecting: Projecting): Law {
  const { projection, asset } = projecting;
  if (asset?.columns.delay !== undefined) return { kind: "each" };
  if (projection.delay === undefined) return { kind: "constant", value: 1 };
  const law = lawOf("delay", projection.delay, projecting);
  switch (law.kind) {
    case "constant":
      return { kind: "constant", value: toSteps(law.value, projecting) };
    case "drawn":
      return { ...law, at: (word) => toSteps(law.at(word), projecting) };
    case "each":
      return law;
    default:
      return unreachable(law);
  }
}

/** The law of a value, in its own unit. */
function lawOf(what: "weight" | "delay", value: Value, projecting: Projecting): Law {
  const known: Lookup = (name) => {
    const number = sameForAll(projecting, name);
    if (number === undefined) throw new InternalError(`${name} differs between connections`);
    return number;
  };
  const isCommon = (tree: Tree) => isSameForAll(projecting, tree);
  if (value.kind === "expression") {
    if (!isCommon(value.tree)) return { kind: "each" };
    const number = evaluate(value.tree, known);
    checkFinite(what, number, projecting);
    return { kind: "constant", value: number };
  }
  const trees = treesOf(value.draw);
  if (!trees.every(isCommon) || !takesOneNumber(value.draw)) return { kind: "each" };
  const fixed = withNumbers(value.draw, (tree) => evaluate(tree, known));
  const stream = new OneWord();
  const at = (word: number) => {
    stream.word = word;
    return draw(fixed, known, stream);
  };
  if (Number.isNaN(at(2147483648))) throw new LapicqueError("nothing-to-draw", { name: what, flow: projecting.projection.name });
  // The law is that of its arguments' values.
  const values = trees.map((tree) => evaluate(tree, known));
  return { kind: "drawn", at, name: `${JSON.stringify(withoutTrees(value.draw))} ${values.join()}` };
}

/** A value that each connection has of its own: an expression, or a draw whose law depends on the pair. */
class Individual {
  readonly #map: PairMap | undefined;
  readonly #value: Value;
  readonly #lookup: PairLookup;
  readonly #stream: Sequence;

  constructor(value: Value, projecting: Projecting, drawing: Drawing) {
    this.#value = value;
    this.#lookup = new PairLookup(projecting);
    this.#stream = new Sequence(() => drawing.generator);
    if (value.kind === "expression") this.#map = new PairMap(projecting, value.tree, drawing);
  }

  /** Of the pairs [from, to), to `out`. */
  evaluate(sources: Ends, targets: Ends, from: number, to: number, out: Float64Array): void {
    if (this.#map !== undefined) {
      this.#map.evaluate(sources, targets, from, to - from, out);
      return;
    }
    for (let i = from; i < to; i++) {
      this.#lookup.turnTo(typeof sources === "number" ? sources : sources[i]!, typeof targets === "number" ? targets : targets[i]!);
      out[i] = evaluateValue(this.#value, this.#lookup.read, this.#stream);
    }
  }
}

/** Gives connections their delays and weights. */
export class Properties {
  readonly weight: Law;
  readonly delay: Law;
  readonly #drawing: Drawing;
  readonly #projecting: Projecting;
  readonly #steps: MonotoneTable | undefined;
  readonly #weights: Individual | undefined;
  readonly #delays: Individual | undefined;

  constructor(projecting: Projecting, drawing: Drawing) {
    const { projection, asset, step } = projecting;
    this.#drawing = drawing;
    this.#projecting = projecting;
    this.weight = weightLawOf(projecting);
    this.delay = delayLawOf(projecting);
    if (this.delay.kind === "drawn") this.#steps = drawing.tableOf(`${this.delay.name} / ${step}`, this.delay.at);
    const isOwn = (law: Law, column: "weight" | "delay") => law.kind === "each" && asset?.columns[column] === undefined;
    if (isOwn(this.weight, "weight")) this.#weights = new Individual(projection.weight, projecting, drawing);
    if (isOwn(this.delay, "delay")) this.#delays = new Individual(projection.delay!, projecting, drawing);
  }

  /**
   * Draws delays, then weights, of the connections from place `first` of the batch on, from where the generator stands. What stands in the
   * columns of an edge list is left to who reads it.
   */
  complete(batch: Batch, first: number, sources: Ends, targets: Ends): void {
    const [at, end] = [4 * first, 4 * batch.length];
    if (this.#steps !== undefined) this.#drawing.values(batch.delaysAt + at, batch.delaysAt + end, this.#steps);
    if (this.#delays !== undefined) {
      const { weights: scratch, delays, length } = batch;
      this.#delays.evaluate(sources, targets, first, length, scratch);
      for (let i = first; i < length; i++) delays[i] = toSteps(scratch[i]!, this.#projecting);
    }
    if (this.weight.kind === "drawn") this.#drawing.fill(batch.wordsAt + at, batch.wordsAt + end);
    if (this.#weights === undefined) return;
    this.#weights.evaluate(sources, targets, first, batch.length, batch.weights);
    for (let i = first; i < batch.length; i++) checkFinite("weight", batch.weights[i]!, this.#projecting);
  }
}

/** Longer delays are a mistake rather than a wish: 28 minutes in steps of 0.1 ms. */
const mostSteps = 16_777_216;

/** A delay in steps, at least one. Throws `bad-connection`. */
export function toSteps(delay: number, { step, projection }: Projecting): number {
  const steps = Math.max(1, Math.round(delay / step));
  if (!(steps <= mostSteps)) throw new LapicqueError("bad-connection", { what: "delay", name: projection.name, value: delay });
  return steps;
}

function checkFinite(what: "weight" | "delay", value: number, { projection }: Projecting): void {
  if (!Number.isFinite(value)) throw new LapicqueError("bad-connection", { what, name: projection.name, value });
}

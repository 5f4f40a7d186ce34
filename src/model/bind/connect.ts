/** `connect:` of a projection: which neurons are connected, and how many times. */
import { LapicqueError } from "../../base/index.ts";
import { constants, constantValue, evaluate, namesIn, type Tree } from "../../language/index.ts";
import { noUnit, type Unit } from "../../units/index.ts";
import { child, type MapNode, type Node, optionalText } from "../document/node.ts";
import type { Connect, Geometry } from "../experiment.ts";
import type { Files } from "./assets.ts";
import type { Context } from "./context.ts";
import { bindPairs } from "./event-files.ts";
import type { Pair, UseValues } from "./pairs.ts";

const rules = ["probability", "indegree", "outdegree", "total", "pairs"] as const;

/** What a projection connects; `isWeighted`, `isDelayed`: the file of pairs has a column of them. */
export interface BoundConnect {
  readonly connect: Connect;
  readonly isWeighted: boolean;
  readonly isDelayed: boolean;
}

/** Binds `connect:` for one pair of populations. Throws what is wrong with it. `weight`: unit of the weights in a file. */
export function bindConnect(
  context: Context,
  node: Node,
  projection: MapNode,
  values: UseValues,
  pair: Pair,
  weight: Unit,
  files: Files,
): BoundConnect {
  const selfNode = child(node, "self") ?? child(projection, "self");
  const self = !(selfNode?.kind === "scalar" && selfNode.value === false);
  const plain = (connect: Connect): BoundConnect => ({ connect, isWeighted: false, isDelayed: false });
  if (node.kind === "scalar") {
    const kind = optionalText(node) === "one-to-one" ? "one-to-one" : "all";
    const [from, to] = [pair.from.to - pair.from.from, pair.to.to - pair.to.from];
    if (kind === "one-to-one" && from !== to)
      throw new LapicqueError(
        "sizes-differ",
        { from: pair.from.population.name, sources: from, to: pair.to.population.name, targets: to },
        node.span,
      );
    return plain({ kind, self });
  }
  const given = rules.filter((rule) => child(node, rule));
  const [rule] = given;
  if (!rule || given.length > 1) throw new LapicqueError("one-connect-rule", { rules }, node.span);
  const value = child(node, rule)!;
  if (rule === "pairs") {
    const { asset, ...columns } = bindPairs(context, value, pair, weight, files);
    return { connect: { kind: rule, asset }, ...columns };
  }
  const bound = values.value(value, noUnit, `\`${rule}\``);
  if (bound.kind === "draw") throw new LapicqueError("random-count", { what: rule }, value.span);
  if (rule === "probability") {
    checkProbability(bound.tree, value, pair);
    return plain({ kind: rule, probability: bound.tree, self });
  }
  const count = wholeNumber(constantValue(bound.tree), rule, value);
  if (count > 0 && !self && isAlone(pair)) throw new LapicqueError("no-partner", { population: pair.to.population.name }, value.span);
  return plain({ kind: rule, count, self });
}

/** A single neuron that is its only source. */
function isAlone({ from, to }: Pair): boolean {
  return from.population === to.population && from.from === to.from && from.to === to.to && from.to - from.from === 1;
}

/** Rounding that a product of a size and a fraction may leave. */
const rounding = 1e-9;

function wholeNumber(value: number | undefined, what: string, node: Node): number {
  if (value === undefined) throw new LapicqueError("count-varies", { what }, node.span);
  if (value < 0) throw new LapicqueError("negative-value", { what }, node.span);
  const whole = Math.round(value);
  if (!(Math.abs(value - whole) <= rounding * Math.max(1, whole)) || !Number.isSafeInteger(whole))
    throw new LapicqueError("not-whole", { what, value: Number(value.toPrecision(10)) }, node.span);
  // A product with 0 may be -0.
  return whole + 0;
}

/** Values of each of what it reads at which a probability that differs between neurons is tried. */
const tried = 8;

/** A probability lies between 0 and 1; one that differs between pairs is tried at some of them. Throws `bad-probability`. */
function checkProbability(tree: Tree, node: Node, { from, to }: Pair): void {
  const check = (value: number) => {
    if (value < 0 || value > 1 || Number.isNaN(value)) throw new LapicqueError("bad-probability", { value }, node.span);
  };
  const names = new Set([...namesIn(tree)].filter((name) => !constants.has(name)));
  const steps = Array.from({ length: tried }, (_, k) => k / (tried - 1));
  const at = (place: Pair["from"]) => steps.map((part) => place.from + Math.floor(part * (place.to - 1 - place.from)));
  const choices = new Map([
    ["pre.index", at(from)],
    ["post.index", at(to)],
    ["distance", steps.map((part) => part * largestDistance(from.population.geometry))],
  ]);
  if ([...names].some((name) => !choices.has(name))) return;
  const [a, b, c] = [...choices].map(([name, values]) => (names.has(name) ? values : [Number.NaN])) as [number[], number[], number[]];
  for (const pre of a)
    for (const post of b)
      for (const distance of c) check(evaluate(tree, (name) => (name === "distance" ? distance : name === "pre.index" ? pre : post)));
}

/** The length, or the diagonal; half of it where opposite ends touch. */
function largestDistance(geometry: Geometry | undefined): number {
  const square = (geometry?.lengths ?? []).reduce((sum, length) => sum + length * length, 0);
  return Math.sqrt(square) * (geometry?.periodic ? 0.5 : 1);
}

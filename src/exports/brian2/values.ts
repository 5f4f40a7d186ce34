/** Values as Python: numbers of the script, arrays that it draws, or strings that Brian2 evaluates for each neuron. */
import { fileSource, LapicqueError } from "../../base/index.ts";
import { constants, evaluate, namesIn, parseUnit, type Tree } from "../../language/index.ts";
import type { Draw, Quantity, Value } from "../../model/index.ts";
import { type Dimension, equalDimensions } from "../../units/index.ts";
import { type Lookup, spell, spellFactor } from "./spell.ts";
import { internalUnit, unitFactor } from "./units.ts";

/** In what a value is written. */
export interface In {
  readonly dimension: Dimension;
  /** The user's unit, and internal = number*factor; "" for a plain number. */
  readonly unit: string;
  readonly factor: number;
}

/** Numbers that all neurons of a population share, by name. */
export type Known = ReadonlyMap<string, number>;
const nothingKnown: Known = new Map();

/** The value of a tree whose names are all known; undefined if there are others. */
export function constantOf(tree: Tree, known: Known = nothingKnown): number | undefined {
  const free = [...namesIn(tree)].filter((name) => !constants.has(name) && !known.has(name));
  return free.length > 0 ? undefined : evaluate(tree, (name) => known.get(name)!);
}

/** A factor of the unit that a quantity is told in, and what internal numbers are divided by. */
function scaleOf({ dimension, unit, factor }: In): readonly [suffix: string, factor: number] {
  const spelled = unit === "" ? "" : unitFactor(parseUnit(fileSource("unit", unit)));
  if (spelled !== undefined && spelled !== "") return [spelled.startsWith("/") ? spelled : `*${spelled}`, factor];
  const internal = internalUnit(dimension);
  return internal === "" ? ["", 1] : [`*${internal}`, 1];
}

const digits = (value: number) =>
  value === Number.POSITIVE_INFINITY ? "inf" : value === Number.NEGATIVE_INFINITY ? "-inf" : `${Number(value.toPrecision(15))}`;

/** An internal number as a quantity: `-70*mV`. */
export function quantityText(value: number, into: In): string {
  const [suffix, factor] = scaleOf(into);
  return `${digits(value / factor)}${suffix}`;
}

/** A quantity by its own unit. */
export function inUnitOf({ dimension, unit, factor }: Quantity): In {
  return { dimension, unit, factor };
}

/** The unit that the numbers of a tree are written in, if it is one of the dimension; else internal units. */
export function unitIn(trees: readonly Tree[], dimension: Dimension): In {
  for (const tree of trees) {
    const found = unitOfNumber(tree, dimension);
    if (found) return found;
  }
  return { dimension, unit: "", factor: 1 };
}

function unitOfNumber(tree: Tree, dimension: Dimension): In | undefined {
  if (tree.kind === "number" && tree.unit && equalDimensions(tree.unit.dimension, dimension))
    return { dimension, unit: tree.unit.text, factor: tree.unit.factor };
  const parts = tree.kind === "unary" ? [tree.arg] : tree.kind === "binary" ? [tree.left, tree.right] : [];
  for (const part of parts) {
    const found = unitOfNumber(part, dimension);
    if (found) return found;
  }
  return undefined;
}

/** How a script gives many owners their values: one Python expression, or a string for Brian2. */
export type Given =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "array"; readonly text: string }
  | { readonly kind: "string"; readonly text: string };

/**
 * A value of n owners.
 *
 * @param count  Python for their number
 * @throws `export-draw` for limits that differ between owners
 */
export function givenValue(value: Value, into: In, count: string, lookup: Lookup, known: Known = nothingKnown): Given {
  if (value.kind === "expression") {
    const constant = constantOf(value.tree, known);
    if (constant !== undefined) return { kind: "number", text: quantityText(constant, into) };
    return { kind: "string", text: spell(value.tree, lookup, into.dimension) };
  }
  const [suffix, factor] = scaleOf(into);
  const drawn = numpyDraw(value.draw, factor, count, known);
  if (drawn !== undefined) return { kind: "array", text: `${drawn}${suffix}` };
  return { kind: "string", text: drawnText(value.draw, into.dimension, lookup) };
}

/** A value that Brian2 draws or computes each time, as at a spike. */
export function valueText(value: Value, dimension: Dimension, lookup: Lookup): string {
  return value.kind === "expression" ? spell(value.tree, lookup, dimension) : drawnText(value.draw, dimension, lookup);
}

/** Mean and width of the logarithm of a lognormal value with the given mean and standard deviation. */
function logParameters(mean: number, sd: number): readonly [number, number] {
  const variance = Math.log1p((sd / mean) ** 2);
  return [Math.log(mean) - variance / 2, Math.sqrt(variance)];
}

/** numpy's draw of `count` numbers, in units of `factor`; undefined where an argument is no constant. */
export function numpyDraw(draw: Draw, factor: number, count: string, known: Known = nothingKnown): string | undefined {
  const number = (tree: Tree) => {
    const value = constantOf(tree, known);
    return value === undefined ? undefined : value / factor;
  };
  switch (draw.kind) {
    case "exponential": {
      const mean = number(draw.mean);
      return mean === undefined ? undefined : `rng.exponential(${digits(mean)}, ${count})`;
    }
    case "truncated":
    case "clipped": {
      const [low, high] = [number(draw.low), number(draw.high)];
      const inner = numpyDraw(draw.of, factor, draw.kind === "clipped" ? count : "n", known);
      if (low === undefined || high === undefined || inner === undefined) return undefined;
      if (draw.kind === "clipped") return `np.clip(${inner}, ${digits(low)}, ${digits(high)})`;
      return `truncated(lambda n: ${inner}, ${digits(low)}, ${digits(high)}, ${count})`;
    }
    default: {
      const [a, b] = [number(draw.a), number(draw.b)];
      if (a === undefined || b === undefined) return undefined;
      if (draw.kind !== "lognormal") return `rng.${draw.kind}(${digits(a)}, ${digits(b)}, ${count})`;
      return `rng.lognormal(${logParameters(a, b).map(digits).join(", ")}, ${count})`;
    }
  }
}

/** The draw as Brian2 writes it. Throws `export-draw`. */
function drawnText(draw: Draw, dimension: Dimension, lookup: Lookup): string {
  const part = (tree: Tree) => spellFactor(tree, lookup, dimension);
  switch (draw.kind) {
    case "normal":
      return `${part(draw.a)} + ${part(draw.b)}*randn()`;
    case "uniform":
      return `${part(draw.a)} + (${part(draw.b)} - ${part(draw.a)})*rand()`;
    case "exponential":
      return `-${part(draw.mean)}*log(1 - rand())`;
    default:
      throw new LapicqueError("export-draw", { kind: draw.kind });
  }
}

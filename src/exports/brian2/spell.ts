/**
 * Expressions as Brian2 reads them, with units that fit.
 *
 * A number of the experiment may have lost its unit: parameters of synapses are put in as internal numbers. Units inside are coherent, so
 * a factor of one internal unit changes no value; it is put on the first number of a product that misses it.
 */
import { InternalError, LapicqueError, unreachable } from "../../base/index.ts";
import { functions, type Tree } from "../../language/index.ts";
import {
  type Dimension,
  dimensionless,
  equalDimensions,
  isCelsius,
  isDimensionless,
  multiplyDimensions,
  powerOfDimension,
  type Rational,
  rational,
  rationalFromNumber,
  textFromInternal,
} from "../../units/index.ts";
import { internalUnit, unitFactor } from "./units.ts";

/** What a name is called there, and what it measures. `level` where the text is no single name. */
export interface Word {
  readonly text: string;
  readonly dimension: Dimension;
  readonly level?: number;
  /** Where it is one number: what it is as an exponent decides about units. */
  readonly value?: number;
}
/** Throws for a name that cannot be read there. */
export type Lookup = (name: string) => Word;

/** How tightly Python's operators bind, loosest first. */
const levels = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7, power: 8, atom: 9 } as const;

interface Spelled {
  readonly text: string;
  readonly level: number;
  readonly dimension: Dimension;
}

/** The expression, in the dimension that is wanted. Throws `export-function`. */
export function spell(tree: Tree, lookup: Lookup, wanted?: Dimension): string {
  return new Speller(lookup).spelled(tree, wanted).text;
}

/** The expression as a factor: in parentheses where it is a sum. */
export function spellFactor(tree: Tree, lookup: Lookup, wanted?: Dimension): string {
  return enclosed(new Speller(lookup).spelled(tree, wanted), levels.product);
}

/** A number of internal size in the unit of a dimension. */
export function spellNumber(value: number, dimension: Dimension): string {
  const unit = internalUnit(dimension);
  const text = value === Number.POSITIVE_INFINITY ? "inf" : value === Number.NEGATIVE_INFINITY ? "-inf" : `${value}`;
  return unit === "" ? text : `${text}*${unit}`;
}

/** What an expression measures as it is written; undefined for a number without a unit, which may be anything. */
export function dimensionAs(tree: Tree, lookup: Lookup): Dimension | undefined {
  return new Speller(lookup).natural(tree);
}

const enclosed = ({ text, level }: Spelled, least: number) => (level < least ? `(${text})` : text);

/** Functions that are called otherwise there. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["asin", "arcsin"],
  ["acos", "arccos"],
  ["atan", "arctan"],
]);
const sameNames = new Set("exp expm1 log log1p log10 sin cos tan sinh cosh tanh floor ceil exprel sqrt abs sign clip".split(" "));
/** Functions and operators after which a branch of `where` that is not taken may have no value. */
const perilous = new Set("log log1p log10 sqrt asin acos tan / ^".split(" "));

class Speller {
  private readonly lookup: Lookup;
  constructor(lookup: Lookup) {
    this.lookup = lookup;
  }

  natural(tree: Tree): Dimension | undefined {
    switch (tree.kind) {
      case "number":
        return tree.unit ? tree.unit.dimension : undefined;
      case "name":
        return tree.name === "infinity" ? undefined : tree.name === "pi" ? dimensionless : this.lookup(tree.name).dimension;
      case "unary":
        return this.natural(tree.arg);
      case "call":
        return this.naturalCall(tree);
      case "binary":
        return this.naturalBinary(tree);
      default:
        return unreachable(tree);
    }
  }

  private naturalCall({ name, args }: Extract<Tree, { kind: "call" }>): Dimension | undefined {
    const rule = functions.get(name)?.rule;
    if (rule === "root") return powerOfDimension(this.natural(args[0]!) ?? dimensionless, rational(1, 2));
    if (rule === "same") return this.shared(args);
    if (rule === "where") return this.shared(args.slice(1));
    return dimensionless;
  }

  private naturalBinary({ op, left, right }: Extract<Tree, { kind: "binary" }>): Dimension | undefined {
    if (op === "+" || op === "-") return this.shared([left, right]);
    const [a, b] = [this.natural(left), this.natural(right)];
    if (op === "*" || op === "/") {
      if (a === undefined && b === undefined) return undefined;
      return multiplyDimensions(a ?? dimensionless, powerOfDimension(b ?? dimensionless, rational(op === "*" ? 1 : -1)));
    }
    return op === "^" && a !== undefined ? powerOfDimension(a, exponentOf(right, this.lookup)) : dimensionless;
  }

  /** What terms that are added measure: the first of them that says so. */
  private shared(terms: readonly Tree[]): Dimension | undefined {
    const known = terms.flatMap((term) => this.natural(term) ?? []);
    return known.find((dimension) => !isDimensionless(dimension)) ?? known[0];
  }

  spelled(tree: Tree, wanted?: Dimension): Spelled {
    const found = this.bare(tree, wanted);
    if (wanted === undefined || equalDimensions(found.dimension, wanted)) return found;
    const missing = multiplyDimensions(wanted, powerOfDimension(found.dimension, rational(-1)));
    return { text: `${enclosed(found, levels.product)}*${internalUnit(missing)}`, level: levels.product, dimension: wanted };
  }

  private bare(tree: Tree, wanted: Dimension | undefined): Spelled {
    switch (tree.kind) {
      case "number":
        return numberWord(tree, wanted);
      case "name":
        return this.name(tree.name, wanted);
      case "unary":
        return this.sign(tree, wanted);
      case "call":
        return this.call(tree, wanted);
      case "binary":
        return this.binary(tree, wanted);
      default:
        return unreachable(tree);
    }
  }

  private name(name: string, wanted: Dimension | undefined): Spelled {
    if (name === "infinity") return wanted ? { ...atom("inf"), ...withUnit("inf", wanted) } : atom("inf");
    if (name === "pi") return atom("pi");
    const { text, dimension, level = levels.atom } = this.lookup(name);
    return { text, dimension, level };
  }

  private sign(tree: Extract<Tree, { kind: "unary" }>, wanted: Dimension | undefined): Spelled {
    const inner = this.spelled(tree.arg, tree.op === "-" ? wanted : undefined);
    if (tree.op === "not") return { text: `not ${enclosed(inner, levels.not)}`, level: levels.not, dimension: dimensionless };
    return { text: `-${enclosed(inner, levels.product)}`, level: levels.sign - 1, dimension: inner.dimension };
  }

  private binary(tree: Extract<Tree, { kind: "binary" }>, wanted: Dimension | undefined): Spelled {
    const { op, left, right } = tree;
    if (op === "*" || op === "/") return this.product(tree, wanted);
    if (op === "^") {
      const base = this.spelled(left, undefined);
      const exponent = this.spelled(right, dimensionless);
      const dimension = isDimensionless(base.dimension) ? dimensionless : powerOfDimension(base.dimension, exponentOf(right, this.lookup));
      return { text: `${enclosed(base, levels.atom)}**${enclosed(exponent, levels.atom)}`, level: levels.power, dimension };
    }
    if (op === "and" || op === "or") {
      const parts = [left, right].map((part) => enclosed(this.spelled(part), levels[op]));
      return { text: parts.join(` ${op} `), level: levels[op], dimension: dimensionless };
    }
    const isSum = op === "+" || op === "-";
    const common = (isSum ? wanted : undefined) ?? this.shared([left, right]) ?? dimensionless;
    const level = isSum ? levels.sum : levels.comparison;
    const [a, b] = [this.spelled(left, common), this.spelled(right, common)];
    return { text: `${enclosed(a, level)} ${op} ${enclosed(b, level + 1)}`, level, dimension: isSum ? common : dimensionless };
  }

  private product(tree: Extract<Tree, { kind: "binary" }>, wanted: Dimension | undefined): Spelled {
    const { op, left, right } = tree;
    const sign = op === "*" ? 1 : -1;
    const natural = [left, right].map((part) => this.natural(part) ?? dimensionless) as [Dimension, Dimension];
    const whole = multiplyDimensions(natural[0], powerOfDimension(natural[1], rational(sign)));
    const missing = wanted && multiplyDimensions(wanted, powerOfDimension(whole, rational(-1)));
    if (missing && !isDimensionless(missing)) {
      // The number that lost its unit is the one that gets it.
      if (takesUnit(left)) natural[0] = multiplyDimensions(natural[0], missing);
      else if (takesUnit(right)) natural[1] = multiplyDimensions(natural[1], powerOfDimension(missing, rational(sign)));
    }
    const [a, b] = [this.spelled(left, natural[0]), this.spelled(right, natural[1])];
    const dimension = multiplyDimensions(a.dimension, powerOfDimension(b.dimension, rational(sign)));
    return { text: `${enclosed(a, levels.product)}${op}${enclosed(b, levels.product + 1)}`, level: levels.product, dimension };
  }

  private call(tree: Extract<Tree, { kind: "call" }>, wanted: Dimension | undefined): Spelled {
    const { name, args } = tree;
    const common = functions.get(name)?.rule === "same" ? (wanted ?? this.shared(args) ?? dimensionless) : undefined;
    const text = (k: number, least = 0, want = common) => enclosed(this.spelled(args[k]!, want), least);
    const own = otherNames.get(name) ?? (sameNames.has(name) ? name : undefined);
    if (own !== undefined) return this.sameCall(tree, own, wanted, common);
    if (name === "where") return this.where(tree, wanted);
    if (name === "mod") return { text: `${text(0, levels.product)}%${text(1, levels.sign)}`, level: levels.product, dimension: common! };
    if (name === "heaviside") return atom(`int(${text(0)} >= ${zero(this.natural(args[0]!))})`);
    if (name === "round") return atom(`floor(${text(0, levels.sum, dimensionless)} + 0.5)`);
    if (name === "min" || name === "max") return this.extreme(name, text(0), text(1), common!);
    throw new LapicqueError("export-function", { name }, tree.span);
  }

  private sameCall(
    { name, args }: Extract<Tree, { kind: "call" }>,
    own: string,
    wanted: Dimension | undefined,
    common: Dimension | undefined,
  ): Spelled {
    const rule = functions.get(name)?.rule;
    const square = wanted && powerOfDimension(wanted, rational(2));
    const want = rule === "plain" ? dimensionless : rule === "root" ? square : common;
    const parts = args.map((arg) => this.spelled(arg, want));
    const dimension = rule === "root" ? powerOfDimension(parts[0]!.dimension, rational(1, 2)) : (common ?? dimensionless);
    return { ...atom(`${own}(${parts.map((part) => part.text).join(", ")})`), dimension };
  }

  /** The larger of two through their distance, of which the function exists. */
  private extreme(name: "min" | "max", a: string, b: string, dimension: Dimension): Spelled {
    return { text: `0.5*(${a} + ${b} ${name === "max" ? "+" : "-"} abs(${a} - (${b})))`, level: levels.product, dimension };
  }

  private where(tree: Extract<Tree, { kind: "call" }>, wanted: Dimension | undefined): Spelled {
    const [condition, yes, no] = tree.args as [Tree, Tree, Tree];
    if ([yes, no].some(isPerilous)) throw new LapicqueError("export-where", {}, tree.span);
    const common = wanted ?? this.shared([yes, no]) ?? dimensionless;
    const test = this.spelled(condition).text;
    const parts = [
      [`int(${test})`, this.spelled(yes, common)],
      [`int(not (${test}))`, this.spelled(no, common)],
    ] as const;
    const kept = [yes, no].flatMap((part, k) => (isNothing(part) ? [] : [`${parts[k]![0]}*${enclosed(parts[k]![1], levels.product)}`]));
    return { text: kept.join(" + ") || zero(common), level: kept.length > 1 ? levels.sum : levels.product, dimension: common };
  }
}

const atom = (text: string): Spelled => ({ text, level: levels.atom, dimension: dimensionless });
const isNothing = (tree: Tree) => tree.kind === "number" && tree.value === 0;
const zero = (dimension: Dimension | undefined) => spellNumber(0, dimension ?? dimensionless);

function withUnit(text: string, dimension: Dimension): Spelled {
  const unit = internalUnit(dimension);
  return unit === "" ? { text, level: levels.atom, dimension } : { text: `${text}*${unit}`, level: levels.product, dimension };
}

function numberWord(tree: Extract<Tree, { kind: "number" }>, wanted: Dimension | undefined): Spelled {
  const { value, unit } = tree;
  if (unit === undefined) return withUnit(`${value}`, wanted ?? dimensionless);
  const factor = isCelsius(unit) ? undefined : unitFactor(unit);
  if (factor === undefined) return withUnit(`${value}`, unit.dimension);
  const number = textFromInternal(value, unit);
  if (factor === "") return { text: number, level: levels.atom, dimension: unit.dimension };
  return { text: `${number}${factor.startsWith("/") ? "" : "*"}${factor}`, level: levels.product, dimension: unit.dimension };
}

/** Whether a product holds a number without a unit. */
function takesUnit(tree: Tree): boolean {
  if (tree.kind === "number") return tree.unit === undefined;
  if (tree.kind === "unary") return takesUnit(tree.arg);
  return tree.kind === "binary" && (tree.op === "*" || tree.op === "/") && (takesUnit(tree.left) || takesUnit(tree.right));
}

/** Whether what is computed may be no number: both branches are computed, and the one that does not count is multiplied by 0. */
function isPerilous(tree: Tree): boolean {
  switch (tree.kind) {
    case "number":
    case "name":
      return false;
    case "unary":
      return isPerilous(tree.arg);
    case "call":
      return perilous.has(tree.name) || tree.args.some(isPerilous);
    case "binary": {
      const isConstant = tree.right.kind === "number" || (tree.op === "/" && tree.right.kind === "name");
      return (perilous.has(tree.op) && !isConstant) || isPerilous(tree.left) || isPerilous(tree.right);
    }
    default:
      return unreachable(tree);
  }
}

/** The exponent of something with a unit, which is a constant: the document was checked. */
function exponentOf(tree: Tree, lookup: Lookup): Rational {
  if (tree.kind === "unary" && tree.op === "-") {
    const { n, d } = exponentOf(tree.arg, lookup);
    return rational(-n, d);
  }
  if (tree.kind === "binary" && tree.op === "/" && tree.left.kind === "number" && tree.right.kind === "number")
    return rational(tree.left.value, tree.right.value);
  const value = tree.kind === "number" ? tree.value : tree.kind === "name" ? lookup(tree.name).value : undefined;
  const found = value === undefined ? undefined : rationalFromNumber(value);
  if (!found) throw new InternalError("an exponent over a unit is no constant");
  return found;
}

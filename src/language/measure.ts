/**
 * What an expression measures: its dimension with a unit in the user's own words, or that it is a condition. Every rule about
 * dimensions, unknown names and kinds is checked here, once, with the error at the user's own characters.
 */
import { LapicqueError, type Span, unreachable } from "../base/errors.ts";
import {
  describeUnit,
  divideUnits,
  equalDimensions,
  hasAngle,
  isDimensionless,
  isModestDimension,
  multiplyUnits,
  noUnit,
  powerOfUnit,
  type Rational,
  rational,
  rationalFromNumber,
  type Unit,
  unitNamed,
  unitSymbol,
} from "../units/index.ts";
import { fail, inner, written } from "./cursor.ts";
import { foreignNames } from "./foreign.ts";
import { type BuiltinFunction, distributions, functions, operators } from "./functions.ts";
import { checkCallArity } from "./inline.ts";
import { isNoise } from "./names.ts";
import { suggest } from "./suggest.ts";
import { comparisons, type FunctionStatement, type Tree } from "./tree.ts";

/** What a tree is: a quantity in a unit; a literal 0 or infinity, which fits any; or a condition. */
export type Measure = { readonly kind: "quantity"; readonly unit: Unit } | { readonly kind: "any" } | { readonly kind: "condition" };

/** What is visible where an expression stands. */
export interface Scope {
  /** What a name measures; undefined if there is no such name. Builtin names are asked for too: see `builtinMeasure`. */
  measure(name: string): Measure | undefined;
  /** All visible names, for suggestions. */
  names(): Iterable<string>;
  /** The document's own functions. */
  readonly functions?: ReadonlyMap<string, FunctionStatement>;
  /** Whether random values (`normal(0, 1)`) may stand here. */
  readonly random?: boolean;
  /** Coordinates of the field that the expression belongs to, in order; `conv` and `laplacian` exist only there. */
  readonly axes?: ReadonlyMap<string, Unit>;
}

/** A quantity in a unit. */
export function quantity(unit: Unit): Measure {
  return { kind: "quantity", unit };
}
const plain = quantity(noUnit);
const condition: Measure = { kind: "condition" };
const any: Measure = { kind: "any" };

/**
 * What the builtin names measure: `t`, `age`, `dt` [ms], `xi` [1/sqrt(ms)], `index`, `size`, `pi` [1], `infinity` (fits any);
 * all plain under `units: none`. undefined for every other name.
 */
export function builtinMeasure(name: string, units: "physical" | "none" = "physical"): Measure | undefined {
  if (name === "infinity") return any;
  if (name === "pi" || name === "index" || name === "size") return plain;
  const isTime = name === "t" || name === "age" || name === "dt";
  if (!isTime && !isNoise(name)) return undefined;
  if (units === "none") return plain;
  return quantity(isTime ? unitNamed("ms") : powerOfUnit(unitNamed("ms"), rational(-1, 2)));
}

/** A scope from a map of units, with the builtin names beside them. */
export function makeScope(
  names: ReadonlyMap<string, Measure>,
  options: Omit<Scope, "measure" | "names"> & { readonly units?: "physical" | "none" } = {},
): Scope {
  const { units = "physical", ...rest } = options;
  return { ...rest, measure: (name) => names.get(name) ?? builtinMeasure(name, units), names: () => names.keys() };
}

/**
 * What a tree measures in a scope. Throws at the offending part: unknown names and functions (with suggestions), sides that do not
 * fit, arguments that must be plain numbers, exponents that are not constant, conditions where numbers are wanted and the reverse.
 */
export function measure(tree: Tree, scope: Scope): Measure {
  return new Measurer(scope).of(tree);
}

/** The unit of a tree that must be a number: 0 and infinity count as plain numbers. Throws as `measure`, and `number-expected`. */
export function unitOf(tree: Tree, scope: Scope): Unit {
  const found = measure(tree, scope);
  if (found.kind === "condition") fail("number-expected", { part: inner(tree.span) }, tree.span);
  return found.kind === "any" ? noUnit : found.unit;
}

/** The dimension of a tree that must be a number. Throws as `unitOf`. */
export function dimensionOf(tree: Tree, scope: Scope): Unit["dimension"] {
  return unitOf(tree, scope).dimension;
}

/** Throws `condition-expected` unless the tree is a condition (`spike`, the first argument of `where`). Else as `measure`. */
export function checkCondition(tree: Tree, scope: Scope): void {
  if (measure(tree, scope).kind !== "condition") fail("condition-expected", { part: inner(tree.span) }, tree.span);
}

/**
 * Checks that a tree has the dimension of `wanted`; `what` names the place in a sentence (`the right side of dV/dt`, `hazard`).
 * Where a frequency is wanted, an angle per time is refused. Throws `wrong-dimension`, `angular-frequency`; else as `measure`.
 */
export function checkDimension(tree: Tree, scope: Scope, wanted: Unit, what: string): void {
  const found = measure(tree, scope);
  if (found.kind === "condition") fail("number-expected", { part: inner(tree.span) }, tree.span);
  if (found.kind === "any") return;
  checkUnit(found.unit, wanted, what, tree.span, scope.names());
}

/** As `checkDimension`, for a unit that is already known. `names` may hold an `area` to propose. */
export function checkUnit(found: Unit, wanted: Unit, what: string, span: Span | undefined, names: Iterable<string> = []): void {
  if (!equalDimensions(found.dimension, wanted.dimension)) {
    const data = { what, wanted: describeUnit(wanted), found: describeUnit(found), part: inner(span) };
    if (isPerArea(wanted, found)) fail("per-area", { ...data, area: [...names].find((name) => /^area/.test(name)) ?? "area" }, span);
    fail("wrong-dimension", data, span);
  }
  const isFrequency = equalDimensions(wanted.dimension, unitNamed("Hz").dimension);
  if (isFrequency && hasAngle(found) && !hasAngle(wanted)) fail("angular-frequency", { what, found: found.text }, span);
}

/** Whether one is the other per area. */
function isPerArea(a: Unit, b: Unit): boolean {
  const area = powerOfUnit(unitNamed("cm"), rational(2));
  return equalDimensions(multiplyUnits(a, area).dimension, b.dimension) || equalDimensions(multiplyUnits(b, area).dimension, a.dimension);
}

/** Number of nested function bodies whose dimensions are followed. */
const deepestCall = 100;

class Measurer {
  private readonly scope: Scope;
  /** Arguments of the function whose body is being measured. */
  private locals: ReadonlyMap<string, Measure> = new Map();
  private readonly active: string[] = [];
  /** Results by function and measures of the arguments: functions that call one another twice would take 2^n steps. */
  private readonly known = new Map<string, Measure>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  of(tree: Tree): Measure {
    switch (tree.kind) {
      case "number":
        return tree.unit ? quantity(tree.unit) : tree.value === 0 ? any : plain;
      case "name":
        return this.name(tree.name, tree.span);
      case "call":
        return this.call(tree);
      case "unary":
        return tree.op === "not" ? this.conditions(tree.arg) : this.negative(tree);
      case "binary":
        return this.binary(tree);
      default:
        return unreachable(tree);
    }
  }

  private name(name: string, span: Span | undefined): Measure {
    const found = this.locals.get(name) ?? this.scope.measure(name);
    if (found !== undefined) return found;
    if (functions.has(name) || this.scope.functions?.has(name)) fail("function-without-arguments", { name }, span);
    const foreign = foreignNames.get(name);
    const candidates = [...this.locals.keys(), ...this.scope.names(), "t", "age", "xi", "pi", "infinity", "index", "size"];
    const suggestions = suggest(name, candidates);
    if (foreign !== undefined && suggestions.length === 0) fail("foreign-spelling", { found: name, ours: foreign }, span);
    fail(
      "unknown-name",
      { name, suggestions, unit: unitSymbol(name) ?? "", derivative: /^d[A-Za-z]/.test(name) ? name.slice(1) : "" },
      span,
    );
  }

  private negative(tree: Extract<Tree, { kind: "unary" }>): Measure {
    return this.number(tree.arg);
  }

  /** A tree that must be a number. */
  private number(tree: Tree): Measure {
    const found = this.of(tree);
    if (found.kind === "condition") fail("number-expected", { part: inner(tree.span) }, tree.span);
    return found;
  }

  private unit(tree: Tree): Unit {
    const found = this.number(tree);
    return found.kind === "quantity" ? found.unit : noUnit;
  }

  private conditions(...trees: readonly Tree[]): Measure {
    for (const tree of trees) {
      if (this.of(tree).kind !== "condition") fail("condition-expected", { part: inner(tree.span) }, tree.span);
    }
    return condition;
  }

  private binary(tree: Extract<Tree, { kind: "binary" }>): Measure {
    const { op, left, right } = tree;
    if (op === "and" || op === "or") return this.conditions(left, right);
    if (op === "+" || op === "-") return this.alike(tree, left, right, op);
    if (op === "^") return this.power(tree);
    if (op === "*" || op === "/") return this.product(op, left, right, tree.span);
    if (comparisons.includes(op)) this.alike(tree, left, right, op);
    return condition;
  }

  private product(op: "*" | "/", left: Tree, right: Tree, span: Span | undefined): Measure {
    const a = this.unit(left);
    const b = this.unit(right);
    return this.modest(op === "*" ? multiplyUnits(a, b) : divideUnits(a, b), span);
  }

  private modest(unit: Unit, span: Span | undefined): Measure {
    if (!isModestDimension(unit.dimension)) fail("dimension-too-large", { part: inner(span) }, span);
    return quantity(unit);
  }

  /** Two sides that must agree; the first that is not `any` is the result. */
  private alike(whole: Tree, left: Tree, right: Tree, op: string): Measure {
    const a = this.number(left);
    const b = this.number(right);
    if (a.kind !== "quantity") return b;
    if (b.kind !== "quantity") return a;
    if (equalDimensions(a.unit.dimension, b.unit.dimension)) return a;
    const data = {
      operator: op,
      whole: inner(whole.span),
      left: inner(left.span),
      right: inner(right.span),
      leftUnit: describeUnit(a.unit),
      rightUnit: describeUnit(b.unit),
    };
    if (isPerArea(a.unit, b.unit)) {
      const cell = this.isDenser(a.unit, b.unit) ? data.right : data.left;
      fail(
        "dimension-mismatch-per-area",
        { ...data, quantity: cell, area: [...this.scope.names()].find((n) => /^area/.test(n)) ?? "area" },
        whole.span,
      );
    }
    fail("dimension-mismatch", data, whole.span);
  }

  /** Whether `a` is `b` per area. */
  private isDenser(a: Unit, b: Unit): boolean {
    return equalDimensions(multiplyUnits(a, powerOfUnit(unitNamed("cm"), rational(2))).dimension, b.dimension);
  }

  private power(tree: Extract<Tree, { kind: "binary" }>): Measure {
    const base = this.unit(tree.left);
    const exponent = this.number(tree.right);
    if (exponent.kind === "quantity" && !isDimensionless(exponent.unit.dimension)) {
      fail("exponent-not-plain", { part: inner(tree.right.span), unit: describeUnit(exponent.unit) }, tree.right.span);
    }
    if (isDimensionless(base.dimension)) return plain;
    const constant = constantRational(tree.right);
    if (constant === undefined) {
      fail(
        "exponent-not-constant",
        { base: written(tree.left.span), unit: describeUnit(base), exponent: inner(tree.right.span) },
        tree.right.span,
      );
    }
    return this.modest(powerOfUnit(base, constant), tree.span);
  }

  private call(tree: Extract<Tree, { kind: "call" }>): Measure {
    const own = this.scope.functions?.get(tree.name);
    if (own !== undefined) return this.ownCall(tree, own);
    const builtin = functions.get(tree.name);
    if (builtin !== undefined) return this.builtinCall(tree, builtin);
    if (distributions.has(tree.name)) return this.distribution(tree);
    if (operators.has(tree.name)) return this.operator(tree);
    return this.unknownCall(tree);
  }

  private unknownCall(tree: Extract<Tree, { kind: "call" }>): never {
    const { name, span } = tree;
    const isName = this.locals.has(name) || this.scope.measure(name) !== undefined;
    if (isName) fail("name-is-no-function", { name, proposal: `${name}*(${tree.args.map((arg) => inner(arg.span)).join(", ")})` }, span);
    const foreign = foreignNames.get(name);
    if (foreign !== undefined) fail("foreign-spelling", { found: name, ours: foreign }, span);
    const known = [...functions.keys(), ...(this.scope.functions?.keys() ?? []), ...distributions.keys()];
    const near = suggest(name, [...known, ...this.scope.names()]);
    fail("unknown-function", { name, suggestions: near }, span && { ...span, end: Math.min(span.end, span.start + name.length) });
  }

  private builtinCall(tree: Extract<Tree, { kind: "call" }>, builtin: BuiltinFunction): Measure {
    const { args, name } = tree;
    switch (builtin.rule) {
      case "plain":
        for (const arg of args) this.plainArgument(name, arg);
        return plain;
      case "any":
        for (const arg of args) this.number(arg);
        return plain;
      case "root": {
        const [arg] = args;
        return arg ? this.modest(powerOfUnit(this.unit(arg), rational(1, 2)), tree.span) : plain;
      }
      case "same":
        return this.sameArguments(tree, args);
      case "ratio":
        this.sameArguments(tree, args);
        return plain;
      case "where":
        if (args[0]) this.conditions(args[0]);
        return this.sameArguments(tree, args.slice(1));
      default:
        return unreachable(builtin.rule);
    }
  }

  private plainArgument(name: string, arg: Tree): void {
    const unit = this.unit(arg);
    if (isDimensionless(unit.dimension)) return;
    fail("argument-not-plain", { name, part: inner(arg.span), unit: describeUnit(unit), symbol: unit.text }, arg.span);
  }

  private sameArguments(tree: Tree, args: readonly Tree[]): Measure {
    let first: { readonly tree: Tree; readonly unit: Unit } | undefined;
    for (const arg of args) {
      const found = this.number(arg);
      if (found.kind !== "quantity") continue;
      if (first === undefined) first = { tree: arg, unit: found.unit };
      else if (!equalDimensions(first.unit.dimension, found.unit.dimension)) {
        const data = { whole: inner(tree.span), left: inner(first.tree.span), right: inner(arg.span) };
        fail("arguments-differ", { ...data, leftUnit: describeUnit(first.unit), rightUnit: describeUnit(found.unit) }, tree.span);
      }
    }
    return first === undefined ? any : quantity(first.unit);
  }

  private ownCall(tree: Extract<Tree, { kind: "call" }>, own: FunctionStatement): Measure {
    checkCallArity(tree.name, own, tree.args.length, tree.span);
    return this.body(
      tree.name,
      own,
      tree.args.map((arg) => this.of(arg)),
      tree.span,
    );
  }

  /** What the body measures with these arguments. An error in the body is told at the call, whose arguments are what does not fit. */
  private body(name: string, own: FunctionStatement, args: readonly Measure[], span: Span | undefined): Measure {
    const key = `${name} ${args.map((arg) => (arg.kind === "quantity" ? arg.unit.text : arg.kind)).join(" ")}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.active.includes(name)) {
      fail("recursive-function", { cycle: [...this.active.slice(this.active.indexOf(name)), name] }, span);
    }
    if (this.active.length >= deepestCall) fail("expanded-too-large", { name }, span);
    const outer = this.locals;
    this.active.push(name);
    this.locals = new Map(own.parameters.map((parameter, i) => [parameter, args[i] ?? plain]));
    try {
      const result = this.of(own.value);
      this.known.set(key, result);
      return result;
    } catch (error) {
      if (!(error instanceof LapicqueError) || span === undefined || !isAboutArguments(error)) throw error;
      const units = args.map((arg) => (arg.kind === "quantity" ? describeUnit(arg.unit) : arg.kind === "any" ? "0" : "a condition"));
      throw new LapicqueError("call-does-not-fit", { call: inner(span), name, units, reason: error.message }, span);
    } finally {
      this.locals = outer;
      this.active.pop();
    }
  }

  private distribution(tree: Extract<Tree, { kind: "call" }>): Measure {
    if (!this.scope.random) fail("random-in-equation", { name: tree.name }, tree.span);
    return this.sameArguments(tree, tree.args);
  }

  /** `laplacian(u)`: u per length squared. `conv(w, u, axes)`: w(displacement) times u times the axes. `delayed(x, d)`: as x. */
  private operator(tree: Extract<Tree, { kind: "call" }>): Measure {
    const [first, second, ...rest] = tree.args as [Tree, Tree, ...Tree[]]; // arity was checked by the parser
    if (tree.name === "delayed") {
      const delay = this.unit(second);
      checkUnit(delay, this.timeUnit(), "the delay of `delayed`", second.span);
      return this.number(first);
    }
    const { axes } = this.scope;
    if (axes === undefined) fail("only-in-fields", { name: tree.name }, tree.span);
    if (tree.name === "laplacian") {
      const [axis = noUnit] = axes.values();
      return this.modest(divideUnits(this.unit(first), powerOfUnit(axis, rational(2))), tree.span);
    }
    const over = rest.length === 0 ? [...axes] : rest.map((axis) => this.axis(axis, axes));
    const own = first.kind === "name" ? this.scope.functions?.get(first.name) : undefined;
    if (first.kind !== "name" || own === undefined) fail("conv-kernel", { part: inner(first.span) }, first.span);
    checkCallArity(first.name, own, over.length, tree.span);
    const kernel = this.body(
      first.name,
      own,
      over.map(([, unit]) => quantity(unit)),
      tree.span,
    );
    const density = multiplyUnits(kernel.kind === "quantity" ? kernel.unit : noUnit, this.unit(second));
    return this.modest(
      over.reduce((product, [, unit]) => multiplyUnits(product, unit), density),
      tree.span,
    );
  }

  private timeUnit(): Unit {
    const time = this.scope.measure("t");
    return time?.kind === "quantity" ? time.unit : unitNamed("ms");
  }

  private axis(tree: Tree, axes: ReadonlyMap<string, Unit>): readonly [string, Unit] {
    const unit = tree.kind === "name" ? axes.get(tree.name) : undefined;
    if (tree.kind !== "name" || unit === undefined) fail("conv-axis", { part: inner(tree.span), axes: [...axes.keys()] }, tree.span);
    return [tree.name, unit];
  }
}

/** Errors inside a body that depend on what was passed; unknown names and the like are the body's own. */
function isAboutArguments(error: LapicqueError): boolean {
  const codes: readonly string[] = [
    "dimension-mismatch",
    "dimension-mismatch-per-area",
    "argument-not-plain",
    "arguments-differ",
    "exponent-not-plain",
    "exponent-not-constant",
    "condition-expected",
    "number-expected",
    "call-does-not-fit",
  ];
  return codes.includes(error.code);
}

/** The fraction that a constant tree stands for: literals with `-`, `+`, `*`, `/`. */
function constantRational(tree: Tree): Rational | undefined {
  if (tree.kind === "number") return tree.unit === undefined ? rationalFromNumber(tree.value) : undefined;
  if (tree.kind === "unary" && tree.op === "-") {
    const arg = constantRational(tree.arg);
    return arg && rational(-arg.n, arg.d);
  }
  if (tree.kind !== "binary") return undefined;
  const a = constantRational(tree.left);
  const b = constantRational(tree.right);
  if (a === undefined || b === undefined) return undefined;
  const result =
    tree.op === "+"
      ? fraction(a.n * b.d + b.n * a.d, a.d * b.d)
      : tree.op === "-"
        ? fraction(a.n * b.d - b.n * a.d, a.d * b.d)
        : tree.op === "*"
          ? fraction(a.n * b.n, a.d * b.d)
          : tree.op === "/"
            ? fraction(a.n * b.d, a.d * b.n)
            : undefined;
  return result;
}

/** undefined where there is none, or none of a size that a dimension may have. */
function fraction(n: number, d: number): Rational | undefined {
  if (d === 0 || !Number.isSafeInteger(n) || !Number.isSafeInteger(d)) return undefined;
  const result = rational(n, d);
  return Math.abs(result.n) <= 1000 && result.d <= 1000 ? result : undefined;
}

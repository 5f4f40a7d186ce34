/**
 * What an expression measures: its dimension with a unit in the user's own words, or that it is a condition. Every rule about
 * dimensions, unknown names and kinds is checked here, once, with the error at the user's own characters.
 */
import { LapicqueError, placed, type Span, unreachable } from "../base/index.ts";
import {
  describeUnit,
  divideUnits,
  equalDimensions,
  isDimensionless,
  isModestDimension,
  multiplyUnits,
  noUnit,
  powerOfUnit,
  rational,
  type Unit,
  unitSymbol,
} from "../units/index.ts";
import { areaIn, isDenser, isPerArea } from "./check-unit.ts";
import { fail, inner, written } from "./cursor.ts";
import { constantRational } from "./exponent.ts";
import { foreignNames } from "./foreign.ts";
import { type BuiltinFunction, distributions, functions, operators } from "./functions.ts";
import { checkCallArity } from "./inline.ts";
import { deepestTree } from "./limits.ts";
import { any, condition, type Measure, plain, quantity, type Scope } from "./scope.ts";
import { suggest } from "./suggest.ts";
import { powerMeant } from "./suggest-unit.ts";
import { comparisons, type FunctionStatement, type Tree } from "./tree.ts";

/**
 * What a tree measures in a scope. Throws at the offending part: unknown names and functions (with suggestions), sides that do not
 * fit, arguments that must be plain numbers, exponents that are not constant, conditions where numbers are wanted and the reverse.
 */
export function measure(tree: Tree, scope: Scope): Measure {
  return new Measurer(scope).of(tree);
}

/** Number of nested function bodies whose dimensions are followed. */
const deepestCall = 100;

class Measurer {
  private readonly scope: Scope;
  /** Arguments of the function whose body is being measured. */
  private locals: ReadonlyMap<string, Measure> = new Map();
  private readonly active: string[] = [];
  private depth = 0;
  /** Results by function and measures of the arguments: functions that call one another twice would take 2^n steps. */
  private readonly known = new Map<string, Measure>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  of(tree: Tree): Measure {
    // Bodies of functions are followed inside one another.
    if (++this.depth > 2 * deepestTree) fail("expanded-too-large", { name: this.active[0] ?? "" }, tree.span);
    const found = this.measured(tree);
    this.depth--;
    return found;
  }

  private measured(tree: Tree): Measure {
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

  /** What the scope says; a refusal without a place of its own stands where the name is read. */
  private visible(name: string, span: Span | undefined): Measure | undefined {
    try {
      return this.scope.measure(name);
    } catch (error) {
      throw error instanceof LapicqueError && error.span === undefined ? placed(error, span) : error;
    }
  }

  private name(name: string, span: Span | undefined): Measure {
    const found = this.locals.get(name) ?? this.visible(name, span);
    if (found !== undefined) return found;
    if (functions.has(name) || this.scope.functions?.has(name)) fail("function-without-arguments", { name }, span);
    const foreign = foreignNames.get(name);
    const candidates = [...this.locals.keys(), ...this.scope.names(), "t", "age", "xi", "pi", "infinity", "index", "size"];
    const power = powerMeant(name);
    const suggestions = power === undefined ? suggest(name, candidates) : [power];
    if (foreign !== undefined && suggestions.length === 0) fail("foreign-spelling", { found: name, ours: foreign }, span);
    fail(
      "unknown-name",
      { name, suggestions, unit: unitSymbol(name) ?? "", derivative: /^d[A-Za-z]/.test(name) && name !== "dt" ? name.slice(1) : "" },
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
      const cell = isDenser(a.unit, b.unit) ? data.right : data.left;
      fail("dimension-mismatch-per-area", { ...data, quantity: cell, area: areaIn(this.scope.names()) }, whole.span);
    }
    fail("dimension-mismatch", data, whole.span);
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
    const [only] = tree.args;
    if (isName && tree.args.length === 1 && only?.kind === "name" && only.name === "t") fail("function-of-time", { name }, span);
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
      throw new LapicqueError("call-does-not-fit", { call: inner(span), units, reason: error.message }, span);
    } finally {
      this.locals = outer;
      this.active.pop();
    }
  }

  private distribution(tree: Extract<Tree, { kind: "call" }>): Measure {
    if (!this.scope.random) fail("random-in-equation", { name: tree.name }, tree.span);
    return this.sameArguments(tree, tree.args);
  }

  /** `laplacian(u)`: u per length squared. `conv(w, u, axes)`: w(displacement) times u times the axes. */
  private operator(tree: Extract<Tree, { kind: "call" }>): Measure {
    const [first, second, ...rest] = tree.args as [Tree, Tree, ...Tree[]]; // arity was checked by the parser
    if (tree.name === "delayed") fail("not-built", { name: "delayed(...)" }, tree.span);
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

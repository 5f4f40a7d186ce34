/** Exact derivatives of expressions. */
import { InternalError, unreachable } from "../base/index.ts";
import { callOf, isZero, minus, negative, over, plus, times, toThe } from "./algebra.ts";
import { binary, call, name, number, type Tree } from "./tree.ts";

/**
 * d tree/d x for the name `x`; every other name is a constant. Piecewise functions are differentiated piece by piece (`abs` gives
 * `sign`, `floor` and `heaviside` give 0), so that at a switch the value is that of one side. The result is simplified as
 * `simplify` does. The document's own functions must have been inlined; InternalError for `conv`, `laplacian` and `delayed`.
 */
export function differentiate(tree: Tree, x: string): Tree {
  switch (tree.kind) {
    case "number":
      return number(0);
    case "name":
      return number(tree.name === x ? 1 : 0);
    case "unary":
      return tree.op === "-" ? negative(differentiate(tree.arg, x)) : number(0);
    case "binary":
      return ofOperator(tree, x);
    case "call":
      return ofCall(tree, x);
    default:
      return unreachable(tree);
  }
}

function ofOperator(tree: Extract<Tree, { kind: "binary" }>, x: string): Tree {
  const { op, left: u, right: v } = tree;
  if (!["+", "-", "*", "/", "^"].includes(op)) return number(0);
  const du = differentiate(u, x);
  const dv = differentiate(v, x);
  switch (op) {
    case "+":
      return plus(du, dv);
    case "-":
      return minus(du, dv);
    case "*":
      return plus(times(du, v), times(u, dv));
    case "/":
      if (isZero(du) && isZero(dv)) return du;
      return isZero(dv) ? over(du, v) : over(minus(du, times(tree, dv)), v);
    default:
      return ofPower(tree, u, v, du, dv);
  }
}

/** (u^v)' = v u^(v-1) u' + u^v log(u) v', without the terms that are 0. */
function ofPower(tree: Tree, u: Tree, v: Tree, du: Tree, dv: Tree): Tree {
  const byBase = isZero(du) ? number(0) : times(times(v, toThe(u, minus(v, number(1)))), du);
  const byExponent = isZero(dv) ? number(0) : times(times(tree, call("log", u)), dv);
  return plus(byBase, byExponent);
}

function square(u: Tree): Tree {
  return toThe(u, number(2));
}

/** The derivative with respect to the only argument. `self` is the call. */
const ofOneArgument: ReadonlyMap<string, (u: Tree, self: Tree) => Tree> = new Map<string, (u: Tree, self: Tree) => Tree>([
  ["exp", (_u, self) => self],
  ["expm1", (u) => call("exp", u)],
  ["exprel", (u) => call("dexprel", u)],
  ["dexprel", (u, self) => secondOfExprel(u, self)],
  ["log", (u) => over(number(1), u)],
  ["log1p", (u) => over(number(1), plus(number(1), u))],
  ["log10", (u) => over(number(1), times(u, call("log", number(10))))],
  ["sqrt", (_u, self) => over(number(0.5), self)],
  ["sin", (u) => call("cos", u)],
  ["cos", (u) => negative(call("sin", u))],
  ["tan", (_u, self) => plus(number(1), square(self))],
  ["asin", (u) => over(number(1), call("sqrt", minus(number(1), square(u))))],
  ["acos", (u) => negative(over(number(1), call("sqrt", minus(number(1), square(u)))))],
  ["atan", (u) => over(number(1), plus(number(1), square(u)))],
  ["sinh", (u) => call("cosh", u)],
  ["cosh", (u) => call("sinh", u)],
  ["tanh", (_u, self) => minus(number(1), square(self))],
  ["erf", (u) => times(over(number(2), call("sqrt", name("pi"))), call("exp", negative(square(u))))],
  ["abs", (u) => call("sign", u)],
  ["sign", () => number(0)],
  ["heaviside", () => number(0)],
  ["floor", () => number(0)],
  ["ceil", () => number(0)],
  ["round", () => number(0)],
]);

/** Terms of the series of exprel'' at 0 that matter for |u| < 1: the next is below 1e-17. */
const seriesTerms = 16;

/**
 * exprel''(u) = (e^u - 2 exprel'(u))/u, which cancels near 0; for |u| < 1 the series sum_n (n + 1)(n + 2) u^n/(n + 3)!.
 */
function secondOfExprel(u: Tree, self: Tree): Tree {
  let series: Tree = number(0);
  for (let n = seriesTerms; n >= 0; n--) {
    let factorial = 1;
    for (let k = 2; k <= n + 3; k++) factorial *= k;
    series = plus(number(((n + 1) * (n + 2)) / factorial), times(u, series));
  }
  const far = over(minus(call("exp", u), times(number(2), self)), u);
  return call("where", binary("<", call("abs", u), number(1)), series, far);
}

function ofCall(tree: Extract<Tree, { kind: "call" }>, x: string): Tree {
  const [u, v, w] = tree.args;
  const one = ofOneArgument.get(tree.name);
  if (one !== undefined && u !== undefined) {
    const du = differentiate(u, x);
    return isZero(du) ? du : times(one(u, tree), du);
  }
  if (u === undefined || v === undefined) throw new InternalError(`no derivative of ${tree.name}`);
  if (tree.name === "where" && w !== undefined) return choose(u, differentiate(v, x), differentiate(w, x));
  const du = differentiate(u, x);
  const dv = differentiate(v, x);
  switch (tree.name) {
    case "min":
      return choose(binary("<=", u, v), du, dv);
    case "max":
      return choose(binary(">=", u, v), du, dv);
    case "mod":
      return minus(du, times(call("floor", over(u, v)), dv));
    case "atan2":
      return isZero(du) && isZero(dv) ? number(0) : over(minus(times(v, du), times(u, dv)), plus(square(u), square(v)));
    case "clip":
      if (w !== undefined) return choose(binary("<", u, v), dv, choose(binary(">", u, w), differentiate(w, x), du));
      break;
  }
  throw new InternalError(`no derivative of ${tree.name}`);
}

/** `where(condition, a, b)`, without the choice if both are 0. */
function choose(condition: Tree, a: Tree, b: Tree): Tree {
  return isZero(a) && isZero(b) ? a : callOf("where", [condition, a, b]);
}

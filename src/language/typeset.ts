/** Trees as printed mathematics: boxes that LaTeX and MathML are made of. What is a fraction, a root or a subscript is decided here. */
import { unreachable } from "../base/index.ts";
import { multiplyRationals, rational, textFromInternal, type Unit, type UnitPart } from "../units/index.ts";
import { levelOf, levelOfAtom, levelOfComparison } from "./precedence.ts";
import { binary, type NumberTree, negate, type Statement, type Tree } from "./tree.ts";

/** A piece of a formula. */
export type Box =
  /** A Greek letter by its name, or letters; italic if `variable`. */
  | { readonly kind: "word"; readonly text: string; readonly variable: boolean }
  | { readonly kind: "number"; readonly text: string }
  /** `product` and `wide product` stand between factors, `space` before a unit, `apply` between a function and its arguments. */
  | { readonly kind: "operator"; readonly text: string }
  | { readonly kind: "row"; readonly parts: readonly Box[] }
  | { readonly kind: "fraction"; readonly above: Box; readonly below: Box }
  | { readonly kind: "superscript"; readonly base: Box; readonly above: Box }
  | { readonly kind: "subscript"; readonly base: Box; readonly below: Box }
  | { readonly kind: "root"; readonly of: Box }
  | { readonly kind: "fence"; readonly open: string; readonly close: string; readonly of: Box }
  | { readonly kind: "cases"; readonly rows: readonly (readonly [Box, Box])[] };

const operator = (text: string): Box => ({ kind: "operator", text });
const upright = (text: string): Box => ({ kind: "word", text, variable: false });
const row = (...parts: Box[]): Box => ({ kind: "row", parts });
const fenced = (of: Box, open = "(", close = ")"): Box => ({ kind: "fence", open, close, of });

/** What a formula says beside its tree: a word before it, and `<-` where a definition is an assignment (a reset). */
export interface Setting {
  readonly label?: string;
  readonly sign?: "=" | "<-";
}

/** The boxes of an expression or a statement. */
export function typeset(what: Tree | Statement, sign: Setting["sign"] = "="): Box {
  switch (what.kind) {
    case "derivative": {
      const d = row(upright("d"), nameBox(what.name));
      const derivative: Box = { kind: "fraction", above: d, below: row(upright("d"), nameBox("t")) };
      const left = what.coefficient ? [box(what.coefficient, 6), product(what.coefficient, undefined)] : [];
      return row(...left, derivative, operator("="), box(what.value, 0));
    }
    case "definition":
      return row(nameBox(what.name), operator(sign), box(what.value, 0));
    case "function":
      return row(nameBox(what.name), operator("apply"), fenced(commaList(what.parameters.map(nameBox))), operator("="), box(what.value, 0));
    default:
      return box(what, 0);
  }
}

function commaList(parts: readonly Box[]): Box {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return row(...parts.flatMap((part, i) => (i === 0 ? [part] : [operator(","), part])));
}

function box(written: Tree, least: number): Box {
  const tree = signFirst(written);
  const bare = bareBox(tree);
  // A fraction is its own parentheses, except under an exponent.
  const level = tree.kind === "binary" && tree.op === "/" ? 8 : (numberLevel(tree) ?? levelOf(tree));
  return level < least ? fenced(bare) : bare;
}

/** -a/b is drawn with the sign before the fraction. */
function signFirst(tree: Tree): Tree {
  const isSigned = tree.kind === "binary" && tree.op === "/" && tree.left.kind === "unary" && tree.left.op === "-";
  return isSigned ? negate(binary("/", tree.left.arg, tree.right)) : tree;
}

/** A quantity reads as a product, `1e-3` too. */
function numberLevel(tree: Tree): number | undefined {
  return tree.kind === "number" && (tree.unit !== undefined || /e/.test(`${tree.value}`)) ? 6 : undefined;
}

function bareBox(tree: Tree): Box {
  switch (tree.kind) {
    case "number":
      return numberBox(tree);
    case "name":
      return nameBox(tree.name);
    case "call":
      return callBox(tree);
    case "unary":
      // A quantity keeps its sign: -50 mV.
      return tree.op === "-"
        ? row(operator("negative"), box(tree.arg, tree.arg.kind === "number" ? 6 : 7))
        : row(operator("not"), box(tree.arg, levelOf(tree)));
    case "binary":
      return binaryBox(tree);
    default:
      return unreachable(tree);
  }
}

function binaryBox(tree: Extract<Tree, { kind: "binary" }>): Box {
  const { op, left, right } = tree;
  if (op === "/") return { kind: "fraction", above: box(left, 0), below: box(right, 0) };
  if (op === "^") return { kind: "superscript", base: box(left, levelOfAtom), above: inline(right) };
  const level = levelOf(tree);
  // A sign in the middle of a formula is put in parentheses: a + (-b).
  const last = signFirst(right);
  const isSigned = last.kind === "unary" && last.op === "-" && level > levelOfComparison;
  const second = isSigned ? fenced(bareBox(last)) : box(right, level + 1);
  return row(box(left, level), op === "*" ? product(left, right) : operator(op), second);
}

/** An exponent is written on one line where it is a quotient of two names or numbers: x^(1/3). */
function inline(exponent: Tree): Box {
  const tree = signFirst(exponent);
  if (tree.kind === "unary" && tree.op === "-") return row(operator("negative"), inline(tree.arg));
  const isSimple = tree.kind === "binary" && tree.op === "/" && [tree.left, tree.right].every((part) => levelOf(part) === levelOfAtom);
  return isSimple ? row(box(tree.left, 0), operator("over"), box(tree.right, 0)) : box(tree, 0);
}

/** Between two factors: a dot before digits, more space beside a word, nothing between single letters. */
function product(left: Tree, right: Tree | undefined): Box {
  if (right !== undefined && startsWithDigit(right)) return operator("times");
  return operator(isWordAt(left, "right") || (right !== undefined && isWordAt(right, "left")) ? "wide product" : "product");
}

/** Whether the formula of a tree ends (or begins) with an upright word that its neighbour would run into. */
function isWordAt(tree: Tree, side: "left" | "right"): boolean {
  if (tree.kind === "name") return /^[A-Za-z]{2,}/.test(tree.name) && !greekLetters.has(tree.name.split("_")[0] ?? "");
  if (tree.kind === "number") return tree.unit !== undefined;
  if (tree.kind === "call") return side === "left" && isBuiltin(tree.name);
  if (tree.kind !== "binary") return false;
  // What is raised ends with its exponent.
  return tree.op === "*" ? isWordAt(tree[side], side) : tree.op === "^" && side === "left" && isWordAt(tree.left, side);
}

/** Two numbers side by side would read as one. */
function startsWithDigit(tree: Tree): boolean {
  if (tree.kind === "number") return true;
  if (tree.kind === "binary" && (tree.op === "*" || tree.op === "^")) return startsWithDigit(tree.left);
  return false;
}

const functionWords: ReadonlyMap<string, string> = new Map([
  ["log", "ln"],
  ["asin", "arcsin"],
  ["acos", "arccos"],
  ["atan", "arctan"],
]);

const fences: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["abs", ["|", "|"]],
  ["floor", ["floor(", ")floor"]],
  ["ceil", ["ceil(", ")ceil"]],
]);

function callBox(tree: Extract<Tree, { kind: "call" }>): Box {
  const { name, args } = tree;
  const [first, second, third] = args;
  if (name === "sqrt" && first) return { kind: "root", of: box(first, 0) };
  const fence = fences.get(name);
  if (fence && first) return fenced(box(first, 0), fence[0], fence[1]);
  if (name === "where" && first && second && third) {
    return {
      kind: "cases",
      rows: [
        [box(second, 0), row(upright("if"), operator("space"), box(first, 0))],
        [box(third, 0), upright("otherwise")],
      ],
    };
  }
  const list = fenced(commaList(args.map((arg) => box(arg, 0))));
  if (name === "log10")
    return row({ kind: "subscript", base: upright("log"), below: { kind: "number", text: "10" } }, operator("apply"), list);
  const word = functionWords.get(name) ?? name;
  return row(isBuiltin(name) ? upright(word) : nameBox(name), operator("apply"), list);
}

const builtinWords = new Set(
  "exp expm1 log log1p sin cos tan asin acos atan atan2 sinh cosh tanh erf sign min max clip round mod exprel dexprel heaviside conv laplacian delayed normal lognormal uniform exponential truncated clipped".split(
    " ",
  ),
);

function isBuiltin(name: string): boolean {
  return builtinWords.has(name);
}

function numberBox(tree: NumberTree): Box {
  const unit = tree.unit !== undefined && tree.unit.parts.length > 0 ? tree.unit : undefined;
  const [mantissa = "", exponent] = (unit ? textFromInternal(tree.value, unit) : `${tree.value}`).split("e");
  const digits: Box = { kind: "number", text: mantissa };
  const ten = (power: string): Box => ({
    kind: "superscript",
    base: { kind: "number", text: "10" },
    above: { kind: "number", text: power.replace("+", "") },
  });
  const value = exponent === undefined ? digits : mantissa === "1" ? ten(exponent) : row(digits, operator("times"), ten(exponent));
  return unit === undefined ? value : row(value, operator("space"), unitBox(unit));
}

/** The unit, upright: `mV s^-1`, with a bar only as an exponent. */
export function unitBox(unit: Unit): Box {
  return row(...unit.parts.flatMap((part, i) => (i === 0 ? [partBox(part)] : [operator("space"), partBox(part)])));
}

function partBox({ symbol, exponent }: UnitPart): Box {
  const base = upright(
    symbol === "degC" ? "\u00b0C" : symbol === "deg" ? "\u00b0" : symbol.replace(/^u(?=[A-Za-z])/, "\u00b5").replace(/Ohm$/, "\u03a9"),
  );
  if (exponent.n === 1 && exponent.d === 1) return base;
  const { n, d } = multiplyRationals(exponent, rational(1));
  return { kind: "superscript", base, above: { kind: "number", text: d === 1 ? `${n}` : `${n}/${d}` } };
}

/** Letters in the order of Unicode that have a name here. */
export const greekLetters: ReadonlyMap<string, string> = new Map(
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho - sigma tau upsilon phi chi psi omega"
    .split(" ")
    .flatMap((name, i): [string, string][] => [
      [name, String.fromCodePoint(0x3b1 + i)],
      [`${name[0]?.toUpperCase()}${name.slice(1)}`, String.fromCodePoint(0x391 + i)],
    ])
    .filter(([name]) => name !== "-"),
);

/** `g_Na` is g with a subscript, `tau_m` a Greek letter with one, `pre.r` r with a superscript. */
function nameBox(name: string): Box {
  const dot = name.indexOf(".");
  if (dot > 0) return { kind: "superscript", base: nameBox(name.slice(dot + 1)), above: upright(name.slice(0, dot)) };
  if (name === "infinity") return operator("infinity");
  const [base = "", ...rest] = name.split("_").filter((part) => part !== "");
  if (rest.length === 0) {
    const digits = /^([A-Za-z]+?)([0-9]+)$/.exec(base);
    const letter = digits?.[1];
    const isLetter = letter !== undefined && (letter.length === 1 || greekLetters.has(letter));
    return isLetter ? { kind: "subscript", base: letterBox(letter), below: { kind: "number", text: digits?.[2] ?? "" } } : letterBox(base);
  }
  return { kind: "subscript", base: letterBox(base), below: commaList(rest.map(indexBox)) };
}

function letterBox(text: string): Box {
  return { kind: "word", text, variable: text.length === 1 || greekLetters.has(text) };
}

function indexBox(text: string): Box {
  if (text === "inf" || text === "infty" || text === "infinity") return operator("infinity");
  return /^[0-9]+$/.test(text) ? { kind: "number", text } : letterBox(text);
}

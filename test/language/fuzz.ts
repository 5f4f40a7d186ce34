/** Random and mutated texts for everything in the language that reads or rebuilds one. Deterministic: input i of a seed is always the same text. */
import { fileSource, LapicqueError } from "../../src/base/errors.ts";
import {
  differentiate,
  evaluate,
  type FunctionStatement,
  inlineFunctions,
  linearIn,
  measure,
  parseAssignments,
  parseEquations,
  parseExpression,
  parseUnit,
  printLatex,
  printMathML,
  printText,
  simplify,
  sortDefinitions,
  sortFunctions,
  type Tree,
  withoutSingularities,
} from "../../src/language/index.ts";
import { scopeOf } from "./support.ts";

/** 32 random bits from a counter (splitmix32). */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

const corpus = [
  "C*dV/dt = -g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) - w + I\ntau_w*dw/dt = a*(V - E_L) - w",
  "alpha_m(V) = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))\ndm/dt = alpha_m(V)*(1 - m) - m/tau",
  "S(x, a, th) = 1/(1 + exp(-a*(x - th))) - 1/(1 + exp(a*th))\ndE/dt = -E + (k_e - E)*S(E, 1, 2)",
  "v' = 0.04*v^2 + 5*v + 140 - u + I\nu' = a*(b*v - u)",
  "h' = where(v < v_gate, (1 - h)/tau_open, -h/tau_close)",
  "u = u + U*(1 - u)\nrelease = u*x\nx = x - release",
  "truncated(normal(1.5 ms, 0.75 ms), 0.05 ms, infinity)",
  "V > E_L + V_th + theta and not (t < 2 ms or age >= 1 s)",
  "τ_m·dV/dt = −V + µ·√(2) + 10 μA/cm²",
  "x/4/ms + I/10 uA/cm^2 + 2 V + 6.3 degC",
  "min(a, max(b, clip(c, 0, 1)), mod(floor(d), round(e)))^-2^3",
  "da/dt = -alpha*a + mu*conv(w_loc, S(a), phi) + laplacian(u)",
];
const words =
  "V w m h x y t dt xi xi_1 pi infinity exp log where min abs sqrt ms mV pA uA cm nS Hz degC rad constructor __proto__ toString and or not if pre.size conv normal ln e f g alpha dV dV/dt d par".split(
    " ",
  );
const marks = [
  ..."+-*/^()=<>,.'\n\t :;[]{}!&|~@#$%\\\"`?_",
  "==",
  "<=",
  ">=",
  "!=",
  "**",
  "+=",
  " = ",
  "\r\n",
  "²",
  "⁻¹",
  "µ",
  "Ω",
  "τ",
  "−",
  "\ufeff",
  "а",
  "\u0000",
  "\ud800",
];
const numbers = ["0", "1", "2.5", "1e-3", "1e400", ".5", "5.", "00", "1e", "123456789012345678901234567890", "0x10", "1_000"];

/** Text number `i` of a seed: an expression by the grammar, a document's text with mutations, or marks and words in any order. */
export function fuzzText(seed: number, i: number): string {
  const random = randomSource(Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(i + 1, 0xc2b2ae35));
  const pick = <T>(list: readonly T[]): T => list[random() % list.length] as T;
  const kind = random() % 5;
  if (kind === 0) return grammatical(random, pick, 2 + (random() % 5));
  if (kind === 1) return Array.from({ length: random() % 40 }, () => pick([...words, ...marks, ...numbers])).join(random() % 2 ? " " : "");
  if (kind === 2)
    return Array.from({ length: random() % 60 }, () => String.fromCharCode(random() % (random() % 8 === 0 ? 0x10000 : 0x7f))).join("");
  if (kind === 3) return sound(random, pick, 1 + (random() % 6));
  let text = pick(corpus);
  for (let n = random() % 6; n >= 0; n--) text = mutated(text, random, pick);
  return text;
}

type Pick = <T>(list: readonly T[]) => T;

function grammatical(random: () => number, pick: Pick, depth: number): string {
  const part = () => grammatical(random, pick, depth - 1);
  if (depth <= 0)
    return pick([
      pick(words),
      pick(numbers),
      `${pick(numbers)} ${pick(["mV", "ms", "uA/cm^2", "sqrt(ms)", "mV*s"])}`,
      `${pick(numbers)}/ms`,
    ]);
  switch (random() % 9) {
    case 0:
      return `(${part()})`;
    case 1:
      return `-${part()}`;
    case 2:
      return `${pick(["exp", "where", "min", "max", "f", "exprel", "clip", "log", "abs", "floor"])}(${Array.from({ length: 1 + (random() % 3) }, part).join(", ")})`;
    case 3:
      return `${part()} ${pick(["<", ">", "==", "and", "or"])} ${part()}`;
    case 4:
      return `${pick(words)} = ${part()}\n${pick(words)}(${pick(words)}) = ${part()}`;
    default:
      return `${part()}${pick(["+", "-", "*", "/", "^", " + ", "*", "/"])}${part()}`;
  }
}

/** An expression that parses and mostly measures something, for the stages behind the parser. */
function sound(random: () => number, pick: Pick, depth: number): string {
  const part = () => sound(random, pick, depth - 1);
  if (depth <= 0) return pick(["m", "h", "x", "y", "V/(10 mV)", "tau/(2 ms)", "1", "0", "2.5", "(V + 40 mV)/(1 mV)", "pi"]);
  const one = ["exp", "sin", "tanh", "abs", "floor", "exprel", "sign", "heaviside", "log1p", "erf", "round"];
  switch (random() % 7) {
    case 0:
      return `${pick(one)}(${part()})`;
    case 1:
      return `(${part()})/(1 - exp(-(${part()})))`;
    case 2:
      return `where(${part()} ${pick(["<", ">=", "=="])} ${part()}, ${part()}, ${part()})`;
    case 3:
      return `${pick(["min", "max", "mod", "atan2"])}(${part()}, ${part()})`;
    default:
      return `(${part()})${pick(["+", "-", "*", "/", "^"])}(${part()})`;
  }
}

function mutated(text: string, random: () => number, pick: Pick): string {
  const at = random() % (text.length + 1);
  const length = random() % 8;
  switch (random() % 5) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + pick([...marks, ...words, ...numbers]) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(1 + (random() % 6)) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random() % 0x3000) + text.slice(at + 1);
    default:
      return text.slice(0, at) + pick(corpus).slice(random() % 40);
  }
}

const scope = scopeOf({ V: "mV", w: "pA", m: "1", h: "1", x: "1", y: "1", tau: "ms", g: "nS" }, { random: true });
const declared = new Set(["V", "w", "m", "h", "x", "y", "tau", "g"]);

/**
 * Runs everything on one text, or the parsers of expressions and equations alone. LapicqueErrors are the answer to bad text; anything else is thrown.
 * Returns how many trees were made.
 */
export function exercise(text: string, isWhole = true): number {
  const source = fileSource("fuzz", text);
  let trees = 0;
  const attempt = <T>(body: () => T): T | undefined => {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      // The place must be in the text.
      if (error.span && (error.span.start < 0 || error.span.end > text.length || error.span.start > error.span.end))
        throw new Error(`span outside: ${error.code}`);
      return undefined;
    }
  };
  const tree = attempt(() => parseExpression(source, { declared }));
  if (!isWhole) {
    parseEquations(source, { declared });
    return tree ? 1 : 0;
  }
  if (tree) trees += exerciseTree(tree, attempt);
  attempt(() => parseUnit(source));
  attempt(() => parseExpression(source, { units: "none" }));
  parseAssignments(source, { declared });
  const { statements } = parseEquations(source, { declared });
  const functions = new Map<string, FunctionStatement>();
  for (const statement of statements) if (statement.kind === "function") functions.set(statement.name, statement);
  sortFunctions([...functions.values()]);
  sortDefinitions(
    statements.filter((s) => s.kind === "definition"),
    functions,
  );
  for (const statement of statements) {
    printText(statement);
    const inlined = attempt(() => inlineFunctions(statement.value, functions));
    attempt(() => measure(statement.value, { ...scope, functions }));
    if (inlined) trees += exerciseTree(inlined, attempt);
  }
  return trees;
}

function exerciseTree(tree: Tree, attempt: <T>(body: () => T) => T | undefined): number {
  printText(tree);
  printLatex(tree);
  printMathML(tree);
  // What follows is for trees that passed the checks.
  if (attempt(() => measure(tree, scope)) === undefined) return 1;
  if (/\b(normal|lognormal|uniform|exponential|truncated|clipped|conv|laplacian|delayed)\(/.test(printText(tree))) return 1;
  const smooth = withoutSingularities(tree);
  evaluate(simplify(smooth), () => 0.5);
  linearIn(tree, new Set(["V", "x"]));
  evaluate(differentiate(smooth, "x"), () => 0.25);
  return 1;
}

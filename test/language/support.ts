/** What the tests of the language share: short ways to parse, and arbitrary trees. */
import fc from "fast-check";
import { fileSource, LapicqueError } from "../../src/base/errors.ts";
import {
  binary,
  call,
  distributions,
  functions,
  type Measure,
  makeScope,
  name,
  negate,
  number,
  parseExpression,
  parseUnit,
  quantity,
  type Scope,
  type Tree,
  withoutSpans,
} from "../../src/language/index.ts";

/** A source named `test`. */
export function source(text: string) {
  return fileSource("test", text);
}

/** Parses with these names declared (blank-separated). */
export function parse(text: string, declared = ""): Tree {
  return parseExpression(source(text), { declared: new Set(declared.split(" ").filter(Boolean)) });
}

/** The tree without spans. */
export function bare(text: string, declared = ""): Tree {
  return withoutSpans(parse(text, declared));
}

/** The LapicqueError that a body throws; anything else fails the test. */
export function errorOf(body: () => unknown): LapicqueError {
  try {
    body();
  } catch (error) {
    if (error instanceof LapicqueError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

/** Sentence, hint and the text that the error points at. */
export function told(body: () => unknown): { text: string; hint: string; at: string; code: string } {
  const error = errorOf(body);
  const at = error.span ? error.span.source.text.slice(error.span.start, error.span.end) : "";
  return { text: error.message, hint: error.hint ?? "", at, code: error.code };
}

/** A scope from `{ V: "mV", x: "1", c: "condition" }`. */
export function scopeOf(units: Record<string, string>, options: Parameters<typeof makeScope>[1] = {}): Scope {
  const entries = Object.entries(units).map(([key, unit]): [string, Measure] => [
    key,
    unit === "condition" ? { kind: "condition" } : quantity(parseUnit(source(unit))),
  ]);
  return makeScope(new Map(entries), options);
}

const plainNumber = fc.oneof(
  fc.constantFrom(0, 1, 2, 0.5, 3, 10, 1e-9, 123456.789),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }),
);

const unitTexts = [
  "mV",
  "pA",
  "1/ms",
  "uA/cm^2",
  "mV*ms",
  "1/ms/mV",
  "sqrt(ms)",
  "1/sqrt(ms)",
  "nS^2",
  "cm^(3/2)",
  "deg",
  "mM",
  "GOhm",
  "volt",
];

/** A number with a unit, as the parser makes it. */
const quantityTree = fc
  .tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -12, max: 3 }), fc.constantFrom(...unitTexts))
  .map(([digits, exponent, unit]) =>
    bare(unit.startsWith("1/") ? `${digits}e${exponent}${unit.slice(1)}` : `${digits}e${exponent} ${unit}`),
  );

/** A point where nothing is denormal: multiples of 2^-20. */
export const point = fc.integer({ min: -(2 ** 22), max: 2 ** 22 }).map((n) => n / 2 ** 20);

export const variables = ["x", "y", "tau_m", "m", "V", "s"] as const;
const leaf: fc.Arbitrary<Tree> = fc.oneof(plainNumber.map(number), fc.constantFrom(...variables, "pi", "t").map(name));
const leafWithUnit: fc.Arbitrary<Tree> = fc.oneof(leaf, quantityTree);

function treeOver(
  leaves: fc.Arbitrary<Tree>,
  calls: readonly [string, number][],
  operators: readonly string[],
  depth: number,
): fc.Arbitrary<Tree> {
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: depth, depthSize: "small" },
      leaves,
      fc
        .tuple(fc.constantFrom(...operators), tie("tree"), tie("tree"))
        .map(([op, left, right]) => binary(op as Parameters<typeof binary>[0], left, right)),
      tie("tree").map(negate),
      fc
        .constantFrom(...calls)
        .chain(([of, arity]) => fc.array(tie("tree"), { minLength: arity, maxLength: arity }).map((args) => call(of, ...args))),
    ),
  })).tree;
}

const everyCall: [string, number][] = [
  ...[...functions].map(([of, { arity }]): [string, number] => [of, arity]),
  ...distributions,
  ["f", 2],
  ["alpha_m", 1],
];
const everyOperator = ["+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", "and", "or"];

/** Any tree that the parser could make, whatever it means. */
export const anyTree: fc.Arbitrary<Tree> = treeOver(leafWithUnit, everyCall, everyOperator, 6).chain((tree) =>
  fc.boolean().map((not) => (not ? { kind: "unary", op: "not", arg: tree } : tree)),
);

/** Numeric trees over `variables`, of smooth functions and arithmetic only. */
export const smoothTree: fc.Arbitrary<Tree> = treeOver(
  fc.oneof(fc.constantFrom(0.5, 1, 2, 3, 7).map(number), fc.constantFrom("x", "y").map(name)),
  [
    ["exp", 1],
    ["sin", 1],
    ["cos", 1],
    ["tanh", 1],
    ["atan", 1],
    ["exprel", 1],
    ["erf", 1],
    ["expm1", 1],
    ["sinh", 1],
    ["cosh", 1],
    ["atan2", 2],
  ],
  ["+", "-", "*", "/"],
  4,
);

/** Numeric trees with everything, conditions only where they belong. */
export const numericTree: fc.Arbitrary<Tree> = treeOver(
  fc.oneof(fc.constantFrom(0, 0.5, 1, 2, 3, 10).map(number), fc.constantFrom("x", "y").map(name)),
  [...functions].filter(([of]) => of !== "where").map(([of, { arity }]): [string, number] => [of, arity]),
  ["+", "-", "*", "/", "^"],
  5,
).chain((tree) => fc.constantFrom("<", ">=", "==").map((op) => call("where", binary(op as "<", tree, name("x")), tree, negate(name("y")))));

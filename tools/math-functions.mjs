// Writes src/base/math/straight-line.ts: every definition of src/base/math applied to an arithmetic that writes JavaScript.
//
//   node tools/build.mjs && node tools/math-functions.mjs && node tools/build.mjs
//
// Needed after any change to a definition or a coefficient; test/base/math.test.ts fails when it was forgotten.
import { writeFileSync } from "node:fs";
import { definitions } from "../dist/base/math/definitions.js";

/** An expression: `parts` are strings and other expressions, in the order in which they are written. */
function makeTracer() {
  const known = new Map();
  const made = [];
  const make = (type, parts) => {
    const key = parts.map((p) => (typeof p === "string" ? p : `#${p.id}`)).join("");
    let value = known.get(key);
    if (value === undefined) {
      value = { id: made.length, type, parts, uses: 0 };
      known.set(key, value);
      made.push(value);
      for (const part of parts) if (typeof part !== "string") part.uses++;
    }
    return value;
  };
  const infix = (type, operator) => (a, b) => make(type, ["(", a, ` ${operator} `, b, ")"]);
  const call =
    (name) =>
    (...args) =>
      make("number", [`${name}(`, ...args.flatMap((a, i) => (i === 0 ? [a] : [", ", a])), ")"]);
  const operations = {
    constant: (value) => make("constant", [literal(value)]),
    add: infix("number", "+"),
    sub: infix("number", "-"),
    mul: infix("number", "*"),
    div: infix("number", "/"),
    neg: (a) => make("number", ["(-", a, ")"]),
    lt: infix("boolean", "<"),
    le: infix("boolean", "<="),
    eq: infix("boolean", "==="),
    and: infix("boolean", "&&"),
    or: infix("boolean", "||"),
    not: (a) => make("boolean", ["!", a]),
    select: (condition, a, b) => make("number", ["(", condition, " ? ", a, " : ", b, ")"]),
  };
  for (const name of ["abs", "sqrt", "min", "max", "floor", "ceil", "trunc"]) operations[name] = call(`Math.${name}`);
  for (const name of ["nearest", "copysign", "scale", "exponent", "significand", "head"]) operations[name] = call(name);
  return { operations, made, argument: (name) => make("argument", [name]) };
}

function literal(value) {
  if (Number.isNaN(value)) return "Number.NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Number.POSITIVE_INFINITY" : "Number.NEGATIVE_INFINITY";
  return value < 0 || Object.is(value, -0) ? `(-${-value})` : String(value);
}

/** A function body: what is used twice gets a name, the rest is written where it is used. */
function body(result, made) {
  const needed = new Set();
  const visit = (value) => {
    if (needed.has(value)) return;
    needed.add(value);
    for (const part of value.parts) if (typeof part !== "string") visit(part);
  };
  visit(result);
  for (const value of made) value.uses = 0;
  for (const value of needed) for (const part of value.parts) if (typeof part !== "string") part.uses++;
  const isNamed = (value) => value.uses > 1 && value.parts.length > 1;
  const names = new Map();
  const write = (value) => value.parts.map((p) => (typeof p === "string" ? p : (names.get(p) ?? write(p)))).join("");
  const lines = [];
  for (const value of made) {
    if (!needed.has(value) || !isNamed(value) || value === result) continue;
    const text = write(value);
    names.set(value, `${value.type === "boolean" ? "b" : "v"}${names.size}`);
    lines.push(`  const ${names.get(value)} = ${text};`);
  }
  lines.push(`  return ${write(result)};`);
  return lines;
}

const lines = [];
for (const [name, { arity, define }] of Object.entries(definitions)) {
  const { operations, made, argument } = makeTracer();
  const args = ["x", "y"].slice(0, arity);
  const result = define(operations, ...args.map(argument));
  lines.push("", `/** \`definitions.${name}\` on numbers. */`);
  lines.push(`export function ${name}(${args.map((a) => `${a}: number`).join(", ")}): number {`, ...body(result, made), "}");
}
const used = ["copysign", "exponent", "head", "nearest", "scale", "significand"].filter((name) =>
  lines.some((line) => line.includes(`${name}(`)),
);
const text = [
  "// biome-ignore-all lint: over 400 lines because a program wrote it, operation for operation.",
  "/**",
  " * The definitions of this folder written out as JavaScript, operation for operation, by `tools/math-functions.mjs`: without",
  " * them a call would pass through one closure per operation.",
  " */",
  `import { ${used.join(", ")} } from "./bits.ts";`,
  ...lines,
  "",
].join("\n");
writeFileSync(new URL("../src/base/math/straight-line.ts", import.meta.url), text);

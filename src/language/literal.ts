/** Literals: a number and the units that belong to it. The rules of what ends a unit are here and nowhere else. */
import type { Span } from "../base/index.ts";
import {
  equalDimensions,
  internalFromText,
  isCelsius,
  isCompound,
  largestUnitExponent,
  makeUnit,
  noUnit,
  type Rational,
  rational,
  rationalFromNumber,
  type Unit,
  type UnitPart,
  unitNamed,
  unitSymbol,
  unitSymbols,
} from "../units/index.ts";
import { type Cursor, describeToken, fail, joinSpans, written } from "./cursor.ts";
import { foreignNames, foreignUnits } from "./foreign.ts";
import { distributions, functions } from "./functions.ts";
import { keywords } from "./names.ts";
import { suggestUnits } from "./suggest-unit.ts";
import type { Token } from "./tokens.ts";
import type { NumberTree } from "./tree.ts";

/** What stands before a literal, where that makes a compound unit ambiguous: the operator, and the text to its left. */
export interface Before {
  readonly operator: "/" | "^";
  readonly left: Span;
  /** Signs between the operator and the literal. */
  readonly sign: string;
}

/** A literal at the cursor, which stands on a number. `bare`: nothing may stand beside it, so `degC` is allowed; `negative`: a `-` stood before it. */
export function parseLiteral(cursor: Cursor, before: Before | undefined, bare: boolean, negative = false): NumberTree {
  const number = cursor.take();
  checkFollower(cursor, number);
  const unit = parseUnitTail(cursor, number, before);
  const span = joinSpans(number.span, cursor.previous().span);
  if (unit === undefined) return { kind: "number", value: literalInternal(number.text, noUnit, number.span), span };
  if (unit.parts.some((part) => part.symbol === "degC") && !(bare && isCelsius(unit) && cursor.peek().kind === "end")) {
    fail("celsius-bare", { literal: written(span) }, span);
  }
  if (cursor.at("^")) fail("unit-to-a-power", { literal: written(span) }, joinSpans(span, cursor.peek(1).span));
  const value = literalInternal(negative ? `-${number.text}` : number.text, unit, span);
  // Units that cancel leave a plain number.
  return unit.parts.length === 0 ? { kind: "number", value, span } : { kind: "number", value, unit, span };
}

function literalInternal(text: string, unit: Unit, span: Span): number {
  const value = internalFromText(text, unit);
  if (!Number.isFinite(value)) fail("number-too-large", { number: text }, span);
  if (value === 0 && /[1-9]/.test(text.toLowerCase().split("e")[0] ?? "")) fail("number-too-small", { number: text }, span);
  return value;
}

/** Roots of units inside one another. */
const deepestRoot = 3;

/** Refuses a name or number that follows a number but is no unit of it. */
function checkFollower(cursor: Cursor, number: Token): void {
  const next = cursor.peek();
  if (next.kind !== "name" || keywords.has(next.text)) return;
  const span = joinSpans(number.span, next.span);
  // As it was typed: a raised `³` is a number too.
  const product = `${written(number.span)}*${next.text}`;
  const symbol = unitSymbol(next.text);
  if (cursor.declared.has(next.text)) {
    if (symbol !== undefined && cursor.units === "physical") {
      fail(
        "number-then-declared",
        { written: written(span), product, quantity: `${number.text} ${unitWord(symbol)}`, name: next.text },
        span,
      );
    }
    fail("missing-product", { written: written(span), proposal: product }, span);
  }
  if (isUnitAt(cursor, 0)) {
    if (cursor.units === "none") fail("unit-in-plain-document", { unit: next.text, number: number.text }, span);
    return;
  }
  const known =
    functions.has(next.text) || distributions.has(next.text) || cursor.at("(", 1) || next.text === "pi" || next.text === "infinity";
  if (known) fail("missing-product", { written: written(span), proposal: product }, span);
  const foreign = foreignNames.get(next.text);
  if (foreign !== undefined && next.text.length > 1) fail("foreign-spelling", { found: next.text, ours: foreign }, next.span);
  refuseUnit(next, product);
}

/** The word for a unit symbol (`volt` for `V`), which no declared name of one letter hides. */
function unitWord(symbol: string): string {
  const unit = unitNamed(symbol);
  const isSame = (word: string) => unitNamed(word).factor === unit.factor && equalDimensions(unitNamed(word).dimension, unit.dimension);
  return [...unitSymbols()].find((word) => word.length > 3 && isSame(word)) ?? symbol;
}

/** Whether a unit, or `sqrt(` of units, stands `ahead`. A declared name is never a unit. */
function isUnitAt(cursor: Cursor, ahead: number, depth = 0): boolean {
  const token = cursor.peek(ahead);
  if (token.kind !== "name" || cursor.declared.has(token.text)) return false;
  if (token.text === "sqrt") return depth <= deepestRoot && cursor.at("(", ahead + 1) && isUnitAt(cursor, ahead + 2, depth + 1);
  return unitSymbol(token.text) !== undefined && !cursor.at("(", ahead + 1);
}

/** The unit after a number; undefined if there is none. Leaves the cursor behind it. */
function parseUnitTail(cursor: Cursor, number: Token, before: Before | undefined): Unit | undefined {
  const first = isUnitAt(cursor, 0);
  if (!first && !(cursor.at("/") && isUnitAt(cursor, 1))) return undefined;
  if (cursor.units === "none") {
    const unit = cursor.peek(first ? 0 : 1);
    fail("unit-in-plain-document", { unit: unit.text, number: number.text }, joinSpans(number.span, unit.span));
  }
  const start = cursor.peek().span;
  const pieces: string[] = [];
  const parts: UnitPart[] = [];
  let operator = first ? "" : cursor.take().text;
  do {
    const from = cursor.peek().span;
    parts.push(...parseFactor(cursor, rational(operator === "/" ? -1 : 1)));
    const text = written(joinSpans(from, cursor.previous().span));
    pieces.push(operator === "" ? ` ${text}` : `${operator}(1 ${text})`);
    operator = (cursor.at("*") || cursor.at("/")) && isUnitAt(cursor, 1) ? cursor.take().text : "";
  } while (operator !== "");
  const unit = makeUnit(parts);
  const excess = unit.parts.find(({ exponent }) => Math.abs(exponent.n) > largestUnitExponent || exponent.d > largestUnitExponent);
  if (excess) fail("unit-exponent", { unit: excess.symbol }, joinSpans(start, cursor.previous().span));
  if (before !== undefined && isCompound(makeUnitKeepingOrder(parts))) {
    const literal = written(joinSpans(number.span, cursor.previous().span));
    const left = written(before.left);
    const head = pieces[0]?.startsWith(" ") ? `(${number.text}${pieces.shift()})` : number.text;
    fail(
      "ambiguous-literal",
      {
        written: `${left}${before.operator}${before.sign}${literal}`,
        first: `${left}${before.operator}(${before.sign}${literal})`,
        second: `${left}${before.operator}${before.sign}${head}${pieces.join("")}`,
      },
      joinSpans(start, cursor.previous().span),
    );
  }
  return unit;
}

/** As `makeUnit`, but symbols that cancel still count: `x/4 ms/ms` has two readings too. */
function makeUnitKeepingOrder(parts: readonly UnitPart[]): Unit {
  return { ...noUnit, parts };
}

/** `name`, `name^n`, `sqrt(units)`, to the power `sign`. */
function parseFactor(cursor: Cursor, sign: Rational, depth = 0): UnitPart[] {
  const token = cursor.take();
  if (depth > deepestRoot) fail("unit-exponent", { unit: token.text }, token.span);
  let parts: UnitPart[];
  if (token.text === "sqrt") {
    cursor.take();
    parts = scaled(parseProduct(cursor, depth + 1), rational(1, 2));
    if (!cursor.at(")"))
      fail("expected", { expected: "`)` after the units in `sqrt`", found: cursor.peek().text || "the end" }, cursor.peek().span);
    cursor.take();
  } else {
    // isUnitAt has seen it.
    parts = [{ symbol: unitSymbol(token.text) ?? token.text, exponent: rational(1) }];
  }
  if (cursor.at("^")) {
    cursor.take();
    parts = scaled(parts, parseExponent(cursor, token));
  }
  return scaled(parts, sign);
}

/** Units joined by `*` and `/`. */
export function parseProduct(cursor: Cursor, depth = 0): UnitPart[] {
  const parts: UnitPart[] = [];
  let operator = "*";
  do {
    if (!isUnitAt(cursor, 0)) refuseUnit(cursor.peek());
    parts.push(...parseFactor(cursor, rational(operator === "/" ? -1 : 1), depth));
    operator = cursor.at("*") || cursor.at("/") ? cursor.take().text : "";
  } while (operator !== "");
  return parts;
}

/** `product` is what to write if it was meant as a name, such as the gate `h`. */
function refuseUnit(token: Token, product = ""): never {
  const { text: unit, span } = token;
  if (token.kind === "end" || unit === "(") fail("unit-expected", { found: describeToken(token) }, span);
  const ours = foreignUnits.get(unit);
  if (ours !== undefined) fail("foreign-unit", { unit, ours, product: unit.length === 1 ? product : "" }, span);
  fail("unknown-unit", { unit, product, suggestions: suggestUnits(unit) }, span);
}

function scaled(parts: readonly UnitPart[], by: Rational): UnitPart[] {
  return parts.map(({ symbol, exponent }) => ({ symbol, exponent: rational(exponent.n * by.n, exponent.d * by.d) }));
}

/** `2`, `-1`, `0.5`, `(1/2)`, `(-1)`: a plain rational number. */
function parseExponent(cursor: Cursor, unit: Token): Rational {
  const open = cursor.at("(");
  const start = cursor.peek().span;
  if (open) cursor.take();
  const negative = cursor.at("-");
  if (negative) cursor.take();
  const number = cursor.peek();
  let exponent = number.kind === "number" ? rationalFromNumber(Number(number.text)) : undefined;
  if (exponent !== undefined) cursor.take();
  if (open && exponent !== undefined && cursor.at("/") && cursor.peek(1).kind === "number") {
    const denominator = rationalFromNumber(Number(cursor.peek(1).text));
    cursor.skip(2);
    exponent =
      denominator === undefined || denominator.n === 0 ? undefined : rational(exponent.n * denominator.d, exponent.d * denominator.n);
  }
  if (
    exponent === undefined ||
    (open && !cursor.at(")")) ||
    Math.abs(exponent.n) > largestUnitExponent ||
    exponent.d > largestUnitExponent
  ) {
    fail("unit-exponent", { unit: unit.text }, joinSpans(start, cursor.peek().span));
  }
  if (open) cursor.take();
  // `ms^1/2` means the root, but an exponent ends before the `/`.
  else if (exponent.n === exponent.d && cursor.at("/") && cursor.peek(1).kind === "number") {
    const root = `${negative ? "-" : ""}${number.text}/${cursor.peek(1).text}`;
    fail("root-of-unit", { unit: unit.text, written: root }, joinSpans(start, cursor.peek(1).span));
  }
  return negative ? rational(-exponent.n, exponent.d) : exponent;
}

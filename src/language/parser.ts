/**
 * Expressions: a Pratt parser over tokens. Operators, tightest first: literal, call, `^` (right to left), unary `-`, `* /`, `+ -`,
 * one comparison, `not`, `and`, `or`.
 */
import type { Source, Span } from "../base/index.ts";
import { makeUnit, noUnit, rational, type Unit, unitSymbol } from "../units/index.ts";
import { Cursor, describeToken, fail, joinSpans, type ParseOptions, written } from "./cursor.ts";
import { foreignNames, foreignOperators } from "./foreign.ts";
import { distributions, functions, operators } from "./functions.ts";
import { deepestNesting, deepestTree } from "./limits.ts";
import { type Before, parseLiteral, parseProduct } from "./literal.ts";
import { keywords } from "./names.ts";
import { levelOfComparison, levelOfMinus, levelOfNot, levels } from "./precedence.ts";
import { type Token, tokenise } from "./tokens.ts";
import type { Tree } from "./tree.ts";

/**
 * Parses a text that is one expression; line breaks are blanks. Spans of the tree point into `source`. Throws spanned errors; names
 * are not looked up here (see `measure`), except those in `declared`, which end the unit of a literal.
 */
export function parseExpression(source: Source, options: ParseOptions = {}): Tree {
  return parseTokens(
    tokenise(source).filter((token) => token.kind !== "newline"),
    options,
  );
}

/**
 * Parses a unit as a declaration writes it: `pA`, `uA/cm^2`, `1/ms`, and `1` for plain numbers. Under `units: none` only `1`.
 * Throws `unknown-unit`, `unit-in-plain-document`.
 */
export function parseUnit(source: Source, options: ParseOptions = {}): Unit {
  const tokens = tokenise(source).filter((token) => token.kind !== "newline");
  const cursor = new Cursor(tokens);
  const plain = cursor.peek().kind === "number" && Number(cursor.peek().text) === 1;
  if (plain) cursor.take();
  if (plain && cursor.peek().kind === "end") return noUnit;
  if (options.units === "none") fail("unit-in-plain-document", { unit: written(wholeSpan(source)), number: "1" }, wholeSpan(source));
  const inverse = plain && cursor.at("/");
  if (inverse) cursor.take();
  const start = cursor.peek();
  if (plain && !inverse && unitSymbol(start.text) === undefined) unexpected(cursor, start);
  let parts = parseProduct(cursor);
  const next = cursor.peek();
  if (next.kind === "name") {
    const [before, after] = [source.text.slice(0, next.span.start).trimEnd(), source.text.slice(next.span.start)];
    fail("missing-product", { written: source.text.trim(), proposal: `${before}*${after}`.trim() }, next.span);
  }
  if (next.kind !== "end") unexpected(cursor, next);
  if (inverse) parts = parts.map((part, i) => (i === 0 ? { ...part, exponent: rational(-part.exponent.n, part.exponent.d) } : part));
  if (parts.length > 1 && parts.some((part) => part.symbol === "degC")) {
    fail("celsius-bare", { literal: written(wholeSpan(source)) }, wholeSpan(source));
  }
  return makeUnit(parts);
}

function wholeSpan(source: Source): Span {
  return { source, start: 0, end: source.text.length };
}

/** Parses tokens (without line breaks, ending with `end`) that are one expression. */
export function parseTokens(tokens: readonly Token[], options: ParseOptions = {}): Tree {
  const cursor = new Cursor(tokens, options);
  if (cursor.peek().kind === "end") fail("empty-expression", {}, cursor.peek().span);
  const celsius = parseCelsius(cursor);
  if (celsius) return celsius;
  const tree = new Parser(cursor).expression(0, undefined);
  if (cursor.peek().kind !== "end") unexpected(cursor, cursor.peek());
  return tree;
}

/** `6.3 degC`, `-3 degC`: the sign belongs to the number, because the zero of the scale is not the zero of the unit. */
function parseCelsius(cursor: Cursor): Tree | undefined {
  const sign = cursor.at("-") ? 1 : 0;
  const number = cursor.peek(sign);
  const unit = cursor.peek(sign + 1);
  if (number.kind !== "number" || unit.text !== "degC" || cursor.declared.has("degC") || cursor.peek(sign + 2).kind !== "end") {
    return undefined;
  }
  const start = cursor.peek().span;
  cursor.skip(sign);
  const literal = parseLiteral(cursor, undefined, true, sign === 1);
  return { ...literal, span: joinSpans(start, unit.span) };
}

/** Refuses a token where an operator or the end should be. */
function unexpected(cursor: Cursor, token: Token): never {
  if (token.kind === "operator") {
    if (token.text === ")") fail("extra-parenthesis", {}, token.span);
    const ours = foreignOperators.get(token.text);
    if (ours !== undefined) fail("foreign-spelling", { found: token.text, ours }, token.span);
    if (token.text === ",") fail("stray-comma", {}, token.span);
  }
  if (token.kind === "name" && foreignNames.has(token.text) && !cursor.declared.has(token.text) && token.text.length > 1) {
    fail("foreign-spelling", { found: token.text, ours: foreignNames.get(token.text) ?? "" }, token.span);
  }
  fail("expected", { expected: "an operator", found: describeToken(token) }, token.span);
}

/** One expression in the making. Owns the cursor's position and the depths of the trees made so far. */
class Parser {
  private readonly cursor: Cursor;
  private nesting = 0;
  private readonly depths = new WeakMap<Tree, number>();

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** An expression whose operators bind at least as tightly as `least`. */
  expression(least: number, before: Before | undefined): Tree {
    let left = this.operand(least, before);
    for (;;) {
      const token = this.cursor.peek();
      const binds = token.kind === "operator" || keywords.has(token.text) ? levels.get(token.text) : undefined;
      if (binds === undefined) {
        this.checkEnd(left, token);
        break;
      }
      if (binds < least) break;
      this.cursor.take();
      left = this.binary(token, binds, left);
    }
    return left;
  }

  /** As `expression`, one level deeper: inside parentheses, a call, behind a sign, in an exponent. */
  private nested(least: number, before: Before | undefined): Tree {
    if (++this.nesting > deepestNesting) fail("expression-too-deep", { limit: deepestNesting }, this.cursor.peek().span);
    const tree = this.expression(least, before);
    this.nesting--;
    return tree;
  }

  private binary(token: Token, binds: number, left: Tree): Tree {
    const { cursor } = this;
    const context: Before | undefined =
      token.text === "/" || token.text === "^" ? { operator: token.text, left: left.span ?? token.span, sign: "" } : undefined;
    const right = token.text === "^" ? this.nested(levelOfMinus, context) : this.expression(binds + 1, context);
    const next = cursor.peek();
    if (binds === levelOfComparison && next.kind === "operator" && levels.get(next.text) === levelOfComparison) {
      const middle = written(right.span);
      fail(
        "chained-comparison",
        { first: `${written(left.span)} ${token.text} ${middle}`, second: `${middle} ${next.text} ...` },
        next.span,
      );
    }
    // The key of the precedence table is one of the operators of the tree.
    const op = token.text as Extract<Tree, { kind: "binary" }>["op"];
    const span = left.span && right.span ? joinSpans(left.span, right.span) : token.span;
    return this.made({ kind: "binary", op, left, right, span }, [left, right]);
  }

  /** Depth is checked where a tree grows. */
  private made(tree: Tree, children: readonly Tree[]): Tree {
    let depth = 1;
    for (const child of children) depth = Math.max(depth, 1 + (this.depths.get(child) ?? 1));
    if (depth > deepestTree) fail("expression-too-long", { limit: deepestTree }, tree.span);
    this.depths.set(tree, depth);
    return tree;
  }

  /** After a complete operand: what cannot follow it. */
  private checkEnd(left: Tree, token: Token): void {
    const opens = this.cursor.at("(");
    if (token.kind === "end" || (token.kind === "operator" && !opens)) return;
    const follower = opens ? this.cursor.peek(1) : token;
    if (foreignNames.has(follower.text) && !this.cursor.declared.has(follower.text) && follower.text.length > 1) {
      fail("foreign-spelling", { found: follower.text, ours: foreignNames.get(follower.text) ?? "" }, follower.span);
    }
    if (token.kind === "number" && token.text.startsWith(".")) fail("two-points", {}, token.span);
    const span = joinSpans(left.span ?? token.span, token.span);
    fail("missing-product", { written: written(span), proposal: `${written(left.span)}*${token.text}${opens ? "..." : ""}` }, span);
  }

  private operand(least: number, before: Before | undefined): Tree {
    const { cursor } = this;
    const token = cursor.peek();
    if (token.kind === "number") return parseLiteral(cursor, before, false);
    if (token.kind === "name") return this.nameOrCall(token, least);
    if (cursor.at("-") || cursor.at("+")) return this.prefix(token, before);
    if (cursor.at("(")) return this.parenthesised(token);
    if (cursor.at(")") && cursor.previous().text === "(") fail("empty-parentheses", {}, token.span);
    const ours = token.kind === "operator" && token.text !== ")" ? foreignOperators.get(token.text) : undefined;
    if (ours !== undefined) fail("foreign-spelling", { found: token.text, ours }, token.span);
    fail("expected", { expected: "a number, a name or `(`", found: describeToken(token) }, token.span);
  }

  private prefix(token: Token, before: Before | undefined): Tree {
    this.cursor.take();
    // An operator before the sign still makes a compound unit ambiguous: `x/-4/ms`.
    const arg = this.nested(levelOfMinus, before && { ...before, sign: before.sign + token.text });
    const span = joinSpans(token.span, arg.span ?? token.span);
    return token.text === "+" ? arg : this.made({ kind: "unary", op: "-", arg, span }, [arg]);
  }

  private parenthesised(open: Token): Tree {
    this.cursor.take();
    const tree = this.nested(0, undefined);
    this.close(open);
    // The span keeps the parentheses, so that what is quoted to the user is balanced.
    const span = joinSpans(open.span, this.cursor.previous().span);
    const kept = { ...tree, span };
    this.depths.set(kept, this.depths.get(tree) ?? 1);
    return kept;
  }

  private close(open: Token): void {
    const { cursor } = this;
    if (cursor.at(")")) {
      cursor.take();
      return;
    }
    if (cursor.peek().kind === "end") fail("unclosed-parenthesis", {}, open.span);
    unexpected(cursor, cursor.peek());
  }

  private nameOrCall(token: Token, least: number): Tree {
    const { cursor } = this;
    if (token.text === "not") {
      if (least > levelOfNot)
        fail("expected", { expected: "a number, a name or `(` (put `not ...` in parentheses)", found: "`not`" }, token.span);
      cursor.take();
      const arg = this.nested(levelOfNot, undefined);
      return this.made({ kind: "unary", op: "not", arg, span: joinSpans(token.span, arg.span ?? token.span) }, [arg]);
    }
    if (keywords.has(token.text)) fail("expected", { expected: "a number, a name or `(`", found: describeToken(token) }, token.span);
    cursor.take();
    const next = cursor.peek();
    if (cursor.at("(")) return this.call(token);
    const follows = next.kind === "name" && !keywords.has(next.text);
    if (functions.has(token.text) && !cursor.declared.has(token.text)) this.refuseBareFunction(token);
    const foreign = cursor.declared.has(token.text) ? undefined : foreignNames.get(token.text);
    if (foreign !== undefined && (follows || token.text === "if"))
      fail("foreign-spelling", { found: token.text, ours: foreign }, token.span);
    return { kind: "name", name: token.text, span: token.span };
  }

  /** `sin^2(x)` and `sqrt x`, as printed mathematics has them. */
  private refuseBareFunction({ text: name, span }: Token): void {
    const { cursor } = this;
    const next = cursor.peek();
    const isPower = cursor.at("^") && cursor.peek(1).kind === "number" && cursor.at("(", 2);
    if (isPower) fail("function-power", { name, power: cursor.peek(1).text }, joinSpans(span, cursor.peek(1).span));
    const isArgument = next.kind === "number" || (next.kind === "name" && !keywords.has(next.text));
    if (isArgument) fail("argument-without-parentheses", { name, argument: next.text }, joinSpans(span, next.span));
  }

  private call(token: Token): Tree {
    const { cursor } = this;
    const name = token.text;
    if (!functions.has(name) && foreignNames.has(name) && !cursor.declared.has(name)) {
      fail("foreign-spelling", { found: name, ours: foreignNames.get(name) ?? "" }, token.span);
    }
    const open = cursor.take();
    const args: Tree[] = [];
    if (cursor.at(")")) fail("no-arguments", { name }, joinSpans(token.span, cursor.peek().span));
    for (;;) {
      args.push(this.nested(0, undefined));
      if (!cursor.at(",")) break;
      cursor.take();
    }
    this.close(open);
    const span = joinSpans(token.span, cursor.previous().span);
    checkArity(name, args.length, span);
    return this.nest(name, args, span);
  }

  /** `min(a, b, c)` is `min(min(a, b), c)`. */
  private nest(name: string, args: readonly Tree[], span: Span): Tree {
    if (!functions.get(name)?.variadic) return this.made({ kind: "call", name, args, span }, args);
    return args.reduce((left, right) => this.made({ kind: "call", name, args: [left, right], span }, [left, right]));
  }
}

function checkArity(name: string, found: number, span: Span): void {
  const builtin = functions.get(name);
  const arity = builtin?.arity ?? distributions.get(name);
  const [least, most] = operators.get(name) ?? [arity, builtin?.variadic ? Number.POSITIVE_INFINITY : arity];
  if (least === undefined || most === undefined || (found >= least && found <= most)) return;
  const expected = most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? `${least}` : `${least} to ${most}`;
  fail("wrong-arity", { name, expected, found }, span);
}

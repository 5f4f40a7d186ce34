/** Blocks of equations and of assignments: logical lines, their left sides, and what no block may contain twice. */
import { collect, LapicqueError, type Source, type Span } from "../base/index.ts";
import { after, describeToken, fail, joinSpans, type Names, type ParseOptions, written } from "./cursor.ts";
import { foreignLines, foreignOperators } from "./foreign.ts";
import { mostErrors } from "./limits.ts";
import { logicalLines } from "./logical-lines.ts";
import { isReserved, keywords } from "./names.ts";
import { parseTokens } from "./parser.ts";
import { type Token, tokenise } from "./tokens.ts";
import type { Statement, Tree } from "./tree.ts";

/** Options of a block. */
export interface BlockOptions extends ParseOptions {
  /** Reserved names that may be defined here all the same (`weight` in an `edge` block). */
  readonly definable?: ReadonlySet<string>;
}

/** The lines of a block that could be read, and an error for each that could not. */
export interface Block {
  readonly statements: readonly Statement[];
  readonly errors: readonly LapicqueError[];
  /** What the lines that could not be read would have defined, each with its error: such a name is not also unknown. */
  readonly broken: ReadonlyMap<string, LapicqueError>;
  /** Why no line could be read: a character without meaning, or too long a text. */
  readonly unreadable?: LapicqueError;
}

/**
 * Parses an `equations` block: `C*dV/dt = ...`, `dV/dt = ...`, `V' = ...`, `m_inf = ...`, `alpha_m(V) = ...`, in any order. A line
 * goes on in the next one inside parentheses, after an operator, or where the next begins with one. Every faulty line gives one
 * error, and the others are still read. Names that the block defines end the unit of a literal, as `declared` names do.
 */
export function parseEquations(source: Source, options: BlockOptions = {}): Block {
  const block = readBlock(source, options);
  const errors = [...block.errors, ...findDuplicates(block.statements)];
  return { ...block, errors: errors.slice(0, mostErrors) };
}

/** Parses the text of a `reset` or `at-...` block: `name = expression` lines that run in order, so that a name may come twice. */
export function parseAssignments(source: Source, options: BlockOptions = {}): Block {
  const block = readBlock(source, options);
  const assignments = block.statements.filter((statement) => statement.kind === "definition");
  const others = block.statements.filter((statement) => statement.kind !== "definition").slice(0, mostErrors);
  const errors = others.map(({ span }) => new LapicqueError("not-an-assignment", { line: written(span) }, span));
  return { ...block, statements: assignments, errors: [...block.errors, ...errors].slice(0, mostErrors) };
}

function readBlock(source: Source, options: BlockOptions): Block {
  const errors: LapicqueError[] = [];
  const broken = new Map<string, LapicqueError>();
  const tokens = collect(errors, () => tokenise(source));
  if (!tokens) return { statements: [], errors, broken, unreadable: errors[0]! };
  const each = <A, B>(list: readonly A[], nameOf: (item: A) => string | undefined, body: (item: A) => B): B[] =>
    list.flatMap((item) => {
      if (errors.length >= mostErrors) return [];
      const before = errors.length;
      const read = collect(errors, () => body(item));
      const error = errors[before];
      const name = error && nameOf(item);
      if (name !== undefined && !broken.has(name)) broken.set(name, error!);
      return read ?? [];
    });
  const sides = each(logicalLines(tokens), nameMeant, (line) => splitLine(line, options));
  const own = new Set([...sides.map((side) => side.name.text), ...broken.keys()]);
  const declared: Names = { has: (name) => own.has(name) || options.declared?.has(name) === true };
  const statements = each(
    sides,
    (side) => side.name.text,
    (side) => finish(side, { ...options, declared }),
  );
  return { statements, errors, broken };
}

/** The name that a line which cannot be read would have defined: that of a derivative, else the first before its `=`. */
function nameMeant(line: readonly Token[]): string | undefined {
  const equals = line.findIndex((token) => token.text === "=");
  const left = equals < 0 ? line : line.slice(0, equals);
  const derivative = left.find((token, i) => /^d[A-Za-z_]/.test(token.text) && left[i + 1]?.text === "/" && left[i + 2]?.text === "dt");
  if (derivative) return derivative.text.slice(1);
  const prime = left.findIndex((token) => token.text === "'");
  const name = prime > 0 ? left[prime - 1] : left[0];
  return name?.kind === "name" && !isReserved(name.text) ? name.text : undefined;
}

/** A line cut at its `=`. */
interface Sides {
  readonly kind: Statement["kind"];
  readonly name: Token;
  readonly nameSpan: Span;
  readonly coefficient: readonly Token[];
  readonly parameters: readonly Token[];
  readonly value: readonly Token[];
  readonly span: Span;
}

function splitLine(line: readonly Token[], options: BlockOptions): Sides {
  const first = line[0] as Token; // a logical line has a token before its end
  const last = line.at(-2) ?? first;
  const span = joinSpans(first.span, last.span);
  const equals = line.findIndex((token) => token.kind === "operator" && /^(=|\+=|-=|\*=|\/=|:=|->)$/.test(token.text));
  const sign = line[equals];
  if (sign === undefined || sign.text !== "=") {
    const foreign = line.find((token, i) => foreignLines.has(token.text) && i === 0 && line[1]?.kind === "name");
    if (foreign) fail("foreign-spelling", { found: foreign.text, ours: foreignLines.get(foreign.text) ?? "" }, foreign.span);
    if (sign !== undefined) fail("foreign-spelling", { found: sign.text, ours: foreignOperators.get(sign.text) ?? "" }, sign.span);
    const colon = line.find((token) => token.text === ":");
    if (colon) fail("foreign-spelling", { found: ":", ours: foreignOperators.get(":") ?? "" }, colon.span);
    fail("not-an-equation", { line: written(span) }, span);
  }
  const left = line.slice(0, equals);
  const value = line.slice(equals + 1);
  if (left.length === 0) fail("no-left-side", {}, sign.span);
  if (value[0]?.kind === "end") fail("no-right-side", { line: written(span) }, sign.span);
  const second = value.find((token) => token.kind === "operator" && token.text === "=");
  if (second) fail("two-equals", {}, second.span);
  const side = readLeft(left, value, span);
  const { name } = side;
  if (isReserved(name.text) && !options.definable?.has(name.text)) fail("reserved-name", { name: name.text }, side.nameSpan);
  if (name.text.includes(".")) fail("dotted-definition", { name: name.text }, side.nameSpan);
  return side;
}

function readLeft(left: readonly Token[], value: readonly Token[], span: Span): Sides {
  const n = left.length;
  const last = left[n - 1] as Token; // the caller has checked that there is one
  const common = { value, span, parameters: [], coefficient: [] };
  if (last.text === "'") {
    const name = left[n - 2];
    if (name?.text === "'") fail("second-derivative", {}, joinSpans(name.span, last.span));
    if (name?.kind !== "name")
      fail("expected", { expected: "a name before `'`", found: name ? describeToken(name) : "nothing" }, last.span);
    return { ...common, kind: "derivative", name, nameSpan: name.span, coefficient: coefficientOf(left.slice(0, n - 2), `${name.text}'`) };
  }
  const over = left[n - 3];
  if (last.text === "dt" && left[n - 2]?.text === "/" && over?.kind === "name" && /^d./.test(over.text)) {
    const name = { ...over, text: over.text.slice(1) };
    if (!/^[A-Za-z_]/.test(name.text)) fail("second-derivative", {}, over.span);
    const written = `d${name.text}/dt`;
    return { ...common, kind: "derivative", name, nameSpan: over.span, coefficient: coefficientOf(left.slice(0, n - 3), written) };
  }
  const first = left[0] as Token;
  if (last.text === "dt" && left[n - 2]?.text === "/" && left.some((token) => token.text === "t"))
    fail(
      "function-of-time",
      { name: (left.find((token) => /^d./.test(token.text)) ?? first).text.replace(/^d/, "") },
      joinSpans(first.span, last.span),
    );
  if (left.some((token) => /^d[t]\d$/.test(token.text))) fail("second-derivative", {}, joinSpans(first.span, last.span));
  if (left.some((token, i) => token.text === "dt" && left[i - 1]?.text === "/"))
    fail("derivative-form", { left: written(joinSpans(first.span, last.span)) }, joinSpans(first.span, last.span));
  if (first.kind === "name" && n === 1 && /^d./.test(first.text) && value.some((token) => token.text === "dt"))
    fail("differential", { name: first.text.slice(1) }, first.span);
  if (first.kind === "name" && n === 1) {
    if (keywords.has(first.text)) fail("reserved-name", { name: first.text }, first.span);
    return { ...common, kind: "definition", name: first, nameSpan: first.span };
  }
  if (first.kind === "name" && foreignLines.has(first.text) && left[1]?.kind === "name") {
    fail("foreign-spelling", { found: first.text, ours: foreignLines.get(first.text) ?? "" }, first.span);
  }
  if (first.kind === "name" && left[1]?.text === "(" && last.text === ")") {
    return { ...common, kind: "function", name: first, nameSpan: first.span, parameters: parametersOf(left.slice(2, -1), first) };
  }
  fail("left-side", { left: written(joinSpans(first.span, last.span)) }, joinSpans(first.span, last.span));
}

/** The tokens before `*dV/dt`, without the `*`. */
function coefficientOf(tokens: readonly Token[], derivative: string): readonly Token[] {
  const sign = tokens.at(-1);
  const first = tokens[0];
  if (sign === undefined || first === undefined) return [];
  const span = joinSpans(first.span, sign.span);
  if (sign.text !== "*" || tokens.length < 2) {
    const text = sign.text === "*" ? "" : written(span);
    if (sign.kind === "operator" && sign.text !== ")") fail("derivative-form", { left: `${text}${derivative}` }, span);
    fail("missing-product", { written: `${text} ${derivative}`, proposal: `${text}*${derivative}` }, span);
  }
  return tokens.slice(0, -1);
}

function parametersOf(tokens: readonly Token[], name: Token): readonly Token[] {
  const parameters: Token[] = [];
  const seen = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    const wanted = i % 2 === 0 ? token.kind === "name" && !keywords.has(token.text) : token.text === ",";
    if (!wanted && i === 0 && tokens.length === 1 && token.kind === "number") fail("initial-in-equations", { name: name.text }, token.span);
    if (!wanted) fail("function-parameter", { name: name.text, found: describeToken(token) }, token.span);
    if (i % 2 === 1) continue;
    if (token.text === "t" && tokens.length === 1) fail("function-of-time", { name: name.text }, token.span);
    if (isReserved(token.text) || token.text.includes(".")) fail("reserved-name", { name: token.text }, token.span);
    if (seen.has(token.text)) fail("duplicate-parameter", { name: token.text, function: name.text }, token.span);
    seen.add(token.text);
    parameters.push(token);
  }
  if (parameters.length === 0 || tokens.length % 2 === 0) fail("function-parameter", { name: name.text, found: "nothing" }, name.span);
  return parameters;
}

function finish(side: Sides, options: ParseOptions & { declared: Names }): Statement {
  const { name, span, nameSpan } = side;
  const common = { name: name.text, span, nameSpan };
  if (side.kind === "function") {
    const parameters = side.parameters.map((token) => token.text);
    const own = new Set(parameters);
    const declared: Names = { has: (name) => own.has(name) || options.declared.has(name) };
    return { ...common, kind: "function", parameters, value: parseTokens(side.value, { ...options, declared }) };
  }
  const value = parseTokens(side.value, options);
  if (side.kind === "definition") return { ...common, kind: "definition", value };
  return { ...common, kind: "derivative", ...parseCoefficient(side, options), value };
}

function parseCoefficient(side: Sides, options: ParseOptions): { coefficient?: Tree } {
  const last = side.coefficient.at(-1);
  if (last === undefined) return {};
  const coefficient = parseTokens([...side.coefficient, { kind: "end", text: "", span: after(last.span), spaced: false }], options);
  const first = side.coefficient[0] as Token;
  // A sum, comparison or condition in front of `*dV/dt` would not multiply it as a whole.
  const whole = side.coefficient.length > 1 && first.text === "(" && coefficient.span?.start === first.span.start;
  if (coefficient.kind === "binary" && !["*", "/", "^"].includes(coefficient.op) && !(whole && coefficient.span?.end === last.span.end)) {
    fail("coefficient-sum", { coefficient: written(joinSpans(first.span, last.span)), name: side.name.text }, coefficient.span);
  }
  return { coefficient };
}

function findDuplicates(statements: readonly Statement[]): LapicqueError[] {
  const seen = new Map<string, Statement>();
  const errors: LapicqueError[] = [];
  for (const statement of statements) {
    const before = seen.get(statement.name);
    if (before === undefined) seen.set(statement.name, statement);
    else if (errors.length < mostErrors) {
      const line = before.nameSpan.source.locate(before.nameSpan.start).line;
      errors.push(new LapicqueError("defined-twice", { name: statement.name, line, first: written(before.span) }, statement.nameSpan));
    }
  }
  return errors;
}

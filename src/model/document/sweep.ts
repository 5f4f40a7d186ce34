/** `sweep:` -> the points at which a document is computed. */
import { exp, fileSource, LapicqueError, log } from "../../base/index.ts";
import { checkUnit, unitOf } from "../../language/index.ts";
import { fromInternal, noUnit, type Unit } from "../../units/index.ts";
import { Context } from "../bind/context.ts";
import { bindParameters, type ParameterTable } from "../bind/parameters.ts";
import { constantOf, parseScalar } from "../bind/value.ts";
import { vocabulary } from "../names.ts";
import type { Document } from "./document.ts";
import { child, entriesOf, fromPlain, type Node, optionalText, type ScalarNode, scalarNode } from "./node.ts";
import { applyOverride } from "./override.ts";

/** One axis of a sweep: a path and its values as they would be written. */
export interface SweepAxis {
  readonly path: string;
  readonly values: readonly ScalarNode[];
}

/** Values by path. */
export type SweepPoint = ReadonlyMap<string, ScalarNode>;

/** Most points of a sweep. */
const mostPoints = 100_000;

/** The axes of `sweep: { over }`. Throws `bad-points`, `log-range`, and what the values throw. */
export function sweepAxes(document: Document): SweepAxis[] {
  return entriesOf(child(child(document.root, "sweep"), "over")).map(([path, entry]) => ({
    path,
    values: valuesOf(document, entry.value),
  }));
}

/** An axis from `--set PATH=from:to:points`; undefined if the text is no range. */
export function rangeAxis(document: Document, path: string, text: string): SweepAxis | undefined {
  const parts = text.split(":");
  if (parts.length !== 3) return undefined;
  const [from = "", to = "", points = ""] = parts.map((part) => part.trim());
  const node = fromPlain({ from: numberOr(from), to: numberOr(to), points: numberOr(points) }, `--set ${path}`);
  return { path, values: valuesOf(document, node) };
}

function numberOr(text: string): string | number {
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** All combinations, the last axis running fastest. Throws `sweep-too-large`. */
export function sweepPoints(axes: readonly SweepAxis[]): SweepPoint[] {
  const count = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (count > mostPoints) throw new LapicqueError("sweep-too-large", { points: count, most: mostPoints });
  return axes.reduce<SweepPoint[]>(
    (points, axis) => points.flatMap((point) => axis.values.map((value) => new Map([...point, [axis.path, value]]))),
    [new Map()],
  );
}

/** The document at one point of a sweep; values may be texts as they are typed. */
export function documentAt(document: Document, point: ReadonlyMap<string, ScalarNode | string>): Document {
  let at = document;
  for (const [path, value] of point) at = applyOverride(at, path, value);
  return at;
}

function valuesOf(document: Document, node: Node): ScalarNode[] {
  if (node.kind === "list") {
    return node.items.map((item) => {
      if (item.kind !== "scalar") throw new LapicqueError("value-expected", {}, item.span);
      return item;
    });
  }
  const units = optionalText(child(document.root, "units")) === "none" ? "none" : "physical";
  const context = new Context(document.root, vocabulary, units);
  const parameters = bindParameters(context, [{ level: "document", node: child(document.root, "parameters") }]);
  return rangeValues(context, node, parameters);
}

function rangeValues(context: Context, node: Node, parameters: ParameterTable): ScalarNode[] {
  const [from, to, points] = ["from", "to", "points"].map((key) => child(node, key));
  if (!from || !to || !points) throw new LapicqueError("not-a-range", { written: node.kind }, node.span);
  const unit = rangeUnit(context, [from, to], parameters);
  const [low, high] = [from, to].map((end) => fromInternal(constantOf(context, end, unit, "the range", parameters), unit)) as [
    number,
    number,
  ];
  const count = constantOf(context, points, noUnit, "`points`", parameters);
  if (!Number.isInteger(count) || count < 1 || count > mostPoints) throw new LapicqueError("bad-points", {}, points.span);
  const isLog = optionalText(child(node, "scale")) === "log";
  if (isLog && !(low > 0 && high > 0)) throw new LapicqueError("log-range", {}, node.span);
  return Array.from({ length: count }, (_, i) => {
    const part = count === 1 ? 0 : i / (count - 1);
    const value = part === 0 ? low : part === 1 ? high : isLog ? low * exp(log(high / low) * part) : low + (high - low) * part;
    // 14 digits: what a person would have written instead of 10.499999999999998.
    const shown = Number(value.toPrecision(14));
    return valueNode(shown, unit);
  });
}

/** The unit of the ends; a bare 0 takes that of the other end. */
function rangeUnit(context: Context, ends: readonly [Node, Node], parameters: ParameterTable): Unit {
  const [low, high] = ends.map((end) => ({ tree: parseScalar(context, end), end })) as [Parsed, Parsed];
  const units = [low, high].map(({ tree }) => unitOf(tree, parameters.scope)) as [Unit, Unit];
  const isZero = low.tree.kind === "number" && low.tree.value === 0 && low.tree.unit === undefined;
  if (isZero) return units[1];
  if (!(high.tree.kind === "number" && high.tree.value === 0)) checkUnit(units[1], units[0], "`to`", high.tree.span);
  return units[0];
}

interface Parsed {
  readonly tree: ReturnType<typeof parseScalar>;
  readonly end: Node;
}

function valueNode(value: number, unit: Unit): ScalarNode {
  if (unit.parts.length === 0) return scalarNode(value, fileSource("sweep", `${value}`));
  // `4 1/ms` is no quantity; `4/ms` is.
  const text = unit.text.startsWith("1/") ? `${value}${unit.text.slice(1)}` : `${value} ${unit.text}`;
  return scalarNode(text, fileSource("sweep", text));
}

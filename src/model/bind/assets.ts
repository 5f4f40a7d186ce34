/** Columns of the files that a document names, found by their headers and converted to internal units. */
import { LapicqueError, type Source, type Span } from "../../base/index.ts";
import { checkUnit, parseUnit } from "../../language/index.ts";
import { noUnit, toInternal, type Unit } from "../../units/index.ts";
import { child, type Node, optionalText, textOf } from "../document/node.ts";
import type { Asset } from "../experiment.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import { constantOf } from "./value.ts";

/** The files that were read (absent: not read, as in a check without its data), and the columns that the experiment takes from them. */
export interface Files {
  readonly read: ReadonlyMap<string, Asset>;
  readonly used: Map<string, Asset>;
}

/** A column's header `I_pA`, `I (pA)` or `I [pA]`: name and unit. A header without a unit has none. */
export function readHeader(header: string, span: Span): { readonly name: string; readonly unit?: Unit } {
  const bracketed = /^\s*(.*?)\s*[([]\s*([^)\]]*)\s*[)\]]\s*$/.exec(header);
  if (bracketed) return withUnit(bracketed[1] ?? "", bracketed[2] ?? "", header, span);
  for (let cut = header.indexOf("_"); cut > 0; cut = header.indexOf("_", cut + 1)) {
    const found = withUnit(header.slice(0, cut), header.slice(cut + 1), header, span);
    if (found.unit) return found;
  }
  return { name: header.trim() };
}

function withUnit(name: string, text: string, header: string, span: Span): { readonly name: string; readonly unit?: Unit } {
  const source: Source = { name: header, text, locate: () => span.source.locate(span.start) };
  try {
    return { name, unit: parseUnit(source) };
  } catch (error) {
    if (error instanceof LapicqueError) return { name: header.trim() };
    throw error;
  }
}

interface Column {
  readonly header: string;
  readonly name: string;
  readonly unit?: Unit;
  readonly values: Float64Array;
}

function columnsOf(asset: Asset, span: Span): Column[] {
  return Object.entries(asset.columns).map(([header, values]) => ({ header, ...readHeader(header, span), values }));
}

function timeColumn(columns: readonly Column[]): Column | undefined {
  return columns.find((column) => /^(t|time|times)$/i.test(column.name));
}

function converted(column: Column, unit: Unit): Float64Array {
  return unit.factor === 1 ? column.values : column.values.map((value) => toInternal(value, unit));
}

/**
 * A `recording:`: its column in the unit of the target, and its times. The unit comes from the header, else from `unit:`; times from
 * a time column, else from `step:`. Returns the name under which the experiment keeps them.
 */
export function bindRecording(context: Context, node: Node, target: Unit, files: Files, parameters: ParameterTable): string {
  const fileNode = child(node, "file")!;
  const file = textOf(fileNode);
  const wanted = optionalText(child(node, "column"));
  const key = wanted === undefined ? file : `${file}#${wanted}`;
  const unitNode = child(node, "unit");
  const own = unitNode?.kind === "scalar" ? parseUnit(unitNode.source, context.parsing()) : undefined;
  const stepNode = child(node, "step");
  const step = stepNode && constantOf(context, stepNode, context.time, "`step`", parameters);
  if (step !== undefined && !(step > 0)) throw new LapicqueError("not-positive-value", { what: "step" }, stepNode?.span);
  const asset = files.read.get(file);
  if (!asset) return key;
  const columns = columnsOf(asset, fileNode.span);
  const time = timeColumn(columns);
  const column = chooseColumn(columns, time, wanted, file, child(node, "column")?.span ?? fileNode.span);
  const unit = context.units === "none" ? noUnit : (own ?? column.unit);
  if (!unit) throw new LapicqueError("recording-unit", { file, column: column.header }, fileNode.span);
  checkUnit(unit, target, `the recording \`${column.header}\``, unitNode?.span ?? fileNode.span);
  const values = finite(converted(column, unit), column.header, file, fileNode.span);
  const times = time
    ? ascending(converted(time, timeUnit(context, time)), file, fileNode.span)
    : evenly(values.length, step, file, fileNode.span);
  files.used.set(key, { columns: { time: times, value: values } });
  return key;
}

function timeUnit(context: Context, column: Column): Unit {
  return context.units === "none" ? noUnit : (column.unit ?? context.time);
}

function chooseColumn(columns: readonly Column[], time: Column | undefined, wanted: string | undefined, file: string, span: Span): Column {
  const others = columns.filter((column) => column !== time);
  const known = others.map((column) => column.header);
  const [only] = others;
  if (wanted === undefined) {
    if (others.length !== 1 || !only) throw new LapicqueError("which-column", { file, known }, span);
    return only;
  }
  const found = others.find((column) => column.header === wanted || column.name === wanted);
  if (!found) throw new LapicqueError("no-such-column", { file, name: wanted, known }, span);
  return found;
}

function finite(values: Float64Array, column: string, file: string, span: Span): Float64Array {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new LapicqueError("bad-sample", { file, column, row: bad + 1, value: String(values[bad]) }, span);
  if (values.length === 0) throw new LapicqueError("empty-recording", { file }, span);
  return values;
}

function ascending(times: Float64Array, file: string, span: Span): Float64Array {
  const bad = times.findIndex((time, i) => !Number.isFinite(time) || (i > 0 && !(time > times[i - 1]!)));
  if (bad >= 0) throw new LapicqueError("times-not-ascending", { file, row: bad + 1 }, span);
  return times;
}

function evenly(length: number, step: number | undefined, file: string, span: Span): Float64Array {
  if (step === undefined) throw new LapicqueError("recording-step", { file }, span);
  return Float64Array.from({ length }, (_, i) => i * step);
}

/** Recorded spikes: `repetition` (absent: all of one) and `time` [ms], kept under the file's name. */
export function bindSpikeFile(context: Context, node: Node, files: Files): string {
  const file = textOf(node);
  const asset = files.read.get(file);
  if (!asset) return file;
  const columns = columnsOf(asset, node.span);
  const time = timeColumn(columns) ?? (columns.length === 1 ? columns[0] : undefined);
  if (!time) throw new LapicqueError("which-column", { file, known: columns.map((column) => column.header) }, node.span);
  const values = finite(converted(time, timeUnit(context, time)), time.header, file, node.span);
  const repetition = columns.find((column) => /^(repetition|trial|sweep)$/i.test(column.name))?.values ?? new Float64Array(values.length);
  files.used.set(file, { columns: { repetition, time: values } });
  return file;
}

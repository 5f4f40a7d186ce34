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

/** A column with its header taken apart. */
export interface Column {
  readonly header: string;
  readonly name: string;
  readonly unit?: Unit;
  readonly values: Float64Array;
}

/** The columns of a file. */
export function columnsOf(asset: Asset, span: Span): Column[] {
  return Object.entries(asset.columns).map(([header, values]) => ({ header, ...readHeader(header, span), values }));
}

/** The column of times, by its name. */
export function timeColumn(columns: readonly Column[]): Column | undefined {
  return columns.find((column) => /^(t|time|times)$/i.test(column.name));
}

/** The values in internal units. */
export function converted(column: Column, unit: Unit): Float64Array {
  return unit.factor === 1 ? column.values : column.values.map((value) => toInternal(value, unit));
}

/** A recording by the name of its asset; with `neurons` its `value` has as many numbers for each time. */
export interface BoundRecording {
  readonly asset: string;
  readonly neurons?: number;
}

/**
 * A `recording:` on `size` neurons: its column in the unit of the target, and its times. The unit comes from the header, else from `unit:`;
 * times from a time column, else from `step:`. A file with as many columns as there are neurons has one for each; of an NPY array
 * with two axes the first is time.
 */
export function bindRecording(
  context: Context,
  node: Node,
  target: Unit,
  size: number,
  files: Files,
  parameters: ParameterTable,
): BoundRecording {
  const file = readFile(context, node, files, parameters);
  const key = file.wanted === undefined ? file.name : `${file.name}#${file.wanted}`;
  if (!file.columns) return { asset: key };
  const time = timeColumn(file.columns);
  const others = file.columns.filter((column) => column !== time);
  if (file.wanted === undefined && (others.length > 1 || size > 1) && countOf(file, others) === size) {
    const value = valuesPerNeuron(context, others, target, size, file);
    files.used.set(`${key}#neurons`, { columns: { time: timesOf(context, time, value.length / size, file), value } });
    return { asset: `${key}#neurons`, neurons: size };
  }
  const [only] = others;
  if (file.wanted === undefined && (others.length !== 1 || !only)) {
    const known = others.map(({ header }) => header);
    if (!file.shape) throw new LapicqueError("which-column", { file: file.name, known }, file.span);
    throw new LapicqueError("recording-neurons", { file: file.name, columns: file.shape[1], neurons: size }, file.span);
  }
  const column = file.wanted === undefined ? only! : columnNamed(others, file);
  const value = valuesIn(context, column, target, file);
  files.used.set(key, { columns: { time: timesOf(context, time, value.length, file), value } });
  return { asset: key };
}

function countOf({ shape }: DataFile, columns: readonly Column[]): number {
  return shape ? shape[1] : columns.length;
}

/** The samples of all neurons, time by time. An array with fewer rows than columns was read row by row. */
function valuesPerNeuron(context: Context, columns: readonly Column[], target: Unit, size: number, file: DataFile): Float64Array {
  const values = columns.map((column) => valuesIn(context, column, target, file));
  const isByRow = file.shape !== undefined && columns.length !== size;
  const samples = isByRow ? columns.length : values[0]!.length;
  return Float64Array.from({ length: samples * size }, (_, at) => {
    const [sample, neuron] = [Math.floor(at / size), at % size];
    return isByRow ? values[sample]![neuron]! : values[neuron]![sample]!;
  });
}

/**
 * Recorded repetitions of a signal: every column of the file but its times, or the one that `column:` names. Where the file has
 * neither a time column nor a `step:`, `timesOfSamples` may know the times of that many samples. Returns the names under which the
 * experiment keeps them.
 */
export function bindRepetitions(
  context: Context,
  node: Node,
  target: Unit,
  files: Files,
  parameters: ParameterTable,
  timesOfSamples: (count: number) => Float64Array | undefined,
): readonly string[] {
  const file = readFile(context, node, files, parameters);
  if (!file.columns) return [];
  const time = timeColumn(file.columns);
  const others = file.columns.filter((column) => column !== time);
  const chosen = file.wanted === undefined ? others : [columnNamed(others, file)];
  return chosen.map((column) => {
    const value = valuesIn(context, column, target, file);
    const known = time || file.step !== undefined ? undefined : timesOfSamples(value.length);
    const key = `${file.name}#${column.header}`;
    files.used.set(key, { columns: { time: known ?? timesOf(context, time, value.length, file), value } });
    return key;
  });
}

/** Where a document names a column, and the unit that it gives. */
export interface ColumnUse {
  readonly name: string;
  readonly span: Span;
  readonly unit?: Unit;
  readonly unitSpan: Span;
}

/** What a document says of a file, and what stands in it (absent: it was not read). */
interface DataFile extends ColumnUse {
  /** Name of the column that is wanted. */
  readonly wanted?: string;
  readonly columnSpan: Span;
  /** Time between samples [ms]. */
  readonly step?: number;
  readonly columns?: readonly Column[];
  /** Rows and columns of an array. */
  readonly shape?: readonly [rows: number, columns: number];
}

/** Reads `FILE` or `{ file, column, unit, step }`. */
function readFile(context: Context, node: Node, files: Files, parameters: ParameterTable): DataFile {
  const fileNode = child(node, "file") ?? node;
  const name = textOf(fileNode);
  const wanted = optionalText(child(node, "column"));
  const unitNode = child(node, "unit");
  const unit = unitNode?.kind === "scalar" ? parseUnit(unitNode.source, context.parsing()) : undefined;
  const stepNode = child(node, "step");
  const step = stepNode && constantOf(context, stepNode, context.time, "`step`", parameters);
  if (step !== undefined && !(step > 0)) throw new LapicqueError("not-positive-value", { what: "step" }, stepNode?.span);
  const asset = files.read.get(name);
  return {
    name,
    span: fileNode.span,
    ...(wanted === undefined ? {} : { wanted }),
    columnSpan: child(node, "column")?.span ?? fileNode.span,
    ...(unit ? { unit } : {}),
    unitSpan: unitNode?.span ?? fileNode.span,
    ...(step === undefined ? {} : { step }),
    ...(asset ? { columns: columnsOf(asset, fileNode.span) } : {}),
    ...(asset?.shape ? { shape: asset.shape } : {}),
  };
}

/** A column in internal units, checked against the dimension of what it is for. */
export function valuesIn(context: Context, column: Column, target: Unit, file: ColumnUse): Float64Array {
  const unit = context.units === "none" ? noUnit : (file.unit ?? column.unit);
  if (!unit) throw new LapicqueError("recording-unit", { file: file.name, column: column.header }, file.span);
  checkUnit(unit, target, `the recording \`${column.header}\``, file.unitSpan);
  return finite(converted(column, unit), column.header, file.name, file.span);
}

function timesOf(context: Context, time: Column | undefined, count: number, file: DataFile): Float64Array {
  if (time) return ascending(converted(time, timeUnit(context, time)), file.name, file.span);
  if (file.step === undefined) throw new LapicqueError("recording-step", { file: file.name }, file.span);
  const { step } = file;
  return Float64Array.from({ length: count }, (_, i) => i * step);
}

/** The unit of a column of times. */
export function timeUnit(context: Context, column: Column): Unit {
  return context.units === "none" ? noUnit : (column.unit ?? context.time);
}

function columnNamed(columns: readonly Column[], { name: file, wanted, columnSpan }: DataFile): Column {
  const found = columns.find((column) => column.header === wanted || column.name === wanted);
  if (found) return found;
  const known = columns.map((column) => column.header);
  throw new LapicqueError("no-such-column", { file, name: `${wanted}`, known }, columnSpan);
}

/** Throws `bad-sample`, `empty-recording`. */
export function finite(values: Float64Array, column: string, file: string, span: Span): Float64Array {
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

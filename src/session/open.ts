/** From a name or a text to something that can be run: reads what the document names, applies changes, binds. */
import { decodeUtf8, encodeUtf8, LapicqueError, placed, type Source, version } from "../base/index.ts";
import type { Provenance } from "../contract/index.ts";
import { readColumns } from "../io/index.ts";
import {
  type Asset,
  applyOverride,
  type Bound,
  bind,
  catalogue,
  type Document,
  documentAt,
  documentText,
  type Experiment,
  type FileText,
  filesNamed,
  flagValue,
  type Model,
  type Names,
  type Needs,
  needsOf,
  rangeAxis,
  resolveDocument,
  type SweepPoint,
  sweepAxes,
} from "../model/index.ts";
import { type Axis, axisOf } from "./axes.ts";
import { voltageBeside } from "./beside.ts";
import type { Host } from "./host.ts";
import { systemReason } from "./system-reason.ts";

/** Where documents are opened: a host, and the names that they may use. */
export interface Environment {
  readonly host: Host;
  readonly names: Names;
}

/** What the command line or a caller changes in a document. */
export interface Changes {
  /** `PATH=VALUE`; for a sweep also `PATH=from:to:points`. */
  readonly set?: readonly string[];
  readonly seed?: string;
  readonly duration?: string;
  /** Names separated by commas. */
  readonly scale?: string;
  /** Ranges given by `set` become axes. */
  readonly isSweep?: boolean;
}

/** A document that was read and bound. With `errors` there is no experiment. */
export interface Opened {
  /** File name without folder and extension. */
  readonly name: string;
  readonly document: Document;
  readonly bound: Bound;
  readonly experiment?: Experiment;
  readonly errors: readonly LapicqueError[];
  readonly warnings: readonly LapicqueError[];
  /** Sentences. */
  readonly notes: readonly string[];
  /** `figure phase-plane`: named by the document, not built yet. */
  readonly missing: readonly string[];
  readonly axes: readonly Axis[];
  readonly measures: readonly string[];
  /** The document with everything included and overridden; it reruns what this one runs. */
  readonly yaml: string;
  readonly provenance: Provenance;
  readonly files: ReadonlyMap<string, Asset>;
  readonly names: Names;
}

/** Why an opened document cannot run: its mistakes, else what a run would need and it does not say. */
export function obstacles({ errors, bound }: Opened): readonly LapicqueError[] {
  return errors.length > 0 ? errors : bound.unfinished;
}

/** A document is text that a person wrote: more than this is another kind of file [bytes]. */
const MOST = 32_000_000;

/** Opens the document at a path. Throws a LapicqueError if the file itself cannot be read. */
export async function openFile(environment: Environment, path: string, changes: Changes = {}): Promise<Opened> {
  const text = await readText(environment.host, path);
  return openText(environment, text, path, changes);
}

/** Opens a document that is given as text; `path` stands in messages and is where relative files are looked for. */
export async function openText(environment: Environment, text: string, path: string, changes: Changes = {}): Promise<Opened> {
  const { host, names } = environment;
  const { resolved, changed, ranges } = await resolve(host, path, text, changes);
  const isAsWritten = changed === resolved && changed.loaded.files.size <= 1 && changed.loaded.models.size === 0;
  const { files, errors } = await readFiles(host, changed);
  const bound = bind(changed, files, names);
  const beside = await voltageBeside(changed, bound, files, names, (name) => readIfThere(host, changed, name));
  const document = beside?.document ?? changed;
  const named = filesNamed(document.root);
  const yaml = isAsWritten && named.length === 0 ? text : documentText(document.root, (name) => host.resolve(path, name));
  const provenance: Provenance = {
    version,
    document_sha256: await host.sha256(encodeUtf8(yaml)),
    platform: host.platform,
    options: {},
  };
  const axes = bound.errors.length > 0 ? [] : [...sweepAxes(changed).map(axisOf), ...ranges];
  const remarks = beside ? [beside.note] : [];
  return assemble(document, beside?.bound ?? bound, { errors, remarks, axes, yaml, provenance, files: beside?.files ?? files, names });
}

/** The same document at one point of its sweep. Throws a LapicqueError if that makes it wrong. */
export function reopen(opened: Opened, point: SweepPoint | ReadonlyMap<string, string>): Opened {
  const document = documentAt(opened.document, point);
  const bound = bind(document, opened.files, opened.names);
  const [error] = bound.errors;
  if (error) throw error;
  return assemble(document, bound, { ...opened, errors: [], remarks: [] });
}

type Rest = Pick<Opened, "axes" | "yaml" | "provenance" | "files" | "names"> & {
  readonly errors: readonly LapicqueError[];
  /** Notes beside those of the binding. */
  readonly remarks: readonly LapicqueError[];
};

function assemble(document: Document, bound: Bound, { remarks, ...rest }: Rest): Opened {
  const errors = [...rest.errors, ...bound.errors];
  return {
    ...rest,
    name: baseName(document.name),
    document,
    bound,
    ...(bound.experiment && errors.length === 0 ? { experiment: bound.experiment } : {}),
    errors,
    warnings: bound.warnings,
    notes: [...remarks, ...bound.notes].map(({ message, hint }) => (hint ? `${message} (${hint})` : message)),
    missing: bound.missing.map(({ kind, name }) => `${kind} ${name}`),
    measures: measuresOf(document, bound.experiment),
  };
}

interface Resolved {
  readonly resolved: Document;
  /** The same with its overrides. */
  readonly changed: Document;
  /** Axes that `--set PATH=from:to:points` adds. */
  readonly ranges: readonly Axis[];
}

/** Reads files and models until the document is whole, with its overrides, which may name others. */
async function resolve(host: Host, path: string, text: string, changes: Changes): Promise<Resolved> {
  const texts = new Map<string, FileText>([[path, { text }]]);
  const models = new Map<string, Model>();
  const read = async ({ files, models: ids }: Needs) => {
    for (const name of files) texts.set(name, await includedText(host, name));
    for (const id of ids) models.set(id, await catalogue.find((line) => line.id === id)!.load());
  };
  for (;;) {
    const resolution = resolveDocument(path, texts, models);
    if (resolution.kind === "needs") {
      await read(resolution);
      continue;
    }
    const ranges: Axis[] = [];
    const changed = change(resolution.document, changes, ranges);
    const { files, models: ids } = needsOf(changed);
    // What could not be read is not asked for again.
    const wanted = { files: files.filter((name) => !texts.has(name)), models: ids };
    if (wanted.files.length + wanted.models.length === 0) return { resolved: resolution.document, changed, ranges };
    await read(wanted);
  }
}

async function includedText(host: Host, name: string): Promise<FileText> {
  try {
    return { text: await readText(host, name) };
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    return { reason: error.data.reason === undefined ? error.message : `${error.data.reason}` };
  }
}

async function readText(host: Host, path: string): Promise<string> {
  const bytes = await readBytes(host, path);
  if (bytes.length > MOST)
    throw new LapicqueError("document-too-large", { path, megabytes: Math.round(bytes.length / 1e6), most: MOST / 1e6 });
  const text = decodeUtf8(bytes);
  if (text === undefined) throw notUtf8(path, bytes);
  return text;
}

async function readBytes(host: Host, path: string): Promise<Uint8Array> {
  try {
    return await host.read(path);
  } catch (error) {
    throw new LapicqueError("cannot-read", { path, reason: `${systemReason(error)}` });
  }
}

/** Points at the first line that is no UTF-8, and in it at the first byte that is not. */
function notUtf8(path: string, bytes: Uint8Array): LapicqueError {
  let [line, start] = [1, 0];
  for (;;) {
    const next = bytes.indexOf(0x0a, start);
    const row = bytes.subarray(start, next < 0 ? undefined : next);
    if (decodeUtf8(row) === undefined || next < 0) {
      let good = row.length;
      while (good > 0 && decodeUtf8(row.subarray(0, good)) === undefined) good--;
      const lineText = decodeUtf8(row.subarray(0, good)) ?? "";
      const source: Source = {
        name: path,
        text: lineText,
        locate: () => ({ file: path, line, column: lineText.length + 1, lineText: `${lineText}\ufffd` }),
      };
      return new LapicqueError("not-utf8", { path }, { source, start: lineText.length, end: lineText.length + 1 });
    }
    line++;
    start = next + 1;
  }
}

/** Applies changes in the order in which they are more and more particular; seed, duration and scale last. */
function change(document: Document, changes: Changes, ranges: Axis[]): Document {
  let changed = document;
  for (const given of changes.set ?? []) {
    const cut = given.indexOf("=");
    if (cut <= 0) throw new LapicqueError("not-an-override", { given });
    const [path, value] = [given.slice(0, cut).trim(), given.slice(cut + 1)];
    const range = changes.isSweep ? rangeAxis(changed, path, value) : undefined;
    if (range) ranges.push(axisOf(range));
    else changed = applyOverride(changed, path, value);
  }
  if (changes.seed !== undefined) changed = applyOverride(changed, "run.seed", flagValue("--seed", changes.seed));
  if (changes.duration !== undefined) changed = applyOverride(changed, "run.duration", flagValue("--duration", changes.duration));
  if (changes.scale !== undefined)
    changed = applyOverride(changed, "run.scale", flagValue("--scale", changes.scale.includes(",") ? `[${changes.scale}]` : changes.scale));
  return changed;
}

/** Columns of the data files that the document names, by the name written there. */
async function readFiles(host: Host, document: Document) {
  const files = new Map<string, Asset>();
  const errors: LapicqueError[] = [];
  for (const { name, node } of filesNamed(document.root)) {
    if (files.has(name)) continue;
    const path = host.resolve(document.name, name);
    try {
      files.set(name, await readColumns(await readBytes(host, path), name));
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      errors.push(error.span ? error : placed(error, node.span));
    }
  }
  return { files, errors };
}

/** Columns of a file that the document does not name; undefined if it cannot be read as data. */
async function readIfThere(host: Host, document: Document, name: string): Promise<Asset | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await host.read(host.resolve(document.name, name));
  } catch {
    // Hosts reject with errors of any kind; here each of them means that there is nothing.
    return undefined;
  }
  try {
    return await readColumns(bytes, name);
  } catch (error) {
    if (error instanceof LapicqueError) return undefined;
    throw error;
  }
}

function measuresOf({ root }: Document, experiment: Experiment | undefined): readonly string[] {
  const sweep = root.entries.get("sweep")?.value;
  const measure = sweep?.kind === "map" ? sweep.entries.get("measure")?.value : undefined;
  if (measure?.kind === "list") return measure.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value)] : []));
  return (experiment?.populations ?? []).filter(({ flow }) => flow.spike || flow.hazard).map(({ name }) => `${name}.rate`);
}

function baseName(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? path;
  return file.replace(/\.(ya?ml|json)$/i, "") || "document";
}

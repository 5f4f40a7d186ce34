/** Opens documents in tests: texts in memory, catalogue models loaded once. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LapicqueError } from "../../src/base/index.ts";
import {
  type Asset,
  type Bound,
  bind,
  catalogue,
  type Document,
  type Experiment,
  type FileText,
  type Model,
  type Names,
  resolveDocument,
  synapseIds,
  vocabulary,
} from "../../src/model/index.ts";

/** What this version has, as the session says. */
export const names: Names = { ...vocabulary, synapses: synapseIds };

export const models: ReadonlyMap<string, Model> = new Map(
  await Promise.all(catalogue.map(async (line) => [line.id, await line.load()] as const)),
);

/** A document from texts by name; what is not given cannot be read. */
export function open(text: string, others: Readonly<Record<string, string>> = {}, name = "doc.yaml"): Document {
  const texts = new Map<string, FileText>([
    [name, { text }],
    ...Object.entries(others).map(([file, each]) => [file, { text: each }] as const),
  ]);
  for (;;) {
    const resolution = resolveDocument(name, texts, models);
    if (resolution.kind === "document") return resolution.document;
    for (const file of resolution.files) texts.set(file, { reason: "no such file" });
  }
}

export function bindText(
  text: string,
  files: ReadonlyMap<string, Asset> = new Map(),
  others: Readonly<Record<string, string>> = {},
): Bound {
  return bind(open(text, others), files, names);
}

/** The experiment of a document that must be right. */
export function bound(text: string, files: Readonly<Record<string, Asset>> = {}): Experiment {
  const { experiment, errors, unfinished } = bindText(text, new Map(Object.entries(files)));
  if (!experiment) throw new Error([...errors, ...unfinished].map((error) => `${place(error)} ${error.message}`).join("\n"));
  return experiment;
}

/** `file:line:column code`, as it would be shown. */
export function place(error: LapicqueError): string {
  const at = error.span?.source.locate(error.span.start);
  return `${at?.file ?? "?"}:${at?.line ?? 0}:${at?.column ?? 0} ${error.code}`;
}

const shared = fileURLToPath(new URL("../../../shared/documents/", import.meta.url));

/** The shared documents by name, and those of sketches/; empty where they are absent. */
export function sharedDocuments(): { name: string; text: string }[] {
  const read = (folder: string) => {
    try {
      return readdirSync(folder)
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => ({ name: `${folder}${file}`, text: readFileSync(`${folder}${file}`, "utf8") }));
    } catch {
      return [];
    }
  };
  return [...read(shared), ...read(`${shared}sketches/`)];
}

/** A file of the science notes; undefined where they are absent. */
export function scienceNotes(file: string): string | undefined {
  try {
    return readFileSync(new URL(`../../../shared/science/${file}`, import.meta.url), "utf8");
  } catch {
    return undefined;
  }
}

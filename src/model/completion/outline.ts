/** A document's text as plain mappings, lists and values, as far as it can be read: what is wrong or half typed is left out. */
import { fileSource, LapicqueError } from "../../base/index.ts";
import { parseYaml } from "../document/parse-yaml.ts";
import { refuseUnreadable } from "../document/yaml.ts";

/** A mapping of the text; the reader of YAML keeps keys of any kind. */
export type Outline = ReadonlyMap<unknown, unknown>;

/** The outline of a text; empty for one that is no document at all. */
export function outlineOf(text: string): Outline {
  try {
    refuseUnreadable(fileSource("document", text));
    const yaml = parseYaml(text, { strict: false });
    return mapping(yaml.toJS({ mapAsMap: true, maxAliasCount: 100 }));
  } catch (error) {
    // Aliases without an anchor, or too many of them, are errors of the reader.
    if (error instanceof LapicqueError || error instanceof ReferenceError || error instanceof SyntaxError) return mapping(undefined);
    throw error;
  }
}

/** A value as a mapping, empty if it is none. */
export function mapping(value: unknown): Outline {
  return value instanceof Map ? value : new Map();
}

/** A value as a list; one that is none is the only item. */
export function items(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** What stands at a path. */
export function valueAt(outline: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, step) => (typeof step === "number" ? items(at)[step] : mapping(at).get(step)), outline);
}

/** The keys of a mapping that are texts. */
export function keys(value: unknown): readonly string[] {
  return [...mapping(value).keys()].filter((key) => typeof key === "string" && key !== "") as readonly string[];
}

/** A text or a number as text; of a described value its `value`. */
export function words(value: unknown): string {
  if (value instanceof Map) return words(value.get("value"));
  return typeof value === "string" || typeof value === "number" ? `${value}` : "";
}

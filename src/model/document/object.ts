/** A document written as an object in a program. */
import type { Model } from "../catalogue/model.ts";
import type { DocumentData } from "../schema/document.ts";
import type { Plain } from "./node.ts";
import type { FileText, Resolution } from "./resolve.ts";
import { resolveDocument } from "./resolve.ts";
import { yamlText } from "./write.ts";

/**
 * As `resolveDocument`, for an object. It is written out as YAML first, so that errors point at a line that can be shown, and the
 * object means exactly what the file would.
 */
export function documentFromObject(
  object: DocumentData,
  name: string,
  texts: ReadonlyMap<string, FileText>,
  models: ReadonlyMap<string, Model>,
): Resolution {
  // A document's data are plain: what JSON can hold.
  const text = yamlText(JSON.parse(JSON.stringify(object)) as Plain);
  return resolveDocument(name, new Map([...texts, [name, { text }]]), models);
}

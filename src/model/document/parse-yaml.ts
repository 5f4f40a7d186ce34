/** The YAML of documents: version 1.2 with its core schema, whatever the text's directives say, and no types beyond it. */
import { type Document, type ParsedNode, parseDocument } from "yaml";

/** Reads a text; what is wrong with it is in the document's `errors` and `warnings`, unpolished. Keys may come twice: our reader tells of them. */
export function parseYaml(text: string, { strict = true } = {}): Document.Parsed<ParsedNode> {
  return parseDocument(text, {
    prettyErrors: false,
    strict,
    uniqueKeys: false,
    schema: "core",
    resolveKnownTags: false,
    logLevel: "error",
  });
}

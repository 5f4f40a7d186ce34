import type { MessageTable } from "./message.ts";

export const documentMessages = {
  "empty-document": () => ({
    text: "the document is empty",
    hint: "begin with `neurons:` and `populations:`; `lapicque show adex --yaml` prints one that runs",
  }),
  "not-a-mapping": () => ({ text: "a document is a mapping of sections such as `neurons:` and `run:`" }),
  "document-too-long": (d) => ({
    text: `the document has ${d.length} characters; at most ${d.longest} are read`,
    hint: "is this the right file?",
  }),
  "binary-document": () => ({ text: "this is no text: it holds a control character", hint: "is this the right file?" }),
  "nested-too-deeply": (d) => ({ text: `lists and mappings are nested more than ${d.deepest} deep` }),
  "too-many-values": (d) => ({
    text: `the document has more than ${d.most} values`,
    hint: "a YAML alias (`*name`) repeats everything its anchor holds",
  }),
  "unknown-anchor": (d) => ({ text: `no anchor \`&${d.name}\` stands before this alias` }),
  "empty-key": (d) => ({
    text: "this is no name for a value",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes'
        : "a key is one word",
  }),
  "no-value": (d) => ({
    text: d.name ? `\`${d.name}\` has no value` : "a value is missing here",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value: a text with a comma is written in quotes, "normal(0, 1)"'
        : "write the value after the colon, or remove the key",
  }),
  "comma-in-braces": (d) => ({
    text: `\`${d.written}\` is cut at its comma: within { } and [ ] a comma ends a value`,
    hint: 'put the whole value in quotes: "normal(0, 1)"',
  }),
  "forbidden-key": (d) => ({ text: `\`${d.name}\` cannot be a name here`, hint: "choose another name" }),
  "duplicate-key": (d) => ({ text: `\`${d.name}\` is given twice`, hint: "remove one of the two" }),
  "tab-indent": () => ({ text: "a tab cannot indent a line", hint: "indent with spaces" }),
  "several-documents": () => ({ text: "the file holds more than one document (`---`)", hint: "put each into a file of its own" }),
  "nested-mapping": () => ({
    text: "a second `key: value` on one line, or a line that is indented too far",
    hint: "begin a new line, indented like its neighbours, or put a text with `: ` in quotes",
  }),
  "bad-indent": (d) => ({
    text: `the indentation is wrong here (${d.reason})`,
    hint: "lines of one mapping or list begin in the same column; are all brackets closed?",
  }),
  "yaml-tag": () => ({ text: "YAML tags (`!name`) have no meaning in a document", hint: "remove it, or put the text in quotes" }),
  "bad-braces": (d) => ({
    text: `the brackets or quotes do not fit (${d.reason})`,
    hint: 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes',
  }),
  "bad-yaml": (d) => ({ text: `this is not YAML (${d.reason})`, hint: "put the text in quotes if it is meant as it stands" }),
} as const satisfies MessageTable;

/** Colours for documents: keys, numbers with their units, comments, operators of equations. Line by line, no tree. */
import type { StreamParser, StringStream, TagStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

interface State {
  /** Behind a key, until the end of the line: a value, in which a word before a colon is no key. */
  inValue: boolean;
}

export const documentLanguage: StreamParser<State> = {
  name: "document",
  startState: () => ({ inValue: false }),
  token: (stream: StringStream, state: State) => {
    if (stream.sol()) state.inValue = false;
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(/^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/)) return "string";
    if (stream.match(/^[\w-]+(?=\s*:(\s|$))/)) return "propertyName";
    if (stream.match(/^d[A-Za-z]\w*\/dt\b/)) return "variableName";
    if (stream.match(/^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/)) return "number";
    if (stream.match(/^[A-Za-z_\u0370-\u03ff]\w*(?=\()/)) return "function";
    if (stream.match(/^[A-Za-z_\u0370-\u03ff]\w*/)) return "variableName";
    if (stream.match(/^[-+*/^=<>]+/)) return "operator";
    stream.next();
    return "punctuation";
  },
  tokenTable: { function: tags.function(tags.variableName) },
};

/** Inks are custom properties of the page, so that they follow the theme. */
export const documentTags: readonly TagStyle[] = [
  { tag: tags.comment, class: "ink-comment" },
  { tag: tags.propertyName, class: "ink-key" },
  { tag: tags.number, class: "ink-number" },
  { tag: tags.string, class: "ink-string" },
  { tag: tags.function(tags.variableName), class: "ink-function" },
  { tag: tags.operator, class: "ink-operator" },
  { tag: tags.punctuation, class: "ink-operator" },
];

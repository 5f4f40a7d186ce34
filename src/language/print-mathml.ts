/** Formulas in presentation MathML, which browsers draw. */
import { unreachable } from "../base/index.ts";
import type { Statement, Tree } from "./tree.ts";
import { type Box, greekLetters, type Setting, typeset } from "./typeset.ts";

/** A `<math>` element of an expression or a statement. Contains no text but its label, names, numbers and operators; markup is escaped. */
export function printMathML(what: Tree | Statement, { label, sign }: Setting = {}): string {
  const formula = mathml(typeset(what, sign));
  const labelled = label === undefined ? formula : `<mrow><mtext>${escaped(label)}:</mtext><mspace width="1em"/>${formula}</mrow>`;
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">${labelled}</math>`;
}

const operators: ReadonlyMap<string, string> = new Map([
  ["times", "\u22c5"],
  // U+2062 is the invisible product and U+2061 the application of a function, which screen readers read.
  ["product", "\u2062"],
  ["apply", "\u2061"],
  ["over", "/"],
  ["<-", "\u2190"],
  ["infinity", "\u221e"],
  ["not", "\u00ac"],
  ["and", "\u2227"],
  ["or", "\u2228"],
  ["<=", "\u2264"],
  [">=", "\u2265"],
  ["==", "="],
  ["!=", "\u2260"],
  ["-", "\u2212"],
  ["negative", "\u2212"],
  ["floor(", "\u230a"],
  [")floor", "\u230b"],
  ["ceil(", "\u2308"],
  [")ceil", "\u2309"],
]);

function mathml(box: Box): string {
  switch (box.kind) {
    case "word":
      return `<mi${box.variable ? "" : ' mathvariant="normal"'}>${escaped(greekLetters.get(box.text) ?? box.text)}</mi>`;
    case "number":
      return `<mn>${escaped(box.text.replace("-", "\u2212"))}</mn>`;
    case "operator":
      return operator(box.text);
    case "row":
      return `<mrow>${box.parts.map(mathml).join("")}</mrow>`;
    case "fraction":
      return `<mfrac>${mathml(box.above)}${mathml(box.below)}</mfrac>`;
    case "superscript":
      return `<msup>${mathml(box.base)}${mathml(box.above)}</msup>`;
    case "subscript":
      return `<msub>${mathml(box.base)}${mathml(box.below)}</msub>`;
    case "root":
      return `<msqrt>${mathml(box.of)}</msqrt>`;
    case "fence":
      return `<mrow>${operator(box.open)}${mathml(box.of)}${operator(box.close)}</mrow>`;
    case "cases": {
      const rows = box.rows.map(
        ([value, when]) => `<mtr>${[value, when].map((cell) => `<mtd style="text-align: left">${mathml(cell)}</mtd>`).join("")}</mtr>`,
      );
      return `<mrow><mo>{</mo><mtable>${rows.join("")}</mtable></mrow>`;
    }
    default:
      return unreachable(box);
  }
}

function operator(text: string): string {
  if (text === "wide product") return '<mo>\u2062</mo><mspace width="0.17em"/>';
  if (text === "space") return '<mspace width="0.17em"/>';
  return `<mo>${escaped(operators.get(text) ?? text)}</mo>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

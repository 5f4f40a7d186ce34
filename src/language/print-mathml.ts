/** Formulas in presentation MathML, which browsers draw. */
import { unreachable } from "../base/index.ts";
import type { Statement, Tree } from "./tree.ts";
import { type Box, greekLetters, typeset } from "./typeset.ts";

/** A `<math>` element of an expression or a statement. Contains no text but names, numbers and operators; markup is escaped. */
export function printMathML(what: Tree | Statement): string {
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">${mathml(typeset(what))}</math>`;
}

const operators: ReadonlyMap<string, string> = new Map([
  ["times", "\u22c5"],
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
      return `<mn>${escaped(box.text)}</mn>`;
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
      const rows = box.rows.map(([value, when]) => `<mtr><mtd>${mathml(value)}</mtd><mtd>${mathml(when)}</mtd></mtr>`);
      return `<mrow><mo>{</mo><mtable>${rows.join("")}</mtable></mrow>`;
    }
    default:
      return unreachable(box);
  }
}

function operator(text: string): string {
  // U+2062 is the invisible product, which screen readers read.
  if (text === "product") return "<mo>\u2062</mo>";
  if (text === "space") return '<mspace width="0.17em"/>';
  return `<mo>${escaped(operators.get(text) ?? text)}</mo>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Formulas in LaTeX (amsmath). */
import { unreachable } from "../base/index.ts";
import type { Statement, Tree } from "./tree.ts";
import { type Box, greekLetters, type Setting, typeset } from "./typeset.ts";

/** LaTeX of an expression or a statement, for math mode: `C\,\frac{\mathrm{d}V}{\mathrm{d}t} = ...`. */
export function printLatex(what: Tree | Statement, { label, sign }: Setting = {}): string {
  // The blank behind a command of letters is needed before a letter, and reads well before a number.
  const formula = latex(typeset(what, sign)).replace(/(\\[A-Za-z]+) (?=[\\_^{}(),]|$)/g, "$1");
  return label === undefined ? formula : `\\text{${label}:}\\quad ${formula}`;
}

const operators: ReadonlyMap<string, string> = new Map([
  ["product", "\\,"],
  ["wide product", "\\,"],
  ["apply", ""],
  ["over", "/"],
  ["<-", " \\leftarrow "],
  ["negative", "-"],
  ["space", "\\,"],
  ["times", " \\cdot "],
  ["infinity", "\\infty "],
  ["not", "\\lnot "],
  ["and", " \\land "],
  ["or", " \\lor "],
  ["<=", " \\le "],
  [">=", " \\ge "],
  ["==", " = "],
  ["!=", " \\ne "],
  [",", ", "],
]);

/** Capital Greek letters that LaTeX has no command for look like these. */
const latinCapitals: Readonly<Record<string, string>> = {
  Alpha: "A",
  Beta: "B",
  Epsilon: "E",
  Zeta: "Z",
  Eta: "H",
  Iota: "I",
  Kappa: "K",
  Mu: "M",
  Nu: "N",
  Omicron: "O",
  Rho: "P",
  Tau: "T",
  Chi: "X",
};

const commands: ReadonlySet<string> = new Set("exp ln log sin cos tan arcsin arccos arctan sinh cosh tanh min max".split(" "));

const openings: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["(", ["\\left(", "\\right)"]],
  ["|", ["\\left|", "\\right|"]],
  ["floor(", ["\\left\\lfloor ", "\\right\\rfloor "]],
  ["ceil(", ["\\left\\lceil ", "\\right\\rceil "]],
]);

function latex(box: Box): string {
  switch (box.kind) {
    case "word":
      return word(box.text, box.variable);
    case "number":
      return box.text;
    case "operator":
      return operators.get(box.text) ?? (box.text === "-" || box.text === "+" || box.text.length <= 2 ? ` ${box.text} ` : box.text);
    case "row":
      return box.parts.map((part, i) => (i === 0 ? latex(part).replace(/^ /, "") : latex(part))).join("");
    case "fraction":
      return `\\frac{${latex(box.above)}}{${latex(box.below)}}`;
    case "superscript":
      return `${atom(box.base)}^{${latex(box.above)}}`;
    case "subscript":
      return `${latex(box.base)}_{${latex(box.below)}}`;
    case "root":
      return `\\sqrt{${latex(box.of)}}`;
    case "fence": {
      if (box.open === "(" && isFlat(box.of)) return `(${latex(box.of)})`;
      const [open, close] = openings.get(box.open) ?? [box.open, box.close];
      return `${open}${latex(box.of)}${close}`;
    }
    case "cases":
      return `\\begin{cases} ${box.rows.map(([value, when]) => `${latex(value)} & ${latex(when)}`).join(" \\\\ ")} \\end{cases}`;
    default:
      return unreachable(box);
  }
}

/** What an exponent can stand on without braces. */
function atom(base: Box): string {
  const text = latex(base);
  const isAtom = base.kind === "fence" || base.kind === "subscript" || base.kind === "word" || /^[0-9]$/.test(text);
  return isAtom ? text.trimEnd() : `{${text}}`;
}

/** Whether plain parentheses are high enough. */
function isFlat(box: Box): boolean {
  switch (box.kind) {
    case "row":
      return box.parts.every(isFlat);
    case "fence":
      return isFlat(box.of);
    case "superscript":
      return isFlat(box.base);
    case "subscript":
      return isFlat(box.base);
    case "word":
    case "number":
    case "operator":
      return true;
    case "fraction":
    case "root":
    case "cases":
      return false;
    default:
      return unreachable(box);
  }
}

function word(text: string, variable: boolean): string {
  if (!variable) {
    if (commands.has(text)) return `\\${text}`;
    return `\\mathrm{${text.replace("\u00b5", "\\mu ").replace("\u03a9", "\\Omega ").replace("\u00b0", "{}^{\\circ}")}}`;
  }
  if (!greekLetters.has(text)) return text;
  if (text === "omicron") return "o";
  return Object.hasOwn(latinCapitals, text) ? `\\mathrm{${latinCapitals[text]}}` : `\\${text} `;
}

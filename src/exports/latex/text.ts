/** Words for LaTeX: what it reads as commands is escaped, Greek letters become formulas. */
import { greekNames } from "../greek.ts";

const escapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["~", "\\textasciitilde{}"],
  ["^", "\\textasciicircum{}"],
  ["<", "\\textless{}"],
  [">", "\\textgreater{}"],
  ["|", "\\textbar{}"],
  ["\u00b5", "\\textmu{}"],
  ["\u2126", "$\\Omega$"],
  ["\u2013", "--"],
  ["\u2014", "---"],
  ["\u2019", "'"],
]);

/** A text without commands. A character beyond Latin-1 that has no name here becomes a question mark. */
export function texText(text: string): string {
  return [...text].map(characterText).join("");
}

function characterText(character: string): string {
  const known = escapes.get(character);
  if (known !== undefined) return known;
  if ("{}$&#_%".includes(character)) return `\\${character}`;
  const greek = greekNames.get(character);
  if (greek !== undefined) return `$\\${greek}$`;
  return character.codePointAt(0)! < 0x100 ? character : "?";
}

/** Text with subscripts and superscripts: names, units and numbers as they are printed in papers. */

/** A stretch of text on one level. */
export interface Run {
  readonly text: string;
  readonly shift?: "sub" | "super";
}
export type RichText = readonly Run[];

const greek: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: 0x3b1,
    beta: 0x3b2,
    gamma: 0x3b3,
    delta: 0x3b4,
    epsilon: 0x3b5,
    eps: 0x3b5,
    zeta: 0x3b6,
    eta: 0x3b7,
    theta: 0x3b8,
    iota: 0x3b9,
    kappa: 0x3ba,
    lambda: 0x3bb,
    mu: 0x3bc,
    nu: 0x3bd,
    xi: 0x3be,
    pi: 0x3c0,
    rho: 0x3c1,
    sigma: 0x3c3,
    tau: 0x3c4,
    phi: 0x3c6,
    chi: 0x3c7,
    psi: 0x3c8,
    omega: 0x3c9,
    Gamma: 0x393,
    Delta: 0x394,
    Theta: 0x398,
    Lambda: 0x39b,
    Xi: 0x39e,
    Pi: 0x3a0,
    Sigma: 0x3a3,
    Phi: 0x3a6,
    Psi: 0x3a8,
    Omega: 0x3a9,
  }).map(([name, code]) => [name, String.fromCodePoint(code)]),
);

const MINUS = "\u2212";
const THIN_SPACE = "\u2009";
const TIMES = "\u00d7";
const DOT = "\u00b7";
const MICRO = "\u00b5";

/** Plain text as one run. */
export const plain = (text: string): RichText => [{ text }];

/** A number's text with the true minus sign; "-0" and "-0.00" lose theirs. */
export function minus(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", MINUS);
}

/** Thin spaces between thousands, from five digits on. */
export function groupDigits(text: string): string {
  return text.replace(/^\D?\d{5,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE));
}

/** `mantissa` times ten to `exponent`; the power alone for an empty mantissa. */
export function powerOfTen(mantissa: string, exponent: number): RichText {
  return [{ text: `${mantissa}${mantissa ? TIMES : ""}10` }, { text: minus(`${exponent}`), shift: "super" }];
}

/** A number for a label, to `digits` significant digits, without trailing zeros. */
export function printNumber(value: number, digits = 4): string {
  return minus(`${Number(value.toPrecision(digits))}`);
}

/** Names that were typeset: every redrawn picture asks for the same few, and the patterns know all the letters of Unicode. */
const known = new Map<string, RichText>();
const mostKnown = 1000;

/**
 * A name or expression of the model language as it is printed: `tau_m` is a Greek tau with the subscript m, `g*(V - E_L)` gets a
 * centred dot, a true minus sign and a subscript.
 */
export function typesetName(name: string): RichText {
  const before = known.get(name);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const made = typeset(name);
  known.set(name, made);
  return made;
}

function typeset(name: string): RichText {
  const runs: Run[] = [];
  for (const [token] of name.matchAll(/\p{L}[\p{L}\p{N}_]*|\^\d+|[^\p{L}^]+|\^/gu)) {
    if (/^\p{L}/u.test(token)) runs.push(...typesetIdentifier(token));
    else if (/^\^\d/.test(token)) runs.push({ text: token.slice(1), shift: "super" });
    else runs.push({ text: token.replaceAll("*", DOT).replaceAll("-", MINUS) });
  }
  return runs;
}

function typesetIdentifier(name: string): RichText {
  const [stem = "", ...subscripts] = name.split("_").filter((part) => part !== "");
  const run = { text: spell(stem) };
  return subscripts.length > 0 ? [run, { text: subscripts.map(spell).join(","), shift: "sub" }] : [run];
}

/** `tau` and `tau1` with their Greek letter; other words as they are. */
function spell(word: string): string {
  const [, letters = "", digits = ""] = /^(\p{L}+)(\d*)$/u.exec(word) ?? [];
  return greek.has(letters) ? `${greek.get(letters)}${digits}` : word;
}

/** A unit as it is printed: `uA/cm^2` with the micro sign and a raised 2, `MOhm` with an Omega, `mV*s` with a centred dot. */
export function typesetUnit(unit: string): RichText {
  const printed = unit
    .replace(/(^|[^A-Za-z])u(?=[A-Za-z])/g, `$1${MICRO}`)
    .replace(/Ohm/g, greek.get("Omega")!)
    .replace(/\bdegC\b/g, "\u00b0C")
    .replaceAll("*", DOT);
  const runs: Run[] = [];
  for (const [, base = "", exponent] of printed.matchAll(/([^^]+)(?:\^\(?(-?[\d/]+)\)?)?/g)) {
    runs.push({ text: base });
    if (exponent) runs.push({ text: minus(exponent), shift: "super" });
  }
  return runs;
}

/** `name (unit)`; the name alone where there is no unit. */
export function withUnit(name: RichText, unit: string): RichText {
  return unit === "" || unit === "1" ? name : [...name, { text: " (" }, ...typesetUnit(unit), { text: ")" }];
}

/** The characters alone, for descriptions. */
export function plainText(text: RichText): string {
  return text.map((run) => run.text).join("");
}

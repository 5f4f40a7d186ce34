/**
 * The fixed table that is applied before NFKC: what a typed or pasted character means in the language. Data only. The micro and ohm
 * signs are the Greek letters that they look like: keyboards type one, web pages the other, and a name must be the same in both. In a
 * unit, `mu` and `Omega` count as micro and Ohm.
 */

const greekNames =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(
    " ",
  );

const table = new Map<string, string>();

// U+03B1 alpha ... U+03C9 omega in Unicode's order, final sigma at its place; capitals 32 below.
for (const [i, name] of greekNames.entries()) {
  table.set(String.fromCodePoint(0x3b1 + i), name);
  table.set(String.fromCodePoint(0x391 + i), name[0]?.toUpperCase() + name.slice(1));
}
// U+03A2 is unassigned: there is no capital final sigma.
table.delete("\u03a2");

const others: Readonly<Record<string, string>> = {
  "\u03d0": "beta",
  "\u03d1": "theta",
  "\u03d5": "phi",
  "\u03d6": "pi",
  "\u03f0": "kappa",
  "\u03f1": "rho",
  "\u03f5": "epsilon",
  "\u03f4": "Theta",
  "\u2206": "Delta", // increment
  "\u00b5": "mu", // micro sign
  "\u2126": "Omega", // ohm sign
  "\u2202": "d", // the d of partial derivatives
  "\u221a": " sqrt ", // so that `\u221a(x)` is `sqrt(x)`
  "\u221e": "infinity",
  "\u2212": "-", // minus
  "\u2010": "-",
  "\u2011": "-",
  "\u2013": "-", // en dash, which word processors make of a minus
  "\u00b7": "*", // middle dot
  "\u0387": "*", // Greek ano teleia, which looks the same
  "\u22c5": "*",
  "\u2219": "*",
  "\u00d7": "*",
  "\u2217": "*",
  "\u00f7": "/",
  "\u2215": "/",
  "\u2264": "<=",
  "\u2265": ">=",
  "\u2a7d": "<=",
  "\u2a7e": ">=",
  "\u2260": "!=",
  "\u2032": "'", // prime
  "\u2019": "'",
  "\u00ba": "deg", // the ordinal sign of Romance keyboards, which looks the same
  "\u00b0": "deg", // so that `6.3 °C` is `6.3 degC`
  // Line breaks of other systems. CR LF is handled where lines are cut.
  "\u0085": "\n",
  "\u2028": "\n",
  "\u2029": "\n",
  "\u000b": "\n",
  "\u000c": "\n",
  "\ufeff": " ", // byte order mark
};
for (const [from, to] of Object.entries(others)) table.set(from, to);

/** What a character stands for, by the fixed table. */
export const characterTable: ReadonlyMap<string, string> = table;

/** Superscripts: a run of them is one exponent, `cm⁻²` is `cm^-2`. */
export const superscripts: ReadonlyMap<string, string> = new Map([
  ["\u2070", "0"],
  ["\u00b9", "1"],
  ["\u00b2", "2"],
  ["\u00b3", "3"],
  ["\u2074", "4"],
  ["\u2075", "5"],
  ["\u2076", "6"],
  ["\u2077", "7"],
  ["\u2078", "8"],
  ["\u2079", "9"],
  ["\u207a", ""],
  ["\u207b", "-"],
]);

/** Cyrillic, Armenian and phonetic letters, each followed by the Latin letter that it looks like. */
const lookalikePairs =
  "\u0430a\u0435e\u043eo\u0440p\u0441c\u0443y\u0445x\u0456i\u0458j\u0455s\u04bbh\u0501d\u051bq\u051dw\u0261g\u0131i\u0410A\u0412B\u0415E\u041aK\u041cM\u041dH\u041eO\u0420P\u0421C\u0422T\u0425X\u0406I\u0408J\u0405S\u04aeY\u04c0I\u0578n\u0585o\u057du";

/** Letters of other alphabets that look like a Latin one, for the error that names both. */
export const lookalikes: ReadonlyMap<string, string> = new Map(
  [...lookalikePairs.matchAll(/(.)(.)/g)].map((pair): [string, string] => [pair[1] ?? "", pair[2] ?? ""]),
);

/** Characters that take no room on the screen and are never meant. */
export const invisible: ReadonlySet<string> = new Set(["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u200e", "\u200f", "\u061c"]);

/** Documents spoiled at random: what the document fuzz feeds on. */
import { stream } from "../../src/base/index.ts";

/** Pieces that break things where they land. */
const pieces = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  ":",
  ",",
  "\n",
  "\t",
  "  ",
  "- ",
  "#",
  "'",
  '"',
  "|",
  ">",
  "&a ",
  "*a",
  "!x ",
  "? ",
  "~",
  "null",
  "true",
  ".nan",
  ".inf",
  "1e999",
  "-1",
  "0",
  "1/0",
  "normal(0, 1)",
  "where(V > 0, 1, 2)",
  "E[0:9]",
  "__proto__",
  "constructor",
  "\u0000",
  "\ufeff",
  "\u03c4",
  "\u0430",
  "\ud800",
  "mV",
  "nS",
  "degC",
  "xi",
  "t",
  "dt",
  "age",
  "index",
  "infinity",
  "pre.size",
  "conv(w, u)",
  "delayed(V, 1 ms)",
  "laplacian(V)",
  "dV/dt = -V",
  "V' = V",
  "x = x",
  "f(x) = f(x)",
  "include: doc.yaml",
  "model: adex",
  "set: tonic",
  "units: none",
  "neurons:",
  "populations:",
  "stimuli:",
  "run:",
  "size",
  "value",
  "parameters",
  "truncated(",
  "exponential(1 ms)",
  "V^V",
  "not",
  "and",
  "heaviside",
  "mean(",
  "spikes",
  "1 ms",
  "500 pA",
]; // prettier-ignore

/** Words, numbers, marks of YAML and of the language: what a gentle edit puts in the place of another. */
const tokens = /[A-Za-z_]\w*|\d+(?:\.\d+)?|[^\s\w]/g;

/**
 * A text with a few random edits. Gentle ones exchange a word, number or mark for another of its kind, so that much of what comes
 * out is read to the end; rough ones put pieces in and delete, double or exchange stretches.
 */
export function mutate(texts: readonly string[], seed: number): string {
  const random = stream(seed, 0, 0);
  const below = (n: number) => Math.min(Math.floor(random.uniform() * n), n - 1);
  let text = texts[below(texts.length)] ?? "";
  const edits = below(5) < 3 ? 1 : 2 + below(3);
  const edit = below(5) < 3 ? gentle : rough;
  for (let i = 0; i < edits; i++) text = edit(text, texts[below(texts.length)] ?? "", below);
  return text;
}

type Below = (n: number) => number;

function gentle(text: string, other: string, below: Below): string {
  const all = [...text.matchAll(tokens)];
  const at = all[below(all.length)];
  if (!at) return text;
  const isAlike = (word: string) => /^\w/.test(word) === /^\w/.test(at[0]) && /^\d/.test(word) === /^\d/.test(at[0]);
  const choices = [...(below(2) === 0 ? text : other).matchAll(tokens)].map(([word]) => word).filter(isAlike);
  const choice = choices[below(choices.length)] ?? "";
  return text.slice(0, at.index) + choice + text.slice(at.index + at[0].length);
}

function rough(text: string, other: string, below: Below): string {
  const [a, b] = [below(text.length + 1), below(text.length + 1)].sort((x, y) => x - y) as [number, number];
  const end = Math.min(b, a + 1 + below(60));
  const from = below(other.length + 1);
  switch (below(6)) {
    case 0:
      return text.slice(0, a) + text.slice(end);
    case 1:
      return text.slice(0, a) + text.slice(a, end) + text.slice(a);
    case 2:
      return text.slice(0, a) + other.slice(from, from + 1 + below(60)) + text.slice(end);
    default:
      return text.slice(0, a) + pieces[below(pieces.length)] + text.slice(below(2) === 0 ? a : Math.min(end, a + 6));
  }
}

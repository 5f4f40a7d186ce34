/** The names that the language itself gives a meaning. */
import { distributions, functions } from "./functions.ts";

/** Words that are operators. */
export const keywords: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** Constants. */
export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["infinity", Number.POSITIVE_INFINITY],
]);

/** Names of quantities and operators that the language itself has. */
export const reserved: ReadonlySet<string> = new Set([
  ..."t age dt xi index size position distance weight delay pre post conv laplacian delayed".split(" "),
  ...constants.keys(),
  ...keywords,
]);

/** Whether it is a source of private white noise: `xi`, `xi_1`, `xi_2`, ... */
export function isNoise(name: string): boolean {
  return name === "xi" || /^xi_[1-9][0-9]*$/.test(name);
}

/** Whether the language gives the name a meaning, so that a document may not define it (but for `weight`, a state in an `edge` block). */
export function isReserved(name: string): boolean {
  return reserved.has(name) || isNoise(name) || functions.has(name) || distributions.has(name) || /^(pre|post)\./.test(name);
}

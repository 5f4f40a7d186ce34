/** What is said about stationary states: which documents have equations for them. */
import type { MessageTable, Names, Word } from "./message.ts";
import { known } from "./phrases.ts";

/** Sentences about stationary states, by code. */
export const steadyMessages = {
  "siegert-needs": (d: { where: Word; what: Word }) => ({
    text: `${d.where}: self-consistent rates of threshold neurons need ${d.what}`,
    hint: "run it in the scale network",
  }),
  "mean-flow-needs": (d: { where: Word; what: Word }) => ({
    text: `${d.where}: one state for all neurons of a population needs ${d.what}`,
    hint: "run it in the scale network",
  }),
  "too-many-unknowns": (d: { count: Word; most: Word }) => ({
    text: `stationary states of ${d.count} variables cannot be solved for: ${d.most} are the most`,
    hint: "make the network smaller, or run it",
  }),
  "no-stationary-scale": (d: { reasons: Names }) => ({
    text: `no scale can solve this document for stationary states\n${d.reasons.map((line) => `    ${line}`).join("\n")}`,
    hint: "change what the reasons name, or run it",
  }),
  "unknown-stationary-scale": (d: { name: Word; known: Names }) => ({
    text: `no scale \`${d.name}\` solves for stationary states`,
    hint: known(d.known),
  }),
} as const satisfies MessageTable;

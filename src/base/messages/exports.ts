/** What is said about documents in the words of other programs. */
import type { MessageTable, Names, Word } from "./message.ts";
import { known } from "./phrases.ts";

/** Sentences about exports, by code. */
export const exportMessages = {
  "export-format": (d: { given: Word; known: Names }) => ({
    text: d.given === "" ? "the format to write is not given" : `\`${d.given}\` is no format that documents are written in`,
    hint: `write \`--to NAME\`; ${known(d.known)}`,
  }),
  "export-brian2": (d: { where: Word; reason: Word; remedy: Word }) => ({
    text: `\`${d.where}\` cannot be written for Brian2: ${d.reason}`,
    hint: `${d.remedy}`,
  }),
  "export-function": (d: { name: Word }) => ({
    text: `it has no function \`${d.name}\``,
    hint: "write the equation without it",
  }),
  "export-where": () => ({
    text: "`where` is computed there as a sum over both branches, and one of these has no value everywhere (a logarithm, a root, a quotient)",
    hint: "write branches that can be computed for every value, for example by `max` or `clip` around what is divided by",
  }),
  "export-name": (d: { name: Word }) => ({
    text: `\`${d.name}\` has no meaning there`,
    hint: "write the equation without it",
  }),
  "export-field": () => ({
    text: "a field, whose equations run over space",
    hint: "export the document as latex or handout: neurons are what Brian2 computes",
  }),
  "export-plasticity": () => ({
    text: "a synapse with an `edge:` of its own, which no scale computes yet",
    hint: "remove the `edge:`",
  }),
  "export-initial-age": () => ({
    text: "`initial-age` lets neurons begin as they are some time after a spike, which Brian2 cannot say",
    hint: "remove it and begin with a `transient`",
  }),
  "export-activity": () => ({
    text: "the synapse `activity` sends the rate of a population as one number; Brian2's synapses connect neurons",
    hint: "write a synapse between neurons: `pulse` with weight 1/size, for example",
  }),
  "export-graded-delay": () => ({
    text: "what a synapse sends all the time (`send:`) cannot be delayed there",
    hint: "remove the delay, or send it by spikes (`pre:` and `at-arrival:`)",
  }),
  "export-travels": (d: { names: Names }) => ({
    text: `a spike carries ${d.names.map((name) => `\`${name}\``).join(", ")}, which Brian2 reads when it arrives: the neuron could have fired again before`,
    hint: "give the sources a refractory time as long as the delay, or a shorter delay",
  }),
  "export-cascade": () => ({
    text: "a spike that acts at the moment at which it is sent (`delay: 0`) makes others fire in the same step, which Brian2 does not",
    hint: "give a delay of at least one step",
  }),
  "export-clamp": () => ({
    text: "a clamp holds a state and records the current that this takes, for which Brian2 has no word",
    hint: "write the clamp as a current with a large conductance",
  }),
  "export-noise-window": () => ({
    text: "private white noise that does not last for the whole run, or reaches a part of the population alone",
    hint: "let the noise last and reach all, or write `noise` with a short `tau`",
  }),
  "export-drawn-course": () => ({
    text: "a value that is drawn, or differs between neurons, where Brian2 takes one number",
    hint: "give one number for all",
  }),
  "export-draw": (d: { kind: Word }) => ({
    text: `a random value (\`${d.kind}\`) whose arguments differ between its owners`,
    hint: "give it arguments that all share",
  }),
  "export-recording": () => ({
    text: "a recording with one column for each neuron, or without times",
    hint: "give one column for all neurons",
  }),
  "export-poisson-rule": () => ({
    text: "spikes of Poisson trains that do not add up: several in one step would do more, or less, than each alone",
    hint: "write `at-arrival: s = s + weight`, or smaller steps of another source",
  }),
  "export-self": () => ({
    text: "a drawn number of connections without `self` between shifted parts of one population",
    hint: "connect whole populations, or allow `self`",
  }),
  "export-bounds": (d: { name: Word }) => ({
    text: `the bounds of \`${d.name}\` differ between neurons`,
    hint: "give bounds that all share",
  }),
  "export-multiplicative": () => ({
    text: "noise whose strength depends on a state is read as Stratonovich's there, and the document means Ito's",
    hint: "write `run: { sde: stratonovich }` if that is what you mean",
  }),
} as const satisfies MessageTable;

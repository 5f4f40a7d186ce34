/** What is said about comparing scales. */
import type { MessageTable, Names, Word } from "./message.ts";
import { known } from "./phrases.ts";

/** Sentences about comparisons of scales, by code. */
export const agreementMessages = {
  "unknown-scale": (d: { name: Word; known: Names }) => ({
    text: `there is no scale \`${d.name}\``,
    hint: known(d.known),
  }),
  "compare-one-scale": (d: { scales: Names }) => ({
    text: d.scales.length === 0 ? "there are no scales to compare" : `there is nothing to compare the scale ${d.scales.join(", ")} with`,
    hint: "name two or more, the reference first: --scales network,mesoscopic, or `run: { scale: [network, mesoscopic] }`",
  }),
  "compare-refused": (d: { reasons: Names }) => ({
    text: `the scales cannot be compared: not all of them run this document\n${d.reasons.map((line) => `    ${line}`).join("\n")}`,
    hint: "change what the reasons name, or compare other scales",
  }),
  "compare-nothing": () => ({
    text: "the document has no population that fires: scales are compared by the activity of populations",
    hint: "give a neuron a `spike:` or a `hazard:`",
  }),
  "compare-margin": (d: { given: Word; known: Names }) => ({
    text: `\`${d.given}\` is no margin`,
    hint: `write a part between 0 and 1, or per cent: --margin mean=0.01, --margin variance=10%; ${known(d.known)}`,
  }),
  "compare-unfinished": (d: { scale: Word; reason: Word }) => ({
    text: `the scales cannot be compared: the run of ${d.scale} ended early: ${d.reason}`,
    hint: "run that scale by itself and see",
  }),
  "compare-bin": (d: { given: Word; longest: Word }) => ({
    text: `bins of ${d.given} do not fit: they must be longer than 0 and at most half the recorded time, ${d.longest}`,
    hint: "leave --bin out, or run longer with --duration",
  }),
} as const satisfies MessageTable;

/** Why neurons cannot be computed as populations, and what is said of those that are. */
import type { checkpointMessages } from "./checkpoint.ts";
import type { documentMessages } from "./document.ts";
import type { eventMessages } from "./events.ts";
import type { languageMessages } from "./language.ts";
import type { MessageTable, Without, Word } from "./message.ts";
import type { modelMessages } from "./model.ts";
import type { networkMessages } from "./network.ts";
import type { runMessages } from "./run.ts";

const network = "choose the scale network, which computes every neuron";

/** Sentences about populations of neurons that are computed together, by code. */
export const populationMessages = {
  "cohorts-need-hazard": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} computes neurons that fire with a \`hazard:\`; those of \`${d.where}\` have none`,
    hint: "write `hazard:` in the place of `spike:`, or choose the scale network",
  }),
  "cohorts-need-step": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} moves in steps of one length, and the document gives none`,
    hint: "write `run: { step: 0.1 ms }`, or less",
  }),
  "cohorts-differ": (d: { scale: Word; where: Word; name: Word }) => ({
    text: `the scale ${d.scale} computes neurons that are alike, but \`${d.name}\` of \`${d.where}\` is each neuron's own`,
    hint: `give all the same value, or ${network}`,
  }),
  "cohorts-noise": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} computes neurons whose state follows from their last spike, but those of \`${d.where}\` have noise of their own`,
    hint: `the hazard is their noise: remove the other, or ${network}`,
  }),
  "cohorts-input": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} computes neurons that receive the same, but \`${d.where}\` gives each its own spikes`,
    hint: `give all the mean current, or ${network}`,
  }),
  "cohorts-remember": (d: { scale: Word; where: Word; name: Word }) => ({
    text: `the scale ${d.scale} needs states that the last spike sets, or that are the same for all neurons; \`${d.name}\` of \`${d.where}\` remembers earlier spikes`,
    hint: `have \`reset:\` set \`${d.name}\`, or ${network}`,
  }),
  "cohorts-reset": (d: { scale: Word; where: Word; name: Word }) => ({
    text: `the scale ${d.scale} needs a reset that sets a state or adds a constant to it; that of \`${d.name}\` in \`${d.where}\` does neither`,
    hint: `write \`${d.name}: value\` or \`${d.name}: ${d.name} + constant\`, or ${network}`,
  }),
  "cohorts-decay": (d: { scale: Word; where: Word; name: Word }) => ({
    text: `every spike adds to \`${d.name}\` of \`${d.where}\`, which the scale ${d.scale} computes where \`${d.name}\` decays at a constant rate and acts on the hazard alone`,
    hint: `write \`tau*d${d.name}/dt = -${d.name}\` and subtract \`${d.name}\` in the hazard, as a threshold, or ${network}`,
  }),
  "cohorts-exponent": (d: { scale: Word; where: Word; name: Word }) => ({
    text: `every spike adds to \`${d.name}\` of \`${d.where}\`, which the scale ${d.scale} computes where the hazard depends on it as \`exp(-k*${d.name})\``,
    hint: `write an exponential hazard with \`${d.name}\` in its exponent, or ${network}`,
  }),
  "cohorts-refractory": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} needs a refractory time that is the same for all spikes of \`${d.where}\``,
    hint: `write its mean, or ${network}`,
  }),
  "cohorts-synapse": (d: { scale: Word; where: Word; kind: Word }) => ({
    text: `the scale ${d.scale} computes synapses whose effect is the same for every spike; \`${d.kind}\` (${d.where}) depends on the neuron that sends`,
    hint: `use \`exponential\`, \`alpha\`, \`delta\` or one of your own without \`pre:\` and \`send:\`, or ${network}`,
  }),
  "cohorts-delay": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} takes the mean delay, which is not known before the connections of \`${d.where}\` are drawn`,
    hint: `give one delay or a random value, or ${network}`,
  }),
  "stationary-adapts": (d: { where: Word; name: Word }) => ({
    text: `stationary states are computed of neurons that the time since their last spike tells apart; \`${d.name}\` of \`${d.where}\` also remembers the spikes before it`,
    hint: `set \`${d.name}\` to a value at the spike, leave the adaptation out, or run the document on the scale mesoscopic`,
  }),
  "cohort-index": (d: { path: Word }) => ({
    text: `\`${d.path}\` is of one neuron, and the populations of this scale have no single neurons`,
    hint: "leave the number out: all neurons are changed",
  }),
  "quasi-renewal": (d: { where: Word; percent: Word }) => ({
    text: `of the adaptation of \`${d.where}\` up to ${d.percent} % are left out, because spikes before the last one count as if they had come at random (quasi-renewal)`,
    hint: "the fewer the smaller what a spike adds is against the width of the threshold",
  }),
  "mean-connections": (d: { where: Word }) => ({
    text: `connections that differ from neuron to neuron (${d.where}) count with their mean`,
    hint: "`lapicque compare` says what that leaves out",
  }),
} as const satisfies MessageTable &
  Without<typeof languageMessages> &
  Without<typeof documentMessages> &
  Without<typeof modelMessages> &
  Without<typeof networkMessages> &
  Without<typeof eventMessages> &
  Without<typeof runMessages> &
  Without<typeof checkpointMessages>;

/** Why neurons cannot be computed as populations, and what is said of those that are. */
import type { MessageTable, Names, Word } from "./message.ts";

const network = "choose the scale network, which computes every neuron";

const withModes = (modes: Word) => (modes === 0 ? "without modes" : modes === 1 ? "with one mode" : `with ${modes} modes`);

/** Where the law of the intervals of a population cannot be followed any further. */
type LawEnds = { readonly where: Word; readonly age: Word; readonly rate: Word };
const withoutLimit = "runs of mesoscopic and refractory-density have no such limit";

/** Sentences about populations of neurons that are computed together, by code. */
export const populationMessages = {
  "cohorts-need-hazard": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} computes neurons that fire with a \`hazard:\`; those of \`${d.where}\` have none`,
    hint: "write `hazard:` in the place of `spike:`, or choose the scale network",
  }),
  "no-theory": (d: { figure: Word; where: Names; reason: Word }) => ({
    text: `no theory is drawn over ${d.where.map((name) => `\`${name}\``).join(", ")} in the figure ${d.figure}: ${d.reason}`,
    hint: "`theory: none` of the figure leaves it out without a word",
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
  "cohorts-synapse-at-once": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} brings spikes at the moment at which they are sent to states that jump, and ${d.where} has \`delay: 0\` and a synapse with states of its own`,
    hint: "leave `delay` out, and spikes arrive at the next step; or write `kind: delta`",
  }),
  "cohorts-at-once": (d: { scale: Word; where: Word }) => ({
    text: `the activity of ${d.where} acts at once on the hazard of neurons other than those that fire it: the scale ${d.scale} solves for one activity that does`,
    hint: "give the projection a `delay:`, or let the activity act through a state (`lambda*dX/dt = N - X`)",
  }),
  "not-unique": (d: { where: Word; time: Word; values: Names }) => ({
    text: `at ${d.time} the activity of \`${d.where}\`, which acts at once on its own hazard, has ${d.values.length} values that agree with it: ${d.values.join(", ")}`,
    hint: "the equations do not say which: give the projection a `delay:`, or let the activity act through a state (`lambda*dX/dt = N - X`)",
  }),
  "cohorts-delay": (d: { scale: Word; where: Word }) => ({
    text: `the scale ${d.scale} takes the mean delay, which is not known before the connections of \`${d.where}\` are drawn`,
    hint: `give one delay or a random value, or ${network}`,
  }),
  "hazard-negative": (d: { where: Word }) => ({
    text: `the hazard of some neurons of \`${d.where}\` is below 0, which counts as 0`,
    hint: "write max(..., 0) around it if that is meant",
  }),
  "law-negative": (d: LawEnds) => ({
    text: `the hazard of \`${d.where}\` is below 0 from ${d.age} after a spike on, where its activity is held at ${d.rate}`,
    hint: "write max(..., 0) around it, or choose values with which it stays above",
  }),
  "law-not-finite": (d: LawEnds) => ({
    text: `a state or the hazard of \`${d.where}\` grows beyond all numbers ${d.age} after a spike, where its activity is held at ${d.rate}`,
    hint: "let the hazard grow with the state, so that neurons fire before, or bound it with min(...)",
  }),
  "law-jump": (d: LawEnds) => ({
    text: `the hazard of \`${d.where}\` jumps ${d.age} after a spike, or changes too fast to be followed, where its activity is held at ${d.rate}`,
    hint: `write a smooth function, or let it jump at an age (\`where(age > ...)\`); ${withoutLimit}`,
  }),
  "law-endless": (d: LawEnds) => ({
    text: `the hazard of \`${d.where}\` still changes ${d.age} after a spike, when not all neurons have fired, where its activity is held at ${d.rate}`,
    hint: withoutLimit,
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
  "modes-left-out": (d: { where: Word; modes: Word; at: Word; response: Word; power: Word }) => ({
    text:
      `${withModes(d.modes)} the rate of \`${d.where}\` answers an input that changes at ${d.at} with an error of ${d.response} %` +
      `${d.power === 0 ? "" : `, and the power of its fluctuations there is ${d.power} % off`}`,
    hint: "the error falls as one over the number of modes; refractory-density and mesoscopic have all ages",
  }),
  "modes-still-input": (d: { where: Word; at: Word; percent: Word }) => ({
    text: `membranes of \`${d.where}\` are as if their input had not changed since their spike: at ${d.at} that takes ${d.percent} % of their answer, with any number of modes`,
    hint: "the slower the input the less; refractory-density and mesoscopic move every membrane",
  }),
  "modes-need": (d: { scale: Word; where: Word; what: Word }) => ({
    text: `the scale ${d.scale} moves populations by one input h that all their neurons share; for \`${d.where}\` that takes ${d.what}`,
    hint: "choose the scale refractory-density or mesoscopic, which have no such limit",
  }),
  "modes-silent": (d: { where: Word; input: Word }) => ({
    text: `the neurons of \`${d.where}\` fall silent at the input ${d.input}, where a population has no modes`,
    hint: "keep the input where neurons fire, or choose the scale refractory-density or mesoscopic",
  }),
  "modes-unresolved": (d: { where: Word; input: Word }) => ({
    text: `the law of the intervals of \`${d.where}\` cannot be followed at the input ${d.input}`,
    hint: "choose the scale refractory-density or mesoscopic",
  }),
  "modes-few": (d: { where: Word; input: Word; found: Word; asked: Word }) => ({
    text: `the intervals of \`${d.where}\` have ${d.found} modes that can be computed at the input ${d.input}, and ${d.asked} were asked for`,
    hint: `write \`options: { low-dimensional: { modes: ${d.found} } }\``,
  }),
  "modes-meeting": (d: { where: Word; input: Word }) => ({
    text: `the modes of \`${d.where}\` cannot be followed past the input ${d.input}: they do not move smoothly with it there`,
    hint: "keep the input away from there, or choose the scale refractory-density or mesoscopic",
  }),
  "modes-set": (d: { path: Word }) => ({
    text: `\`${d.path}\` changes the modes themselves, which are those of the document`,
    hint: "change an input, or the value in the document",
  }),
  "coarse-grid": (d: { where: Word; percent: Word }) => ({
    text: `where the hazard of \`${d.where}\` changes fast cohorts of the coarse grid are wide: its activity may be wrong by up to ${d.percent} %`,
    hint: "write `grid: uniform` among the options of the scale",
  }),
  "mean-connections": (d: { where: Word }) => ({
    text: `connections that differ from neuron to neuron (${d.where}) count with their mean`,
    hint: "`lapicque compare` says what that leaves out",
  }),
} as const satisfies MessageTable;

/** What is said about densities over the membrane potential. */
import type { MessageTable, Names, Word } from "./message.ts";

/** Sentences about densities, by code. */
export const densityMessages = {
  "density-needs": (d: { where: Word; what: Word }) => ({
    text: `the density of \`${d.where}\` over its membrane potential needs ${d.what}`,
    hint: "choose the scale network, which computes every neuron",
  }),
  "density-noise": (d: { where: Word; state: Word; potential: Word }) => ({
    text: `single spikes of \`${d.where}\` act through \`${d.state}\`, whose effect on \`${d.potential}\` is not the same at all times: their noise is no white noise`,
    hint: "linear synapses with a current are approximated; choose the scale network for others, or `connect: all`, where all neurons receive the same",
  }),
  "density-filtered": (d: { where: Word; by: Word }) => ({
    text: `the noise of the spikes that ${d.where} receives is taken as white; that synapses filter it counts as a threshold and a reset ${d.by} higher, to first order in the root of tau_s/tau_m (Fourcaud & Brunel 2002)`,
    hint: "the scale network follows every synapse; `lapicque compare` shows the difference",
  }),
  "density-white": (d: { where: Word }) => ({
    text: `spikes that ${d.where} receives have a response with a rise: their noise is taken as white, as if they were short beside the membrane`,
    hint: "the scale network follows every synapse; `lapicque compare` shows the difference",
  }),
  "density-poisson": (d: { where: Word }) => ({
    text: `the spikes of \`${d.where}\` are a drift and white noise only as Poisson trains with one rate for all its targets`,
    hint: "choose the scale network, which draws every spike",
  }),
  "density-step": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} moves in steps of one length, and the document gives none`,
    hint: "write `run: { step: 0.1 ms }`, or less",
  }),
  "density-range": (d: { scale: Word; name: Word; where: Word; what: Word }) => ({
    text: `\`${d.name}\` of the scale ${d.scale} does not fit \`${d.where}\`: ${d.what}`,
    hint: `write \`options: { ${d.scale}: { ${d.name}: [lowest, highest] } }\``,
  }),
  "density-option": (d: { scale: Word; name: Word; given: Word; what: Word }) => ({
    text: `\`${d.name}\` of the scale ${d.scale} cannot be \`${d.given}\`: ${d.what}`,
    hint: "the values that fit stand in the guide, under densities",
  }),
  "density-file": (d: { file: Word; what: Word }) => ({
    text: `${d.file} holds no density with which a population could begin: ${d.what}`,
    hint: "write two columns, potentials with their unit in the header (`V_mV`) and the density there, in any unit",
  }),
  "density-blow-up": (d: { where: Names; time: Word; error: Word; orders: Word; criterion: Word }) => ({
    text: `the activity of ${d.where.join(" and ")} grows beyond all bounds at t = ${d.time}${d.error}: from then on the Fokker-Planck equation has no classical solution${d.orders}${d.criterion}`,
    hint: "what was recorded until then is kept; the scale network goes on beyond it, with spikes that arrive at once (`delay: 0`): neurons then fire together",
  }),
  "density-not-finite": (d: { where: Word; time: Word }) => ({
    text: `the equations of ${d.where} give no number at t = ${d.time}`,
    hint: "look at their values over the whole range of the potential",
  }),
  "density-criterion": (d: { where: Word; moment: Word; bound: Word; exponent: Word; verdict: Word }) => ({
    text: `${d.where}: the theorem's criterion for blow-up, M(0) = ${d.moment} above ${d.bound} with mu = ${d.exponent}, ${d.verdict}`,
    hint: "it is sufficient only: data that do not meet it may blow up, too",
  }),
  "density-set": (d: { path: Word; population: Word; state: Word }) => ({
    text: `\`${d.path}\` cannot be changed at this scale: \`${d.state}\` of ${d.population} has a density, not a value`,
    hint: "change a parameter or an input, or begin with another initial distribution",
  }),
  "density-edge": (d: { where: Word; share: Word; low: Word }) => ({
    text: `${d.share} of the neurons of ${d.where} have come near the lower end of the grid, ${d.low}`,
    hint: "a wider grid lets them go on: options `fokker-planck`, the range of the potential",
  }),
  "density-no-steady": (d: { where: Word }) => ({
    text: `the entropy of ${d.where} is not recorded: no stationary state was found to hold its density against`,
    hint: "record it at a weaker coupling, or leave it out",
  }),
  "density-no-moment": (d: { where: Word }) => ({
    text: `the moment of ${d.where} is not recorded: the theorem of blow-up gives no exponent for it`,
    hint: "write `options: { fokker-planck: { exponent: 2 } }`",
  }),
  "plane-needs": (d: { where: Word; what: Word }) => ({
    text: `the density of \`${d.where}\` over potential and conductance needs ${d.what}`,
    hint: "choose the scale network, which computes every neuron",
  }),
  "plane-edge": (d: { where: Word; share: Word; state: Word; end: Word }) => ({
    text: `${d.share} of the neurons of ${d.where} have come near ${d.state} = ${d.end}, an end of the grid`,
    hint: `a wider grid lets them go on: \`options: { voltage-conductance: { ${d.state}: [lowest, highest] } }\``,
  }),
  "plane-leaves": (d: { where: Word; time: Word; share: Word; state: Word; end: Word }) => ({
    text: `\`${d.state}\` of ${d.where} leaves the grid: at t = ${d.time} ${d.share} of the neurons are near ${d.end}`,
    hint: "either the activity raises itself without end, and a weaker coupling keeps it, or the grid is too narrow: options `voltage-conductance`",
  }),
} as const satisfies MessageTable;

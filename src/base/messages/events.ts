/** What is said about the scale that goes from event to event. */
import type { MessageTable, Names, Word } from "./message.ts";

/** Why a network has no closed form between its events, and how its run can end. */
export const eventMessages = {
  "network-arithmetic": (d: { given: Word }) => ({
    text: `\`arithmetic\` is \`fast\` or \`reference\`, not \`${d.given}\``,
    hint: "reference computes with doubles and adds in a fixed order: slower, to see that nothing depends on rounding",
  }),
  "not-linear": (d: { where: Word; what: Word; tree: Word }) => ({
    text: `${d.what} of ${d.where} is not linear with constant coefficients (${d.tree}), so nothing is known in closed form between its spikes`,
    hint: "the scale event-driven needs equations such as dv/dt = (E - v)/tau + I; choose another scale: `lapicque list scales`",
  }),
  "equations-in-loop": (d: { where: Word; names: Names }) => ({
    text: `${d.names.join(" and ")} of ${d.where} act on each other; the scale event-driven solves equations in which none does`,
    hint: "choose another scale: `lapicque list scales`",
  }),
  "reset-not-linear": (d: { where: Word }) => ({
    text: `the reset of ${d.where} is random or not linear; the scale event-driven needs one such as v = v_r or w = w + b`,
    hint: "choose another scale: `lapicque list scales`",
  }),
  "spike-without-reset": (d: { where: Word }) => ({
    text: `${d.where} has a spike condition and no reset; the scale event-driven needs one`,
    hint: "add `reset:`, or choose another scale",
  }),
  "noise-between-events": (d: { where: Word }) => ({
    text: `${d.where} has white noise; between the events of the scale event-driven everything is determined`,
    hint: "remove `xi`, or choose another scale",
  }),
  "bounds-between-events": (d: { where: Word }) => ({
    text: `${d.where} has \`bounds\`, which the scale event-driven does not keep`,
    hint: "remove them, or choose another scale",
  }),
  "stimulus-not-linear": (d: { name: Word; kind: Word }) => ({
    text: `the scale event-driven computes stimuli that are straight lines between their edges; ${d.name} is of the kind ${d.kind}`,
    hint: "those are step, ramp, pulses, noise and recording; or choose another scale",
  }),
  "synapse-not-linear": (d: { name: Word; synapse: Word; where: Word }) => ({
    text: `the synapse ${d.synapse} of ${d.name} does more to ${d.where} than the scale event-driven computes: linear equations of the target, to which arrivals add in proportion to the weight`,
    hint: "such are delta, exponential, alpha, biexponential and pulse; or choose another scale",
  }),
  "method-with-events": (d: { method: Word }) => ({
    text: `the scale event-driven goes from event to event; the method ${d.method} does not go with it`,
    hint: "leave `method` out",
  }),
  "exponent-count": (d: { given: Word; most: Word }) => ({
    text: `\`exponents\` is a whole number from 0 to ${d.most}, the number of variables less one, not ${d.given}`,
    hint: "`run: { options: { event-driven: { exponents: 1 } } }` asks for the largest Lyapunov exponent",
  }),
  "exponents-of-crowds": (d: { where: Word }) => ({
    text: `the Lyapunov exponents are computed for equal neurons that all receive the same without delay; ${d.where} is not so`,
    hint: "leave `exponents` out",
  }),
  "spikes-without-end": (d: { where: Word; time: Word; count: Word }) => ({
    text: `${d.where}: more than ${d.count} spikes at t = ${d.time}, each of which makes others fire at once`,
    hint: "weaken the coupling, or give the neurons a `refractory` time or the projection a `delay`",
  }),
} as const satisfies MessageTable;

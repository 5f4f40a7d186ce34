/** From one membrane to pulse-coupled networks and networks that learn, as the lecture on networks takes it (deck 000). */
import { type Tour, turn } from "../tour.ts";

const membrane = {
  name: "membrane.yaml",
  text: `format: 1
title: A membrane as a circuit
neurons:
  cell:
    equations: tau*dv/dt = -(v - v_r) + R*I
    inputs: { I: pA }
    initial: { v: v_r }
    spike: v > Theta
    reset: { v: v_r }
    parameters:
      tau: { value: 20 ms, meaning: time constant of the membrane, range: [5 ms, 50 ms] }
      R: { value: 100 MOhm, meaning: resistance of the membrane, range: [50 MOhm, 200 MOhm] }
      v_r: { value: -65 mV, meaning: rest and reset, range: [-75 mV, -60 mV] }
      Theta: { value: -55 mV, meaning: threshold, range: [-58 mV, -45 mV] }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 150 pA } }]
run: { duration: 200 ms }
record: { cell: [v, spikes] }
figures: [traces, phase-plane]
`,
};

const scaled = {
  name: "scaled.yaml",
  text: `format: 1
title: The same neuron without units
units: none
neurons:
  lif:
    equations: dv/dt = a - v
    initial: { v: 0 }
    spike: v > 1
    reset: { v: 0 }
    parameters: { a: { value: 1.3, meaning: constant input, range: [0.5, 3] } }
populations: { n: { neuron: lif } }
run: { duration: 10 }
record: { n: [v, spikes] }
figures: [traces, phase-plane]
`,
};

const pulses = {
  name: "pulses.yaml",
  text: `format: 1
title: Fifty neurons that share their pulses
units: none
neurons:
  lif:
    equations: dv/dt = a - v + g*E
    inputs: { E: 1 }
    initial: { v: 0.9*index/size }
    spike: v > 1
    reset: { v: 0 }
    parameters:
      a: { value: 1.3, meaning: constant input, range: [1.05, 2] }
      g: { value: 0.4, meaning: strength of the coupling, range: [0, 0.6] }
populations: { n: { neuron: lif, size: 50 } }
projections:
  - { name: pulses, from: n, to: n, synapse: { kind: pulse, alpha: 6, into: E }, weight: 1/pre.size, connect: all }
run: { transient: 400, duration: 100, every: 0.02, scale: event-driven }
record: { n: [spikes, mean(E)] }
figures: [raster, traces]
`,
};

const balanced = {
  name: "balanced.yaml",
  text: `format: 1
title: A balanced network of excitatory and inhibitory neurons (after Brunel 2000)
parameters:
  J: { value: 0.2 mV, meaning: height of an excitatory pulse, range: [0.1 mV, 0.4 mV] }
  g: { value: 5, meaning: inhibition over excitation, range: [3, 8] }
  eta: { value: 2, meaning: background over what brings the mean to threshold, range: [0.8, 4] }
neurons:
  lif:
    equations: tau_m*dV/dt = -V
    initial: { V: 0 mV }
    spike: V > theta
    reset: { V: V_r }
    refractory: 2 ms
    parameters: { tau_m: 20 ms, theta: 20 mV, V_r: 10 mV }
populations:
  E: { neuron: lif, size: 2000 }
  I: { neuron: lif, size: 500 }
projections:
  - { name: excitation, from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: J, delay: 1.5 ms, connect: { indegree: 500 } }
  - { name: inhibition, from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -g*J, delay: 1.5 ms, connect: { indegree: 125 } }
stimuli: [{ name: background, to: [E.V, I.V], poisson: { rate: eta*theta/(J*tau_m), weight: J } }]
run: { transient: 100 ms, duration: 300 ms, step: 0.1 ms, seed: 1, scale: network }
record: { E: [spikes], I: [spikes] }
figures: [raster, isi]
`,
};

const current = "stimuli.stimulus_1.step.amplitude";
const coupling = "neurons.lif.parameters.g";
const alpha = "projections.pulses.synapse.alpha";
const lately = { traces: { hidden: [], range: [490, 500] as const } };

export const pulseCoupled: Tour = {
  id: "pulse-coupled",
  title: "Neurons that pulse together",
  about: "A membrane as a circuit, a network that shares its pulses, and networks that keep what they were taught.",
  steps: [
    {
      id: "circuit",
      title: "A membrane is a circuit",
      sentence: "A current of 50 pA through 100 M\u03a9 lifts the membrane by 5 mV, to -60 mV: below the threshold it stays silent.",
      task: "Raise `I` to 150 pA: now it would end above the threshold of -55 mV, and fires.",
      opens: membrane,
      values: { [current]: "50 pA" },
      views: ["traces", "plane"],
      goal: turn(current, { least: 101 }),
    },
    {
      id: "period",
      title: "Its period is known",
      sentence: "From reset to threshold it takes `T` = `tau` ln(`R` `I`/(`v_r` + `R` `I` - `Theta`)): 22.0 ms at 150 pA.",
      task: "Raise `I` to 300 pA: 8.1 ms.",
      opens: membrane,
      views: ["firing", "traces"],
      goal: turn(current, { least: 299 }),
    },
    {
      id: "scaled",
      title: "One number is left",
      sentence:
        "With potentials counted from reset to threshold, and time in units of `tau`, only the input `a` remains: at 1.3 the period is 1.47.",
      task: "Lower `a` to 0.9: below 1 there is a stable point, and no spike.",
      opens: scaled,
      views: ["plane", "traces"],
      goal: turn("neurons.lif.parameters.a", { most: 0.999 }),
    },
    {
      id: "uncoupled",
      title: "Fifty of them, each alone",
      sentence: "Fifty such neurons without coupling keep the order in which they began, one spike each in 1.47.",
      task: "Let them excite one another, `g` to 0.4: all go faster, one spike in 0.82.",
      opens: pulses,
      values: { [coupling]: "0" },
      views: ["raster", "traces"],
      settings: lately,
      goal: turn(coupling, { least: 0.4 }),
    },
    {
      id: "in-turn",
      title: "Everybody in turn",
      sentence:
        "Each pulse lasts about 1/`alpha`, and all share their sum `E`. With slow pulses, `alpha` = 6, the neurons fire in turn, and `E` stays at 1.22.",
      task: "Make the pulses faster, `alpha` to 9: `E` swings from 0.44 to 2.34.",
      opens: pulses,
      views: ["raster", "traces"],
      settings: lately,
      goal: turn(alpha, { least: 9 }),
    },
    {
      id: "partial-synchrony",
      title: "Partly in step",
      sentence:
        "Beyond `alpha` = 8.34 firing in turn is unstable: the neurons bunch up, but never all, and the bunch has no fixed members.",
      task: "Bring `alpha` back to 7: the swing of `E` dies out.",
      opens: pulses,
      values: { [alpha]: "9" },
      views: ["raster", "traces"],
      settings: lately,
      goal: turn(alpha, { most: 7 }),
    },
    {
      id: "two-clocks",
      title: "Two clocks in one network",
      sentence: "The field `E` returns every 0.885, each neuron every 0.862 on average: nobody keeps pace with the rhythm that all make.",
      task: "Open the intervals: they spread about their mean, though nothing here is random.",
      opens: pulses,
      values: { [alpha]: "9" },
      views: ["raster", "traces"],
      settings: lately,
      goal: { kind: "view", view: "isi" },
    },
    {
      id: "balance",
      title: "Excitation and inhibition",
      sentence:
        "A neuron excites or inhibits, never both. Where inhibition is 5 times as strong, but from four times fewer neurons, the network fires irregularly, at 42 Hz.",
      task: "Weaken it, `g` to 3: now excitation wins, and the network fires in volleys.",
      opens: balanced,
      views: ["raster", "isi"],
      goal: turn("parameters.g", { most: 3.5 }),
    },
    {
      id: "rates",
      title: "Rates instead of spikes",
      sentence:
        "Networks that learn are mostly studied as rates: 500 units, coupled at random with gain `g` = 1.8, move chaotically for ever.",
      task: "Lower `g` to 0.9: below 1 every activity dies out.",
      opens: { source: "example:chaos" },
      views: ["traces"],
      goal: turn("parameters.g", { most: 0.99 }),
    },
    {
      id: "hebb",
      title: "What fires together, wires together",
      sentence:
        "Weights that are sums of products store five patterns: from the first with a quarter of its units wrong, the network finds back, to an overlap `m1` of 0.999.",
      task: "Lower the gain `beta` to 0.8: below 1 nothing is remembered.",
      opens: { source: "example:hopfield" },
      views: ["traces"],
      goal: turn("parameters.beta", { most: 0.99 }),
    },
    {
      id: "yours",
      title: "Yours",
      sentence: "A hundred neurons, computed from spike to spike without a step of time: change what you like.",
      task: "Raise the coupling, slow the pulses, or write another neuron under Text.",
      opens: { source: "example:pulse-coupled" },
      views: ["raster", "traces"],
    },
  ],
};

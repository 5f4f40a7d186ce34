/** From the nerve impulse to memory and decision, as the course on neurons and microcircuits takes it (deck 001). */
import { type Tour, turn } from "../tour.ts";

const axon = {
  name: "axon.yaml",
  text: `format: 1
title: Squid axon (Hodgkin and Huxley 1952)
neurons: { axon: { model: hodgkin-huxley } }
populations: { axon: { neuron: axon } }
stimuli: [{ to: axon.I, step: { amplitude: 0 uA/cm^2 } }]
run: { duration: 100 ms }
record: { axon: [V, m, h, n, spikes] }
figures: [traces, { phase-plane: { x: V, y: n } }]
`,
};

const ramp = {
  name: "ramp.yaml",
  text: `format: 1
title: A current that takes its time
parameters: { rise: { value: 100 ms, meaning: how long the current takes to rise, range: [1 ms, 150 ms] } }
neurons: { axon: { model: hodgkin-huxley } }
populations: { axon: { neuron: axon } }
stimuli:
  - { name: ramp, to: axon.I, ramp: { from: 0 uA/cm^2, to: 4 uA/cm^2 }, start: 50 ms, duration: rise }
  - { name: step, to: axon.I, step: { amplitude: 4 uA/cm^2 }, start: 50 ms + rise }
run: { duration: 250 ms }
record: { axon: [V, I, spikes] }
figures: [traces]
`,
};

const decision = {
  name: "decision.yaml",
  text: `format: 1
title: A decision between two alternatives (Wong and Wang 2006)
rates: { choice: { model: wong-wang } }
stimuli:
  - { to: choice.I_1, noise: { sd: 0.0141421356 nA, tau: 2 ms } }
  - { to: choice.I_2, noise: { sd: 0.0141421356 nA, tau: 2 ms } }
run: { duration: 2 s, seed: 3, scale: rate }
record: { choice: [r_1, r_2] }
figures: [traces, { phase-plane: { x: S_1, y: S_2 } }]
`,
};

const bump = {
  name: "bump.yaml",
  text: `format: 1
title: A place that is remembered (Amari 1977)
units: none
fields:
  cortex:
    axes: { x: [-20, 20, 400] }
    equations: |
      du/dt = -u + conv(w, heaviside(u - theta)) + I
      w(d) = A_e*G(d, s_e) - A_i*G(d, s_i)
      G(x, s) = exp(-x^2/(2*s^2))/(sqrt(2*pi)*s)
    inputs: { I: 1 }
    initial: { u: 0 }
    parameters:
      A_e: { value: 2, meaning: strength of excitation, range: [1, 3] }
      s_e: { value: 1, meaning: reach of excitation, range: [0.5, 2] }
      A_i: { value: 1.5, meaning: strength of inhibition, range: [0.5, 3] }
      s_i: { value: 2, meaning: reach of inhibition, range: [1.5, 4] }
      theta: { value: 0.4, meaning: threshold, range: [0.1, 0.6] }
stimuli: [{ name: cue, to: cortex.I, expression: exp(-(x + 6)^2), start: 5, duration: 5 }]
run: { duration: 60, step: 0.05, scale: field }
record: { cortex: [u] }
figures: [field]
`,
};

const current = "stimuli.stimulus_1.step.amplitude";
const axonal = (name: string) => `neurons.axon.parameters.${name}`;
const gates = { traces: { hidden: ["m", "h", "n"] } };

export const spikesAndMemory: Tour = {
  id: "spikes-and-memory",
  title: "Spikes, memory, decision",
  about: "From the nerve impulse to circuits that hold a place, a choice, a memory.",
  steps: [
    {
      id: "impulse",
      title: "The nerve impulse",
      sentence:
        "A current of 2 \u00b5A/cm\u00b2 lifts the axon of the squid to -63.5 mV, and there it stays: the currents of its channels cancel.",
      task: "Raise the current `I` to 10 \u00b5A/cm\u00b2: it fires 68 times a second.",
      opens: axon,
      values: { [current]: "2 uA/cm^2" },
      views: ["traces"],
      settings: gates,
      goal: turn(current, { least: 9.9 }),
    },
    {
      id: "gates",
      title: "Three gates make a spike",
      sentence:
        "Sodium channels open first (`m`) and lift the membrane to 40 mV; then they shut themselves (`h`), while potassium channels open (`n`) and bring it back.",
      task: "Take the potassium away, `g_K` to 0 mS/cm\u00b2: one spike, and the membrane stays up.",
      opens: axon,
      values: { [current]: "10 uA/cm^2" },
      views: ["traces"],
      highlight: [74, 80],
      goal: turn(axonal("g_K"), { most: 1 }),
    },
    {
      id: "no-slow-rhythm",
      title: "It cannot fire slowly",
      sentence:
        "Just above the current that it needs, 6.3 \u00b5A/cm\u00b2, this axon already fires some fifty spikes a second, or none at all.",
      task: "Open the f\u2013I curve: it does not begin at zero, but with a jump.",
      opens: axon,
      values: { [current]: "10 uA/cm^2" },
      views: ["traces"],
      settings: gates,
      goal: { kind: "view", view: "firing" },
    },
    {
      id: "rest-or-rhythm",
      title: "Rest or rhythm, at one and the same current",
      sentence: "At 8 \u00b5A/cm\u00b2 both are stable: a pulse at 120 ms starts the spikes, another at 152 ms stops them.",
      task: "Take the second pulse away, its step to 0: now nothing ends the rhythm.",
      opens: { source: "example:bistability" },
      views: ["traces"],
      settings: { traces: { hidden: ["n"] } },
      goal: turn("stimuli.stimulus_4.step.amplitude", { least: -1 }),
    },
    {
      id: "accommodation",
      title: "A slow current is no news",
      sentence: "A current of 4 \u00b5A/cm\u00b2 that takes 100 ms to rise makes no spike: the gates follow, and the threshold moves away.",
      task: "Let it rise within 10 ms: it fires.",
      opens: ramp,
      views: ["traces"],
      goal: turn("parameters.rise", { most: 10 }),
    },
    {
      id: "fatigue",
      title: "A nerve that tires",
      sentence:
        "The axon is more than four equations: with a gate that closes over seconds, it answers 607 of 800 stimuli, first all of them, then fewer.",
      task: "Stimulate it half as often, a period of 100 ms: it answers every time.",
      opens: { source: "example:slow-inactivation" },
      views: ["traces", "raster"],
      goal: turn("stimuli.stimulus_1.pulses.period", { least: 100 }),
    },
    {
      id: "decision",
      title: "A decision",
      sentence:
        "Two populations excite themselves and inhibit each other: both rise, then one wins and the other is silenced. Without evidence noise decides, here for the second.",
      task: "Give evidence for the first, `coherence` to 0.5: it wins.",
      opens: decision,
      views: ["traces"],
      goal: turn("rates.choice.parameters.coherence", { least: 0.4 }),
    },
    {
      id: "watershed",
      title: "The watershed between two choices",
      sentence:
        "In the phase plane a choice is a stable point, at 30 Hz against 1 Hz; between the two stands a saddle, at `S_1` = `S_2` = 0.42, and the line through it decides.",
      task: "Click into the plane, on either side of that line.",
      opens: decision,
      views: ["plane", "traces"],
      goal: { kind: "start" },
    },
    {
      id: "working-memory",
      title: "The choice is kept",
      sentence:
        "The stimulus is over, and the winner goes on at 20 Hz, by its own excitation alone: three stable points, one of them no choice.",
      task: "Weaken that excitation, `J_same` to 0.2 nA: only one is left, and the choice is forgotten.",
      opens: { source: "wong-wang.memory" },
      views: ["plane", "traces"],
      goal: turn("rates.cell.parameters.J_same", { most: 0.2 }),
    },
    {
      id: "ring",
      title: "A direction is held",
      sentence:
        "Units on a ring excite their neighbours: a cue from 50 to 150 ms leaves a hill of activity, 1.4 high, which stays until another cue moves it at 500 ms.",
      task: "Weaken the neighbours, `J1` to 1.5: the hill sinks when the cue ends.",
      opens: { source: "example:ring-attractor" },
      views: ["traces"],
      settings: { traces: { hidden: [] } },
      goal: turn("parameters.J1", { most: 1.9 }),
    },
    {
      id: "place",
      title: "A place is held",
      sentence: "The same along a line: a cue at -6 leaves a bump of width 2.46, which excites itself and is fenced in by inhibition.",
      task: "Raise the threshold `theta` to 0.5: above 0.458 no bump can live.",
      opens: bump,
      views: ["field"],
      goal: turn("fields.cortex.parameters.theta", { least: 0.459 }),
    },
    {
      id: "spiking",
      title: "And with spikes?",
      sentence: "Networks of spiking neurons decide and remember as well, in the noise that they make themselves.",
      task: "Open the gallery (G) and look for memory: Wang's decision and the match to sample take half a minute.",
      opens: decision,
      values: { "rates.choice.parameters.coherence": "0.05" },
      views: ["plane", "traces"],
    },
  ],
};

/** From integrate-and-fire to the adaptive exponential model, as the single-cell course takes it (deck 002). */
import { type Tour, turn } from "../tour.ts";

const lif = {
  name: "lif.yaml",
  text: `format: 1
title: Leaky integrate-and-fire neuron
neurons:
  cell:
    equations: C*dV/dt = -g_L*(V - E_L) + I
    inputs: { I: pA }
    initial: { V: E_L }
    spike: V > V_thresh
    reset: { V: V_reset }
    parameters:
      C: { value: 20 pF, meaning: membrane capacitance, range: [5 pF, 100 pF] }
      g_L: { value: 1 nS, meaning: leak conductance, range: [0.2 nS, 5 nS] }
      E_L: { value: -65 mV, meaning: equilibrium of the leak, range: [-80 mV, -52 mV] }
      V_thresh: { value: -50 mV, meaning: threshold, range: [-60 mV, -40 mV] }
      V_reset: { value: -70 mV, meaning: reset, range: [-90 mV, -62 mV] }
populations:
  cell: { neuron: cell }
stimuli:
  - { to: cell.I, step: { amplitude: 0 pA } }
run: { duration: 400 ms }
record: { cell: [V, spikes] }
figures: [traces, phase-plane]
`,
};

const current = "stimuli.stimulus_1.step.amplitude";
const parameter = (name: string) => `neurons.cell.parameters.${name}`;
const regular = { source: "adex.course-regular" };
const bursting = { source: "adex.course-bursting" };

export const singleCells: Tour = {
  id: "single-cells",
  title: "From integrate-and-fire to AdEx",
  about: "One neuron: how it charges and fires, adapts and bursts, and what its phase plane says of it.",
  steps: [
    {
      id: "rest",
      title: "A membrane at rest",
      sentence: "Without a current the leak holds the membrane at its equilibrium, `E_L` = -65 mV, and nothing happens.",
      task: "Raise the current `I` to 10 pA: the membrane charges to `E_L` + `I`/`g_L` = -55 mV.",
      opens: lif,
      values: { [current]: "0 pA" },
      views: ["traces"],
      goal: turn(current, { least: 10 }),
    },
    {
      id: "integrate-and-fire",
      title: "Integrate and fire",
      sentence: "A current of 10 pA ends 5 mV below the threshold; the neuron adds up its input and stays silent.",
      task: "Raise `I` to 16 pA: -49 mV lies above the threshold, so the neuron fires, is reset, and charges again.",
      opens: lif,
      values: { [current]: "10 pA" },
      views: ["traces"],
      goal: turn(current, { least: 15.1 }),
    },
    {
      id: "phase-line",
      title: "The phase line",
      sentence:
        "Plotted over `V`, the rate of change `dV`/`dt` is a straight line; where it crosses zero is a fixed point, and the arrows lead there: it is stable.",
      task: "Raise `I` to 10 pA: the line moves up, and with it the fixed point moves right.",
      opens: lif,
      values: { [current]: "0 pA" },
      views: ["plane", "traces"],
      goal: turn(current, { least: 10 }),
    },
    {
      id: "no-rest",
      title: "No rest before the threshold",
      sentence: "The neuron fires for ever as soon as the fixed point lies beyond the threshold.",
      task: "Raise `I` beyond 15 pA and watch the fixed point pass the threshold just as the spikes begin.",
      opens: lif,
      values: { [current]: "13 pA" },
      views: ["plane", "traces"],
      goal: turn(current, { least: 15.1 }),
    },
    {
      id: "f-i",
      title: "How fast does it fire?",
      sentence: "The f\u2013I curve answers for every current at once; it leaves zero at the rheobase, `g_L` (`V_thresh` - `E_L`) = 15 pA.",
      task: "Lower the threshold `V_thresh` to -55 mV: the curve begins earlier.",
      opens: lif,
      values: { [current]: "16 pA" },
      views: ["firing", "traces"],
      goal: turn(parameter("V_thresh"), { most: -54.9 }),
    },
    {
      id: "soft-spike",
      title: "A spike rises",
      sentence:
        "A real threshold is soft: once `V` passes `V_T`, the current `g_L` `Delta_T` exp((`V` - `V_T`)/`Delta_T`) carries it upwards by itself.",
      task: "Raise `Delta_T` to 4 mV: the spike sets in more gently.",
      opens: regular,
      values: { [parameter("a")]: "0 nS", [parameter("b")]: "0 pA" },
      views: ["plane", "traces"],
      goal: turn(parameter("Delta_T"), { least: 4 }),
    },
    {
      id: "adaptation",
      title: "Adaptation",
      sentence:
        "A second variable `w` remembers the spikes: each adds `b` to it, and `w`, which decays with `tau_w`, works against the input.",
      task: "Raise `b` to 5 pA: the intervals between the spikes grow.",
      opens: regular,
      views: ["plane", "traces"],
      goal: turn(parameter("b"), { least: 5 }),
    },
    {
      id: "phase-plane",
      title: "The phase plane",
      sentence:
        "With two variables a state is a point of the plane; `V` rests on one nullcline and `w` on the other, and where they cross both rest.",
      task: "Lower `I` to 10 pA: the nullclines cross again and every trajectory ends there. Click into the plane to start one.",
      opens: regular,
      views: ["plane", "traces"],
      goal: turn(current, { most: 10 }),
    },
    {
      id: "bursts",
      title: "Bursts",
      sentence:
        "Reset to the right of the `V` nullcline's minimum, the membrane fires again at once, until `w` has grown enough to pull it back.",
      task: "Lower `V_r` to -60 mV: the reset lands on the other side, and the bursts become single spikes.",
      opens: bursting,
      views: ["plane", "traces"],
      goal: turn(parameter("V_r"), { most: -60 }),
    },
    {
      id: "driven-harder",
      title: "The same neuron, driven harder",
      sentence: "A pattern belongs to a neuron and its input: the bursting cell fires fast and regularly under a stronger current.",
      task: "Raise `I` to 40 pA.",
      opens: bursting,
      views: ["plane", "traces"],
      goal: turn(current, { least: 40 }),
    },
    {
      id: "rebound",
      title: "A spike after inhibition",
      sentence: "Held below rest, `w` becomes negative; released, it drives the neuron beyond its threshold.",
      task: "Strengthen the inhibition to -60 pA and look at what follows its end.",
      opens: {
        name: "rebound.yaml",
        text: `format: 1
title: Rebound after inhibition
neurons:
  cell: { model: adex, set: course-rebound }
populations:
  cell: { neuron: cell }
stimuli:
  - { to: cell.I, step: { amplitude: -40 pA }, start: 100 ms, duration: 300 ms }
run: { duration: 700 ms }
record: { cell: [V, w, spikes] }
figures: [traces, phase-plane]
`,
      },
      values: { [current]: "-20 pA" },
      views: ["plane", "traces"],
      goal: turn(current, { most: -60 }),
    },
    {
      id: "yours",
      title: "Yours",
      sentence: "Everything you saw was one document: its text is under Text, a link holds it whole, and undo leads all the way back.",
      task: "Open the gallery (G) and take any other neuron apart, or write your own.",
      opens: regular,
      views: ["plane", "traces", "firing"],
    },
  ],
};

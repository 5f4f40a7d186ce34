/** Densities of neurons: steady states, blow-up, spontaneous activity and hallucinations, as the lecture on them goes (deck 004). */
import { type Tour, turn } from "../tour.ts";
import { conductance, elapsed, hallucination, noisy, refractory, rhythmic } from "./densities-documents.ts";

const b = "parameters.b";

export const densities: Tour = {
  id: "densities",
  title: "Steady states, blow-up, hallucinations",
  about: "What equations for the density of neurons know: one state, several, none, a rhythm, a pattern.",
  steps: [
    {
      id: "forgetting",
      title: "Noise forgets",
      sentence:
        "Neurons in noise, without connections: wherever their potentials begin, here at -1, the density tends to one steady state, in which 0.12 of them fire per unit of time.",
      task: "Let them begin at `v0` = 1: a first burst, and the same end.",
      opens: noisy,
      views: ["density"],
      goal: turn("parameters.v0", { least: 0.9 }),
    },
    {
      id: "entropy",
      title: "It forgets exponentially",
      sentence:
        "The relative entropy against the steady state can only fall; in the end it falls as e to the -2.38 `t`, twice the slowest eigenvalue.",
      task: "Connect the neurons so that they inhibit one another, `b` to -10: it falls faster still.",
      opens: noisy,
      views: ["density", "entropy"],
      goal: turn(b, { most: -10 }),
    },
    {
      id: "excitation",
      title: "Neurons that excite one another",
      sentence: "Each spike raises all potentials by `b` over the number of neurons. At `b` = 0.5 the steady activity is 0.135.",
      task: "Raise `b` to 1.5: 0.192, and it takes longer to get there.",
      opens: noisy,
      values: { [b]: "0.5", "run.duration": "10" },
      views: ["density"],
      goal: turn(b, { least: 1.5, most: 2 }),
    },
    {
      id: "branches",
      title: "One, two, no steady states",
      sentence: "Below `b` = 1 there is one steady state, then two, of which the busy one is unstable; at 2.10 they meet and vanish.",
      task: "Put `b` beyond the fold, to 2.5: no state is left to go to.",
      opens: noisy,
      values: { [b]: "1.5" },
      views: ["steady"],
      settings: { steady: { parameter: b } },
      goal: turn(b, { least: 2.11 }),
    },
    {
      id: "blow-up",
      title: "The end of time",
      sentence:
        "At `b` = 3 the activity grows beyond all bounds at the time 3.42: a volley of the whole network, where the equation has no solution any more.",
      task: "Lower `b` to 1.5: it lives for ever.",
      opens: noisy,
      values: { [b]: "3" },
      views: ["density"],
      goal: turn(b, { most: 1.5 }),
    },
    {
      id: "concentrated",
      title: "A steady state does not protect",
      sentence:
        "At `b` = 1.5 there is a stable state, yet not all get there: potentials that begin close together, at 1.25, end in a volley at 0.60.",
      task: "Let them begin at `v0` = 0: they live, and tend to that state.",
      opens: noisy,
      values: { [b]: "1.5", "parameters.v0": "1.25", "parameters.s2": "0.02", "run.duration": "2" },
      views: ["density"],
      goal: turn("parameters.v0", { most: 0.5 }),
    },
    {
      id: "quiet-or-busy",
      title: "Quiet or busy",
      sentence:
        "A neuron that rests after its spike bounds the activity. Now there are three steady states, and the same neurons go on quietly, at 0.18, or busily, at 10.7, as they began.",
      task: "Weaken the connections, `b` to 1: the busy ones become quiet.",
      opens: refractory,
      views: ["density"],
      goal: turn(b, { most: 1 }),
    },
    {
      id: "rhythm",
      title: "A rhythm of its own",
      sentence:
        "Where the threshold is random as well, nothing can blow up: strong excitation, `b` = 5, and a rest of 0.5 on average make all fire together every 1.2.",
      task: "Shorten the rest, `tau` to 0.1: the rhythm dies, at an activity of 3.86.",
      opens: rhythmic,
      views: ["density"],
      goal: turn("neurons.nlif.parameters.tau", { most: 0.1 }),
    },
    {
      id: "elapsed-time",
      title: "Only the time since the last spike",
      sentence:
        "Count the neurons by the time since their last spike, and let the activity shorten the time that they wait: spontaneous activity comes and goes, about every 2.",
      task: "Weaken the connections, `J` to 1: it comes to rest at 0.334.",
      opens: elapsed,
      views: ["density"],
      goal: turn("neurons.aged.parameters.J", { most: 2 }),
    },
    {
      id: "conductance",
      title: "Potential and conductance",
      sentence:
        "With synapses as conductances, the density lives on a plane. All begin alike and fire together; the noise of the conductance makes them forget when.",
      task: "Quadruple that noise, `a_0` to 0.02: they forget sooner.",
      opens: conductance,
      views: ["density", "joint-density"],
      goal: turn("parameters.a_0", { least: 0.02 }),
    },
    {
      id: "wilson-cowan",
      title: "Rates: three states for one input",
      sentence:
        "Excitatory and inhibitory populations of Wilson and Cowan rest or are active at one and the same input; at `E` = 0.19, between the two, lies a saddle.",
      task: "Click into the plane on either side of it: each side has its own end.",
      opens: { source: "example:wilson-cowan-steady" },
      views: ["plane", "traces"],
      goal: { kind: "start" },
    },
    {
      id: "hallucinations",
      title: "Hallucinations",
      sentence:
        "Spread over the cortex, rest can become unstable to waves of one length, 7.34. Stripes across the cortex are seen as a spiral: the eye's map makes it so.",
      task: "Lower the slope `g` to 3.5: below 3.85 the waves do not grow, and nothing is seen.",
      opens: hallucination,
      views: ["retinal"],
      goal: turn("parameters.g", { most: 3.8 }),
    },
  ],
};

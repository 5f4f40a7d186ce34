/** The examples by what they are about, and the tours that pass by. A test holds that each example has one place. */

export interface Subject {
  readonly id: string;
  readonly title: string;
  /** The tour of the subject, by its name. */
  readonly tour?: string;
  /** Names of examples. */
  readonly examples: readonly string[];
}

export const subjects: readonly Subject[] = [
  {
    id: "adaptation-and-bursts",
    title: "One neuron: adaptation, bursts, patterns",
    tour: "single-cells",
    examples: [
      "adex-adapting",
      "course-bursting",
      "firing-patterns",
      "izhikevich-patterns",
      "threshold-classes",
      "square-wave-bursts",
      "parabolic-bursts",
      "adex-chaos",
      "rebound",
      "reliable-spikes",
    ],
  },
  {
    id: "excitability",
    title: "One neuron: how spikes begin and end",
    tour: "spikes-and-memory",
    examples: [
      "hodgkin-huxley",
      "accommodation",
      "bistability",
      "two-onsets",
      "three-onsets",
      "saddle-node-ghost",
      "delayed-spike",
      "excitation-block",
      "slow-inactivation",
      "heart-restitution",
    ],
  },
  {
    id: "memory-and-decision",
    title: "Memory and decision",
    tour: "spikes-and-memory",
    examples: ["decision", "wang-2002", "ring-attractor", "bump", "match-to-sample", "hopfield", "clusters"],
  },
  {
    id: "spiking-networks",
    title: "Networks of spiking neurons",
    tour: "pulse-coupled",
    examples: ["pulse-coupled", "brunel", "coba", "cuba", "traub-miles", "gamma", "potjans-diesmann"],
  },
  {
    id: "populations",
    title: "From neurons to populations",
    tour: "populations",
    examples: [
      "finite-size",
      "finite-size-sparse",
      "adapting-population",
      "hopping",
      "potjans-diesmann-escape",
      "renewal-eigenvalues",
      "perfect-if",
      "relaxation",
      "linear-response",
      "recurrent-modes",
    ],
  },
  {
    id: "densities",
    title: "Densities of neurons",
    tour: "densities",
    examples: [
      "nnlif",
      "nnlif-inhibitory",
      "nnlif-blow-up",
      "nnlif-refractory",
      "nnlif-random-threshold",
      "voltage-conductance",
      "elapsed-time",
    ],
  },
  {
    id: "rates-and-fields",
    title: "Rates and fields",
    tour: "densities",
    examples: ["wilson-cowan", "wilson-cowan-steady", "stabilised-supralinear", "chaos", "front", "hallucinations"],
  },
];

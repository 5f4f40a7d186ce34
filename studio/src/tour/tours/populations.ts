/** From single neurons to populations, as the lecture on finite-size spiking networks takes it (deck 003). */
import { type Tour, turn } from "../tour.ts";
import { column, few, late } from "./populations-circuits.ts";
import { five, hopping, infinite, many, perfect, population } from "./populations-documents.ts";

export const populations: Tour = {
  id: "populations",
  title: "From 80,000 neurons to 8 populations",
  about: "Why a population of finitely many neurons fluctuates, hops between states, and still obeys a few equations.",
  steps: [
    {
      id: "by-chance",
      title: "Neurons that fire by chance",
      sentence:
        "Each of 100 neurons charges and then fires at random, the likelier the higher its potential: 13.7 spikes a second, and a ragged sum.",
      task: "Take `N` = 1,000: each fires as before, but their mean becomes smooth, as one over the square root of `N`.",
      opens: many,
      views: ["raster", "activity"],
      goal: turn("parameters.N", { least: 1000 }),
    },
    {
      id: "mesoscopic",
      title: "The same without a single neuron",
      sentence:
        "The mesoscopic equation asks only how many neurons fired how long ago, and draws how many fire now: the same mean, the same fluctuations of 100 neurons.",
      task: "Compare the scales mesoscopic and network: the verdict says how far they can be told apart.",
      opens: population,
      views: ["activity", "compare"],
      goal: { kind: "comparison", scale: "network" },
    },
    {
      id: "infinitely-many",
      title: "Infinitely many",
      sentence:
        "Then only the density of ages is left. A step of the input makes all those fire that have charged: the rate leaps from 4.6 to 53 Hz, and rings down to 28.",
      task: "Sharpen the threshold, `Delta_u` to 1 mV: they stay in step for longer, after a first leap to 120 Hz.",
      opens: infinite,
      views: ["density"],
      highlight: [600, 620],
      goal: turn("neurons.escape.parameters.Delta_u", { most: 1.1 }),
    },
    {
      id: "two-states",
      title: "Two states of rest",
      sentence:
        "Neurons that excite one another may be quiet, at 14.5 Hz, or busy, at 85.5 Hz; the state at 50 Hz between them is unstable.",
      task: "Weaken the coupling, `J` to 4.5 mV: only the quiet state is left.",
      opens: hopping,
      views: ["steady"],
      goal: turn("parameters.J", { most: 4.5 }),
    },
    {
      id: "hopping",
      title: "Hopping",
      sentence: "Infinitely many would stay where they are for ever. Ten neurons hop 9 times in 10 s, by their small number alone.",
      task: "Take `N` = 40: they stay; the time between hops grows exponentially with `N`.",
      opens: hopping,
      values: { "run.seed": "2" },
      views: ["activity"],
      goal: turn("parameters.N", { least: 40 }),
    },
    {
      id: "column",
      title: "A cortical column",
      sentence:
        "77,169 neurons of the cortical microcircuit, as eight populations: from 1 spike a second in layer 2/3 (excitatory) to 9 in layer 5 (inhibitory).",
      task: "Send a volley from the thalamus, `pulse` to 1: layer 4 answers first, layers 2/3 and 5 follow.",
      opens: column,
      views: ["activity"],
      highlight: [560, 590],
      goal: turn("parameters.pulse", { least: 1 }),
    },
    {
      id: "same-moments",
      title: "Rate and irregularity are not all",
      sentence:
        "Five kinds of neurons, all at 20 Hz with a coefficient of variation of 0.2. Yet their populations forget a disturbance in different ways: their eigenvalues differ.",
      task: "Open the spectra: they differ as well, above the frequency zero.",
      opens: five,
      views: ["eigenmodes", "isi"],
      goal: { kind: "view", view: "spectrum" },
    },
    {
      id: "spectrum",
      title: "What a spectrum tells",
      sentence:
        "200 neurons without a leak: a peak at their rate of 20 Hz, little below it, because regular neurons make little slow noise, and above it the level 0.1 Hz of independent spikes.",
      task: "Make them irregular, `CV` to 1: the peak goes, and slow noise comes.",
      opens: perfect,
      views: ["spectrum", "isi"],
      goal: turn("parameters.CV", { least: 0.9 }),
    },
    {
      id: "few-modes",
      title: "A few modes",
      sentence:
        "After a step of the input the rate settles from 33.3 to 78.7 Hz. The slowest mode alone has the ringing, four of them also the beginning: a rate model with memory.",
      task: "Lower the step to 4 mV: at lower rates the population hardly rings.",
      opens: few,
      views: ["activity"],
      goal: turn("stimuli.stimulus_1.step.amplitude", { most: 4 }),
    },
    {
      id: "late-inhibition",
      title: "Inhibition that comes late",
      sentence:
        "A population that inhibits itself 3 ms late oscillates when it is driven hard, from 220 to 280 ms; two modes are enough to see it.",
      task: "Drive it less, 1 mV: what is left is small, and shrinks.",
      opens: late,
      views: ["activity"],
      highlight: [220, 280],
      goal: turn("stimuli.stimulus_1.step.amplitude", { most: 1 }),
    },
    {
      id: "yours",
      title: "Yours",
      sentence: "One document, many scales: neurons one by one, a finite population, infinitely many, a few modes.",
      task: "Open the gallery (G), look for mesoscopic, and compare what you find.",
      opens: { source: "example:finite-size" },
      values: { "run.duration": "2 s" },
      views: ["activity"],
    },
  ],
};

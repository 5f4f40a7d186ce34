/** The verbs. Adding one is one file in this folder and one entry here. */
import type { Flag, Verb } from "../verb.ts";

const doc = { spelling: "<DOC>", meaning: "a document: a path, or example:NAME" };
const set: Flag = {
  spelling: "--set <PATH=VALUE>",
  meaning: "change a value of the document, such as neurons.cell.parameters.a='4 nS'",
  repeats: true,
};
const seed: Flag = { spelling: "--seed <N>", meaning: "seed of all random numbers" };
const out: Flag = { spelling: "--out <DIR>", meaning: "folder for the files" };
const json: Flag = { spelling: "--json", meaning: "print one JSON object on standard output" };
const quiet: Flag = { spelling: "--quiet", meaning: "no text for people" };
const scale: Flag = { spelling: "--scale <NAME,...>", meaning: "scales to run, the first is the main one" };
const duration: Flag = { spelling: "--duration <T>", meaning: "recorded time, such as '500 ms'" };
const common = [set, seed, out, json, quiet];

export const verbs: readonly Verb[] = [
  {
    name: "run",
    argument: doc,
    summary: "compute a document: spikes, signals and figures",
    flags: [scale, duration, ...common],
    examples: [
      ["run example:adex-adapting", "results and figures in out/adex-adapting/"],
      ["run cell.yaml --set I=20pA --json", "one report on standard output"],
    ],
    load: async () => (await import("./run.ts")).run,
  },
  {
    name: "check",
    argument: doc,
    summary: "validate a document: mistakes, warnings, and which scales can run it",
    flags: [scale, duration, ...common],
    examples: [
      ["check cell.yaml", "every mistake with its line"],
      ["check example:hodgkin-huxley --json", "the same for a program"],
    ],
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "show",
    argument: { spelling: "<DOC|MODEL>", meaning: "a document, example:NAME, or a model of the catalogue" },
    summary: "print equations, parameters and units",
    flags: [
      { spelling: "--latex", meaning: "equations as LaTeX" },
      { spelling: "--mathml", meaning: "equations as MathML" },
      { spelling: "--yaml", meaning: "a document that runs, to begin from" },
      ...common,
    ],
    examples: [
      ["show adex", "the model with its parameter sets"],
      ["show hodgkin-huxley --latex", "for a paper"],
    ],
    load: async () => (await import("./show.ts")).show,
  },
  {
    name: "list",
    argument: { spelling: "[KIND]", meaning: "models, sets, synapses, stimuli, scales, methods, figures or examples" },
    summary: "list what there is",
    flags: [json, quiet, out],
    examples: [
      ["list models", "neuron models of the catalogue"],
      ["list --json", "everything, for a program"],
    ],
    load: async () => (await import("./list.ts")).list,
  },
  {
    name: "sweep",
    argument: doc,
    summary: "compute every point of a document's sweep: one table, one figure",
    flags: [scale, duration, ...common],
    examples: [
      ["sweep example:course-bursting", "five currents"],
      ["sweep cell.yaml --set I=0pA:50pA:11", "adds an axis: eleven values from 0 to 50 pA"],
    ],
    load: async () => (await import("./sweep.ts")).sweep,
  },
  {
    name: "cite",
    argument: doc,
    summary: "BibTeX of the models, the methods and the program",
    flags: common,
    examples: [
      ["cite example:adex-adapting", "to standard output"],
      ["cite cell.yaml --out paper", "to paper/cite.bib"],
    ],
    load: async () => (await import("./cite.ts")).cite,
  },
  {
    name: "verify",
    summary: "compute the table of reference numbers: value, reference, error, tolerance, source",
    flags: [json, quiet, out],
    examples: [
      ["verify", "a table; exit status 1 if a row fails"],
      ["verify --json", "the same for a program"],
    ],
    load: async () => (await import("./verify.ts")).verify,
  },
];

/** The verbs. Adding one is one file in this folder and one entry here. */
import type { Flag, Verb } from "../verb.ts";

const doc = { spelling: "<DOC>", meaning: "a document: a path, example:NAME, or a model of the catalogue such as adex.tonic" };
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

/** An error or warning as programs read it. */
const complaints = (key: string, what: string) => ({
  [`${key}[].code`]: `${what}: its kind, one of the error codes`,
  [`${key}[].file`]: "file, null where it has no place",
  [`${key}[].line`]: "line, from 1",
  [`${key}[].column`]: "column, from 1",
  [`${key}[].message`]: "what is wrong",
  [`${key}[].hint`]: "what to do, or null",
});

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
    keys: {
      ok: "whether there is no mistake",
      "scales[].id": "a scale",
      "scales[].accepts": "whether it runs the document",
      "scales[].reasons": "why it does not; empty if it does",
      missing: "what the document names and this version does not have: `figure phase-plane`",
      ...complaints("warnings", "a warning"),
      ...complaints("errors", "a mistake"),
      notes: "what is left out or rounded, and what a run would need",
    },
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
    keys: {
      title: "title of the document or model",
      equations: "all equations, in the notation that was asked for",
      "parameters[].entry": "entry that has the parameter: `neurons.cell`",
      "parameters[].name": "its name",
      "parameters[].value": "a quantity, or the expression as it was written",
      "parameters[].unit": "its unit",
      "parameters[].meaning": "what it means, if that is said",
      "parameters[].range": "its sensible range, if that is said",
      "parameters[].source": "where its value is from, if that is said",
      "sets[].id": "parameter sets of a model: `adex.tonic`",
      "sets[].title": "what the set does",
      "sets[].source": "where its numbers are from",
      "sets[].input": "a constant input that shows it",
      "entries[].path": "an entry with equations",
      "entries[].equations": "its equations",
      "entries[].rules[].key": "`spike`, `hazard`, `reset` or `refractory`",
      "entries[].rules[].text": "the rule",
      "entries[].inputs[].name": "an input",
      "entries[].inputs[].value": "empty",
      "entries[].inputs[].unit": "its unit",
      "entries[].states[].name": "a state",
      "entries[].states[].value": "its initial value",
      "entries[].states[].unit": "its unit",
    },
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
    keys: {
      "items[].kind": "model, set, stimulus, scale, method, figure or example",
      "items[].id": "its name",
      "items[].title": "what it is",
    },
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
    keys: {
      title: "title of the document",
      "provenance.version": "as for `run`, like the other keys of `provenance`",
      "axes[].path": "a swept path",
      "axes[].unit": "unit of its values",
      "axes[].scale": "`linear`, or `log` for values in equal ratios",
      "measures[].name": "a measure: `cell.rate`",
      "measures[].unit": "its unit",
      "rows[].point.PATH": "value of each axis",
      "rows[].MEASURE": "mean over the seeds; null where it is undefined or the run failed",
      "rows[].standard_errors.MEASURE": "standard error of that mean, where seeds are swept",
      "outcome.kind": "completed, cancelled, or how the first failed point ended (`refused`: its values are wrong)",
      "outcome.failures[].point": "a point that failed",
      "outcome.failures[].kind": "how",
      "outcome.failures[].message": "why",
      notes: "what was left out",
    },
    examples: [
      ["sweep example:course-bursting", "five currents"],
      ["sweep cell.yaml --set I=0pA:50pA:11", "adds an axis: eleven values from 0 to 50 pA"],
    ],
    load: async () => (await import("./sweep.ts")).sweep,
  },
  {
    name: "phase",
    argument: { spelling: "<DOC|MODEL>", meaning: "a document, example:NAME, or a model of the catalogue, such as adex.tonic" },
    summary: "phase plane of a unit: nullclines, fixed points with eigenvalues and type, limit cycles",
    flags: [
      { spelling: "--x <STATE>", meaning: "state on the horizontal axis, also with its range: V=-80:-20" },
      { spelling: "--y <STATE>", meaning: "state on the vertical axis, likewise" },
      { spelling: "--population <NAME>", meaning: "population or entry of `rates`; the first without" },
      {
        spelling: "--frozen <STATE,...>",
        meaning: "states off the axes that keep their initial values; the others are where their own rates are 0",
      },
      ...common,
    ],
    keys: {
      title: "title of the document or model",
      population: "population or entry of `rates` that is shown",
      "provenance.version": "as for `run`, like the other keys of `provenance`",
      "axes[].state": "a state on an axis: one for a phase line, two for a plane",
      "axes[].unit": "its unit",
      "axes[].low": "where the axis begins",
      "axes[].high": "where it ends",
      "others[].state": "a state that is no axis",
      "others[].how": "`slaved`: where its own rate is 0; `frozen`: as it begins",
      "others[].value": "its value where the run begins",
      "parameters.NAME": "value of a parameter or input, in its unit",
      "fixed_points[].NAME": "value of each state, in its unit",
      "fixed_points[].eigenvalues": "[real, imaginary] of each, in 1/ms, largest real part first",
      "fixed_points[].type": "stable node, stable focus, unstable node, unstable focus, saddle, saddle-focus, centre or degenerate",
      "fixed_points[].stable": "whether all real parts are negative",
      "fixed_points[].beyond_threshold": "whether the neuron fires before it gets there",
      "limit_cycles[].period_ms": "its period",
      "limit_cycles[].stable": "whether orbits nearby come nearer",
      "limit_cycles[].multipliers": "Floquet multipliers without the trivial one, [real, imaginary] each",
      "limit_cycles[].spikes": "spikes in one period",
      "moments[].from_ms": "begin of a stretch of the run with another input",
      "moments[].to_ms": "its end",
      "moments[].inputs.NAME": "the inputs in it",
      "moments[].fixed_points": "the fixed points in it",
      words: "what is to be seen, in sentences",
      notes: "what was left out to make a phase plane of it",
    },
    examples: [
      ["phase adex.tonic", "the phase plane of a model of the catalogue"],
      ["phase cell.yaml --x V=-80:-20 --set I=20pA --json", "a window of your own; one object on standard output"],
    ],
    load: async () => (await import("./phase.ts")).phase,
  },
  {
    name: "cite",
    argument: doc,
    summary: "BibTeX of the models, the methods and the program",
    flags: common,
    keys: { bibtex: "all entries" },
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
    keys: {
      "rows[].name": "what is computed",
      "rows[].value": "the computed number",
      "rows[].reference": "what it should be",
      "rows[].error": "absolute value of their difference",
      "rows[].tolerance": "largest error that is ok",
      "rows[].source": "where the reference is from",
      "rows[].ok": "whether the error is within the tolerance",
    },
    examples: [
      ["verify", "a table; exit status 1 if a row fails"],
      ["verify --json", "the same for a program"],
    ],
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "studio",
    argument: { spelling: "[DOC]", meaning: "a document to begin with: a path, example:NAME, or a model of the catalogue" },
    summary: "open the browser app, served to this machine alone until Ctrl-C",
    flags: [{ spelling: "--port <N>", meaning: "port on 127.0.0.1; absent: 1907, or a free one where that is taken" }, ...common],
    keys: {
      address: "where a browser finds it",
      port: "its port",
      document: "name of the document it begins with, or null",
    },
    examples: [
      ["studio", "the app with what was open last"],
      ["studio example:adex-adapting --port 8080", "with an example, at http://127.0.0.1:8080/"],
    ],
    load: async () => (await import("./studio.ts")).studio,
  },
];

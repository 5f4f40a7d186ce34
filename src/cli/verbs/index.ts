/** The verbs. Adding one is one file in this folder and one entry here. */
import type { Flag, Verb } from "../verb.ts";
import { compareKeys } from "./compare-keys.ts";
import { firingKeys } from "./firing-keys.ts";
import { phaseKeys } from "./phase-keys.ts";

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
const threads: Flag = {
  spelling: "--threads <N>",
  meaning: "most threads that compute; without, as many as are of use. Results do not depend on it",
};
const checkpoint: Flag = { spelling: "--checkpoint <FILE>", meaning: "keep all that is needed to go on in a file, with --every" };
const every: Flag = { spelling: "--every <T>", meaning: "time within the model between two checkpoints, such as '1 s'" };
/** Of verbs that draw. */
const widthMm: Flag = {
  spelling: "--width-mm <W>",
  meaning: "figures for paper, laid out W mm wide: PNG at 300 dots per inch, and PDF",
};
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
    flags: [scale, duration, threads, checkpoint, every, widthMm, ...common],
    examples: [
      ["run example:adex-adapting", "results and figures in out/adex-adapting/"],
      ["run cell.yaml --set I=20pA --json", "one report on standard output"],
    ],
    load: async () => (await import("./run.ts")).run,
  },
  {
    name: "resume",
    argument: { spelling: "<FILE>", meaning: "a checkpoint, as `run --checkpoint FILE` keeps it" },
    summary: "go on with a run that was stopped: the same files as if it had not been",
    flags: [out, json, quiet],
    examples: [
      ["resume run.checkpoint", "to the folder of the run, with checkpoints as before"],
      ["resume run.checkpoint --json", "the report of the whole run on standard output"],
    ],
    load: async () => (await import("./resume.ts")).resume,
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
      "projections[].name": "a projection between two populations: the name of its line in the document",
      "projections[].from": "the sources: `E`, or `E[0:240]`",
      "projections[].to": "the targets",
      "projections[].synapse": "the kind of synapse",
      "projections[].into": "the input (or state) that it drives",
      "projections[].rule": "how neurons are connected; empty for the activity as a whole",
      "projections[].connections": "their number, on average where it is random; null where it depends on the two neurons",
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
      phenomenon: "what a model is known for, or a set shows; null for a document",
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
      "sets[].phenomenon": "what is to be seen when it is run",
      "sets[].source": "where its numbers are from",
      "sets[].input": "a constant input that shows it",
      "entries[].path": "an entry with equations",
      "entries[].equations": "its equations",
      "entries[].rules[].key":
        "`spike`, `hazard`, `reset` or `refractory`; of a synapse `pre at-spike`, `at-spike`, `at-arrival`, `output` or `send`",
      "entries[].rules[].text": "the rule",
      "entries[].inputs[].name": "an input",
      "entries[].inputs[].value": "empty",
      "entries[].inputs[].unit": "its unit",
      "entries[].states[].name": "a state",
      "entries[].states[].value": "its initial value",
      "entries[].states[].unit": "its unit",
      "projections[].name": "a line of `projections`; all its texts as they were written",
      "projections[].from": "its sources",
      "projections[].to": "its targets",
      "projections[].synapse": "its kind of synapse",
      "projections[].into": "the input (or state) that it drives",
      "projections[].values": "values of the synapse's parameters",
      "projections[].connect": "which neurons are connected",
      "projections[].weight": "weight of a connection",
      "projections[].delay": "delay of a connection",
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
      "items[].kind": "model, set, synapse, stimulus, scale, method, figure or example",
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
    flags: [scale, duration, widthMm, ...common],
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
      {
        spelling: "--over <PATH=a:b>",
        meaning: "also fixed points and cycles over a parameter or input, and where they appear, change and vanish: I=0:200",
      },
      widthMm,
      ...common,
    ],
    keys: phaseKeys,
    examples: [
      ["phase hodgkin-huxley --over I=0:200", "also branches of fixed points and cycles, and where they change"],
      ["phase cell.yaml --x V=-80:-20 --set I=20pA --json", "a window of your own; one object on standard output"],
    ],
    load: async () => (await import("./phase.ts")).phase,
  },
  {
    name: "fi",
    argument: { spelling: "<DOC|MODEL>", meaning: "a document, example:NAME, or a model of the catalogue, such as adex.tonic" },
    summary: "f-I curve of a neuron: firing rate over a constant input, rheobase, type, spike shape",
    flags: [
      { spelling: "--input <NAME>", meaning: "input that is varied, also with its range: I=0pA:300pA; the only one without" },
      { spelling: "--over <INPUT=a:b>", meaning: "the same with a range, as `phase` has it" },
      { spelling: "--at <VALUES>", meaning: "inputs at which there are points in any case: 10pA,20pA" },
      { spelling: "--population <NAME>", meaning: "population; the first without" },
      widthMm,
      ...common,
    ],
    keys: firingKeys,
    examples: [
      ["fi adex.adaptation", "the f-I curve of a model of the catalogue"],
      ["fi cell.yaml --input I=0pA:500pA --json", "a range of your own; one object on standard output"],
    ],
    load: async () => (await import("./fi.ts")).fi,
  },
  {
    name: "steady",
    argument: doc,
    summary: "stationary states with their stability; over a parameter: branches, folds, Hopf points",
    flags: [
      {
        spelling: "--over <PATH=a:b>",
        meaning: "also branches over a number of the document: by its path, or by its name where that is unique: P=0:2",
      },
      { spelling: "--scale <NAME>", meaning: "scale whose equations are solved; the first that can without" },
      { spelling: "--population <NAME>", meaning: "entry of `rates`, where there are several; the first without" },
      widthMm,
      ...common,
    ],
    keys: {
      title: "title of the document",
      scale: "scale whose equations were solved",
      "provenance.version": "as for `run`, like the other keys of `provenance`",
      "quantities[].name": "an activity that the states are told by: a population, or a variable of rate equations",
      "quantities[].unit": "its unit, which all its values are in",
      complete: "false: only some starts were tried, or the equations could not be followed everywhere, so that there may be more states",
      gaps: "why the equations could not be followed everywhere, in sentences",
      "steady_states[].activity": "the first activity; the states are in its order",
      "steady_states[].activities.NAME": "every activity",
      "steady_states[].stable": "whether every small disturbance decays",
      "steady_states[].leading_eigenvalue": "[real, imaginary], the one with the largest real part, in 1/ms",
      "steady_states[].poincare_constant":
        "of one density P over the potential: the least C with integral P u^2 <= C integral P u'^2 for all u of mean 0; absent otherwise",
      "steady_states[].is_bound": "true: no eigenvalue is known, and there is none with a larger real part than leading_eigenvalue",
      "steady_states[].state.NAME": "every unknown of the equations, in its unit, if they are not many",
      "over.name": "with `--over`: the parameter",
      "over.unit": "its unit",
      "over.low": "where the range begins",
      "over.high": "where it ends",
      "branches[].parameter": "with `--over`: values of the parameter along a branch",
      "branches[].activity": "the first activity at each",
      "branches[].activities.NAME": "every activity",
      "branches[].stable": "whether the state is stable at each",
      "folds[].parameter": "with `--over`: where two states meet and vanish",
      "folds[].activity": "the first activity there",
      "folds[].activities.NAME": "every activity",
      "folds[].state.NAME": "every unknown, if they are not many",
      "hopf_points[].parameter": "with `--over`: where a pair of eigenvalues crosses the imaginary axis",
      "hopf_points[].activity": "the first activity there",
      "hopf_points[].activities.NAME": "every activity",
      "hopf_points[].state.NAME": "every unknown, if they are not many",
      "hopf_points[].omega": "angular frequency [1/ms]",
      "branch_points[].parameter": "with `--over`: where branches cross; its other keys are those of `folds`",
      words: "what was found, in sentences",
      notes: "what was left out to make equations of it",
    },
    examples: [
      ["steady example:wilson-cowan --over P=0:2", "fixed points, folds and Hopf points over the input P"],
      ["steady example:elapsed-time --over J=0.5:4", "states of a population with a hazard, and where its rhythm begins and ends"],
    ],
    load: async () => (await import("./steady.ts")).steady,
  },
  {
    name: "compare",
    argument: doc,
    summary: "the scales of a document over one another: statistics with their errors, and a verdict",
    flags: [
      { spelling: "--scales <A,B,...>", meaning: "scales to compare, the first is the reference; those of the document without" },
      duration,
      { spelling: "--trials <N>", meaning: "independent runs of each scale; without, 1, or 10 where the drive changes with time" },
      {
        spelling: "--margin <NAME=PART>",
        meaning:
          "what counts as agreement: mean=2%, variance=20%, spectrum=15% (of its level, and of its shape), course=10% (of the activity at each moment), residence=20%, distribution=2% (of the neurons) without",
        repeats: true,
      },
      { spelling: "--bin <T>", meaning: "bins of variance and time course; 10 ms without. Spectra go up to two over it" },
      threads,
      widthMm,
      ...common,
    ],
    keys: compareKeys,
    examples: [
      ["compare net.yaml --scales network,mesoscopic", "a table, a figure and a verdict; exit status 0 whatever the verdict"],
      ["compare net.yaml --scales network,mesoscopic --duration '100 s' --margin mean=1% --json", "longer, stricter, for a program"],
    ],
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    name: "export",
    argument: doc,
    summary: "write a document for another program or for people: a Brian2 script, LaTeX, a hand-out to print",
    flags: [
      { spelling: "--to <FORMAT>", meaning: "brian2, latex or handout" },
      set,
      seed,
      { spelling: "-o, --out <FILE>", meaning: "the file; without, it is printed" },
      json,
      quiet,
    ],
    keys: {
      format: "the format",
      file: "the file that was written, or null",
      text: "what stands in it",
      notes: "what reads differently there, in sentences",
    },
    examples: [
      ["export example:brunel --to brian2 -o brunel.py", "a script that computes the same network with Brian2"],
      ["export hodgkin-huxley --to latex -o model.tex", "equations and parameters for a paper"],
    ],
    load: async () => (await import("./export.ts")).exportDocument,
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

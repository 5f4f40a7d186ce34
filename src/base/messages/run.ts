/** What is said about running: files, scales, how a run ended, and the command line. */
import type { Data, MessageTable } from "./message.ts";

export const runMessages = {
  // Files.
  "cannot-read": (d) => ({
    text: `${d.path} cannot be read: ${d.reason}`,
    hint: "is the path right? It is relative to the document that names it",
  }),
  "document-too-large": (d) => ({
    text: `${d.path} has ${d.megabytes} MB; a document has at most ${d.most}`,
    hint: "is this the right file?",
  }),
  "not-utf8": (d) => ({
    text: `${d.path} is no text in UTF-8`,
    hint: "save it as UTF-8; if it is a recording, name it in `stimuli:`",
  }),
  "cannot-write": (d) => ({
    text: `${d.path} cannot be written: ${d.reason}`,
    hint: "name another folder with --out; files whose names end in .partial are incomplete",
  }),

  // Scales.
  "scale-planned": (d) => ({
    text: `this document needs the ${plural(d.scales, "scale")} ${list(d.scales).join(", ")}, which this version does not have`,
    hint: "`lapicque list scales` shows what there is; `--scale NAME` chooses one",
  }),
  "no-scale-fits": (d) => ({
    text: `no scale can run this document\n${list(d.reasons)
      .map((line) => `    ${line}`)
      .join("\n")}`,
  }),
  "unknown-scale": (d) => ({ text: `there is no scale ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),

  // Endings.
  "run-cancelled": (d) => ({
    text: `stopped at t = ${d.time}; what was computed until then is kept`,
    hint: "spikes.csv.partial and signals.csv.partial hold it",
  }),
  "not-finite": (d) => ({
    text: `\`${d.name}\` of ${d.where} is no longer a number at t = ${d.time}`,
    hint: "a quotient by zero, a root or logarithm of something negative, or an overflow: check the equations and parameters that it depends on",
  }),
  "grows-without-bound": (d) => ({
    text: `\`${d.name}\` of ${d.where} grows without bound at t = ${d.time}`,
    hint: "is a spike condition or a saturation missing, or is a sign wrong?",
  }),
  "step-unstable": (d) => ({
    text: `the method ${d.method} is unstable with a step of ${d.step}: \`${d.name}\` of ${d.where} follows the step, not the equations, at t = ${d.time}`,
    hint: "take a smaller step, or leave `method` and `step` out",
  }),
  "no-convergence": (d) => ({
    text: `the equations of ${d.where} cannot be solved at t = ${d.time}: the linear system of the method ${d.method} is singular`,
    hint: "check the parameters for extreme values; another `method` may go on",
  }),
  "event-storm": (d) => ({
    text: `${d.where}: more than ${d.count} events within ${d.window} at t = ${d.time} (${d.what})`,
    hint: "does the reset leave the neuron at once above threshold again, or does a switching condition switch itself back?",
  }),
  "reset-does-not-clear": (d) => ({
    text: `${d.where}: after the reset at t = ${d.time} the spike condition still holds (${d.states})`,
    hint: "reset the state to the other side of the threshold, or give a `refractory` time",
  }),

  // What the scales cell and rate refuse.
  "scale-lacks": (d) => ({ text: `the scale ${d.scale} has no ${d.feature} (${d.where})` }),
  "scale-needs-rates": (d) => ({ text: `the scale ${d.scale} computes \`rates\`; the document has none` }),
  "scale-needs-neurons": (d) => ({ text: `the scale ${d.scale} computes neurons; the document has no population` }),
  "scale-ignores-rates": (d) => ({ text: `the scale ${d.scale} computes one kind of unit; the document also has ${d.other}` }),
  "method-unknown": (d) => ({ text: `there is no method \`${d.method}\``, hint: `there are ${list(d.known).join(", ")}` }),
  "method-needs-step": (d) => ({
    text: `the method ${d.method} needs a fixed step`,
    hint: "add `step: 0.1 ms` to `run`, or leave `method` out",
  }),
  "method-takes-no-step": (d) => ({
    text: `the method ${d.method} chooses its steps itself; \`step\` does not go with it`,
    hint: "give a `tolerance` instead, or a method of fixed step such as rk4",
  }),
  "method-not-exact": (d) => ({
    text: `the method exact needs equations that are linear and separate, with constant coefficients; ${d.where} is not`,
    hint: "leave `method` out",
  }),
  "method-without-noise": (d) => ({
    text: `the method ${d.method} cannot integrate the white noise of ${d.where}`,
    hint: "leave `method` out, or use euler-maruyama or milstein",
  }),
  "noise-needs-step": (d) => ({ text: `${d.where} has white noise, which needs a fixed step`, hint: "add `step: 0.01 ms` to `run`" }),
  "noise-not-linear": (d) => ({
    text: `the white noise of ${d.where} does not enter linearly`,
    hint: "write each rate as a drift plus factors of `xi`, such as `sigma*xi`",
  }),
  "noise-not-commutative": (d) => ({
    text: `the method milstein needs noise terms that commute; those of \`${d.name}\` in ${d.where} do not`,
    hint: "use euler-maruyama, whose order is 1/2",
  }),
  "bounds-need-noise": (d) => ({
    text: `\`bounds\` of ${d.where} reflect at each step, so they need a fixed step`,
    hint: "add `step: 0.01 ms` and `method: euler-maruyama` to `run`, or write the bound into the equations with max or min",
  }),
  "clamp-twice": (d) => ({ text: `two clamps hold \`${d.state}\` of ${d.where} at the same time` }),
  "stimulus-drew": (d) => ({
    text: `the stimulus ${d.name} has drawn a \`${d.what}\` of ${d.value}, which must be above 0`,
    hint: "draw from `lognormal` or `truncated` to keep the value positive",
  }),
  "stimulus-too-fine": (d) => ({
    text: `the stimulus ${d.name} has ${d.edges} edges in this run, because of its \`${d.what}\`; at most ${d.most} are followed`,
    hint: "is the unit right?",
  }),
  "step-too-small": (d) => ({
    text: `a run of ${d.steps} steps never ends; at most ${d.most} are made`,
    hint: "is the unit of `step` right?",
  }),
  "too-many-samples": (d) => ({
    text: `${d.count} recorded values of ${d.where} do not fit into memory; at most ${d.most} do`,
    hint: "choose a longer `every`, or record less",
  }),
  "stimulus-scale": (d) => ({ text: `the scale ${d.scale} has no stimulus of the kind ${d.kind} (${d.where})` }),

  // Command line.
  "unknown-example": (d) => ({ text: `there is no example ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),
  "unknown-kind": (d) => ({ text: `there is no kind ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),
  "not-an-override": (d) => ({
    text: `--set ${d.given}: a value is set with PATH=VALUE`,
    hint: "for example --set neurons.cell.parameters.a='4 nS'",
  }),
  "no-sweep": () => ({ text: "the document has no `sweep:`", hint: "add one, or name an axis: --set PATH=from:to:points" }),
  "unknown-measure": (d) => ({ text: `there is no measure \`${d.name}\``, hint: `there are ${list(d.known).join(", ")}` }),

  // Figures.
  "figure-option-unknown": (d) => ({
    text: `the figure ${d.figure} has no option \`${d.option}\``,
    hint: Array.isArray(d.known) && d.known.length > 0 ? `its options: ${d.known.join(", ")}` : "it has no options",
  }),
  "figure-option-value": (d) => ({ text: `the option \`${d.option}\` of the figure ${d.figure} is ${d.wanted}, not ${d.given}` }),
  "figure-nothing": (d) => ({ text: `the figure ${d.figure} is left out: ${d.reason}`, hint: `${d.remedy}` }),
  "figure-no-such": (d) => ({
    text: `the figure ${d.figure} asks for \`${d.name}\`, which is not ${d.what}`,
    hint: Array.isArray(d.known) && d.known.length > 0 ? `there is: ${d.known.join(", ")}` : "nothing is",
  }),
  // Data files.
  "csv-not-text": (d) => ({ text: `${d.file} is no text in UTF-8`, hint: "recordings are read from CSV, NPY and NPZ files" }),
  "csv-empty": (d) => ({ text: `${d.file} is empty`, hint: "a CSV file begins with a header such as `time_ms,I_pA`" }),
  "csv-no-header": (d) => ({
    text: `${d.file} has no header: it begins with the number ${d.text}`,
    hint: "put the names and units first: `time_ms,I_pA`",
  }),
  "csv-header": (d) => ({ text: `${d.file}: ${d.reason}` }),
  "csv-row-length": (d) => ({
    text: `${d.file}: ${d.found} ${d.found === 1 ? "cell" : "cells"} in a line where the header has ${d.wanted}`,
  }),
  "csv-not-a-number": (d) => ({
    text: `${d.file}: \`${d.text}\` in the column ${d.column} is no number`,
    hint: "numbers are written with a decimal point; a missing one is an empty cell",
  }),
  "csv-open-quote": (d) => ({ text: `${d.file}: a quote is opened and never closed`, hint: 'a quote within a cell is doubled: ""' }),
  "npy-bad": (d) => ({ text: `${d.file} is no NPY file that can be read: ${d.reason}` }),
  "npy-type": (d) => ({
    text: `${d.file} holds elements of the type ${d.type}`,
    hint: "floats of 4 or 8 bytes, integers and booleans can be read: save array.astype(float)",
  }),
  "npy-shape": (d) => ({ text: `${d.file} is an array of ${d.shape}`, hint: "at most two dimensions can be read: signals and time" }),
  "npy-truncated": (d) => ({ text: `${d.file} is cut off: its header promises ${d.needed} bytes, and ${d.found} follow` }),
  "npz-bad": (d) => ({ text: `${d.file} is no NPZ file that can be read: ${d.reason}` }),
  "npz-too-large": (d) => ({
    text: `${d.file} would unpack to more than ${d.most} MB`,
    hint: "save the arrays one by one with numpy.save",
  }),
  "npz-lengths": (d) => ({
    text: `${d.file}: the arrays ${list(d.names).join(" and ")} differ in length`,
    hint: "arrays of one file are columns of one table",
  }),
} as const satisfies MessageTable;

function list(value: Data[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function plural(value: Data[string] | undefined, word: string): string {
  return list(value).length === 1 ? word : `${word}s`;
}

/** What is said about running: files, scales, how a run ended, and the command line. */
import type { MessageTable, Names, Word } from "./message.ts";
import { didYouMean, known } from "./phrases.ts";

/** Sentences about files, scales, endings, figures and the command line, by code. */
export const runMessages = {
  // The browser app.
  "studio-not-built": () => ({
    text: "the browser app is not built",
    hint: "run `npm run build` in the checkout; an installed package has it",
  }),
  "bad-port": (d: { given: Word }) => ({
    text: `\`${d.given}\` is no port`,
    hint: "a port is a whole number from 0 (any free one) to 65535",
  }),
  "port-taken": (d: { port: Word; reason: Word }) => ({
    text: `the port ${d.port} cannot be used: ${d.reason}`,
    hint: "choose another one, or leave --port out",
  }),
  // Files.
  "cannot-read": (d: { path: Word; reason: Word }) => ({
    text: `${d.path} cannot be read: ${d.reason}`,
    hint: "is the path right? It is relative to the document that names it",
  }),
  "document-too-large": (d: { path: Word; megabytes: Word; most: Word }) => ({
    text: `${d.path} has ${d.megabytes} MB; a document has at most ${d.most}`,
    hint: "is this the right file?",
  }),
  "not-utf8": (d: { path: Word }) => ({
    text: `${d.path} is no text in UTF-8`,
    hint: "save it as UTF-8; if it is a recording, name it in `stimuli:`",
  }),
  "cannot-write": (d: { path: Word; reason: Word }) => ({
    text: `${d.path} cannot be written: ${d.reason}`,
    hint: "name another folder with --out; files whose names end in .partial are incomplete",
  }),

  // Scales.
  "sampled-coarsely": (d: { every: Word }) => ({
    text: `signals are sampled every ${d.every} ms, which misses the peaks of spikes`,
    hint: "set `run: { every: 0.1 ms }` for all of it, or record spikes alone",
  }),
  "nothing-to-draw": (d: { name: Word; flow: Word }) => ({
    text: `the random value of \`${d.name}\` of \`${d.flow}\` cannot be drawn: none of its values lies within its limits`,
    hint: "widen the limits of `truncated`, or check the arguments of the distribution",
  }),
  "no-scale-fits": (d: { reasons: Names }) => ({
    text: `no scale can run this document\n${d.reasons.map((line) => `    ${line}`).join("\n")}`,
    hint: "remove or change what the reasons name; `lapicque check` says it for each scale",
  }),

  // Endings.
  "run-cancelled": (d: { time: Word }) => ({
    text: `stopped at t = ${d.time}; what was computed until then is kept`,
    hint: "the files that end in .partial hold it",
  }),
  "not-finite": (d: { name: Word; where: Word; time: Word }) => ({
    text: `\`${d.name}\` of ${d.where} is no longer a number at t = ${d.time}`,
    hint: `a quotient by zero, a root or logarithm of something negative, or an overflow: check the equations and parameters that it depends on${d.name === "hazard" ? " (the `age` of a neuron that has not fired is infinite: `initial-age` gives it another)" : ""}`,
  }),
  "grows-without-bound": (d: { name: Word; where: Word; time: Word }) => ({
    text: `\`${d.name}\` of ${d.where} grows without bound at t = ${d.time}`,
    hint: "is a spike condition or a saturation missing, or is a sign wrong?",
  }),
  "grows-with-step": (d: { method: Word; step: Word; name: Word; where: Word; time: Word }) => ({
    text: `\`${d.name}\` of ${d.where} grows without bound at t = ${d.time}, by the method ${d.method} with a step of ${d.step}`,
    hint: "take a smaller step, or leave `method` and `step` out: if it grows then too, a sign or a spike condition is wrong",
  }),
  "solution-ends": (d: { name: Word; where: Word; time: Word }) => ({
    text: `the solution ends at t = ${d.time}: beyond it the rate of change of \`${d.name}\` of ${d.where} is infinite or no number`,
    hint: "a quotient by zero, or a root or logarithm of what becomes negative: check the equations that it depends on",
  }),
  "step-unstable": (d: { method: Word; step: Word; name: Word; where: Word; time: Word }) => ({
    text: `the method ${d.method} is unstable with a step of ${d.step}: \`${d.name}\` of ${d.where} follows the step, not the equations, at t = ${d.time}`,
    hint: "take a smaller step, or leave `method` and `step` out",
  }),
  "no-convergence": (d: { where: Word; time: Word; method: Word }) => ({
    text: `the equations of ${d.where} cannot be solved at t = ${d.time}: the linear system of the method ${d.method} is singular`,
    hint: "check the parameters for extreme values; another `method` may go on",
  }),
  "event-storm": (d: { where: Word; count: Word; window: Word; time: Word; what: Word }) => ({
    text: `${d.where}: more than ${d.count} events within ${d.window} at t = ${d.time} (${d.what})`,
    hint: "does the reset leave the neuron at once above threshold again, or does a switching condition switch itself back?",
  }),
  "reset-does-not-clear": (d: { where: Word; time: Word; states: Word }) => ({
    text: `${d.where}: the next spike follows the reset at t = ${d.time} at once (${d.states})`,
    hint: "the spike condition must not hold after the reset, nor the intervals shrink to nothing: reset further below the threshold, or give a `refractory` time",
  }),

  // Simulations that are changed while they run.
  "live-unchangeable": (d: { path: Word }) => ({
    text: `\`${d.path}\` cannot be given that value while the simulation goes on`,
    hint: "parameters, inputs and states of neurons take plain values on the way; for anything else (weights, stimuli, synapses) start again with the changed document",
  }),
  "live-no-state": (d: { name: Word; known: Names }) => ({
    text: `\`${d.name}\` is no state that can be kicked`,
    hint: known(d.known),
  }),
  "live-time": (d: { given: Word }) => ({
    text: `a simulation cannot go on for \`${d.given}\``,
    hint: "give a number, the time in ms: finite and not negative",
  }),
  "live-ended": (d: { time: Word; reason: Word }) => ({
    text: `the simulation ended at t = ${d.time}: ${d.reason}`,
    hint: "start it again",
  }),

  // f-I curves.
  "firing-no-spikes": (d: { name: Word }) => ({
    text: `\`${d.name}\` has no spikes to count: an f-I curve needs a neuron with a \`spike:\` condition`,
    hint: "add one, such as `spike: V > 0 mV`; a neuron that fires by a `hazard` is counted by `lapicque sweep`",
  }),
  "firing-no-input": (d: { name: Word }) => ({
    text: `\`${d.name}\` has no input that could be varied`,
    hint: "name one in `inputs:` of its neuron and use it in the equations",
  }),
  "firing-which-input": (d: { name: Word; known: Names }) => ({
    text: `\`${d.name}\` has several inputs: ${d.known.join(", ")}`,
    hint: "say which one is varied: `--input NAME`",
  }),
  "firing-unknown-input": (d: { name: Word; of: Word; known: Names }) => ({
    text: `\`${d.of}\` has no input \`${d.name}\``,
    hint: known(d.known),
  }),
  "firing-range": (d: { name: Word; low: Word; high: Word }) => ({
    text: `the range of ${d.name} from ${d.low} to ${d.high} is empty`,
    hint: "give the smaller input first",
  }),

  // What the scales cell and rate refuse.
  "scale-lacks": (d: { scale: Word; feature: Word; where: Word }) => ({
    text: `the scale ${d.scale} does not compute ${d.feature === "poisson" ? "Poisson input" : d.feature} (${d.where})`,
    hint: "remove it, or choose another scale: `lapicque list scales`",
  }),
  "scale-needs-rates": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} computes \`rates\`, networks in which nothing fires, or populations with a \`hazard\`; the document is none of these`,
    hint: "add `rates:`, give every neuron a `hazard`, or choose the scale network, or cell",
  }),
  "scale-needs-neurons": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} computes neurons; the document has no population`,
    hint: "add `populations:`, or choose the scale rate",
  }),
  "scale-needs-projections": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} computes networks; the document has no projection`,
    hint: "add `projections:`, or choose the scale cell",
  }),
  "scale-ignores-rates": (d: { scale: Word; other: Word }) => ({
    text: `the scale ${d.scale} computes one kind of unit; the document also has ${d.other}`,
    hint: "remove one of the two, or make two documents",
  }),
  "does-not-fit": (d: { gigabytes: Word }) => ({
    text: `the network needs about ${d.gigabytes} GB of memory, which this machine does not give`,
    hint: "make it smaller, or less densely connected",
  }),
  "scale-option": (d: { scale: Word; name: Word; known: Names }) => ({
    text: `the scale ${d.scale} has no option \`${d.name}\``,
    hint: known(d.known),
  }),
  "scale-option-value": (d: { scale: Word; name: Word; given: Word; known: Names }) => ({
    text: `\`${d.name}\` of the scale ${d.scale} cannot be \`${d.given}\``,
    hint: known(d.known),
  }),
  "weights-overflow": (d: { population: Word }) => ({
    text: `the weights that meet at a neuron of ${d.population} add up to more than integers of 32 bits hold beside the smallest of them`,
    hint: "make the largest smaller, or compute with doubles: `run: { options: { network: { arithmetic: reference } } }`",
  }),
  "payload-too-large": (d: { name: Word; where: Word; value: Word; most: Word }) => ({
    text: `\`${d.name}\` of ${d.where} travels with a spike as ${d.value}; at most ${d.most} can be added up`,
    hint: "let what travels be a share of order 1, and put its size into the weight",
  }),
  "network-needs-step": () => ({
    text: "a network needs a fixed step",
    hint: "add `step: 0.1 ms` to `run`",
  }),
  "network-method": (d: { scale: Word; method: Word; known: Names }) => ({
    text: `the scale ${d.scale} does not have the method ${d.method}`,
    hint: `leave \`method\` out, or choose another: ${known(d.known)}`,
  }),
  "network-truncated": (d: { where: Word }) => ({
    text: `${d.where} draws a truncated value at each spike, which the scale network does not`,
    hint: "use `clipped`, or a distribution without limits",
  }),
  "arrival-not-additive": (d: { where: Word }) => ({
    text: `what a spike does on arrival must add to a state, whatever the state is (${d.where})`,
    hint: "write it as `s = s + weight*...`, where the rest does not read `s`; saturation belongs to `pre`, or to the equations",
  }),
  "method-unknown": (d: { method: Word; known: Names }) => ({
    text: `there is no method \`${d.method}\``,
    hint: known(d.known),
  }),
  "method-needs-step": (d: { method: Word }) => ({
    text: `the method ${d.method} needs a fixed step`,
    hint: "add `step: 0.1 ms` to `run`, or leave `method` out",
  }),
  "method-takes-no-step": (d: { method: Word }) => ({
    text: `the method ${d.method} chooses its steps itself; \`step\` does not go with it`,
    hint: "give a `tolerance` instead, or a method of fixed step such as rk4",
  }),
  "method-not-exact": (d: { where: Word }) => ({
    text: `the method exact needs equations that are linear and separate, with constant coefficients; ${d.where} is not`,
    hint: "leave `method` out",
  }),
  "method-without-noise": (d: { method: Word; where: Word }) => ({
    text: `the method ${d.method} cannot integrate the white noise of ${d.where}`,
    hint: "leave `method` out, or use euler-maruyama or milstein",
  }),
  "noise-needs-step": (d: { where: Word }) => ({
    text: `${d.where} has white noise, which needs a fixed step`,
    hint: "add `step: 0.01 ms` to `run`",
  }),
  "noise-not-linear": (d: { where: Word }) => ({
    text: `the white noise of ${d.where} does not enter linearly`,
    hint: "write each rate as a drift plus factors of `xi`, such as `sigma*xi`",
  }),
  "noise-not-commutative": (d: { name: Word; where: Word }) => ({
    text: `the method milstein needs noise terms that commute; those of \`${d.name}\` in ${d.where} do not`,
    hint: "use euler-maruyama, whose order is 1/2",
  }),
  "bounds-need-noise": (d: { where: Word }) => ({
    text: `\`bounds\` of ${d.where} reflect at each step, so they need a fixed step`,
    hint: "add `step: 0.01 ms` and `method: euler-maruyama` to `run`, or write the bound into the equations with max or min",
  }),
  "stimulus-drew": (d: { name: Word; what: Word; value: Word }) => ({
    text: `the stimulus ${d.name} has drawn a \`${d.what}\` of ${d.value}, which must be above 0`,
    hint: "draw from `lognormal` or `truncated` to keep the value positive",
  }),
  "stimulus-too-fine": (d: { name: Word; what: Word; edges: Word; most: Word }) => ({
    text: `the stimulus ${d.name} has ${d.edges} edges in this run, because of its \`${d.what}\`; at most ${d.most} are followed`,
    hint: "is the unit right?",
  }),
  "step-too-small": (d: { steps: Word; most: Word }) => ({
    text: `a run of ${d.steps} steps never ends; at most ${d.most} are made`,
    hint: "is the unit of `step` right?",
  }),
  "too-many-samples": (d: { count: Word; where: Word; most: Word }) => ({
    text: `${d.count} recorded values of ${d.where} do not fit into memory; at most ${d.most} do`,
    hint: "choose a longer `every`, or record less",
  }),

  "thread-died": (d: { reason: Word }) => ({
    text: `a thread of the run has ended before its time: ${d.reason}`,
    hint: "with `--threads 1` the run needs no thread beside the program; if memory is short, record less or make the network smaller",
  }),

  // Command line.
  usage: (d: { problem: Word; verb: Word }) => ({
    text: `${d.problem}`,
    hint: `\`lapicque ${d.verb ? `${d.verb} ` : ""}--help\` shows what can be given`,
  }),
  "no-document": (d: { path: Word; reason: Word; suggestions: Names }) => ({
    text: `${d.path} cannot be read: ${d.reason}`,
    hint: didYouMean(d.suggestions) ?? "a document is a path, example:NAME (`lapicque list examples`) or a model (`lapicque list models`)",
  }),
  "unknown-example": (d: { name: Word; known: Names }) => ({
    text: `there is no example ${d.name}`,
    hint: known(d.known),
  }),
  "unknown-kind": (d: { name: Word; known: Names }) => ({ text: `there is no kind ${d.name}`, hint: known(d.known) }),
  "not-an-override": (d: { given: Word }) => ({
    text: `\`${d.given}\` sets nothing: a value is set with PATH=VALUE`,
    hint: "for example --set neurons.cell.parameters.a='4 nS'",
  }),
  "theory-planned": (d: { name: Word }) => ({
    text: `the theory ${d.name} is not built yet, so the curve is drawn without it`,
    hint: "`theory: renewal` draws what neurons do that a closed form or renewal theory covers",
  }),
  "no-sweep": () => ({ text: "the document has no `sweep:`", hint: "add one, or name an axis: --set PATH=from:to:points" }),
  "unknown-measure": (d: { name: Word; known: Names }) => ({
    text: `there is no measure \`${d.name}\``,
    hint: known(d.known),
  }),

  // Figures.
  "figure-option-unknown": (d: { figure: Word; option: Word; known: Names }) => ({
    text: `the figure ${d.figure} has no option \`${d.option}\``,
    hint: d.known.length > 0 ? `its options are ${d.known.join(", ")}` : "it has no options",
  }),
  "figure-option-value": (d: { option: Word; figure: Word; wanted: Word; given: Word }) => ({
    text: `the option \`${d.option}\` of the figure ${d.figure} is ${d.wanted}, not ${d.given}`,
    hint: "change the value, or leave the option out",
  }),
  "figure-nothing": (d: { figure: Word; reason: Word; remedy: Word }) => ({
    text: `the figure ${d.figure} is left out: ${d.reason}`,
    hint: `${d.remedy}`,
  }),
  "figure-no-such": (d: { figure: Word; name: Word; what: Word; known: Names }) => ({
    text: `the figure ${d.figure} asks for \`${d.name}\`, which is not ${d.what}`,
    hint: known(d.known),
  }),
  // Phase planes.
  "no-units": () => ({
    text: "the document has neither populations nor rates: no unit whose equations could be looked at",
    hint: "add `populations: { cell: { neuron: NAME } }`, or `rates:`",
  }),
  "unknown-state": (d: { name: Word; population: Word; known: Names }) => ({
    text: `${d.population} has no state \`${d.name}\``,
    hint: known(d.known),
  }),
  "same-axes": (d: { name: Word }) => ({
    text: `both axes of the phase plane are \`${d.name}\``,
    hint: "name two different states as x and y",
  }),
  "bad-axis-range": (d: { given: Word }) => ({
    text: `${d.given} is neither a state nor a state with its range`,
    hint: "write `V`, or `V=-80:-20` from the lower to the upper end",
  }),
  "bad-window": (d: { name: Word; low: Word; high: Word }) => ({
    text: `the range of \`${d.name}\`, ${d.low} to ${d.high}, is none`,
    hint: "give two numbers, the lower one first",
  }),
  "bad-over": (d: { given: Word }) => ({
    text: `${d.given} is no parameter with a range`,
    hint: "write `--over I=0:200`, or `--over I=0pA:200pA`, from the lower to the upper end",
  }),
  "unknown-parameter-over": (d: { name: Word; population: Word; known: Names }) => ({
    text: `${d.population} has no parameter or input \`${d.name}\``,
    hint: known(d.known),
  }),
  // Data files.
  "csv-not-text": (d: { file: Word }) => ({
    text: `${d.file} is no text in UTF-8`,
    hint: "recordings are read from CSV, NPY and NPZ files",
  }),
  "csv-empty": (d: { file: Word }) => ({ text: `${d.file} is empty`, hint: "a CSV file begins with a header such as `time_ms,I_pA`" }),
  "csv-no-header": (d: { file: Word; text: Word }) => ({
    text: `${d.file} has no header: it begins with the number ${d.text}`,
    hint: "put the names and units first: `time_ms,I_pA`",
  }),
  "csv-header": (d: { file: Word; reason: Word }) => ({
    text: `${d.file}: ${d.reason}`,
    hint: "write one line of names with units, such as `time_ms,I_pA`",
  }),
  "csv-row-length": (d: { file: Word; found: Word; wanted: Word }) => ({
    text: `${d.file}: ${d.found} ${d.found === 1 ? "cell" : "cells"} in a line where the header has ${d.wanted}`,
    hint: "check the separators of this line; an empty cell is written with its separator",
  }),
  "csv-not-a-number": (d: { file: Word; text: Word; column: Word }) => ({
    text: `${d.file}: \`${d.text}\` in the column ${d.column} is no number`,
    hint: "numbers are written with a decimal point; a missing one is an empty cell",
  }),
  "csv-open-quote": (d: { file: Word }) => ({
    text: `${d.file}: a quote is opened and never closed`,
    hint: 'a quote within a cell is doubled: ""',
  }),
  "npy-bad": (d: { file: Word; reason: Word }) => ({
    text: `${d.file} is no NPY file that can be read: ${d.reason}`,
    hint: "save it again with numpy.save",
  }),
  "npy-type": (d: { file: Word; type: Word }) => ({
    text: `${d.file} holds elements of the type ${d.type}`,
    hint: "floats of 4 or 8 bytes, integers and booleans can be read: save array.astype(float)",
  }),
  "npy-shape": (d: { file: Word; shape: Word }) => ({
    text: `${d.file} is an array of ${d.shape}`,
    hint: "at most two dimensions can be read: signals and time",
  }),
  "npy-truncated": (d: { file: Word; needed: Word; found: Word }) => ({
    text: `${d.file} is cut off: its header promises ${d.needed} bytes, and ${d.found} follow`,
    hint: "copy or save the file again",
  }),
  "npz-bad": (d: { file: Word; reason: Word }) => ({
    text: `${d.file} is no NPZ file that can be read: ${d.reason}`,
    hint: "save it again with numpy.savez",
  }),
  "npz-too-large": (d: { file: Word; most: Word }) => ({
    text: `${d.file} would unpack to more than ${d.most} MB`,
    hint: "save the arrays one by one with numpy.save",
  }),
  "npz-lengths": (d: { file: Word; names: Names }) => ({
    text: `${d.file}: the arrays ${d.names.join(" and ")} differ in length`,
    hint: "arrays of one file are columns of one table",
  }),
} as const satisfies MessageTable;

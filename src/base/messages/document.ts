/** What is said about documents. */
import type { Data, MessageTable } from "./message.ts";

export const documentMessages = {
  "empty-document": () => ({
    text: "the document is empty",
    hint: "begin with `neurons:` and `populations:`; `lapicque show adex --yaml` prints one that runs",
  }),
  "not-a-mapping": () => ({ text: "a document is a mapping of sections such as `neurons:` and `run:`" }),
  "document-too-long": (d) => ({
    text: `the document has ${d.length} characters; at most ${d.longest} are read`,
    hint: "is this the right file?",
  }),
  "binary-document": () => ({ text: "this is no text: it holds a control character", hint: "is this the right file?" }),
  "nested-too-deeply": (d) => ({ text: `lists and mappings are nested more than ${d.deepest} deep` }),
  "too-many-values": (d) => ({
    text: `the document has more than ${d.most} values`,
    hint: "a YAML alias (`*name`) repeats everything its anchor holds",
  }),
  "unknown-anchor": (d) => ({ text: `no anchor \`&${d.name}\` stands before this alias` }),
  "empty-key": (d) => ({
    text: "this is no name for a value",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes'
        : "a key is one word",
  }),
  "no-value": (d) => ({
    text: d.name ? `\`${d.name}\` has no value` : "a value is missing here",
    hint:
      d.flow === "yes"
        ? 'within { } and [ ] a comma ends a value: a text with a comma is written in quotes, "normal(0, 1)"'
        : "write the value after the colon, or remove the key",
  }),
  "comma-in-braces": (d) => ({
    text: `\`${d.written}\` is cut at its comma: within { } and [ ] a comma ends a value`,
    hint: 'put the whole value in quotes: "normal(0, 1)"',
  }),
  "forbidden-key": (d) => ({ text: `\`${d.name}\` cannot be a name here`, hint: "choose another name" }),
  "duplicate-key": (d) => ({ text: `\`${d.name}\` is given twice`, hint: "remove one of the two" }),
  "tab-indent": () => ({ text: "a tab cannot indent a line", hint: "indent with spaces" }),
  "several-documents": () => ({ text: "the file holds more than one document (`---`)", hint: "put each into a file of its own" }),
  "nested-mapping": () => ({
    text: "a second `key: value` on one line, or a line that is indented too far",
    hint: "begin a new line, indented like its neighbours, or put a text with `: ` in quotes",
  }),
  "bad-indent": (d) => ({
    text: `the indentation is wrong here (${d.reason})`,
    hint: "lines of one mapping or list begin in the same column; are all brackets closed?",
  }),
  "yaml-tag": () => ({ text: "YAML tags (`!name`) have no meaning in a document", hint: "remove it, or put the text in quotes" }),
  "bad-braces": (d) => ({
    text: `the brackets or quotes do not fit (${d.reason})`,
    hint: 'within { } and [ ] a comma ends a value and `[` opens a list: write "normal(0, 1)" and "E[0:9]" in quotes',
  }),
  "bad-yaml": (d) => ({ text: `this is not YAML (${d.reason})`, hint: "put the text in quotes if it is meant as it stands" }),

  // Shape of the document.
  "unknown-format": (d) => ({
    text: `the document has format ${d.found}; this version reads up to ${d.newest}`,
    hint: "install a newer lapicque, or write the document for this one",
  }),
  "unknown-key": (d) => ({
    text: `${d.where ? `\`${d.where}\` has` : "a document has"} no key \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? `its keys: ${list(d.known).join(", ")}`,
  }),
  "missing-key": (d) => ({ text: `\`${d.name}\` is missing${d.where ? ` in ${d.where}` : ""}`, hint: `add \`${d.name}:\`` }),
  "wrong-shape": (d) => ({ text: `${d.where ? `\`${d.where}\`` : "this"} must be ${d.expected}, not ${d.found}` }),
  "unknown-choice": (d) => ({
    text: `\`${d.where}\`: there is no \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? `there are ${list(d.known).join(", ")}`,
  }),
  "bad-name": (d) => ({ text: `\`${d.name}\` cannot be a name`, hint: "a name has letters, digits and `_`, a letter first" }),
  "value-expected": () => ({ text: "a value is expected here", hint: "write a number, a quantity such as `4 nS`, or an expression" }),

  // Values.
  "not-a-number": (d) => ({
    text: `\`${d.written}\` is not a finite number`,
    hint: "check the value; `infinity` can stand only as a limit",
  }),
  "random-inside": (d) => ({
    text: `the random value \`${d.name}(...)\` stands inside an expression`,
    hint: "a random value stands alone: give it a parameter of its own and use that in the expression",
  }),
  "random-expected": (d) => ({
    text: `\`${d.name}\` needs a random value, not \`${d.part}\``,
    hint: `for example \`${d.name}(normal(0, 1), -2, 2)\``,
  }),
  "random-without-owner": (d) => ({
    text: `\`${d.part}\` is drawn once for each neuron, but this value belongs to the whole document`,
    hint: "put it into the `parameters:` of a neuron or population",
  }),
  "index-without-owner": (d) => ({
    text: `\`${d.name}\` belongs to a neuron, but this value belongs to the whole document`,
    hint: "put it into the `parameters:` of a neuron or population",
  }),
  "not-constant": (d) => ({ text: `${d.what} must be one value, but \`${d.name}\` differs between neurons` }),
  "parameter-cycle": (d) => ({ text: `each parameter needs the next: ${chain(d.cycle)}`, hint: "give one of them a value of its own" }),
  "not-positive": (d) => ({ text: `\`${d.name}\` is ${d.value}; ${d.kind} must be positive`, hint: "check the sign and the unit" }),
  "negative-conductance": (d) => ({
    text: `\`${d.name}\` is ${d.value}; a conductance cannot be negative`,
    hint: "the sign of a current comes from its reversal potential",
  }),
  "not-positive-value": (d) => ({ text: `\`${d.what}\` must be above 0` }),
  "negative-value": (d) => ({ text: `\`${d.what}\` cannot be negative` }),
  "negative-time": (d) => ({ text: `\`${d.what}\` cannot be negative` }),
  "not-a-count": (d) => ({ text: `\`${d.what}\` must be a whole number above 0` }),
  "outside-range": (d) => ({ text: `\`${d.name}\` is ${d.value}, outside its range ${d.low} to ${d.high}` }),
  magnitude: (d) => ({ text: `\`${d.name}\` is ${d.value}, far above what neurons have`, hint: `is it meant in ${d.meant}?` }),
  "plain-number": (d) => ({
    text: `\`${d.name}\` is the plain number ${d.value}, and dimensions do not fit where it is used`,
    hint: "does it lack its unit?",
  }),
  "reversal-sign": (d) => ({
    text: `\`${d.name}\` is ${d.value}, but the reversal potential of ${d.ion} is ${d.sign}`,
    hint: "check the sign",
  }),
  "hidden-name": (d) => ({
    text: `${d.by} here hides the document's parameter \`${d.name}\``,
    hint: "rename one of the two if both are meant",
  }),
  dale: (d) => ({
    text: `\`${d.name}\` has projections with positive and with negative weights`,
    hint: "a neuron excites or inhibits all its targets (Dale)",
  }),

  // Equations.
  "derivative-of-parameter": (d) => ({
    text: `\`${d.name}\` is a parameter and cannot have a derivative`,
    hint: "remove the parameter and give the state an `initial:` value",
  }),
  "parameter-and-equation": (d) => ({ text: `\`${d.name}\` is a parameter and an equation`, hint: "remove one of the two" }),
  "input-and-equation": (d) => ({ text: `\`${d.name}\` is an input and an equation`, hint: "remove one of the two" }),
  "parameter-and-input": (d) => ({ text: `\`${d.name}\` is a parameter and an input`, hint: "remove one of the two" }),
  "no-initial": (d) => ({
    text: `the state \`${d.name}\` of \`${d.entry}\` has no initial value`,
    hint: `add \`initial: { ${d.name}: ... }\`; it gives the state its unit too`,
  }),
  "initial-of-no-state": (d) => ({ text: `\`${d.name}\` is no state`, hint: states(d.states) }),
  "initial-cycle": (d) => ({ text: `each initial value needs the next: ${chain(d.cycle)}`, hint: "give one of them a value of its own" }),
  "initial-reads": (d) => ({ text: `an initial value cannot read \`${d.name}\`` }),
  "initial-reads-input": (d) => ({ text: `the initial value of \`${d.state}\` cannot read the input \`${d.name}\`` }),
  "coefficient-not-positive": (d) => ({
    text: `the factor before d${d.state}/dt is ${d.value}; it must be positive and finite`,
    hint: d.name ? `check \`${d.name}\`` : "check the parameters in it",
  }),
  "division-by-zero": (d) => ({ text: `\`${d.part}\` has no finite value with these parameters`, hint: "check the parameters in it" }),
  "noise-in-definition": (d) => ({
    text: `\`${d.name}\` reads noise, which has no value in an instant`,
    hint: "write `xi` in the equation of the derivative",
  }),
  "noise-elsewhere": (d) => ({
    text: `\`${d.name}\` cannot stand in \`${d.where}\``,
    hint: "noise stands in the equation of a derivative, or in `refractory`, `reset` as a random value",
  }),
  "noise-nonlinear": (d) => ({
    text: `the equation of \`${d.name}\` is not linear in its noise`,
    hint: "write a factor times `xi`, plus the rest",
  }),
  "no-such-state": (d) => ({ text: `\`${d.name}\` is no state`, hint: states(d.states) }),
  "empty-bounds": (d) => ({ text: `the lower bound of \`${d.name}\` is not below the upper one` }),
  "not-built": (d) => ({ text: `\`${d.name}\` is not built yet`, hint: "remove it, or wait for a later version" }),

  // Firing.
  "spike-and-hazard": (d) => ({
    text: `\`${d.name}\` has \`spike\` and \`hazard\``,
    hint: "a neuron fires at a threshold or at random: remove one",
  }),
  "reset-without-spike": (d) => ({
    text: `\`${d.name}\` has \`${d.key}\` but nothing makes it fire`,
    hint: "add `spike: V > V_th`, or `hazard:`",
  }),
  "spike-not-comparison": () => ({ text: "`spike` is one comparison", hint: "for example `spike: V > V_th`" }),
  "reset-still-fires": (d) => ({
    text: `after the reset \`${d.condition}\` still holds (${d.left} against ${d.right}), so the neuron would fire again at once`,
    hint: "the reset must end below the threshold",
  }),

  // Populations.
  "unknown-neuron": (d) => ({ text: `there is no neuron \`${d.name}\``, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "unknown-population": (d) => ({ text: `there is no population \`${d.name}\``, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "unknown-group": (d) => ({ text: `\`${d.population}\` has no group \`${d.name}\``, hint: known(d.known) }),
  "union-cycle": (d) => ({ text: `a union cannot contain itself: ${chain(d.cycle)}` }),
  "population-and-rates": (d) => ({ text: `\`${d.name}\` is a population and an entry of \`rates\``, hint: "rename one of the two" }),
  "group-and-variable": (d) => ({ text: `\`${d.name}\` is a group and a variable of \`${d.population}\``, hint: "rename the group" }),
  "bad-size": (d) => ({ text: `\`size\` is ${d.value}; it must be a whole number above 0` }),
  "size-too-large": (d) => ({ text: `\`size\` is ${d.value}; a population has at most ${d.largest} neurons` }),
  "bad-group": (d) => ({
    text: `[${d.from}, ${d.to}] is no range of the ${d.size} neurons of \`${d.population}\``,
    hint: "the first neuron is 0 and the end is not included",
  }),
  "bad-reference": (d) => ({
    text: `\`${d.written}\` names no neurons`,
    hint: "write `POP`, `POP.GROUP`, `POP[0:10]`, and `.NAME` for a variable",
  }),

  // Stimuli.
  "no-stimulus-kind": (d) => ({ text: "the stimulus has no kind", hint: `add one of ${list(d.kinds).join(", ")}` }),
  "two-stimulus-kinds": (d) => ({ text: `the stimulus is \`${d.first}\` and \`${d.second}\``, hint: "stimuli add up: make two of it" }),
  "no-target": () => ({ text: "the stimulus has no `to:`", hint: "write `to: POP.INPUT`" }),
  "clamp-target": () => ({ text: "a clamp has its target inside", hint: "write `clamp: { to: POP.STATE, value: ... }`" }),
  "no-variable": (d) => ({
    text: `\`${d.population}\` names neurons; the stimulus acts on one of their ${d.kind}s`,
    hint:
      list(d.known).length === 0
        ? `there are no ${d.kind}s`
        : `write ${list(d.known)
            .map((name) => `\`${d.population}.${name}\``)
            .join(" or ")}`,
  }),
  "no-such-target": (d) => ({
    text: `\`${d.name}\` is ${d.is ? `${d.is}, not` : "no"} ${d.is ? `an ${d.kind}` : d.kind} of \`${d.population}\``.replace(
      "an state",
      "a state",
    ),
    hint:
      didYouMean(d.suggestions) ??
      (d.kind === "input" && d.is !== "a parameter"
        ? `${known(d.known)}; a current acts on an input (\`inputs: { I: pA }\`), only \`poisson\`, \`spikes\` and \`clamp\` on a state`
        : known(d.known)),
  }),
  "only-for-spikes": (d) => ({ text: `\`${d.key}\` belongs to \`poisson\` and \`spikes\` stimuli` }),
  "noise-step": () => ({ text: "the time constant of this noise is random, so its `step` must be given", hint: "add `step: 0.1 ms`" }),
  "which-column": (d) => ({
    text: `${d.file} has several columns or none`,
    hint: `choose one with \`column:\` (${list(d.known).join(", ")})`,
  }),
  "no-such-column": (d) => ({ text: `${d.file} has no column \`${d.name}\``, hint: known(d.known) }),
  "recording-unit": (d) => ({
    text: `the column \`${d.column}\` of ${d.file} has no unit`,
    hint: "write it into the header (`I_pA`), or add `unit: pA`",
  }),
  "recording-step": (d) => ({ text: `${d.file} has no column of times`, hint: "add `step: 0.1 ms`, the time between samples" }),
  "bad-sample": (d) => ({ text: `${d.file}: row ${d.row} of \`${d.column}\` is ${d.value}, which is no number` }),
  "empty-recording": (d) => ({ text: `${d.file} has no samples` }),
  "times-not-ascending": (d) => ({ text: `${d.file}: the times do not ascend in row ${d.row}` }),

  // Run, record, compare, figures.
  "no-duration": () => ({ text: "`run:` has no `duration`", hint: "add `run: { duration: 1 s }`" }),
  "nothing-to-run": () => ({ text: "the document has nothing to run", hint: "add `populations: { cell: { neuron: NAME } }`, or `rates:`" }),
  "step-beyond-end": (d) => ({ text: `\`${d.what}\` is longer than the whole run` }),
  "no-multiple-of-step": (d) => ({
    text: `\`${d.what}\` is ${d.steps} steps`,
    hint: "with a fixed `run.step` it must be a whole number of steps",
  }),
  "bad-tolerance": (d) => ({ text: `\`tolerance\` is ${d.value}; it must lie between 1e-14 and 0.1` }),
  "bad-seed": () => ({ text: "`seed` must be a whole number, 0 or more" }),
  "unknown-scale-options": (d) => ({ text: `there is no scale \`${d.name}\`` }),
  "no-spikes": (d) => ({ text: `\`${d.population}\` has no spikes`, hint: "its equations have neither `spike` nor `hazard`" }),
  "too-many-traces": (d) => ({
    text: `\`${d.name}\` of ${d.size} neurons of \`${d.population}\` is too much`,
    hint: `name a group of at most ${d.most} (\`${d.population}[0:10]: [${d.name}]\`), or record \`mean(${d.name})\``,
  }),
  "not-recorded": (d) => ({ text: `\`${d.name}\` of \`${d.population}\` is left out: no scale of this version computes it` }),
  "one-figure": () => ({ text: "an item of `figures` is one figure", hint: "write `- traces` or `- { raster: { ... } }`" }),
  "which-population": (d) => ({
    text: "several populations fire",
    hint: `say which one is compared: \`population:\` ${list(d.known).join(", ")}`,
  }),
  "nothing-to-compare": () => ({ text: "no population fires, so there is nothing to compare" }),

  // Projections, synapses, fields.
  "unknown-synapse": (d) => ({ text: `there is no synapse \`${d.name}\``, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "unknown-synapse-parameter": (d) => ({
    text: `a synapse of kind \`${d.kind}\` has no \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "no-into": (d) => ({
    text: `the synapse \`${d.kind}\` has no \`into:\``,
    hint: "name the input it drives (or, for `delta`, the state that jumps)",
  }),
  "no-connect": () => ({
    text: "the projection has no `connect:`",
    hint: "write `connect: all`, `connect: { probability: 0.1 }` or another rule",
  }),
  "one-connect-rule": (d) => ({ text: "`connect` has one rule", hint: `one of ${list(d.rules).join(", ")}` }),
  "bad-probability": (d) => ({ text: `a probability lies between 0 and 1, not ${d.value}` }),
  "matrix-shape": (d) => ({
    text: `\`${d.name}\` is ${d.found}, but there are ${d.rows} targets and ${d.columns} sources`,
    hint: "one row per target, one column per source",
  }),
  "rates-in-projection": (d) => ({ text: `\`${d.name}\` is an entry of \`rates\`, which exists once and is not connected` }),
  "bad-axis": (d) => ({ text: `the axis \`${d.name}\` needs \`[from, to, points]\`, from below to and at least 2 points` }),

  // Include, catalogue, overrides, sweep.
  "missing-include": (d) => ({ text: `${d.file} cannot be read: ${d.reason}`, hint: "files are relative to the document that names them" }),
  "include-cycle": (d) => ({ text: `each includes the next: ${chain(d.cycle)}` }),
  "include-no-entry": (d) => ({ text: `there is no \`${d.path}\` in ${d.file}`, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "include-units": (d) => ({
    text: `${d.file} is written ${d.theirs}, this document ${d.ours}`,
    hint: "entries with units and plain numbers cannot be mixed",
  }),
  "unknown-model": (d) => ({ text: `there is no model \`${d.name}\``, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "unknown-set": (d) => ({ text: `\`${d.model}\` has no set \`${d.name}\``, hint: didYouMean(d.suggestions) ?? known(d.known) }),
  "set-without-model": () => ({ text: "`set` is a parameter set of a `model`", hint: "add `model:`" }),
  "include-and-model": () => ({ text: "an entry begins from one other: `include` or `model`", hint: "remove one of the two" }),
  "unknown-path": (d) => ({
    text: `\`${d.path}\`: there is no \`${d.name}\`${d.where ? ` in \`${d.where}\`` : ""}`,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "ambiguous-path": (d) => ({ text: `\`${d.path}\` could be ${list(d.known).join(" or ")}`, hint: "write the whole path" }),
  "path-too-long": (d) => ({ text: `\`${d.path}\`: \`${d.where}\` has no parts`, hint: "the path ends there" }),
  "not-a-range": (d) => ({ text: `\`${d.written}\` is no range`, hint: "write from:to:points, as in 10mV:30mV:41" }),
  "bad-points": () => ({ text: "`points` must be a whole number, at least 1" }),
  "log-range": () => ({ text: "a range with `scale: log` needs both ends above 0" }),
  "sweep-too-large": (d) => ({ text: `the sweep has ${d.points} points; at most ${d.most} are computed` }),
} as const satisfies MessageTable;

function list(value: Data[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function chain(cycle: Data[string] | undefined): string {
  return list(cycle)
    .map((name) => `\`${name}\``)
    .join(" -> ");
}

function didYouMean(suggestions: Data[string] | undefined): string | undefined {
  const names = list(suggestions).map((name) => `\`${name}\``);
  return names.length === 0 ? undefined : `did you mean ${names.join(" or ")}?`;
}

function known(names: Data[string] | undefined, prefix = ""): string {
  const there = list(names);
  return `${prefix ? `add ${prefix}; ` : ""}${there.length === 0 ? "there is none" : `there is ${there.join(", ")}`}`;
}

function states(names: Data[string] | undefined): string {
  return list(names).length === 0 ? "the entry has no states" : `the states are ${list(names).join(", ")}`;
}

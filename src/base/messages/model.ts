/** What is said about models: equations, firing, populations, stimuli, the run and what it records. */
import type { MessageTable, Names, Word } from "./message.ts";
import { chain, didYouMean, known } from "./phrases.ts";

/** Sentences about equations, firing, populations, stimuli, the run and what it records, by code. */
export const modelMessages = {
  // Equations.
  "derivative-of-parameter": (d: { name: Word }) => ({
    text: `\`${d.name}\` is a parameter and cannot have a derivative`,
    hint: "remove the parameter and give the state an `initial:` value",
  }),
  "parameter-and-equation": (d: { name: Word }) => ({
    text: `\`${d.name}\` is a parameter and an equation`,
    hint: "remove one of the two",
  }),
  "input-and-equation": (d: { name: Word }) => ({ text: `\`${d.name}\` is an input and an equation`, hint: "remove one of the two" }),
  "parameter-and-input": (d: { name: Word }) => ({ text: `\`${d.name}\` is a parameter and an input`, hint: "remove one of the two" }),
  "no-initial": (d: { name: Word; entry: Word }) => ({
    text: `the state \`${d.name}\` of \`${d.entry}\` has no initial value`,
    hint: `add \`initial: { ${d.name}: ... }\`; it gives the state its unit too`,
  }),
  "initial-of-no-state": (d: { name: Word; states: Names }) => ({ text: `\`${d.name}\` is no state`, hint: states(d.states) }),
  "initial-cycle": (d: { cycle: Names }) => ({
    text: `each initial value needs the next: ${chain(d.cycle)}`,
    hint: "give one of them a value of its own",
  }),
  "initial-reads": (d: { name: Word }) => ({
    text: `an initial value cannot read \`${d.name}\``,
    hint: "an initial value may use parameters, `index` and other initial values",
  }),
  "initial-reads-input": (d: { state: Word; name: Word }) => ({
    text: `the initial value of \`${d.state}\` cannot read the input \`${d.name}\``,
    hint: "an initial value may use parameters, `index` and other initial values",
  }),
  "coefficient-not-positive": (d: { state: Word; value: Word; name?: Word }) => ({
    text: `the factor before d${d.state}/dt is ${d.value}; it must be positive and finite`,
    hint: d.name ? `check \`${d.name}\`` : "check the parameters in it",
  }),
  "division-by-zero": (d: { part: Word }) => ({
    text: `\`${d.part}\` has no finite value with these parameters`,
    hint: "check the parameters in it",
  }),
  "dt-without-step": () => ({
    text: "`dt` is the fixed step of the run, and `run:` has none",
    hint: "add `step: 0.1 ms` to `run:`, or write the equation without `dt`",
  }),
  "noise-in-definition": (d: { name: Word }) => ({
    text: `\`${d.name}\` reads noise, which has no value in an instant`,
    hint: "write `xi` in the equation of the derivative",
  }),
  "noise-elsewhere": (d: { name: Word; where: Word }) => ({
    text: `\`${d.name}\` cannot stand in \`${d.where}\``,
    hint: "noise stands in the equation of a derivative, or in `refractory`, `reset` as a random value",
  }),
  "noise-nonlinear": (d: { name: Word }) => ({
    text: `the equation of \`${d.name}\` is not linear in its noise`,
    hint: "write a factor times `xi`, plus the rest",
  }),
  "no-such-state": (d: { name: Word; states: Names }) => ({ text: `\`${d.name}\` is no state`, hint: states(d.states) }),
  "empty-bounds": (d: { name: Word }) => ({
    text: `the lower bound of \`${d.name}\` is not below the upper one`,
    hint: "write [lower, upper]; a side without a bound is `infinity`",
  }),
  "not-built": (d: { name: Word }) => ({ text: `\`${d.name}\` is not built yet`, hint: "remove it, or wait for a later version" }),

  // Firing.
  "spike-and-hazard": (d: { name: Word }) => ({
    text: `\`${d.name}\` has \`spike\` and \`hazard\``,
    hint: "a neuron fires at a threshold or at random: remove one",
  }),
  "reset-without-spike": (d: { name: Word; key: Word }) => ({
    text: `\`${d.name}\` has \`${d.key}\` but nothing makes it fire`,
    hint: "add `spike: V > V_th`, or `hazard:`",
  }),
  "spike-not-comparison": () => ({ text: "`spike` is one comparison", hint: "for example `spike: V > V_th`" }),
  "reset-still-fires": (d: { condition: Word; left: Word; right: Word }) => ({
    text: `after the reset \`${d.condition}\` still holds (${d.left} against ${d.right}), so the neuron would fire again at once`,
    hint: "the reset must end below the threshold",
  }),

  // Populations.
  "unknown-neuron": (d: { name: Word; suggestions: Names; known: Names }) => ({
    text: `there is no neuron \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "unknown-population": (d: { name: Word; suggestions: Names; known: Names }) => ({
    text: `there is no population \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "unknown-group": (d: { population: Word; name: Word; known: Names }) => ({
    text: `\`${d.population}\` has no group \`${d.name}\``,
    hint: known(d.known),
  }),
  "union-cycle": (d: { cycle: Names }) => ({
    text: `a union cannot contain itself: ${chain(d.cycle)}`,
    hint: "name the populations themselves",
  }),
  "population-and-rates": (d: { name: Word }) => ({
    text: `\`${d.name}\` is a population and an entry of \`rates\``,
    hint: "rename one of the two",
  }),
  "group-and-variable": (d: { name: Word; population: Word }) => ({
    text: `\`${d.name}\` is a group and a variable of \`${d.population}\``,
    hint: "rename the group",
  }),
  "bad-size": (d: { value: Word }) => ({
    text: `\`size\` is ${d.value}; it must be a whole number above 0`,
    hint: "write how many neurons there are, such as `size: 100`",
  }),
  "size-too-large": (d: { value: Word; largest: Word }) => ({
    text: `\`size\` is ${d.value}; a population has at most ${d.largest} neurons`,
    hint: "split it into several populations",
  }),
  "bad-group": (d: { from: Word; to: Word; size: Word; population: Word }) => ({
    text: `[${d.from}, ${d.to}] is no range of the ${d.size} neurons of \`${d.population}\``,
    hint: "the first neuron is 0 and the end is not included",
  }),
  "bad-reference": (d: { written: Word }) => ({
    text: `\`${d.written}\` names no neurons`,
    hint: "write `POP`, `POP.GROUP`, `POP[0:10]`, and `.NAME` for a variable",
  }),

  // Stimuli.
  "no-stimulus-kind": (d: { kinds: Names }) => ({ text: "the stimulus has no kind", hint: `add one of ${d.kinds.join(", ")}` }),
  "two-stimulus-kinds": (d: { first: Word; second: Word }) => ({
    text: `the stimulus is \`${d.first}\` and \`${d.second}\``,
    hint: "stimuli add up: make two of it",
  }),
  "no-target": () => ({ text: "the stimulus has no `to:`", hint: "write `to: POP.INPUT`" }),
  "clamp-target": () => ({ text: "a clamp has its target inside", hint: "write `clamp: { to: POP.STATE, value: ... }`" }),
  "clamp-twice": (d: { state: Word; where: Word; other: Word }) => ({
    text: `\`${d.state}\` of \`${d.where}\` is held by the clamp \`${d.other}\` at the same time`,
    hint: "let one end before the other begins (`start:`, `duration:`), or remove one",
  }),
  "no-variable": (d: { population: Word; kind: Word; known: Names }) => ({
    text: `\`${d.population}\` names neurons; the stimulus acts on one of their ${d.kind}s`,
    hint: d.known.length === 0 ? `there are no ${d.kind}s` : `write ${d.known.map((name) => `\`${d.population}.${name}\``).join(" or ")}`,
  }),
  "no-such-target": (d: { name: Word; is?: Word; kind: Word; population: Word; suggestions: Names; known: Names }) => ({
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
  "only-for-spikes": (d: { key: Word }) => ({
    text: `\`${d.key}\` belongs to \`poisson\` and \`spikes\` stimuli`,
    hint: "remove it, or make the stimulus `poisson` or `spikes`",
  }),
  "noise-step": () => ({ text: "the time constant of this noise is random, so its `step` must be given", hint: "add `step: 0.1 ms`" }),
  "which-column": (d: { file: Word; known: Names }) => ({
    text: `${d.file} has several columns or none`,
    hint: `choose one with \`column:\` (${d.known.join(", ")})`,
  }),
  "recording-neurons": (d: { file: Word; columns: Word; neurons: Word }) => ({
    text: `${d.file} has ${d.columns} columns for ${d.neurons} neurons`,
    hint: "an array has a row for each time and a column for each neuron; `column:` chooses one for all",
  }),
  "no-such-column": (d: { file: Word; name: Word; known: Names }) => ({
    text: `${d.file} has no column \`${d.name}\``,
    hint: known(d.known),
  }),
  "recording-unit": (d: { column: Word; file: Word }) => ({
    text: `the column \`${d.column}\` of ${d.file} has no unit`,
    hint: "write it into the header (`I_pA`), or add `unit: pA`",
  }),
  "recording-step": (d: { file: Word }) => ({
    text: `${d.file} has no column of times`,
    hint: "add `step: 0.1 ms`, the time between samples",
  }),
  "bad-sample": (d: { file: Word; row: Word; column: Word; value: Word }) => ({
    text: `${d.file}: row ${d.row} of \`${d.column}\` is ${d.value}, which is no number`,
    hint: "correct the row, or cut it off",
  }),
  "empty-recording": (d: { file: Word }) => ({ text: `${d.file} has no samples`, hint: "is this the right file?" }),
  "times-not-ascending": (d: { file: Word; row: Word }) => ({
    text: `${d.file}: the times do not ascend in row ${d.row}`,
    hint: "sort the rows by time, each time once",
  }),

  // Run, record, compare, figures.
  "no-duration": () => ({ text: "`run:` has no `duration`", hint: "add `run: { duration: 1 s }`" }),
  "nothing-to-run": () => ({ text: "the document has nothing to run", hint: "add `populations: { cell: { neuron: NAME } }`, or `rates:`" }),
  "step-beyond-end": (d: { what: Word }) => ({
    text: `\`${d.what}\` is longer than the whole run`,
    hint: "make it shorter, or `run.duration` longer",
  }),
  "no-multiple-of-step": (d: { what: Word; steps: Word }) => ({
    text: `\`${d.what}\` is ${d.steps} steps`,
    hint: "with a fixed `run.step` it must be a whole number of steps",
  }),
  "bad-tolerance": (d: { value: Word }) => ({
    text: `\`tolerance\` is ${d.value}; it must lie between 1e-14 and 0.1`,
    hint: "1e-8 is a good choice; leave it out for the default",
  }),
  "bad-seed": () => ({ text: "`seed` must be a whole number, 0 or more", hint: "write a number such as `seed: 1`" }),
  "unknown-scale-options": (d: { name: Word }) => ({
    text: `there is no scale \`${d.name}\``,
    hint: "`lapicque list scales` shows what there is",
  }),
  "no-spikes": (d: { population: Word }) => ({
    text: `\`${d.population}\` has no spikes`,
    hint: "its equations have neither `spike` nor `hazard`",
  }),
  "too-many-traces": (d: { name: Word; size: Word; population: Word; most: Word }) => ({
    text: `\`${d.name}\` of ${d.size} neurons of \`${d.population}\` is too much`,
    hint: `name a group of at most ${d.most} (\`${d.population}[0:10]: [${d.name}]\`), or record \`mean(${d.name})\``,
  }),
  "not-recorded": (d: { name: Word; population: Word }) => ({
    text: `\`${d.name}\` of \`${d.population}\` is left out: the scale does not compute it`,
    hint: "remove it from `record:` if it is not needed",
  }),
  "one-figure": () => ({ text: "an item of `figures` is one figure", hint: "write `- traces` or `- { raster: { ... } }`" }),
  "which-population": (d: { known: Names }) => ({
    text: "several populations fire",
    hint: `say which one is compared with \`population:\`; ${known(d.known)}`,
  }),
  "nothing-to-compare": () => ({
    text: "no population fires, so there is nothing to compare",
    hint: "give a neuron `spike:` or `hazard:`, or remove `compare:`",
  }),
  "not-compared": (d: { name: Word; population: Word; known: Names }) => ({
    text: `\`${d.name}\` of the population \`${d.population}\` is not recorded, so there is nothing to compare with`,
    hint: d.known.length === 0 ? `add it under \`record: { ${d.population}: [...] }\`` : known(d.known),
  }),
  "recording-ends": (d: { name: Word; time: Word }) => ({
    text: `the recording of ${d.name} ends at ${d.time}, before the run does; its input is 0 from then on`,
    hint: "shorten `run: { duration }` to compare with the whole recording",
  }),
  "voltage-beside": (d: { signal: Word; file: Word }) => ({
    text: `\`${d.signal}\` is drawn with ${d.file}, which lies beside the recorded spikes`,
    hint: `\`compare: { signals: { ${d.signal}: FILE } }\` names another file, \`signals: {}\` none`,
  }),
} as const satisfies MessageTable;

function states(names: Names): string {
  return names.length === 0 ? "the entry has no states" : `the states are ${names.join(", ")}`;
}

/** What is said about projections, synapses and places. */
import type { MessageTable, Names, Word } from "./message.ts";
import { didYouMean, known } from "./phrases.ts";

/** Sentences about projections, synapses and places, by code. */
export const networkMessages = {
  "unknown-synapse": (d: { name: Word; suggestions: Names; known: Names }) => ({
    text: `there is no synapse \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "unknown-synapse-parameter": (d: { kind: Word; name: Word; suggestions: Names; known: Names }) => ({
    text: `a synapse of kind \`${d.kind}\` has no \`${d.name}\``,
    hint: didYouMean(d.suggestions) ?? known(d.known),
  }),
  "no-into": (d: { kind: Word }) => ({
    text: `the synapse \`${d.kind}\` has no \`into:\``,
    hint: "name the input it drives (or, for `delta`, the state that jumps)",
  }),
  "no-connect": () => ({
    text: "the projection has no `connect:`",
    hint: "write `connect: all`, `connect: { probability: 0.1 }` or another rule",
  }),
  "one-connect-rule": (d: { rules: Names }) => ({ text: "`connect` has one rule", hint: `one of ${d.rules.join(", ")}` }),
  "bad-probability": (d: { value: Word }) => ({
    text: `a probability lies between 0 and 1, not ${d.value}`,
    hint: "write a number such as 0.1",
  }),
  "matrix-shape": (d: { name: Word; found: Word; rows: Word; columns: Word }) => ({
    text: `\`${d.name}\` is ${d.found}, but there are ${d.rows} targets and ${d.columns} sources`,
    hint: "one row per target, one column per source",
  }),
  "rates-in-projection": (d: { name: Word; section: Word }) => ({
    text: `\`${d.name}\` is an entry of \`${d.section}\`, which exists once and is not connected`,
    hint: "write its coupling into the equations",
  }),
  "draw-in-expression": (d: { name: Word }) => ({
    text: `\`${d.name}\` is drawn for each connection, and an expression cannot contain a random value`,
    hint: "write the random value itself, with the expression inside: `normal(2*m, 2*s)`",
  }),
  "draw-read-twice": (d: { name: Word }) => ({
    text: `\`${d.name}\` is drawn for each connection and read more than once, which would draw it again`,
    hint: "write a random value where each is meant",
  }),
  "no-place": (d: { name: Word; owner: Word }) => ({
    text: `\`${d.name}\` needs a place for the neurons of \`${d.owner}\``,
    hint: "add `place: { ring: 1 mm }` to the population; on a `sheet` the coordinates are `position.x` and `position.y`",
  }),
  "other-place": (d: { from: Word; to: Word }) => ({
    text: `\`${d.from}\` and \`${d.to}\` sit in different places, which have no distance`,
    hint: "give both the same `place:`",
  }),
  "one-place": () => ({ text: "neurons sit in one place", hint: "write `place: { ring: 1 mm }`, or `line`, or `sheet: [1 mm, 1 mm]`" }),
  "open-ring": () => ({ text: "a ring is closed", hint: "write `line:` for one with ends" }),
  "no-weight": (d: { kind: Word; meaning: Word; unit: Word }) => ({
    text: "there is no `weight:`",
    hint: `of \`${d.kind}\` it is ${d.meaning}${d.unit ? `, in ${d.unit}` : ""}`,
  }),
  "no-norm": (d: { kind: Word; norm: Word; weight: Word }) => ({
    text: `the weight of \`${d.kind}\` cannot be chosen with \`norm: ${d.norm}\``,
    hint: d.weight ? `it is ${d.weight}` : "its equations say what the weight is",
  }),
  "no-source-spikes": (d: { population: Word; kind: Word }) => ({
    text: `\`${d.population}\` never fires, so nothing arrives through \`${d.kind}\``,
    hint: "give its neuron `spike:` or `hazard:`, or use a synapse with `send:`",
  }),
  "activity-connects": () => ({
    text: "`activity` acts on all targets alike and takes no `connect:`",
    hint: "remove `connect:`",
  }),
  "sizes-differ": (d: { from: Word; sources: Word; to: Word; targets: Word }) => ({
    text: `\`one-to-one\` needs as many sources as targets, but \`${d.from}\` has ${d.sources} and \`${d.to}\` ${d.targets}`,
    hint: "name groups of one size, or choose another rule",
  }),
  "random-count": (d: { what: Word }) => ({
    text: `\`${d.what}\` cannot be random`,
    hint: "which connections there are is drawn; how many is a number",
  }),
  "count-varies": (d: { what: Word }) => ({
    text: `\`${d.what}\` must be one number for both populations`,
    hint: "only `probability` may differ between neurons",
  }),
  "not-whole": (d: { what: Word; value: Word }) => ({
    text: `\`${d.what}\` is ${d.value}, which is no whole number`,
    hint: `write \`${d.what}: round(...)\``,
  }),
  "no-partner": (d: { population: Word }) => ({
    text: `the one neuron of \`${d.population}\` can only be connected to itself, which \`self: false\` forbids`,
    hint: "remove `self: false`, or the projection",
  }),
  "given-twice": (d: { name: Word }) => ({
    text: `\`${d.name}\` stands here and as a column of the file of pairs`,
    hint: "remove one of the two",
  }),
  "pairs-columns": (d: { file: Word; known: Names }) => ({
    text: `${d.file} has no columns \`pre\` and \`post\``,
    hint: known(d.known),
  }),
  "pair-out-of-range": (d: { file: Word; row: Word; column: Word; value: Word; population: Word; last: Word }) => ({
    text: `${d.file}: row ${d.row} of \`${d.column}\` is ${d.value}, which is no neuron of \`${d.population}\``,
    hint: `they are numbered from 0 to ${d.last}`,
  }),
  "synapse-parameter-varies": (d: { name: Word; kind: Word }) => ({
    text: `\`${d.name}\` of the synapse \`${d.kind}\` must be one number for all connections of two populations`,
    hint: "only `weight` and `delay` differ between connections",
  }),
  "synapse-other-side": (d: { name: Word; side: Word }) => ({
    text: `\`${d.name}\` cannot be read in the \`${d.side}\` block of a synapse`,
    hint:
      d.side === "post"
        ? "let it travel with the spike: give it a name in `pre: at-spike`, which `at-arrival` reads"
        : "`pre` exists once for a source and all its targets",
  }),
  "synapse-weight": () => ({
    text: "`weight` belongs to a connection and can be read only in `at-arrival`",
    hint: "multiply by it when the spike arrives",
  }),
  "synapse-name-twice": (d: { name: Word }) => ({
    text: `\`${d.name}\` stands in \`pre\` and in \`post\``,
    hint: "rename one of the two: the blocks of a synapse see one another",
  }),
  "send-and-post": (d: { kind: Word }) => ({
    text: `the synapse \`${d.kind}\` has \`send\` and \`post\``,
    hint: "what is sent all the time is itself the input; remove one of the two",
  }),
  "send-not-linear": () => ({
    text: "`send` is not linear in the variables of the target",
    hint: "let the neuron compute it from an input: `g*(V_E - V)/(1 + ...)`",
  }),
  "stimulus-without-pre": (d: { kind: Word }) => ({
    text: `the spikes of a stimulus come from no neuron, which \`${d.kind}\` needs`,
    hint: "make a population of `poisson: { inputs: { rate: Hz }, hazard: rate }` and a projection",
  }),
  "no-arrival": (d: { kind: Word }) => ({
    text: `nothing happens when a spike arrives at the synapse \`${d.kind}\``,
    hint: "add `post: { at-arrival: s = s + weight }`, or `send:`",
  }),
  "no-post-state": (d: { kind: Word }) => ({
    text: `the synapse \`${d.kind}\` has no state in \`post\` that could drive the input`,
    hint: "add `post: { equations: tau*ds/dt = -s, at-arrival: s = s + weight }`, or use `delta` for a jump",
  }),
  "no-output": (d: { kind: Word; states: Names }) => ({
    text: `the synapse \`${d.kind}\` does not say which of its states drives the input`,
    hint: `add \`output:\` (${d.states.join(", ")})`,
  }),
  "bad-connection": (d: { what: Word; name: Word; value: Word }) => ({
    text: `a ${d.what} of \`${d.name}\` is ${d.value}`,
    hint: "weights are finite numbers, and delays too, of at most 16,000,000 steps: check what the value is computed from",
  }),
  "activity-differs": (d: { where: Word }) => ({
    text: `the activity reaches all targets with one weight and one delay in a network (${d.where})`,
    hint: "give a constant weight and delay, and multiply in the equations of the neuron: `q*A` with a parameter `q`",
  }),
  "cascade-not-all": (d: { where: Word }) => ({
    text: `\`delay: 0\` of ${d.where}: only a jump from all neurons to all others, with one weight, can arrive at the moment at which it is sent`,
    hint: "leave `delay` out, and spikes arrive at the next step; or write `kind: delta`, `connect: all` and a constant weight",
  }),
  "cascade-endless": (d: { where: Word; time: Word; count: Word }) => ({
    text: `the cascade of spikes at t = ${d.time} does not end: ${d.count} neurons have fired at one moment, and ${d.where} would fire again, as a step before`,
    hint: "together their spikes add more than lies between reset and threshold: a weaker coupling, or a delay, keeps the activity finite",
  }),
  "cascade-whole": (d: { count: number; time: Word }) => ({
    text: `every neuron fired in one cascade ${d.count === 1 ? "" : `${d.count} times, first `}at t = ${d.time}`,
    hint: "in the limit of many neurons the activity is not finite then; the neurons went on from their reset",
  }),
} as const satisfies MessageTable;

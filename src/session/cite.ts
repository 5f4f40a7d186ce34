/** What to cite: the models and synapses of a document, the sources of its numbers, the methods that would integrate it, and the program. */
import { InternalError, LapicqueError, version } from "../base/index.ts";
import { evaluate } from "../language/index.ts";
import { catalogue, type Experiment, type Flow, type Model, synapseKinds, type Value } from "../model/index.ts";
import { isNamedBy, miscellaneous } from "./bibliography.ts";
import { chooseScales } from "./choose.ts";
import { methodReferences } from "./method-references.ts";
import type { Environment } from "./open.ts";
import { type Correspondence, correspond } from "./recognise.ts";
import { openModel } from "./show.ts";

const program = `@software{lapicque,
  title = {Lapicque: one neuron model at every scale},
  author = {{The Lapicque developers}},
  version = {${version}},
  license = {Apache-2.0}
}`;

/**
 * BibTeX of models, synapses, sources, methods and program, each once. A model that a document types out instead of naming it is recognised by
 * its equations, and one of its parameter sets by its numbers.
 */
export async function citations(environment: Environment, experiment: Experiment): Promise<string> {
  const models = await Promise.all(catalogue.map((line) => line.load()));
  const known = models.flatMap(({ references }) => references.map((reference) => reference.trim()));
  const entries = new Set<string>();
  for (const { flow } of [...experiment.populations, ...experiment.rates]) {
    const { model, sources } = await originOf(environment, flow, models);
    if (model?.references[0]) entries.add(model.references[0].trim());
    const own = new Set(model ? sourcesIn(model) : []);
    for (const source of sources) {
      const named = known.filter((entry) => isNamedBy(entry, source));
      for (const entry of named) entries.add(entry);
      // Remarks of the catalogue such as a course's name are no literature.
      if (named.length === 0 && !own.has(source)) entries.add(miscellaneous(source));
    }
  }
  const used = new Set([...experiment.projections, ...experiment.spikeSources].map(({ synapse }) => synapse?.name));
  for (const { id, references } of synapseKinds) if (used.has(id)) for (const reference of references ?? []) entries.add(reference);
  for (const id of await methodsUsed(experiment)) {
    const reference = Object.hasOwn(methodReferences, id) ? methodReferences[id] : undefined;
    if (reference) entries.add(reference);
  }
  return `${[...entries, program].join("\n\n")}\n`;
}

interface Origin {
  readonly model?: Model;
  /** Where the numbers are from, in the words of the document or the catalogue. */
  readonly sources: readonly string[];
}

async function originOf(environment: Environment, flow: Flow, models: readonly Model[]): Promise<Origin> {
  const written = flow.parameters.flatMap(({ source }) => (source === undefined ? [] : [source]));
  const named = models.find(({ id }) => id === flow.model);
  if (named) return { model: named, sources: written };
  for (const model of models) {
    const correspondence = correspond(await flowOf(environment, model.id), flow);
    if (correspondence) return { model, sources: [...written, ...(await setSources(environment, model, flow, correspondence))] };
  }
  return { sources: written };
}

/** Sources of the model's own values or of those sets whose numbers the document has. */
async function setSources(environment: Environment, model: Model, flow: Flow, names: Correspondence): Promise<readonly string[]> {
  const sources = new Set<string>();
  for (const name of [model.id, ...Object.keys(model.sets).map((set) => `${model.id}.${set}`)]) {
    const candidate = await flowOf(environment, name);
    const isSame = candidate.parameters.every(({ name: parameter, value }) => {
      const ours = names.get(parameter);
      return !ours || close(evaluated(ours, flow), numberOf(value, candidate));
    });
    if (isSame) for (const { source } of candidate.parameters) if (source !== undefined) sources.add(source);
  }
  return [...sources];
}

/** Values that differ by the rounding of their units are the same. */
function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function numberOf(value: Value, flow: Flow): number {
  return value.kind === "expression" ? evaluated(value.tree, flow) : Number.NaN;
}

/** A constant expression of a neuron's parameters; NaN where something is drawn or varies. */
function evaluated(tree: Parameters<typeof evaluate>[0], flow: Flow): number {
  return evaluate(tree, (name) => {
    const parameter = flow.parameters.find((one) => one.name === name);
    return parameter ? numberOf(parameter.value, flow) : Number.NaN;
  });
}

function sourcesIn({ parameters, sets }: Model): readonly string[] {
  return [...Object.values(parameters), ...Object.values(sets)].map(({ source }) => source);
}

async function flowOf(environment: Environment, name: string): Promise<Flow> {
  const { experiment, errors } = await openModel(environment, name);
  const [unit] = [...(experiment?.populations ?? []), ...(experiment?.rates ?? [])];
  if (!unit) throw new InternalError(`the catalogue's ${name} is wrong: ${errors[0]?.message ?? "nothing to run"}`);
  return unit.flow;
}

/** The methods that the scales would choose; none where no scale of this version runs the document. */
async function methodsUsed(experiment: Experiment): Promise<readonly string[]> {
  const used = new Set<string>();
  for (const scale of await scalesOf(experiment)) {
    const { chosen } = scale.plan(experiment, { seed: experiment.run.seed });
    for (const value of Object.values(chosen)) for (const word of `${value}`.split(/[\s,]+/)) used.add(word);
  }
  return [...used];
}

async function scalesOf(experiment: Experiment): ReturnType<typeof chooseScales> {
  try {
    return await chooseScales(experiment);
  } catch (error) {
    if (error instanceof LapicqueError) return [];
    throw error;
  }
}

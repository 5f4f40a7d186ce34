/** A document's equations and parameters as they are printed, and a document to begin from for a model of the catalogue. */
import { InternalError, LapicqueError } from "../base/index.ts";
import { type Setting, type Statement, suggest, type Tree } from "../language/index.ts";
import { catalogue, type DescribedQuantity, type Description, describeFlow, describeSynapses, modelText } from "../model/index.ts";
import { type Changes, type Environment, type Opened, openText } from "./open.ts";

/** One entry of `neurons` or `rates`. */
export interface ShownEntry {
  /** `neurons.cell`. */
  readonly path: string;
  readonly equations: readonly string[];
  /** `spike`, `reset` and the like, in the same notation. */
  readonly rules: readonly (readonly [key: string, text: string])[];
  readonly parameters: readonly DescribedQuantity[];
  readonly inputs: readonly DescribedQuantity[];
  readonly states: readonly DescribedQuantity[];
}

/** Writes an equation or an expression: as text, in LaTeX, in MathML. */
export type Printer = (what: Statement | Tree, setting?: Setting) => string;

/** Every entry with equations, in the order of the document. */
export function showEntries({ bound, experiment }: Opened, print: Printer): readonly ShownEntry[] {
  const entries = [...bound.entries].filter(([path]) => !path.startsWith("populations."));
  return entries.map(([path, flow]) => {
    const description = describeFlow(flow, experiment?.units ?? "physical");
    const { statements, parameters, inputs, states } = description;
    return {
      path,
      equations: statements.map((statement) => print(statement)),
      rules: rulesOf(description, print),
      parameters,
      inputs,
      states,
    };
  });
}

/** Every synapse with equations that a document uses or has, as an entry `synapses.KIND`. */
export function showSynapses({ document, experiment }: Opened, print: Printer): readonly ShownEntry[] {
  return describeSynapses(document.root, experiment?.units ?? "physical").map(
    ({ kind, statements, rules, expressions, parameters, states }) => ({
      path: `synapses.${kind}`,
      equations: statements.map((statement) => print(statement)),
      rules: [
        ...rules.flatMap(({ key, lines }) => lines.map((line) => [key, print(line, { label: key, sign: "<-" })] as const)),
        ...expressions.map(({ key, tree }) => [key, print(tree, { label: key })] as const),
      ],
      parameters,
      inputs: [],
      states,
    }),
  );
}

function rulesOf({ conditions, reset, refractory }: Description, print: Printer): ShownEntry["rules"] {
  return [
    ...conditions.map(({ key, tree }) => [key, print(tree, { label: key })] as const),
    ...reset.map((statement) => ["reset", print(statement, { label: "reset", sign: "<-" })] as const),
    ...(refractory ? [["refractory", refractory] as const] : []),
  ];
}

/** Model and set that a name such as `adex` or `adex.tonic` means; undefined if it is none. */
function findModel(name: string) {
  // `adex.yaml` is a file of the user's, not a set.
  if (/\.(ya?ml|json)$/.test(name)) return undefined;
  const [id, ...rest] = name.split(".");
  const set = rest.length > 0 ? rest.join(".") : undefined;
  const line = catalogue.find((one) => one.id === id);
  return line && { line, set };
}

/** Whether the catalogue has a model (or set, `adex.tonic`) of that name. */
export function isModel(name: string): boolean {
  return findModel(name) !== undefined;
}

/** Names of the models. */
export const modelNames: readonly string[] = catalogue.map(({ id }) => id);

/** A parameter set of a model, for a list. */
export interface ShownSet {
  /** `adex.tonic`. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen when it is run: one sentence. */
  readonly phenomenon: string;
  readonly source: string;
  /** A constant input that shows what it does; empty if the set names none. */
  readonly input: string;
}

/** The sets of a model. */
export async function setsOf(name: string): Promise<readonly ShownSet[]> {
  const model = await findModel(name)?.line.load();
  return Object.entries(model?.sets ?? {}).map(([set, { title, phenomenon, source, input }]) => ({
    id: `${model!.id}.${set}`,
    title,
    phenomenon,
    source,
    input: input === undefined ? "" : `${input}`,
  }));
}

/** What a model, or a set of one, is known for: one sentence; undefined if there is none of that name. */
export async function phenomenonOf(name: string): Promise<string | undefined> {
  const found = findModel(name);
  const model = await found?.line.load();
  return found?.set === undefined ? model?.phenomenon : model?.sets[found.set]?.phenomenon;
}

/**
 * Opens the document to begin from: one unit of the model with a constant input, its states recorded and drawn. Throws `unknown-set`.
 */
export async function openModel(environment: Environment, name: string, changes: Changes = {}): Promise<Opened> {
  const found = findModel(name);
  if (!found) throw new InternalError(`no model ${name}`);
  const model = await found.line.load();
  const { set } = found;
  const known = Object.keys(model.sets);
  if (set !== undefined && !known.includes(set))
    throw new LapicqueError("unknown-set", { model: model.id, name: set, suggestions: suggest(set, known), known });
  return openText(environment, modelText(model, set), `${name}.yaml`, changes);
}

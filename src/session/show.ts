/** A document's equations and parameters as they are printed, and a document to begin from for a model of the catalogue. */
import { InternalError } from "../base/index.ts";
import { printLatex, printMathML, printText, type Statement } from "../language/index.ts";
import { type BoundFlow, catalogue, type DocumentData, type Model } from "../model/index.ts";
import { fromInternal } from "../units/index.ts";
import { type Environment, type Opened, openText } from "./open.ts";

export type Notation = "text" | "latex" | "mathml";

export interface ShownParameter {
  readonly name: string;
  /** In `unit`; null if it is drawn for each neuron. */
  readonly value: number | null;
  readonly unit: string;
  readonly meaning: string | null;
  readonly source: string | null;
}

/** One entry of `neurons` or `rates`. */
export interface ShownEntry {
  /** `neurons.cell`. */
  readonly path: string;
  readonly equations: readonly string[];
  readonly parameters: readonly ShownParameter[];
  /** `spike`, `hazard`, `reset`, `refractory`, `inputs`, `initial` as the document says them. */
  readonly other: readonly (readonly [key: string, text: string])[];
}

const print: Readonly<Record<Notation, (statement: Statement) => string>> = { text: printText, latex: printLatex, mathml: printMathML };

/** Every entry with equations, in the order of the document. */
export function showEntries({ bound }: Opened, notation: Notation): readonly ShownEntry[] {
  const entries = [...bound.entries].filter(([path]) => !path.startsWith("populations."));
  return entries.map(([path, flow]) => ({
    path,
    equations: flow.statements.map(print[notation]),
    parameters: parametersOf(flow),
    other: otherOf(flow),
  }));
}

function parametersOf({ parameters }: BoundFlow): readonly ShownParameter[] {
  return parameters.list.map(({ name, constant, unit, meaning, source }) => ({
    name,
    value: constant === undefined ? null : Number(fromInternal(constant, unit).toPrecision(15)),
    unit: unit.text,
    meaning: meaning ?? null,
    source: source ?? null,
  }));
}

type Node = NonNullable<ReturnType<BoundFlow["node"]["entries"]["get"]>>["value"];

function otherOf({ node }: BoundFlow): ShownEntry["other"] {
  return ["inputs", "initial", "spike", "hazard", "reset", "refractory", "bounds"].flatMap((key) => {
    const entry = node.entries.get(key);
    return entry ? [[key, wordsOf(entry.value)] as const] : [];
  });
}

function wordsOf(node: Node): string {
  switch (node.kind) {
    case "scalar":
      return String(node.value).trim();
    case "list":
      return `[${node.items.map(wordsOf).join(", ")}]`;
    case "map":
      return [...node.entries].map(([key, { value }]) => `${key}: ${wordsOf(value)}`).join(", ");
  }
}

/** Whether the catalogue has a model of that name. */
export function isModel(name: string): boolean {
  return catalogue.some(({ id }) => id === name);
}

/** Opens the document to begin from: one unit of the model with a constant input, its states recorded and drawn. */
export async function openModel(environment: Environment, id: string): Promise<Opened> {
  const line = catalogue.find((one) => one.id === id);
  if (!line) throw new InternalError(`no model ${id}`);
  return openText(environment, JSON.stringify(exampleOf(await line.load())), `${id}.yaml`);
}

function exampleOf(model: Model): DocumentData {
  const { id, section, example, spike, units } = model;
  const [input] = Object.keys(model.inputs);
  const states = Object.keys(model.initial);
  const stimuli =
    input !== undefined && example.amplitude !== undefined ? [{ to: `cell.${input}`, step: { amplitude: example.amplitude } }] : [];
  return {
    format: 1,
    title: model.title,
    ...(units === "none" ? { units } : {}),
    ...(section === "neurons"
      ? { neurons: { cell: { model: id } }, populations: { cell: { neuron: "cell" } } }
      : { rates: { cell: { model: id } } }),
    ...(stimuli.length > 0 ? { stimuli } : {}),
    run: { duration: example.duration },
    record: { cell: [...states, ...(spike === undefined ? [] : ["spikes"])] },
    figures: ["traces"],
  };
}

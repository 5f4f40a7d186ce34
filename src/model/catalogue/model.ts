/** A model of the catalogue: equations as text, parameters with unit, meaning, range and source, named sets. Data. */
import { fromPlain, type MapNode, merge, type Plain } from "../document/node.ts";

/** A parameter on one line: value with unit, what it means, the range it may sensibly have, where the number is from. */
export interface ModelParameter {
  readonly value: string | number;
  readonly meaning: string;
  readonly range: readonly [string | number, string | number];
  readonly source: string;
}

/** Named values of some parameters (and initial values where they matter). */
export interface ModelSet {
  readonly title: string;
  readonly source: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly initial?: Readonly<Record<string, string | number>>;
  /** A constant input that shows what the set does. */
  readonly input?: string | number;
}

/** A model: one file. */
export interface Model {
  readonly id: string;
  readonly title: string;
  /** Section of a document that it belongs to. */
  readonly section: "neurons" | "rates";
  readonly units: "physical" | "none";
  readonly equations: string;
  readonly inputs: Readonly<Record<string, string | number>>;
  readonly initial: Readonly<Record<string, string | number>>;
  readonly spike?: string;
  readonly reset?: Readonly<Record<string, string>>;
  readonly refractory?: string;
  readonly parameters: Readonly<Record<string, ModelParameter>>;
  readonly sets: Readonly<Record<string, ModelSet>>;
  /** Scales that are expected to run it. */
  readonly scales: readonly string[];
  /** Input and duration of the document that `show --yaml` prints. */
  readonly example: { readonly amplitude?: string | number; readonly duration: string | number };
  /** BibTeX entries. */
  readonly references: readonly string[];
}

/** The entry of a document that a model stands for, with the values of a set in the place of its own. */
export function modelEntry(model: Model, set?: string): MapNode {
  const { equations, inputs, initial, spike, reset, refractory, parameters } = model;
  const entry: Record<string, Plain> = {
    equations,
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    initial,
    ...(spike === undefined ? {} : { spike }),
    ...(reset === undefined ? {} : { reset }),
    ...(refractory === undefined ? {} : { refractory }),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, { ...parameter }])),
  };
  // An object becomes a mapping.
  const base = fromPlain(entry, `model ${model.id}`) as MapNode;
  const values = set === undefined ? undefined : model.sets[set];
  if (!values) return base;
  const own: Record<string, Plain> = {
    parameters: Object.fromEntries(Object.entries(values.parameters).map(([name, value]) => [name, { value, source: values.source }])),
    ...(values.initial ? { initial: values.initial } : {}),
  };
  return merge(base, fromPlain(own, `model ${model.id}, set ${set}`)) as MapNode;
}

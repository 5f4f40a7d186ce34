/** A model of the catalogue: equations as text, parameters with unit, meaning, range and source, named sets. Data. */
import { fromPlain, type MapNode, merge, type Plain } from "../document/node.ts";

/** A parameter on one line: value with unit, what it means, the range it may sensibly have, where the number is from. */
export interface ModelParameter {
  readonly value: string | number;
  readonly meaning: string;
  readonly range: readonly [string | number, string | number];
  readonly source: string;
}

/** An item of `stimuli`; without `to` it acts on the model's first input. */
export type ModelStimulus = Readonly<Record<string, Plain>>;

/** What is done to a model to see what it does. */
export interface Protocol {
  /** A constant input. */
  readonly input?: string | number;
  /** What acts on the inputs beside it or instead, in time. */
  readonly stimuli?: readonly ModelStimulus[];
  readonly duration?: string | number;
  /** What is recorded; absent: every state, spikes, and inputs that change in time. */
  readonly record?: readonly string[];
}

/** Named values of some parameters (and initial values where they matter), and what they show. */
export interface ModelSet extends Protocol {
  readonly title: string;
  /** What is to be seen when its document is run: one sentence. */
  readonly phenomenon: string;
  readonly source: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly initial?: Readonly<Record<string, string | number>>;
  /** Equations in the place of the model's, where the paper changes them for this set. */
  readonly equations?: string;
  /** The scheme of the published program, where its picture depends on it. */
  readonly published?: { readonly method: string; readonly step: string | number };
}

/** Kinds of model, in the order of a gallery. */
export const families = ["integrate-and-fire", "stochastic", "reduced", "conductance-based", "rate"] as const;

/** A model: one file. */
export interface Model {
  readonly id: string;
  readonly title: string;
  readonly family: (typeof families)[number];
  /** What it is known for: one sentence. */
  readonly phenomenon: string;
  /** Section of a document that it belongs to. */
  readonly section: "neurons" | "rates";
  readonly units: "physical" | "none";
  readonly equations: string;
  readonly inputs: Readonly<Record<string, string | number>>;
  readonly initial: Readonly<Record<string, string | number>>;
  readonly spike?: string;
  readonly hazard?: string;
  readonly reset?: Readonly<Record<string, string>>;
  readonly refractory?: string;
  readonly parameters: Readonly<Record<string, ModelParameter>>;
  readonly sets: Readonly<Record<string, ModelSet>>;
  /** Scales that are expected to run it. */
  readonly scales: readonly string[];
  /** What the document that `show --yaml` prints does; a set may do something else. */
  readonly example: Protocol & { readonly duration: string | number };
  /** Axes of the phase plane of a model with more than two states; without, its documents draw none. */
  readonly plane?: readonly [x: string, y: string];
  /** BibTeX entries. */
  readonly references: readonly string[];
}

/** The entry of a document that a model stands for, with the values of a set in the place of its own. */
export function modelEntry(model: Model, set?: string): MapNode {
  const { equations, inputs, initial, spike, hazard, reset, refractory, parameters } = model;
  const entry: Record<string, Plain> = {
    equations,
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    initial,
    ...(spike === undefined ? {} : { spike }),
    ...(hazard === undefined ? {} : { hazard }),
    ...(reset === undefined ? {} : { reset }),
    ...(refractory === undefined ? {} : { refractory }),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, { ...parameter }])),
  };
  // An object becomes a mapping.
  const base = fromPlain(entry, `model ${model.id}`) as MapNode;
  const values = set === undefined ? undefined : model.sets[set];
  if (!values) return base;
  const own: Record<string, Plain> = {
    ...(values.equations === undefined ? {} : { equations: values.equations }),
    parameters: Object.fromEntries(Object.entries(values.parameters).map(([name, value]) => [name, { value, source: values.source }])),
    ...(values.initial ? { initial: values.initial } : {}),
  };
  return merge(base, fromPlain(own, `model ${model.id}, set ${set}`)) as MapNode;
}

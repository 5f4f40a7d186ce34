/** A kind of synapse of the catalogue: equations as text, in the language of documents, and what its weight measures. Data. */
import { fromPlain, type MapNode, type Plain } from "../document/node.ts";

/** A parameter that a projection gives (`tau: 5 ms`). */
export interface SynapseParameter {
  /** What it measures: a time, one per time, or a plain number. Times and rates are above 0. */
  readonly measures: "time" | "rate" | "number";
  /** Its value where none is given; absent: it must be given. */
  readonly value?: string;
  readonly meaning: string;
}

/** States, and what is done to them, as under `pre:` and `post:` of a document's own synapse. */
export interface SynapseBlock {
  readonly equations: string;
  readonly initial?: Readonly<Record<string, string | number>>;
  readonly "at-spike"?: string;
  readonly "at-arrival"?: string;
}

/** How a kind acts. */
export type SynapseAction =
  /** A spike adds its weight to a state of the target. */
  | { readonly kind: "jump" }
  /** The activity of the sources, as one number. */
  | { readonly kind: "activity" }
  /** Spikes act through equations. `area`: what an arrival does where the weight is the area of a response, if it may be. */
  | {
      readonly kind: "spiking";
      readonly pre?: SynapseBlock;
      readonly post: SynapseBlock;
      readonly output: string;
      readonly area?: string;
    }
  /** Acts all the time. */
  | { readonly kind: "graded"; readonly pre?: SynapseBlock; readonly send: string };

/** A kind of synapse: one file. */
export interface SynapseKind {
  readonly id: string;
  readonly title: string;
  /** What the weight is: completes "the weight is ...". */
  readonly weight: string;
  /** What the weight measures beside the unit of its target: nothing more (a peak), times a time (an area), or by what is sent. */
  readonly measures: "target" | "area" | "sent";
  readonly parameters: Readonly<Record<string, SynapseParameter>>;
  readonly action: SynapseAction;
  /** Where the equations are from; empty for what needs no source. */
  readonly source: string;
  /** BibTeX entries. */
  readonly references?: readonly string[];
}

/** The entry of `synapses:` that a kind with equations stands for. `isArea`: the weight is the area of one response. */
export function synapseEntry({ id, parameters, action }: SynapseKind, isArea: boolean): MapNode {
  const given = Object.entries(parameters).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]));
  const entry: Record<string, Plain> = { parameters: Object.fromEntries(given) };
  if (action.kind === "spiking" || action.kind === "graded") {
    if (action.pre) entry.pre = { ...action.pre };
    if (action.kind === "graded") entry.send = action.send;
    else {
      entry.post = { ...action.post, ...(isArea && action.area !== undefined ? { "at-arrival": action.area } : {}) };
      entry.output = action.output;
    }
  }
  // An object becomes a mapping.
  return fromPlain(entry, `synapse ${id}`) as MapNode;
}

/** What there is: models, their sets, synapses, stimuli, scales and methods. Figures and examples belong to the shell. */
import { methods } from "../kernels/index.ts";
import { catalogue, synapseKinds } from "../model/index.ts";
import { scales } from "../scales/index.ts";

export interface Item {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}

const stimuli: readonly (readonly [string, string])[] = [
  ["step", "constant for its duration"],
  ["ramp", "from one value to another"],
  ["pulses", "rectangles at a period"],
  ["sine", "sine wave with offset"],
  ["chirp", "sine wave whose frequency rises linearly"],
  ["noise", "Ornstein-Uhlenbeck process"],
  ["white-noise", "Gaussian white noise"],
  ["expression", "any expression of t"],
  ["recording", "column of a CSV, NPY or NPZ file"],
  ["poisson", "independent Poisson trains, one per neuron"],
  ["spikes", "spike times from a file"],
  ["clamp", "holds a state and records the clamp current"],
];

/** Every item, kind by kind. */
export async function listItems(): Promise<readonly Item[]> {
  const models = await Promise.all(catalogue.map((line) => line.load()));
  const item = (kind: string) => (entry: { readonly id: string; readonly title: string }) => ({ kind, id: entry.id, title: entry.title });
  return [
    ...models.map(item("model")),
    ...models.flatMap((model) => Object.entries(model.sets).map(([set, { title }]) => ({ kind: "set", id: `${model.id}.${set}`, title }))),
    ...synapseKinds.map(item("synapse")),
    ...stimuli.map(([id, title]) => ({ kind: "stimulus", id, title })),
    ...scales.map(item("scale")),
    ...methods.map(item("method")),
  ];
}

/** A document that runs, to begin from: what `show MODEL --yaml` prints. */
import { type Model, modelEntry } from "../catalogue/model.ts";
import { type Plain, plain } from "./node.ts";
import { yamlText } from "./write.ts";

/** The document of a catalogue model (with the values of a set): equations written out, a constant input, all states recorded. */
function modelDocument(model: Model, set?: string): Record<string, Plain> {
  // `cell` is what the documents of this project call a single neuron.
  const name = "cell";
  const entry = plain(modelEntry(model, set));
  const [input] = Object.keys(model.inputs);
  const amplitude = (set === undefined ? undefined : model.sets[set]?.input) ?? model.example.amplitude;
  const states = Object.keys(model.initial);
  const isNeuron = model.section === "neurons";
  return {
    format: 1,
    title: set === undefined ? model.title : `${model.title}: ${model.sets[set]?.title ?? set}`,
    ...(model.units === "none" ? { units: "none" } : {}),
    [model.section]: { [name]: entry },
    ...(isNeuron ? { populations: { [name]: { neuron: name } } } : {}),
    ...(input !== undefined && amplitude !== undefined ? { stimuli: [{ to: `${name}.${input}`, step: { amplitude } }] } : {}),
    run: { duration: model.example.duration },
    record: { [name]: model.spike === undefined ? states : [...states, "spikes"] },
    figures: ["traces"],
  };
}

/** The YAML text of a document that runs the model (with the values of a set). */
export function modelText(model: Model, set?: string): string {
  return yamlText(modelDocument(model, set));
}

/** A document that runs, to begin from: what `show MODEL --yaml` prints. */
import { type Model, type ModelStimulus, modelEntry, type Protocol } from "../catalogue/model.ts";
import { type Plain, plain } from "./node.ts";
import { yamlText } from "./write.ts";

/** What the documents of this project call a single unit. */
const UNIT = "cell";

/** The document of a catalogue model (with the values of a set): equations written out, an input, what there is to see recorded. */
function modelDocument(model: Model, set?: string): Record<string, Plain> {
  const values = set === undefined ? undefined : model.sets[set];
  const { example } = model;
  const drive: Protocol = values?.input === undefined && !values?.stimuli ? example : values;
  const stimuli = stimuliOf(model, drive);
  const recorded = values?.record ?? example.record ?? [...Object.keys(model.initial), ...movingInputs(model, drive)];
  const spikes = model.spike === undefined && model.hazard === undefined ? [] : ["spikes"];
  return {
    format: 1,
    title: values === undefined ? model.title : `${model.title}: ${values.title}`,
    ...(model.units === "none" ? { units: "none" } : {}),
    [model.section]: { [UNIT]: plain(modelEntry(model, set)) },
    ...(model.section === "neurons" ? { populations: { [UNIT]: { neuron: UNIT } } } : {}),
    ...(stimuli.length > 0 ? { stimuli } : {}),
    run: { duration: values?.duration ?? example.duration },
    record: { [UNIT]: [...recorded, ...spikes] },
    figures: ["traces", ...planeOf(model)],
  };
}

/** `to: I` of the catalogue is `cell.I` of the document, and the first input where it is left out. */
function stimuliOf(model: Model, { input, stimuli = [] }: Protocol): readonly Plain[] {
  const [first] = Object.keys(model.inputs);
  const constant = input === undefined ? [] : [{ step: { amplitude: input } }];
  const all: readonly ModelStimulus[] = [...constant, ...stimuli];
  return all.map(({ to = first, ...one }) => ({ to: `${UNIT}.${to}`, ...one }));
}

/** A constant input is a number; one that changes is worth a panel. */
function movingInputs(model: Model, { stimuli = [] }: Protocol): readonly string[] {
  const [first] = Object.keys(model.inputs);
  return [...new Set(stimuli.flatMap(({ to = first }) => (to === undefined ? [] : [`${to}`])))];
}

/** The phase plane, where there is one to look at. */
function planeOf({ initial, plane }: Model): readonly Plain[] {
  if (plane) return [{ "phase-plane": { x: plane[0], y: plane[1] } }];
  return Object.keys(initial).length <= 2 ? ["phase-plane"] : [];
}

/** The YAML text of a document that runs the model (with the values of a set). */
export function modelText(model: Model, set?: string): string {
  return yamlText(modelDocument(model, set));
}

/** Systems of catalogue models, compiled as a user's are. */
import type { System } from "../../src/contract/index.ts";
import { systemOf } from "../../src/kernels/index.ts";
import { bindText, models } from "../model/open.ts";

/** The system of a model, and its parameters with some at other values (in their units). */
export function compiled(model: string, values: Readonly<Record<string, number>> = {}, set?: string): { system: System; p: Float64Array } {
  const isPlain = models.get(model)!.units === "none";
  const text = `${isPlain ? "units: none\n" : ""}neurons: { cell: { model: ${model}${set ? `, set: ${set}` : ""} } }\npopulations: { cell: { neuron: cell } }\nrun: { duration: 1000${isPlain ? "" : " ms"} }\n`;
  const { experiment } = bindText(text);
  if (!experiment) throw new Error(`no ${model}`);
  const system = systemOf(experiment, experiment.populations[0]!);
  const p = Float64Array.from(system.parameters, ({ value }) => value);
  for (const [name, value] of Object.entries(values)) {
    const k = system.parameters.findIndex((one) => one.name === name);
    p[k] = value * system.parameters[k]!.factor;
  }
  return { system, p };
}

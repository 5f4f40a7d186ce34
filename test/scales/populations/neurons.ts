/** The neurons of the catalogue as populations: each with its hazard, or with escape noise in the place of its threshold. */
import { figures } from "../../../src/figures/index.ts";
import * as model from "../../../src/model/index.ts";
import { scales } from "../../../src/scales/index.ts";
import * as session from "../../../src/session/index.ts";
import { supportRows } from "../../../tools/support.mjs";

/** A neuron, and a document with its populations. */
export interface CatalogueNeuron {
  readonly id: string;
  readonly isPhysical: boolean;
  /** Whether a spike sets anything, or all neurons share one state. */
  readonly isReset: boolean;
  /** Scales of populations that compute it. */
  readonly scales: readonly string[];
  document(choices: Choices): string;
}

export interface Choices {
  /** Sizes of the populations, by name; connected all with all, and with themselves. */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly duration?: number;
  readonly transient?: number;
  readonly step?: number;
  readonly seed?: number;
  /** `noise: none`. */
  readonly options?: string;
  readonly scale?: string;
  readonly record?: string;
}

/** Scales that compute populations and no single neurons, by their last spikes: densities over states need white noise, which no neuron of the catalogue has. */
export const populationScales = scales.filter(({ id, onRequest }) => onRequest && id !== "fokker-planck" && id !== "voltage-conductance");

interface Row {
  readonly model: model.Model;
  readonly set: string | undefined;
  readonly hazard: string | undefined;
  readonly answers: readonly { readonly scale: string; readonly kind: string }[];
}

/** What is put on each neuron: 1 % of what drives it alone for a spike of each of 100 neurons. */
const [coupling, sources] = [0.01, 100];

function neuronOf({ model: of, set, hazard, answers }: Row): CatalogueNeuron {
  const isPhysical = of.units === "physical";
  const values = set === undefined ? of.example : of.sets[set]!;
  const input = `${values.input ?? of.example.input ?? 0}`;
  const [into, unit] = Object.entries(of.inputs)[0]!;
  const quantity = (part: number) =>
    `${part * (Number.parseFloat(input) || 0.2)}*${isPhysical ? `(1 ${unit})`.replace("(1 1/ms)", "(1/ms)") : 1}`;
  const time = (value: number) => (isPhysical ? `${value} ms` : `${value}`);
  const entry = [
    `model: ${of.id}`,
    ...(set === undefined ? [] : [`set: ${set}`]),
    ...(hazard === undefined ? [] : [`hazard: "${hazard}"`]),
  ];
  return {
    id: set === undefined ? of.id : `${of.id}.${set}`,
    isPhysical,
    isReset: of.reset !== undefined && of.id !== "mat",
    scales: populationScales.map(({ id }) => id).filter((id) => answers.some(({ scale, kind }) => scale === id && kind === "network")),
    document({ sizes = { n: 100 }, duration = 100, transient = 0, step = 0.1, seed = 1, options, scale, record = "activity, mass" }) {
      const names = Object.keys(sizes);
      const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
      const weight = quantity((coupling * sources) / all);
      const synapse = `{ kind: exponential, tau: ${time(3)}, into: ${into} }`;
      const projections = names.map(
        (from) => `  - { from: ${from}, to: [${names}], synapse: ${synapse}, weight: "${weight}", delay: ${time(1)}, connect: all }`,
      );
      return `${isPhysical ? "" : "units: none\n"}neurons: { cell: { ${entry.join(", ")} } }
populations: { ${names.map((name) => `${name}: { neuron: cell, size: ${sizes[name]} }`).join(", ")} }
projections:
${projections.join("\n")}
stimuli: [${names.map((name) => `{ to: ${name}.${into}, step: { amplitude: "${Number.parseFloat(input) === 0 ? quantity(0) : quantity(1)}" } }`).join(", ")}]
run: { transient: ${time(transient)}, duration: ${time(duration)}, step: ${time(step)}, bin: ${time(step)}, every: ${time(10 * step)}, seed: ${seed}${scale === undefined ? "" : `, options: { ${scale}: { ${options} } }`} }
record: { ${names.map((name) => `${name}: [${record}]`).join(", ")} }
`;
    },
  };
}

const rows: readonly Row[] = await supportRows({ session, model, scales, figures });
const accepted = rows.filter(({ answers }) =>
  populationScales.some(({ id }) => answers.some(({ scale, kind }) => scale === id && kind === "network")),
);

/** Every model that a scale of populations computes, and sets that it computes where it does not compute the model. */
export const catalogueNeurons: readonly CatalogueNeuron[] = accepted
  .filter((row) => row.set === undefined || !accepted.some((other) => other.model === row.model && other.set === undefined))
  .map(neuronOf);

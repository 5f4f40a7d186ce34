/** Runs documents at the scales of populations. */
import { expect } from "vitest";
import type { ActivityMeasures, Chunk, Scale, Simulation } from "../../../src/contract/index.ts";
import { lowDimensional, transferRate } from "../../../src/scales/low-dimensional/index.ts";
import { mesoscopic } from "../../../src/scales/mesoscopic/index.ts";
import { refractoryDensity } from "../../../src/scales/refractory-density/index.ts";
import { bindText } from "../../model/open.ts";

export interface Ran {
  /** Recorded values in internal units, by channel. */
  readonly values: ReadonlyMap<string, readonly number[]>;
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly activities: Readonly<Record<string, ActivityMeasures>>;
  readonly outcome: ReturnType<Simulation["advance"]>;
}

export { lowDimensional, mesoscopic, refractoryDensity, transferRate };

/** Runs to the end, in so many pieces. */
export function run(text: string, scale: Scale, pieces = 1): Ran {
  const { experiment, errors } = bindText(text);
  expect(errors).toEqual([]);
  expect(scale.accepts(experiment!)).toEqual([]);
  const plan = scale.plan(experiment!, { seed: experiment!.run.seed });
  const simulation = scale.create(plan, { from: 0, to: plan.atoms });
  const [values, times] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const take = ({ channel, times: at, data }: Chunk) => {
    values.set(channel, [...(values.get(channel) ?? []), ...data]);
    times.set(channel, [...(times.get(channel) ?? []), ...at]);
  };
  let outcome = simulation.advance(0);
  for (let piece = 1; piece <= pieces; piece++) {
    outcome = simulation.advance((experiment!.run.duration * piece) / pieces);
    simulation.drain(take);
  }
  const activities = simulation.activities?.() ?? {};
  simulation.close();
  return { values, times, activities, outcome };
}

/** Why a scale refuses a document. */
export function refusals(text: string, scale: Scale): readonly string[] {
  const { experiment, errors } = bindText(text);
  expect(errors).toEqual([]);
  return scale.accepts(experiment!).map(({ code }) => code);
}

interface Neuron {
  readonly equations?: string;
  readonly inputs?: string;
  readonly initial?: string;
  readonly hazard?: string;
  readonly reset?: string;
  readonly refractory?: string;
  readonly parameters?: string;
}

/** A leaky neuron with escape noise, parts of which are others. */
export const escapeNeuron = ({
  equations = "tau_m*dV/dt = -V + mu + RI",
  inputs = "RI: mV",
  initial = "V: 0 mV",
  hazard = "c*exp((V - V_th)/Delta_u)",
  reset = "V: V_r",
  refractory = "refractory: 4 ms",
  parameters = "",
}: Neuron = {}) => `
neurons:
  escape:
    equations: |
${equations.replace(/^/gm, "      ")}
    inputs: { ${inputs} }
    initial: { ${initial} }
    hazard: ${hazard}
    reset: { ${reset} }
    ${refractory}
    parameters: { tau_m: 20 ms, mu: 18 mV, c: 10 Hz, V_th: 15 mV, V_r: 0 mV, Delta_u: 2 mV${parameters} }
`;

/** The excitatory and inhibitory populations of Schwalger, Deger & Gerstner 2017, everybody connected with everybody. */
export const pair = (rest: string, order: readonly ("E" | "I")[] = ["E", "I"]) => `${escapeNeuron()}
populations:
${order.map((name) => `  ${name}: { neuron: escape, size: ${name === "E" ? 800 : 200}, parameters: { mu: 24 mV, Delta_u: 2.5 mV } }`).join("\n")}
projections:
  - { from: E, to: [E, I], synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: 0.4 mV, delay: 1 ms, connect: all }
  - { from: I, to: [E, I], synapse: { kind: exponential, tau: 6 ms, into: RI }, weight: -1 mV, delay: 1 ms, connect: all }
${rest}`;

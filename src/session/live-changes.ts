/** What differs between two experiments that a simulation can take over while it runs. */
import { LapicqueError } from "../base/index.ts";
import { evaluate } from "../language/index.ts";
import type { Experiment, Flow, Population, Stimulus, Value } from "../model/index.ts";

/** Another value of a parameter or input, as `Simulation.set` wants it. */
export interface Change {
  readonly path: string;
  readonly value: number;
}

/**
 * The changes that lead from one experiment to the other: values of parameters, and constants in place of what drives an input. Throws
 * `live-unchangeable` (naming `path`, which asked for it) if anything else differs.
 */
export function differences(before: Experiment, after: Experiment, path: string): readonly Change[] {
  if (textOf(skeleton(before)) !== textOf(skeleton(after))) throw unchangeable(path);
  return [...after.populations, ...after.rates].flatMap((population) => {
    const former = [...before.populations, ...before.rates].find(({ name }) => name === population.name)!;
    return [...parameterChanges(former.flow, population, path), ...inputChanges(before, after, population, path)];
  });
}

/** Everything that is compiled, or decides about the steps. */
function skeleton({ populations, rates, stimuli: _, ...rest }: Experiment): unknown {
  const bare = ({ flow, ...population }: Population) => ({
    ...population,
    flow: { ...flow, parameters: flow.parameters.map(({ name, dimension }) => ({ name, dimension })) },
  });
  return { ...rest, assets: Object.keys(rest.assets), populations: populations.map(bare), rates: rates.map(bare) };
}

/** As text, without the units in which things are shown: a parameter given in another one may change them. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === "unit" || key === "factor" ? undefined : inner));
}

/** Parameters that depend on random values, or on the neuron, are found anew by the simulation itself. */
function parameterChanges(former: Flow, { name: population, flow }: Population, path: string): readonly Change[] {
  return flow.parameters.flatMap(({ name, value }, k) => {
    const [was, now] = [constantOf(former.parameters[k]!.value, former), constantOf(value, flow)];
    if (Number.isNaN(now) && textOf(value) !== textOf(former.parameters[k]!.value)) throw unchangeable(path);
    return now === was || Number.isNaN(now) ? [] : [{ path: `${population}.${name}`, value: now }];
  });
}

function inputChanges(before: Experiment, after: Experiment, population: Population, path: string): readonly Change[] {
  return population.flow.inputs.flatMap(({ name: input }) => {
    const [was, now] = [drivers(before, population, input), drivers(after, population, input)];
    if (textOf(was) === textOf(now)) return [];
    const [only, other] = now;
    const isWhole = only && !other && only.start <= 0 && only.stop >= after.run.duration && only.from === 0 && only.to === population.size;
    const value = isWhole && only.wave.kind === "step" ? constantOf(only.wave.amplitude, population.flow) : Number.NaN;
    if (Number.isNaN(value)) throw unchangeable(path);
    return [{ path: `${population.name}.${input}`, value }];
  });
}

type Driver = Pick<Stimulus, "wave" | "start" | "stop" | "each"> & { readonly from: number; readonly to: number };

function drivers({ stimuli }: Experiment, population: Population, input: string): readonly Driver[] {
  return stimuli.flatMap(({ wave, start, stop, each, targets }) =>
    targets
      .filter((target) => target.population === population.name && target.input === input)
      .map(({ from, to }) => ({ wave, start, stop, each, from, to })),
  );
}

/** The value that an expression of parameters has for every neuron; NaN if there is no such value. */
function constantOf(value: Value, flow: Flow): number {
  if (value.kind === "draw") return Number.NaN;
  return evaluate(value.tree, (name) => {
    const parameter = flow.parameters.find((one) => one.name === name);
    return parameter ? constantOf(parameter.value, flow) : Number.NaN;
  });
}

function unchangeable(path: string): LapicqueError {
  return new LapicqueError("live-unchangeable", { path });
}

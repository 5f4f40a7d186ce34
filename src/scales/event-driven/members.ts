/** The neurons of one population as units: one crowd where all are equal and receive the same, else cells. */
import { stream } from "../../base/index.ts";
import { type Constants, constantsOf, evaluateValue, stimulationOf } from "../../kernels/index.ts";
import { constantValue, evaluate } from "../../language/index.ts";
import type { Experiment, Population, Projection, Value } from "../../model/index.ts";
import { Cell } from "./cell.ts";
import { type ClosedForm, driveOf, one } from "./closed-form.ts";
import { Crowd } from "./crowd.ts";
import { type Law, Laws } from "./law.ts";
import type { Driven, Unit } from "./unit.ts";

/** How things stand when units are made: at the begin of a run, or where something was changed. */
export interface Standing {
  readonly time: number;
  /** False: every neuron is a unit, even if all are equal. */
  readonly mayCrowd: boolean;
  /** Value of a variable of a neuron, by its name; undefined: as the document says. */
  variable(neuron: number, name: string): number | undefined;
  /** When a neuron's refractoriness ends; infinity: it is not refractory. */
  release(neuron: number): number;
}

/** The units of one population. */
export interface Members {
  readonly population: Population;
  readonly form: ClosedForm;
  readonly units: readonly Unit[];
  readonly isCrowd: boolean;
  /** What equal neurons share, by neuron. */
  law(neuron: number): Law;
  /** Values of parameters, `index` and `size` of a neuron. */
  lookup(neuron: number): (name: string) => number;
}

/** Makes the units of a population. `changed` are parameters that have another value than the document says. */
export function makeMembers(
  experiment: Experiment,
  form: ClosedForm,
  seed: number,
  standing: Standing,
  changed: ReadonlyMap<string, number>,
): Members {
  const { population, variables } = form;
  const { name, flow, size } = population;
  const streamOf = (index: number) => (what: string) => stream(seed, `${name} ${what}`, index);
  const all = Array.from({ length: size }, (_, index) => constantsOf(flow, index, size, streamOf(index), changed));
  const laws = new Laws(form);
  const lawOf = all.map(({ lookup }) => laws.of(lookup));
  const stimulation = stimulationOf(experiment, population, seed);
  const driven = (index: number): Driven[] => {
    const { driving } = stimulation.forNeuron(index, all[index]!.lookup);
    return driving.inputs
      .filter(({ input }) => form.driven.includes(input))
      .map(({ input, sources }) => ({ variable: variables.indexOf(driveOf(input)), sources }));
  };
  const start = (index: number) =>
    Float64Array.from(variables, (variable, i) => standing.variable(index, variable) ?? startOf(form, all[index]!, variable, i));
  const refractory = flow.refractory?.time;
  const lookahead = lookaheadOf(lawOf[0]!, experiment.run.duration);
  const common = { begin: standing.time, lookahead };
  const isCrowd = standing.mayCrowd && size > 1 && isUniform(experiment, form, lawOf, all) && !stimulation.readsParameters;
  const units: Unit[] = isCrowd
    ? [
        new Crowd({
          ...common,
          law: lawOf[0]!,
          driven: driven(0),
          start: start(0),
          potentials: Float64Array.from(all, (_, index) => start(index)[0]!),
          releases: Float64Array.from(all, (_, index) => standing.release(index)),
          refractory: refractory === undefined ? 0 : timeOf(refractory, all[0]!),
        }),
      ]
    : all.map((constants, index) => {
        const draws = streamOf(index)("at each spike");
        return new Cell({
          ...common,
          law: lawOf[index]!,
          driven: driven(index),
          index,
          start: start(index),
          release: standing.release(index),
          refractoriness: () => (refractory === undefined ? 0 : evaluateValue(refractory, constants.lookup, draws)),
        });
      });
  return { population, form, units, isCrowd, law: (neuron) => lawOf[neuron]!, lookup: (neuron) => all[neuron]!.lookup };
}

function startOf({ population }: ClosedForm, constants: Constants, variable: string, i: number): number {
  return variable === one ? 1 : i < population.flow.states.length ? constants.initial[i]! : 0;
}

function timeOf(time: Value, { lookup }: Constants): number {
  return time.kind === "expression" ? evaluate(time.tree, lookup) : Number.NaN;
}

/** A growing solution is followed for as long as it keeps its digits. */
const mostGrowth = 30;

function lookaheadOf({ flow }: Law, duration: number): number {
  const growth = flow.matrix.reduce((most, row, i) => Math.max(most, row[i]!), 0);
  return growth === 0 ? duration : Math.min(duration, mostGrowth / growth);
}

/** Whether all neurons have one law, one refractory time, one state, and all that they receive is common. */
function isUniform({ projections, stimuli }: Experiment, form: ClosedForm, laws: readonly Law[], all: readonly Constants[]): boolean {
  const { population, held } = form;
  const { name, size, flow } = population;
  const time = flow.refractory?.time;
  const isWhole = (range: { readonly population: string; readonly from: number; readonly to: number }) =>
    range.population !== name || (range.from === 0 && range.to === size);
  if (flow.states.length !== 1 || laws.some((law) => law !== laws[0])) return false;
  if (time !== undefined && (time.kind === "draw" || held.length !== 1 || all.some((each) => timeOf(time, each) !== timeOf(time, all[0]!))))
    return false;
  if (stimuli.some(({ each, targets }) => targets.some((target) => target.population === name && (each === "neuron" || !isWhole(target)))))
    return false;
  return projections.every((projection) => projection.to.population !== name || reachesAllAlike(projection, size));
}

/** Whether each spike arrives at all neurons of a population at once, in the same way. */
export function reachesAllAlike({ from, to, connect, weight, delay }: Projection, size: number): boolean {
  const isAll = connect?.kind === "all" && (connect.self || from.population !== to.population);
  return isAll && to.from === 0 && to.to === size && isConstant(weight) && (delay === undefined || isConstant(delay));
}

/** One number for all connections: `bind` puts constants in. */
export function isConstant(value: Value): boolean {
  return value.kind === "expression" && constantValue(value.tree) !== undefined;
}

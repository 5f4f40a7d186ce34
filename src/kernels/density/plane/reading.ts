/** How the neurons of a population are read as a density over two states: a potential that is driven, and a conductance that diffuses. */
import type { Reason } from "../../../contract/index.ts";
import { namesIn, type Tree } from "../../../language/index.ts";
import { type Experiment, type Population, treesOf, type Value } from "../../../model/index.ts";
import { type Assembly, assemble } from "../../population/assemble.ts";
import { ownParameters, withSynapses } from "../../population/model.ts";
import { makeProgram, splitNoise } from "../../program.ts";
import { stimulationOf } from "../../stimuli.ts";
import { signalsOf } from "../../taps.ts";
import { constantIn, type ThresholdRule, thresholdRule } from "../../threshold-rule.ts";
import { constantsOf, refuseDraws } from "../../values.ts";
import { hasMasses } from "../cell-laws.ts";
import type { LoopSource } from "../loops.ts";
import { type DensityReading, diffusionOf, isZero, lackOf, reads, withoutBeginning } from "../reading.ts";

/** A population as a density over potential v and conductance g. */
export interface PlaneReading extends LoopSource, Pick<DensityReading, "jumps" | "lookup"> {
  readonly potential: string;
  readonly conductance: string;
  readonly threshold: number;
  readonly reset: number;
  /** Where the conductance is reflected; infinite where it is not. */
  readonly bounds: readonly [number, number];
  readonly initial: { readonly potential: Value; readonly conductance: Value };
  /** dv/dt. */
  readonly speed: Tree;
  /** Drift of the conductance, and half the square of its noise. */
  readonly drift: Tree;
  readonly diffusion: Tree;
}

/** The readings of all populations, by name, or why there are none. Of an experiment that is a document's own. */
export function readPlanes(experiment: Experiment, scale: string): ReadonlyMap<string, PlaneReading> | readonly Reason[] {
  const { populations } = assemble(experiment);
  const readings = new Map<string, PlaneReading>();
  const reasons: Reason[] = [];
  for (const population of experiment.populations) {
    const where = population.name;
    const [own] = ownParameters(population.flow);
    if (own !== undefined) {
      reasons.push({ code: "cohorts-differ", data: { scale, where, name: own } });
      continue;
    }
    const reading = readPlane(experiment, population, populations.get(where)!);
    if (typeof reading === "string") reasons.push({ code: "plane-needs", data: { where, what: reading } });
    else readings.set(where, reading);
  }
  return reasons.length > 0 ? reasons : readings;
}

/** The reading of a population, or what it lacks. */
function readPlane(experiment: Experiment, population: Population, assembly: Assembly): PlaneReading | string {
  const { flow, size } = population;
  const rule = ruleOf(flow);
  if (typeof rule === "string") return rule;
  const potential = rule.state;
  const stimulation = stimulationOf(experiment, population, experiment.run.seed);
  const lack = lackOf(stimulation);
  if (lack !== undefined) return lack;
  const trees = signalsOf(experiment, population).map(({ tree }) => tree);
  const program = makeProgram(assembly.flow, withSynapses(stimulation.drives, assembly), trees, "written");
  if (program.readsAge) return "equations without `age`";
  const [conductance, ...more] = program.states.filter((state) => state !== potential);
  if (conductance === undefined || more.length > 0)
    return `two states, of which one has noise, and no others (it has ${program.states.map((one) => `\`${one}\``).join(", ")}); activities act by \`synapse: { kind: activity }\``;
  const split = splitNoise(program);
  if (split === undefined) return "equations that are linear in the noise";
  const [v, g] = [program.states.indexOf(potential), program.states.indexOf(conductance)];
  const [speed, drift] = [split.drift[v]!, split.drift[g]!];
  const diffusion = diffusionOf(split.columns.map((column) => column[g]!));
  if (split.columns.some((column) => !isZero(column[v]!))) return `a potential \`${potential}\` without noise of its own`;
  if (isZero(diffusion)) return `white noise in \`${conductance}\`, such as \`sqrt(2*a*tau)*xi\``;
  if (reads(program, drift, potential) || reads(program, diffusion, potential))
    return `a \`${conductance}\` that does not depend on \`${potential}\``;
  if (experiment.run.sde === "stratonovich" && reads(program, diffusion, conductance))
    return `noise that does not depend on \`${conductance}\`, or \`sde: ito\``;
  const bounds = boundsOf(flow, conductance);
  if (bounds === undefined) return `bounds of \`${conductance}\` alone, which are constants`;
  const jumps = assembly.arrivals.flatMap(({ jumps: all }, arrival) =>
    all.map(({ state, factor }) => ({ arrival, state, factor: constantIn(factor, assembly.flow, undefined) })),
  );
  if (jumps.some(({ state }) => state === potential)) return `spikes that act on \`${conductance}\` or on an input`;
  const initial = { potential: initialOf(flow, potential), conductance: initialOf(flow, conductance) };
  const both = new Set([potential, conductance]);
  for (const value of Object.values(initial)) {
    if (treesOf(value).some((tree) => [...namesIn(tree)].some((one) => both.has(one))))
      return "initial values that do not read one another";
    if (!hasMasses(value)) return "initial values whose distribution is no clipped one within another";
  }
  const { lookup } = constantsOf(withoutBeginning(assembly.flow, [potential, conductance]), 0, size, refuseDraws);
  return {
    population,
    flow: assembly.flow,
    program,
    stimulation,
    common: [],
    commonRates: [],
    jumps,
    lookup,
    potential,
    conductance,
    threshold: rule.threshold,
    reset: rule.reset,
    bounds,
    initial,
    speed,
    drift,
    diffusion,
  };
}

const initialOf = (flow: Population["flow"], state: string) => flow.states.find(({ name }) => name === state)!.initial;

/** Threshold and reset, or what they lack. */
function ruleOf(flow: Population["flow"]): ThresholdRule | string {
  if (flow.hazard !== undefined) return "`spike: v > threshold` in the place of a hazard";
  const rule = thresholdRule({ ...flow, bounds: {} }, (tree) => constantIn(tree, flow, undefined));
  if (rule === undefined) return "`spike: v > threshold` with a constant threshold, and a reset of `v` to a constant below it";
  return flow.refractory !== undefined && rule.refractory !== 0 ? "neurons without a refractory time" : rule;
}

/** Undefined: other states have bounds, too, or they differ between neurons. */
function boundsOf(flow: Population["flow"], conductance: string): readonly [number, number] | undefined {
  const { [conductance]: own, ...others } = flow.bounds;
  if (Object.keys(others).length > 0) return undefined;
  if (own === undefined) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const ends = own.map((tree) => constantIn(tree, flow, undefined)) as [number, number];
  return ends.some(Number.isNaN) ? undefined : ends;
}

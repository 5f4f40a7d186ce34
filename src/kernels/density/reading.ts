/** How the neurons of a population are read as a density: which state it is over, how they fire, and what else moves. */
import { onceForEach } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import { binary, namesIn, number, simplify, type Tree, uses } from "../../language/index.ts";
import type { Experiment, Flow, Population, Value } from "../../model/index.ts";
import { type Assembly, assemble } from "../population/assemble.ts";
import { ownParameters, withSynapses } from "../population/model.ts";
import { makeProgram, type Program, splitNoise } from "../program.ts";
import { type Stimulation, stimulationOf } from "../stimuli.ts";
import { signalsOf } from "../taps.ts";
import { constantIn, thresholdRule } from "../threshold-rule.ts";
import { constantsOf, refuseDraws } from "../values.ts";
import { hasMasses } from "./cell-laws.ts";
import { direct, type Filter, filtersOf, type Jump } from "./filters.ts";
import { noiseReasons } from "./jump-noise.ts";
import { relaysOf } from "./relays.ts";

/** Where neurons fire: at a potential which they cannot pass, or anywhere, at a rate. */
export type Firing = { readonly kind: "threshold"; readonly at: number } | { readonly kind: "hazard"; readonly hazard: Tree };

/** How long neurons wait at the reset after they have fired [ms]. */
export type Waiting =
  | { readonly kind: "none" }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "constant"; readonly time: number };

/** A population as a density over one state. */
export interface DensityReading {
  readonly population: Population;
  readonly assembly: Assembly;
  readonly flow: Flow;
  readonly program: Program;
  readonly stimulation: Stimulation;
  /** The state that the density is over. */
  readonly potential: string;
  readonly firing: Firing;
  readonly reset: number;
  readonly waiting: Waiting;
  readonly initial: Value;
  /** Drift of the potential and half the square of its noise, over states, slots and definitions. */
  readonly drift: Tree;
  readonly diffusion: Tree;
  /** The other states, which all neurons share, and their rates. */
  readonly common: readonly string[];
  readonly commonRates: readonly Tree[];
  /** Factors by which arrivals raise states. */
  readonly jumps: readonly Jump[];
  /** How a jump of a state reaches the potential, by state; none of states through which single spikes do not make white noise. */
  readonly filters: ReadonlyMap<string, Filter>;
  /** Values of parameters and of what follows from them. */
  readonly lookup: (name: string) => number;
}

const needs = (where: string, what: string): Reason => ({ code: "density-needs", data: { where, what } });

/** What a density needs that stimuli do not give: its neurons differ in nothing but its states. */
export function lackOf({ noises, ownSlots, drives }: Stimulation): string | undefined {
  if (noises.some(({ isOwn }) => !isOwn)) return "noise that is each neuron's own (`each: neuron`)";
  if (ownSlots.length > 0) return "stimuli that are the same for all its neurons";
  return drives.clamps.length > 0 ? "a membrane that is not clamped" : undefined;
}

/** Half the sum of squares: the diffusion that the factors of independent noises make. */
export function diffusionOf(factors: readonly Tree[]): Tree {
  const squares = factors.filter((factor) => !isZero(factor)).map((factor) => binary("/", binary("*", factor, factor), number(2)));
  return simplify(squares.reduce((sum, square) => binary("+", sum, square), number(0) as Tree));
}

/** The readings of all populations but relays, by name, or why there are none. Of an experiment that is a document's own. */
export const readDensities = onceForEach((experiment: Experiment): ReadonlyMap<string, DensityReading> | readonly Reason[] => {
  const { populations, routes } = assemble(experiment);
  const relays = relaysOf(experiment);
  const readings = new Map<string, DensityReading>();
  const reasons: Reason[] = [];
  for (const population of experiment.populations) {
    if (relays.has(population.name)) continue;
    const reading = readDensity(experiment, population, populations.get(population.name)!);
    if ("code" in reading) reasons.push(reading);
    else readings.set(population.name, reading);
  }
  if (readings.size + reasons.length === 0) return [{ code: "scale-needs-neurons", data: { scale: "fokker-planck" } }];
  const lacking = reasons.length > 0 ? reasons : noiseReasons(experiment, readings, routes);
  return lacking.length > 0 ? lacking : readings;
});

function readDensity(experiment: Experiment, population: Population, assembly: Assembly): DensityReading | Reason {
  const { flow, name: where, size } = population;
  const [own] = ownParameters(flow);
  if (own !== undefined) return { code: "cohorts-differ", data: { scale: "fokker-planck", where, name: own } };
  const rule = ruleOf(flow);
  if ("lacks" in rule) return needs(where, rule.lacks);
  const { potential, firing, reset, waiting } = rule;
  const { hazard: _, ...smooth } = assembly.flow;
  const stimulation = stimulationOf(experiment, population, experiment.run.seed);
  const lack = lackOf(stimulation);
  if (lack !== undefined) return needs(where, lack);
  const trees = signalsOf(experiment, population).map(({ tree }) => tree);
  const program = makeProgram(smooth, withSynapses(stimulation.drives, assembly), trees, "written");
  if (program.readsAge) return needs(where, "equations without `age`");
  const split = splitNoise(program);
  if (split === undefined) return needs(where, "equations that are linear in the noise");
  const v = program.states.indexOf(potential);
  const common = program.states.filter((state) => state !== potential);
  const isNoisy = (row: number) => split.columns.some((column) => !isZero(column[row]!));
  const moved = common.find(
    (state) => isNoisy(program.states.indexOf(state)) || reads(program, split.drift[program.states.indexOf(state)]!, potential),
  );
  if (moved !== undefined)
    return needs(where, `one state that differs between neurons, but \`${moved}\` follows \`${potential}\` or has noise`);
  const diffusion = diffusionOf(split.columns.map((column) => column[v]!));
  const state = flow.states.find((one) => one.name === potential)!;
  const drawn = flow.states.find((one) => one !== state && one.initial.kind === "draw");
  if (drawn !== undefined) return { code: "cohorts-differ", data: { scale: "fokker-planck", where, name: `initial ${drawn.name}` } };
  const commonRates = common.map((one) => split.drift[program.states.indexOf(one)]!);
  const shared = { drift: split.drift[v]!, common, commonRates, definitions: program.definitions };
  const filters = new Map([[potential, direct], ...filtersOf(shared, (tree) => constantIn(tree, assembly.flow, undefined))]);
  const isReached =
    experiment.projections.some(({ to, connect }) => to.population === where && connect !== undefined && connect.kind !== "all") ||
    experiment.spikeSources.some(({ to }) => to.population === where);
  if (isZero(diffusion) && !isReached)
    return needs(where, `white noise of each neuron's own in \`${potential}\`, such as \`sqrt(2*D)*xi\``);
  if (!hasMasses(state.initial)) return needs(where, `an initial \`${potential}\` whose distribution is no clipped one within another`);
  const { lookup } = constantsOf(withoutBeginning(assembly.flow, [potential]), 0, size, refuseDraws);
  return {
    population,
    assembly,
    flow: assembly.flow,
    program,
    stimulation,
    potential,
    firing,
    reset,
    waiting,
    initial: state.initial,
    drift: split.drift[v]!,
    diffusion,
    common,
    commonRates,
    filters,
    jumps: assembly.arrivals.flatMap(({ jumps }, arrival) =>
      jumps.map(({ state: target, factor }) => ({ arrival, state: target, factor: constantIn(factor, assembly.flow, undefined) })),
    ),
    lookup,
  };
}

/** The same with a constant where states begin that the density is over: their law is its own. */
export function withoutBeginning(flow: Flow, over: readonly string[]): Flow {
  const zero: Value = { kind: "expression", tree: number(0) };
  return { ...flow, states: flow.states.map((state) => (over.includes(state.name) ? { ...state, initial: zero } : state)) };
}

/** Whether a tree is 0. */
export function isZero(tree: Tree): boolean {
  const simple = simplify(tree);
  return simple.kind === "number" && simple.value === 0;
}

/** Whether a tree depends on a name, by way of definitions or not. */
export function reads({ definitions }: Program, tree: Tree, what: string): boolean {
  const found = new Set([what]);
  for (const { name: of, tree: value } of definitions) if (uses(value, found)) found.add(of);
  return [...namesIn(tree)].some((one) => found.has(one));
}

/** What a rule of firing lacks. */
interface Lack {
  readonly lacks: string;
}

interface Rule {
  readonly potential: string;
  readonly firing: Firing;
  readonly reset: number;
  readonly waiting: Waiting;
}

/** The rule by which neurons fire and are reset. */
function ruleOf(flow: Flow): Rule | Lack {
  const constant = (tree: Tree) => constantIn(tree, flow, undefined);
  const { refractory, ...free } = flow;
  const [assignment, ...more] = flow.reset?.assignments ?? [];
  if (Object.keys(flow.bounds).length > 0) return { lacks: "states without bounds" };
  if (assignment === undefined || more.length > 0 || assignment.value.kind !== "expression")
    return { lacks: "a reset that sets one state to a constant" };
  const potential = assignment.target;
  const waiting = waitingOf(refractory, potential, constant);
  if ("lacks" in waiting) return waiting;
  if (flow.hazard !== undefined) {
    const reset = constant(assignment.value.tree);
    if (!Number.isFinite(reset)) return { lacks: `a reset that sets \`${potential}\` to a constant` };
    return { potential, firing: { kind: "hazard", hazard: flow.hazard }, reset, waiting };
  }
  const rule = thresholdRule(free, constant);
  if (rule === undefined) return { lacks: "`spike: V > threshold` with a constant threshold above the reset, or a `hazard`" };
  return { potential, firing: { kind: "threshold", at: rule.threshold }, reset: rule.reset, waiting };
}

function waitingOf(refractory: Flow["refractory"], potential: string, constant: (tree: Tree) => number): Waiting | Lack {
  if (refractory === undefined) return { kind: "none" };
  const { time, hold } = refractory;
  const ends = time.kind === "expression" ? { kind: "constant", time: constant(time.tree) } : undefined;
  const exponential =
    time.kind === "draw" && time.draw.kind === "exponential" ? { kind: "exponential", mean: constant(time.draw.mean) } : undefined;
  const waiting = (ends ?? exponential) as Waiting | undefined;
  const length = waiting?.kind === "constant" ? waiting.time : waiting?.kind === "exponential" ? waiting.mean : Number.NaN;
  if (waiting === undefined || !(length >= 0)) return { lacks: "a refractory time that is constant, or `exponential(mean)`" };
  if (length === 0) return { kind: "none" };
  if (!hold.includes(potential)) return { lacks: `neurons whose \`${potential}\` is held while they are refractory` };
  return waiting;
}

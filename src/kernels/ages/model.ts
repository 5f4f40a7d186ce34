/** A population of cohorts, ready to be compiled: what is an array of the cohorts, what all of them share, and the steps of both. */
import {
  type CohortCode,
  cohortCode,
  compileMap,
  type MapCode,
  type MapKernel,
  type MapSource,
  mapCode,
  type NamedTree,
} from "../../compiler/index.ts";
import { namesIn, type Tree, uses, withoutSingularities } from "../../language/index.ts";
import type { Experiment, Flow, Population } from "../../model/index.ts";
import type { Assembly } from "../population/assemble.ts";
import { withCommonFactors } from "../population/common-factors.ts";
import type { FlowMethod } from "../population/flow-step.ts";
import { commonNoiseSlot, type Precision, withSynapses } from "../population/model.ts";
import { arrivalInput, gridDefinitions, leftState, type SchemeSource, ticksState } from "../population/scheme.ts";
import { makeProgram, originSlot, type Program } from "../program.ts";
import { type Stimulation, stimulationOf } from "../stimuli.ts";
import { firingTree } from "./at-once.ts";
import { type AgeReading, earlierInput } from "./reading.ts";
import { type AfterSpike, afterSpike, type CohortScheme, cohortScheme, finite, hazardBefore, type Refractoriness } from "./scheme.ts";

/** A population as cohorts have it. */
export interface CohortModel {
  readonly population: Population;
  readonly assembly: Assembly;
  readonly reading: AgeReading;
  readonly flow: Flow;
  readonly program: Program;
  readonly stimulation: Stimulation;
  readonly waits: Refractoriness;
  /** Whether nothing of a neuron tells when it fired: it may fire several times in a step. */
  readonly forgets: boolean;
  /** Steps of refractoriness. */
  readonly rest: number;
  readonly scheme: CohortScheme;
  readonly after: AfterSpike;
  readonly precision: Precision;
  readonly step: number;
  /** What each cohort has: the states that the last spike sets first. */
  readonly arrays: readonly string[];
  /** Arrays that are filled anew at every tick. */
  readonly inputs: readonly string[];
  /** Numbers that all share, the common states last. */
  readonly slots: readonly string[];
  /** Definitions as they are at a tick. */
  readonly present: readonly NamedTree[];
}

export interface CohortModelSource {
  readonly experiment: Experiment;
  readonly population: Population;
  readonly assembly: Assembly;
  readonly reading: AgeReading;
  readonly rest: number;
  readonly signals: readonly Tree[];
  /** Whether the probability to fire is observed too, behind the signals. */
  readonly watchesFiring: boolean;
  readonly step: number;
  readonly precision: Precision;
  readonly seed: number;
}

/** Prepares a population. Nothing is compiled or allocated yet. */
export function cohortModel(source: CohortModelSource): CohortModel {
  const { experiment, population, assembly, reading, rest, step, precision, seed } = source;
  const waits = refractorinessOf(population.flow, reading, rest);
  const { refractory } = assembly.flow;
  const flow: Flow = waits === "within" && refractory !== undefined ? { ...reading.flow, refractory } : reading.flow;
  const stimulation = stimulationOf(experiment, population, seed);
  const signals = [...source.signals, ...(source.watchesFiring ? [firingTree(reading, waits, step)] : [])];
  const program = makeProgram(flow, withSynapses(stimulation.drives, assembly), signals, "written");
  const hazard = withoutSingularities(reading.hazard, (one) => program.varies.has(one));
  const read: AgeReading = { ...reading, hazard };
  const commonNoise = new Map(stimulation.noises.map(({ noise }) => [noise, commonNoiseSlot(noise)]));
  const schemeSource: SchemeSource = {
    program,
    hazard,
    arrivals: assembly.arrivals,
    step,
    // The scale has accepted the method.
    method: experiment.run.method as FlowMethod,
    drawn: new Set(),
    commonNoise,
    escaping: new Set(reading.set.keys()),
    own: new Set(population.flow.states.map((state) => state.name)),
    readsAge: reading.readsAge,
  };
  const scheme = cohortScheme(schemeSource, read, waits, assembly.kicked.length === 0);
  const slots = [
    ...program.slots.filter((slot) => slot !== originSlot),
    ...commonNoise.values(),
    ...(scheme.block?.entries ?? []),
    ...assembly.arrivals.map((_, k) => arrivalInput(k)),
    // Of a cohort that enters; each has its own afterwards.
    ...(reading.accumulating.length > 0 ? [earlierInput] : []),
    ...reading.common,
  ];
  return {
    population,
    assembly,
    reading: read,
    flow,
    program,
    stimulation,
    waits,
    forgets: waits === "none" && reading.set.size === 0 && reading.accumulating.length === 0 && !reading.readsAge,
    rest,
    scheme,
    after: afterSpike(schemeSource, read, waits === "apart" ? rest : 0),
    precision,
    step,
    arrays: [...scheme.cohort.keys()],
    inputs: reading.accumulating.length > 0 ? [earlierInput] : [],
    slots,
    present: gridDefinitions(schemeSource),
  };
}

/** Refractory neurons can wait apart where nothing of them moves and what the spike has set is the same whenever it was. */
function refractorinessOf({ refractory }: Flow, { set, accumulating }: AgeReading, rest: number): Refractoriness {
  if (rest === 0 || refractory === undefined) return "none";
  const held = new Set(refractory.hold);
  const isStill = accumulating.length === 0 && [...set.keys()].every((state) => held.has(state));
  return isStill ? "apart" : "within";
}

/** The compiled code of a population. The constants of all stand one after the other behind the slots. */
export interface CohortKernels {
  readonly cohorts: CohortCode;
  /** The states that all share, if there are such. */
  readonly common: MapCode | undefined;
  /** What a spike sets, and the hazard then: of one cohort, as doubles. */
  readonly enter: MapCode;
  /** The hazard of a cohort with given states, likewise. */
  readonly hazard: MapKernel;
  /** Recorded expressions: number k of each cohort to array k of the output; of one cohort, as doubles. */
  readonly signals: MapKernel;
  readonly signalsOfOne: MapKernel;
  readonly constants: readonly number[];
}

/** Of `compileCohortModule`: the step of the cohorts with a middle, and what a spike sets at a time. */
export interface CohortStepper {
  readonly cohorts: (middle: number) => void;
  readonly enter: (time: number) => void;
}

/** Bytes of a number of a cohort. */
export const widthOf = (precision: Precision): number => (precision === "f32x4" ? 4 : 8);

/** Compiles a population, whose cohorts stand in arrays of a length. */
export function compileCohortModel(model: CohortModel, length: number): CohortKernels {
  const { arrays, inputs, slots, scheme, after, reading, present, precision, program } = model;
  const constants: number[] = [];
  const reserved = () => Array.from({ length: constants.length }, (_, k) => `reserved.${k}`);
  const placed = <T extends { readonly constants: readonly number[] }>(kernel: T): T => {
    constants.push(...kernel.constants);
    return kernel;
  };
  const stride = length * widthOf(precision);
  const { definitions, step } = withCommonFactors(
    { definitions: scheme.definitions, step: scheme.cohort },
    [...arrays, ...inputs],
    () => 1,
  );
  const cohorts = placed(
    cohortCode({
      states: arrays,
      inputs,
      slots: [...slots, ...reserved()],
      definitions,
      step: arrays.map((array) => step.get(array)!),
      expected: scheme.expected,
      format: precision,
      stride,
      massStride: 8 * length,
      withVariance: precision === "f32x4",
    }),
  );
  /** Of single numbers, 8 bytes apart. */
  const single = (states: readonly string[], from: readonly string[], of: readonly NamedTree[], trees: readonly Tree[], shared = slots) =>
    ({
      states,
      inputs: from,
      slots: [...shared, ...reserved()],
      definitions: of,
      step: trees,
      format: "f64",
      stride: 8,
    }) satisfies MapSource;
  const first = slots.length - reading.common.length;
  const besides = slots.map((slot, i) => (i < first ? slot : `common.${i}`));
  const common =
    reading.common.length > 0
      ? placed(mapCode(single(reading.common, [], scheme.definitions, [...scheme.common.values()], besides)))
      : undefined;
  const enter = placed(
    mapCode(single([...after.states.keys(), hazardBefore], [], after.definitions, [...after.states.values(), after.hazard])),
  );
  const hazard = placed(compileMap(single(["hazard.now"], arrays, present, [finite(reading.hazard, model.step)])));
  const outputs = program.signals.map((_, k) => `observed.${k}`);
  const signals = placed(
    compileMap({
      states: outputs,
      inputs: [...arrays, ...inputs],
      slots: [...slots, ...reserved()],
      definitions: present,
      step: program.signals,
      format: precision,
      stride,
    }),
  );
  const signalsOfOne = placed(compileMap(single(outputs, arrays, present, program.signals)));
  return { cohorts, common, enter, hazard, signals, signalsOfOne, constants };
}

/** Whether a recorded expression is the same for all neurons. */
export function isShared({ program, arrays, inputs }: CohortModel, signal: Tree): boolean {
  const own = new Set([...arrays, ...inputs, ticksState, leftState, "age"]);
  for (const { name, tree } of program.definitions) if (uses(tree, own)) own.add(name);
  return ![...namesIn(signal)].some((one) => own.has(one));
}

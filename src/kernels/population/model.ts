/** A population's equations, synapses and stimuli -> a compiled step, and what each of its arrays and slots is. */
import { compileMap, type MapKernel, type NamedTree } from "../../compiler/index.ts";
import { evaluate, name, namesIn, number, type Tree, uses, withoutSingularities } from "../../language/index.ts";
import { type Experiment, type Flow, type Population, treesOf } from "../../model/index.ts";
import { type Drives, makeProgram, originSlot, type Program } from "../program.ts";
import { type Stimulation, stimulationOf } from "../stimuli.ts";
import { type AgingScheme, agingOf, stepsToGo } from "./aging.ts";
import type { Assembly } from "./assemble.ts";
import { type CascadeScheme, cascadeOf, firedState, kickSlots } from "./cascade-scheme.ts";
import { withCommonFactors } from "./common-factors.ts";
import type { FlowMethod } from "./flow-step.ts";
import { arrivalInput, gridDefinitions, type Scheme, type SchemeSource, schemeOf } from "./scheme.ts";
import { uniformInput } from "./sheet.ts";

/** Doubles, two at a time (the reference), or floats, four at a time. */
export type Precision = "f64x2" | "f32x4";

/** Neurons of a block: each of its arrays has room for as many. */
export const blockLength = 1024;

/** A population as it is computed. */
export interface PopulationModel {
  readonly population: Population;
  readonly flow: Flow;
  readonly assembly: Assembly;
  readonly program: Program;
  readonly stimulation: Stimulation;
  readonly scheme: Scheme;
  /** A step in which nothing moves, for the spikes of the first instant. */
  readonly start: Scheme | undefined;
  /** Of neurons that have fired before the run begins, where that makes a difference. */
  readonly aging: AgingScheme | undefined;
  /** Absent where no spikes arrive at the moment at which they are sent. */
  readonly cascade: CascadeScheme | undefined;
  readonly precision: Precision;
  readonly step: number;
  /** Arrays of a block, one value for each neuron: states first, then constants that differ between neurons. */
  readonly arrays: readonly string[];
  /** Arrays that are filled anew for every block and tick: arrivals, then uniform numbers. */
  readonly inputs: readonly string[];
  /** Numbers that the neurons of a block share. */
  readonly slots: readonly string[];
  /** Slots of stimuli that are arrays, because neurons are driven differently. */
  readonly drivenApart: ReadonlySet<string>;
  /** Definitions as a recorded expression sees them at a tick. */
  readonly present: readonly NamedTree[];
  /** The hazard [1/ms], of neurons that have one. */
  readonly hazard: Tree | undefined;
}

/** Name of the slot that holds this tick's number of a noise common to all. */
export const commonNoiseSlot = (noise: string): string => `common ${noise}`;

export interface ModelSource {
  readonly experiment: Experiment;
  readonly population: Population;
  readonly assembly: Assembly;
  readonly signals: readonly Tree[];
  readonly step: number;
  readonly method: FlowMethod;
  readonly precision: Precision;
  readonly seed: number;
}

/** Prepares a population. Nothing is compiled or allocated yet. */
export function populationModel(source: ModelSource): PopulationModel {
  const { experiment, population, assembly, step, method, precision, seed } = source;
  const stimulation = stimulationOf(experiment, population, seed);
  const { hazard, ...smooth } = assembly.flow;
  const program = makeProgram(smooth, withSynapses(stimulation.drives, assembly), source.signals, "written");
  const rate = hazard && withoutSingularities(hazard, (one) => program.varies.has(one));
  const drawn = ownParameters(assembly.flow);
  const commonNoise = new Map(stimulation.noises.filter((noise) => !noise.isOwn).map(({ noise }) => [noise, commonNoiseSlot(noise)]));
  const schemeSource: SchemeSource = {
    program,
    hazard: rate,
    arrivals: assembly.arrivals,
    step,
    method,
    drawn,
    commonNoise,
    escaping: new Set(hazard === undefined ? [] : program.states.filter((state, i) => isSet(program.reset[i], state))),
    own: new Set(population.flow.states.map((state) => state.name)),
    readsAge: program.readsAge || firingTrees(assembly.flow).some((tree) => namesIn(tree).has("age")),
  };
  const scheme = schemeOf(schemeSource);
  const apart = new Set([
    ...drawn,
    "index",
    ...stimulation.ownSlots,
    ...assembly.gathered,
    ...(scheme.block?.isDrawn ? scheme.block.entries : []),
  ]);
  const { kicked } = assembly;
  const cascade = kicked.length === 0 ? undefined : cascadeOf(schemeSource, kicked);
  const aging = population.initialAge && agingOf(schemeSource);
  const uniforms = Math.max(scheme.uniforms, cascade?.settle.uniforms ?? 0);
  const entries = scheme.block === undefined ? [] : scheme.block.entries;
  const everySlot = [
    ...program.slots.filter((slot) => slot !== originSlot),
    ...commonNoise.values(),
    ...entries,
    ...kicked.flatMap(kickSlots),
  ];
  const read = namesRead(scheme, [...source.signals, ...assembly.sends], gridDefinitions(schemeSource));
  return {
    population,
    flow: assembly.flow,
    assembly,
    program,
    stimulation,
    scheme,
    start:
      program.spike === undefined
        ? undefined
        : schemeOf({ ...schemeSource, method: "euler", program: stillOf(program), arrivals: [], isInstant: true }),
    aging,
    cascade,
    precision,
    step,
    arrays: [
      ...scheme.step.keys(),
      ...(cascade === undefined ? [] : [firedState]),
      ...everySlot.filter((slot) => apart.has(slot) && read.has(slot)),
    ],
    inputs: [...assembly.arrivals.map((_, k) => arrivalInput(k)), ...Array.from({ length: uniforms }, (_, k) => uniformInput(k))],
    slots: everySlot.filter((slot) => !apart.has(slot)),
    drivenApart: new Set(stimulation.ownSlots),
    present: gridDefinitions(schemeSource),
    hazard: rate,
  };
}

/** Whether a reset puts a state where it has not been. */
function isSet(after: Tree | undefined, state: string): boolean {
  return after !== undefined && !uses(after, new Set([state]));
}

/** The same program, where no state moves. */
function stillOf(program: Program): Program {
  return { ...program, rates: program.rates.map(() => number(0)), noises: [] };
}

/** Drives with what synapses add to them. */
export function withSynapses(drives: Drives, { terms: more, received, gathered }: Assembly): Drives {
  const terms: Record<string, readonly Tree[]> = { ...drives.terms };
  for (const [input, trees] of Object.entries(more)) terms[input] = [...(terms[input] ?? []), ...trees];
  return { ...drives, terms, slots: [...drives.slots, ...received, ...gathered] };
}

function firingTrees({ spike, hazard, reset, refractory }: Flow): readonly Tree[] {
  const values = [...(reset?.assignments.map((one) => one.value) ?? []), ...(refractory === undefined ? [] : [refractory.time])];
  return [spike, hazard, ...values.flatMap(treesOf)].filter((tree) => tree !== undefined);
}

/** Parameters that are drawn for each neuron, or follow from one that is, or from its index. */
export function ownParameters({ parameters }: Flow): ReadonlySet<string> {
  const own = new Set(["index"]);
  let size: number;
  do {
    size = own.size;
    for (const { name: of, value } of parameters) {
      if (value.kind === "draw" || treesOf(value).some((tree) => uses(tree, own))) own.add(of);
    }
  } while (own.size > size);
  own.delete("index");
  return own;
}

function namesRead(scheme: Scheme, signals: readonly Tree[], present: readonly NamedTree[]): ReadonlySet<string> {
  const trees = [...scheme.step.values(), ...scheme.definitions.map((one) => one.tree), ...signals, ...present.map((one) => one.tree)];
  return new Set(trees.flatMap((tree) => [...namesIn(tree)]));
}

/** Bytes from one array of a block to the next. */
export function strideOf(precision: Precision): number {
  return blockLength * (precision === "f32x4" ? 4 : 8);
}

/** Below it a state that relaxes to 0 becomes 0: arithmetic on subnormal numbers takes forty times as long. */
const tiny = { f32x4: 1e-30, f64x2: 1e-290 } as const;

/** The compiled code of a population. The constants of all stand one after the other behind the slots. */
export interface PopulationKernels {
  readonly step: MapKernel;
  /** The spike test of the first instant, in which nothing moves; for neurons with a spike condition. */
  readonly start: MapKernel | undefined;
  /** See `AgingScheme`. */
  readonly spike: MapKernel | undefined;
  readonly older: MapKernel | undefined;
  /** See `CascadeScheme`. */
  readonly test: MapKernel | undefined;
  readonly settle: MapKernel | undefined;
  /** Recorded expressions: number k of each neuron is written to array k of the output. */
  readonly signals: MapKernel;
  /** What the neurons send all the time, likewise. */
  readonly sends: MapKernel;
  /** The hazard, likewise, of neurons that have one. */
  readonly hazard: MapKernel | undefined;
  readonly constants: readonly number[];
}

/** Compiles a population. */
export function compilePopulation(model: PopulationModel): PopulationKernels {
  const constants: number[] = [];
  const placed = <T extends MapKernel | undefined>(kernel: T): T => {
    constants.push(...(kernel?.constants ?? []));
    return kernel;
  };
  const compiled = (scheme: Scheme | undefined) => placed(scheme && compileScheme(model, scheme, constants.length));
  const step = placed(compileScheme(model, model.scheme, 0));
  const [start, test, settle] = [compiled(model.start), compiled(model.cascade?.test), compiled(model.cascade?.settle)];
  const signals = placed(compileObserver(model, model.program.signals, constants.length));
  const sends = placed(compileObserver(model, model.assembly.sends, constants.length));
  const hazard = model.hazard && placed(compileObserver(model, [model.hazard], constants.length));
  const spike = compiled(model.aging?.spike);
  const older = placed(model.aging && compileScheme(model, model.aging.step, constants.length, [stepsToGo]));
  return { step, start, spike, older, test, settle, signals, sends, hazard, constants };
}

/** The slots, and places behind them that other code uses. */
function slotsBefore({ slots }: PopulationModel, reserved: number): readonly string[] {
  return [...slots, ...Array.from({ length: reserved }, (_, k) => `reserved.${k}`)];
}

/** Values of definitions and parameters where all that moves is 0; what is not known is `unknown`. */
function valuesAt(unknown: number, { states, definitions }: Program, { parameters }: Flow): (name: string) => number {
  const trees = new Map(definitions.map((one) => [one.name, one.tree]));
  for (const { name: of, value } of parameters) if (value.kind === "expression") trees.set(of, value.tree);
  const known = new Map(states.map((state) => [state, 0]));
  const lookup = (of: string): number => {
    const tree = trees.get(of);
    if (!known.has(of)) known.set(of, tree === undefined ? unknown : evaluate(tree, lookup));
    return known.get(of)!;
  };
  return lookup;
}

/** States that may relax to 0: what is not known of their rates counts as 0. */
function relaxing(program: Program, flow: Flow): readonly string[] {
  const lookup = valuesAt(0, program, flow);
  return program.states.filter((_, i) => {
    const rate = evaluate(program.rates[i]!, lookup);
    return !Number.isFinite(rate) || rate === 0;
  });
}

function compileScheme(model: PopulationModel, scheme: Scheme, reserved: number, inputs = model.inputs): MapKernel {
  const { arrays, precision } = model;
  const cutOff = relaxing(model.program, model.flow);
  const { definitions, step } = withCommonFactors(scheme, [...arrays, ...inputs], valuesAt(1, model.program, model.flow));
  return compileMap({
    states: arrays,
    inputs,
    slots: slotsBefore(model, reserved),
    definitions,
    step: arrays.map((array) => step.get(array) ?? name(array)),
    ...(scheme.fires === undefined ? {} : { event: scheme.fires }),
    format: precision,
    stride: strideOf(precision),
    cutOff: Object.fromEntries(cutOff.map((state) => [state, tiny[precision]])),
  });
}

function compileObserver(model: PopulationModel, trees: readonly Tree[], reserved: number): MapKernel {
  const { arrays, precision, present } = model;
  return compileMap({
    states: trees.map((_, k) => `observed.${k}`),
    inputs: arrays,
    slots: slotsBefore(model, reserved),
    definitions: present,
    step: trees,
    format: precision,
    stride: strideOf(precision),
  });
}

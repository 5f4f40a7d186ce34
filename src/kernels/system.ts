/** The equations of one unit without time, compiled: what phase planes, f-I curves and continuation evaluate. */
import { jacobianTrees } from "../compiler/index.ts";
import type { Jump, Switching, System, SystemQuantity } from "../contract/index.ts";
import { isNoise, namesIn, number, type Tree } from "../language/index.ts";
import type { Experiment, Flow, Population, Quantity } from "../model/index.ts";
import { Arena } from "./arena.ts";
import { actingInputs, courseOf } from "./course.ts";
import { type Evaluate, instantiate } from "./module.ts";
import { makeProgram, noDrives, originSlot, type Program } from "./program.ts";
import { typicalConstants, typicalFlow, typicalTree } from "./typical.ts";

/**
 * The system of a population of `experiment`: of its first neuron, with every random value at its mean and without noise. Conditions in
 * the equations are evaluated as they stand, so that rates may jump from one side of a condition to the other; `switching` holds them.
 * Parameters are read at each call: other values need no compiling.
 */
export function systemOf(experiment: Experiment, population: Population): System {
  const flow = typicalFlow(population.flow);
  const program = makeProgram(flow, noDrives, [], "written");
  const constants = typicalConstants(flow, population.size);
  const course = courseOf(experiment, population, flow);
  const inputs = actingInputs(course, flow.inputs.length);
  const compiled = new Compiled(program, population.size, functionsOf(program));
  const jump = jumpOf(flow, program, compiled);
  const smooth = makeProgram(flow, noDrives, [], "smooth");
  const frozen = smooth.switches.length === 0 ? undefined : new Compiled(smooth, population.size, frozenFunctions(smooth));
  return {
    name: population.name,
    units: experiment.units,
    states: flow.states.map((state, i) => quantityOf(state, constants.initial[i]!)),
    parameters: [
      ...flow.parameters.map((parameter, i) => ({
        ...quantityOf(parameter, constants.parameters[i]!),
        ...(parameter.range === undefined ? {} : { range: parameter.range }),
      })),
      ...flow.inputs.map((input, i) => quantityOf(input, inputs[i]!)),
    ],
    inputCount: flow.inputs.length,
    course,
    rhs: compiled.vector("rates"),
    jacobian: compiled.vector("jacobian"),
    ...(jump === undefined ? {} : { jump }),
    ...(frozen === undefined ? {} : { switching: switchingOf(smooth, frozen) }),
    notes: notesOf(experiment, population, program),
    close: () => {
      compiled.close();
      frozen?.close();
    },
  };
}

function quantityOf({ name, unit, factor }: Quantity, value: number): SystemQuantity {
  return { name, unit, factor, value };
}

function jumpOf(flow: Flow, { spike }: Program, compiled: Compiled): Jump | undefined {
  if (spike === undefined) return undefined;
  const { refractory } = flow;
  return {
    level: compiled.scalar("level"),
    levelGradient: compiled.vector("levelGradient"),
    reset: compiled.vector("reset"),
    resetJacobian: compiled.vector("resetJacobian"),
    resets: flow.reset !== undefined,
    refractory: refractory === undefined ? () => 0 : compiled.constant("refractory"),
    held: (refractory?.hold ?? []).map((held) => flow.states.findIndex((state) => state.name === held)),
  };
}

function switchingOf({ switches }: Program, frozen: Compiled): Switching {
  return {
    conditions: switches.map(({ kind, atZero }) => ({ kind, atZero })),
    rhs: frozen.heldVector("rates"),
    jacobian: frozen.heldVector("jacobian"),
    levels: frozen.heldVector("levels"),
    levelGradients: frozen.heldVector("levelGradients"),
  };
}

type Vector = (y: Float64Array, p: Float64Array, out: Float64Array) => void;
type HeldVector = (y: Float64Array, p: Float64Array, values: Float64Array, out: Float64Array) => void;

/** What is compiled: definitions, and vectors of trees over them. */
interface Functions {
  readonly definitions: Program["definitions"];
  readonly functions: Readonly<Record<string, readonly Tree[]>>;
}

/** The functions of a system over a memory of their own. */
class Compiled {
  readonly #arena: Arena;
  readonly #numbers: Float64Array;
  readonly #n: number;
  /** Parameters and inputs: the first of the slots. */
  readonly #parameters: number;
  readonly #y: number;
  readonly #p: number;
  readonly #out: number;
  readonly #evaluate: (name: string) => Evaluate;
  readonly #lengths: Readonly<Record<string, number>>;
  /** Slots of conditions that are held. */
  readonly #held: readonly number[];

  constructor({ flow, states, slots, switches }: Program, size: number, { definitions, functions }: Functions) {
    const n = states.length;
    this.#n = n;
    this.#parameters = flow.parameters.length + flow.inputs.length;
    this.#lengths = Object.fromEntries(Object.entries(functions).map(([name, trees]) => [name, trees.length]));
    const longest = Math.max(...Object.values(this.#lengths));
    this.#arena = new Arena(n + slots.length + longest + 1);
    this.#numbers = this.#arena.numbers;
    this.#y = this.#arena.take(n);
    this.#p = this.#arena.take(slots.length);
    this.#out = this.#arena.take(longest);
    this.#held = switches.map(({ slot }) => this.#p + slots.indexOf(slot));
    this.#numbers[this.#p + slots.indexOf("size")] = size;
    // The last spike was long ago.
    this.#numbers[this.#p + slots.indexOf(originSlot)] = Number.NEGATIVE_INFINITY;
    const instance = instantiate({ states, slots, definitions, functions }, this.#arena);
    this.#evaluate = (name) => instance.evaluate(name);
  }

  /** A function of states and parameters that writes its outputs. */
  vector(name: string): Vector {
    const evaluate = this.#evaluate(name);
    const [numbers, n, y, p, out, count] = [this.#numbers, this.#n, this.#y, this.#p, this.#out, this.#parameters];
    const length = this.#lengths[name]!;
    // Loops, because TypedArray.set takes longer than a short loop.
    return (states, parameters, into) => {
      for (let i = 0; i < n; i++) numbers[y + i] = states[i]!;
      for (let i = 0; i < count; i++) numbers[p + i] = parameters[i]!;
      evaluate(0, 8 * y, 8 * p, 8 * out);
      for (let i = 0; i < length; i++) into[i] = numbers[out + i]!;
    };
  }

  /** A function of states, parameters and the values of the conditions that are held. */
  heldVector(name: string): HeldVector {
    const evaluate = this.vector(name);
    const [numbers, held] = [this.#numbers, this.#held];
    return (y, p, values, out) => {
      for (let k = 0; k < held.length; k++) numbers[held[k]!] = values[k]!;
      evaluate(y, p, out);
    };
  }

  /** A function of states and parameters with one output. */
  scalar(name: string): (y: Float64Array, p: Float64Array) => number {
    const evaluate = this.vector(name);
    const out = new Float64Array(1);
    return (y, p) => {
      evaluate(y, p, out);
      return out[0]!;
    };
  }

  /** A function of parameters alone. */
  constant(name: string): (p: Float64Array) => number {
    const evaluate = this.scalar(name);
    const y = new Float64Array(this.#n);
    return (p) => evaluate(y, p);
  }

  close(): void {
    this.#arena.release();
  }
}

/** Rates, level, reset and refractory time with their derivatives by the states. */
function functionsOf({ flow, states, definitions, rates, spike, reset }: Program): Functions {
  const n = states.length;
  const after = reset.length > 0 ? reset : states.map((state): Tree => ({ kind: "name", name: state }));
  const level = spike?.tree ?? number(0);
  const { definitions: all, entries } = jacobianTrees([...rates, level, ...after], states, definitions);
  return {
    definitions: all,
    functions: {
      rates,
      jacobian: entries.slice(0, n * n),
      level: [level],
      levelGradient: entries.slice(n * n, n * (n + 1)),
      reset: after,
      resetJacobian: entries.slice(n * (n + 1)),
      refractory: [flow.refractory === undefined ? number(0) : typicalTree(flow.refractory.time)],
    },
  };
}

/** Rates and levels of the conditions, with their derivatives by the states. */
function frozenFunctions({ states, definitions, rates, switches }: Program): Functions {
  const n = states.length;
  const levels = switches.map(({ level }) => level);
  const { definitions: all, entries } = jacobianTrees([...rates, ...levels], states, definitions);
  return { definitions: all, functions: { rates, jacobian: entries.slice(0, n * n), levels, levelGradients: entries.slice(n * n) } };
}

/** What was left out, in sentences. */
function notesOf(experiment: Experiment, { name, flow }: Population, program: Program): readonly string[] {
  const notes: string[] = [];
  const drawn = flow.parameters.filter(({ value }) => value.kind === "draw").map((parameter) => parameter.name);
  if (drawn.length > 0) notes.push(`Values that are drawn are taken at their means: ${drawn.join(", ")}.`);
  const own = flow.parameters.filter(({ value }) => value.kind === "expression" && readsNumber(value.tree)).map((one) => one.name);
  if (own.length > 0) notes.push(`Values that differ from neuron to neuron are those of the first: ${own.join(", ")}.`);
  if (flow.noises.length > 0) notes.push(`Noise is left out: ${flow.noises.join(", ")}.`);
  const acting = experiment.stimuli.filter(({ targets }) => targets.some((target) => target.population === name));
  const noisy = acting.filter(({ wave }) => wave.kind === "noise" || wave.kind === "white-noise").map((stimulus) => stimulus.name);
  if (noisy.length > 0) notes.push(`Noisy stimuli are taken at their means: ${noisy.join(", ")}.`);
  const clamps = acting.filter(({ wave }) => wave.kind === "clamp").map((stimulus) => stimulus.name);
  if (clamps.length > 0) notes.push(`Clamps are left out: ${clamps.join(", ")}.`);
  if (flow.hazard !== undefined) notes.push("It fires at random, at the rate `hazard`; only what happens between spikes is shown.");
  const read = new Set(
    [...program.definitions.filter((one) => one.name !== "age").map((one) => one.tree), ...program.rates].flatMap(namesOf),
  );
  if (read.has("t")) notes.push("The equations depend on time; they are shown as they stand at t = 0.");
  if (read.has("age")) notes.push("The equations depend on `age`; they are shown as they stand long after the last spike.");
  if (experiment.demands.some((demand) => demand.feature !== "hazard")) notes.push("What other neurons send is left out.");
  return notes;
}

const namesOf = (tree: Tree) => [...namesIn(tree)].filter((one) => !isNoise(one));

function readsNumber(tree: Tree): boolean {
  const names = namesIn(tree);
  return names.has("index") || names.has("size");
}

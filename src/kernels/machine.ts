/** Compiled code of one population, in the modes that its neurons pass through. */

import { type MarchLayout, marchLayout, type NamedTree } from "../compiler/index.ts";
import { binary, differentiate, name, number, substitute, type Tree } from "../language/index.ts";
import type { Tableau } from "../numerics/index.ts";
import type { Arena } from "./arena.ts";
import { type Level, levelsOf, levelTrees } from "./levels.ts";
import { type Evaluate, type Instance, instantiate } from "./module.ts";
import { incrementSlot, type Program, trialSlot } from "./program.ts";
import type { Switch } from "./switches.ts";

/** Which states do not follow their equation: held by refractoriness, or clamped to an expression of time. */
export interface Mode {
  readonly held: readonly string[];
  /** Numbers of the clamps of the program that act. */
  readonly clamps: readonly number[];
}

export const freeMode: Mode = { held: [], clamps: [] };

/** What a method wants compiled beside what all of them need. */
export interface Requirements {
  readonly functions: Readonly<Record<string, readonly Tree[]>>;
  /** Definitions that the functions use beside those of the program. */
  readonly definitions?: readonly NamedTree[];
  readonly tableau?: Tableau;
}

/** Makes the requirements from the program in a mode (its rates and definitions as they are there). */
export type Require = (program: Program) => Requirements;

/** The compiled code of a mode for a method. */
export interface Unit {
  readonly mode: Mode;
  readonly rate: Evaluate;
  /** Levels, their derivatives by time and by the states; see `levelTrees`. */
  readonly levels: Evaluate;
  readonly signals: Evaluate;
  readonly reset: Evaluate;
  /** Values of the clamped states, in the order of `states`; other states as they are. */
  readonly clamped: Evaluate;
  readonly instance: Instance;
}

/**
 * The program of one population, compiled on demand for each (mode, method) and shared by its neurons, with the scratch blocks that
 * a step needs. Nothing in the scratch outlives a step, so neurons may take turns in any order.
 */
export class Machine {
  readonly program: Program;
  readonly levels: readonly Level[];
  readonly arena: Arena;
  readonly numbers: Float64Array;
  readonly n: number;
  readonly signalCount: number;
  /** The states that are recorded, in order; undefined where something else is recorded, which compiled code works out. */
  readonly recordedStates: readonly number[] | undefined;
  /** Places, within a neuron's slots, of the length of a trial step and of the increments of the noises. */
  readonly trialPlace: number;
  readonly incrementPlace: number;
  /** The switches that are truth values, in the order of their levels. */
  readonly truths: readonly Switch[];
  /** Places of scratch blocks: states at a trial point, states at a sample, rates at the end of a trial step, rates elsewhere, levels with derivatives, recorded values. */
  readonly state: number;
  readonly sampleState: number;
  readonly slope: number;
  readonly spareSlope: number;
  readonly levelsAt: number;
  readonly signalsAt: number;
  /** Jacobian by rows, then the derivatives of the rates by time. */
  readonly jacobian: number;
  /** How a neuron's march is laid out. */
  readonly march: MarchLayout;
  /** Two work blocks for steps. */
  readonly work: number;
  readonly spare: number;
  readonly #units = new Map<string, Unit>();

  constructor(program: Program, arena: Arena) {
    const n = program.states.length;
    this.program = program;
    this.levels = levelsOf(program);
    this.arena = arena;
    this.numbers = arena.numbers;
    this.n = n;
    this.signalCount = signalCount(program);
    this.recordedStates = recordedStates(program);
    this.trialPlace = program.slots.indexOf(trialSlot);
    this.incrementPlace = program.slots.indexOf(incrementSlot(0));
    this.truths = program.switches.filter((one) => one.kind === "truth");
    this.state = arena.take(n);
    this.sampleState = arena.take(n);
    this.slope = arena.take(n);
    this.spareSlope = arena.take(n);
    this.levelsAt = arena.take(this.levels.length * (n + 2));
    this.signalsAt = arena.take(this.signalCount);
    this.jacobian = arena.take(n * (n + 1));
    this.march = Machine.marchOf(program);
    this.work = arena.take(workRows * n);
    this.spare = arena.take(workRows * n);
  }

  /** Doubles that a machine for the program takes from its arena. */
  static doubles(program: Program): number {
    const n = program.states.length;
    return 4 * n + n * (n + 1) + levelsOf(program).length * (n + 2) + signalCount(program) + 2 * workRows * n;
  }

  /** How the march of a neuron of the program is laid out. */
  static marchOf(program: Program): MarchLayout {
    return marchLayout(program.states.length, levelsOf(program).length);
  }

  /** Compiled code for the mode and the method. */
  unit(mode: Mode, method: { readonly id: string; readonly require: Require }): Unit {
    const key = `${method.id} ${mode.held.join(" ")} ${mode.clamps.join(" ")}`;
    const known = this.#units.get(key);
    if (known !== undefined) return known;
    const program = inMode(this.program, mode);
    const { functions, definitions, tableau } = method.require(program);
    const watched = levelTrees(program);
    const instance = instantiate(
      {
        states: program.states,
        slots: program.slots,
        definitions: [...watched.definitions, ...(definitions ?? [])],
        functions: {
          rate: program.rates,
          levels: watched.trees,
          signals: program.signals,
          reset: program.reset,
          clamped: clampedStates(program, mode),
          ...functions,
        },
        ...(tableau === undefined
          ? {}
          : { steppers: { step: { tableau, of: "rate", ...(tableau.bError.length > 0 ? { watches: "levels" } : {}) } } }),
      },
      this.arena,
    );
    const made: Unit = {
      mode,
      rate: instance.evaluate("rate"),
      levels: instance.evaluate("levels"),
      signals: instance.evaluate("signals"),
      reset: instance.evaluate("reset"),
      clamped: instance.evaluate("clamped"),
      instance,
    };
    this.#units.set(key, made);
    return made;
  }
}

/** Recorded values of a neuron: the signals, then a clamp current for each state that is ever clamped. */
export function signalCount(program: Program): number {
  return program.signals.length + new Set(program.clamps.map((clamp) => clamp.state)).size;
}

/** Where all that is recorded are states that nothing clamps: which. */
function recordedStates({ signals, states, clamps }: Program): readonly number[] | undefined {
  const recorded = signals.map((tree) => (tree.kind === "name" ? states.indexOf(tree.name) : -1));
  return clamps.length === 0 && recorded.every((state) => state >= 0) ? recorded : undefined;
}

/** Rows of n doubles in a work block: the largest method has 16 stages, then the new state, two errors and a trial stage. */
const workRows = 20;

/** The program where some states are held (rate 0) or clamped (an expression of time wherever they are read). */
function inMode(program: Program, mode: Mode): Program {
  const clamps = new Map(mode.clamps.map((number) => [program.clamps[number]!.state, program.clamps[number]!.tree]));
  const held = new Set([...mode.held, ...clamps.keys()]);
  const put = (tree: Tree) => substitute(tree, clamps);
  const currents = [...new Set(program.clamps.map((clamp) => clamp.state))].map((state) => {
    const command = clamps.get(state);
    return command === undefined ? number(0) : put(clampCurrent(program, state, command));
  });
  return {
    ...program,
    definitions: program.definitions.map((definition) => ({ name: definition.name, tree: put(definition.tree) })),
    rates: program.rates.map((rate, i) => (held.has(program.states[i]!) ? number(0) : put(rate))),
    spike: program.spike === undefined ? undefined : { ...program.spike, tree: put(program.spike.tree) },
    switches: program.switches.map((one) => ({ ...one, level: put(one.level) })),
    signals: [...program.signals.map(put), ...currents],
    reset: program.reset.map(put),
  };
}

function clampedStates(program: Program, mode: Mode): readonly Tree[] {
  const clamps = new Map(mode.clamps.map((number) => [program.clamps[number]!.state, program.clamps[number]!.tree]));
  return program.states.map((state) => clamps.get(state) ?? name(state));
}

/** The input through which a clamp would have to inject its current: the one that the rate of the state depends on. */
export function clampInput(program: Program, state: string): string | undefined {
  const rate = program.rates[program.states.indexOf(state)]!;
  const inputs = program.flow.inputs.filter((input) => inputSlope(program, rate, input.name) !== undefined);
  return inputs.length === 1 ? inputs[0]!.name : undefined;
}

/**
 * The current that holds a state at an expression of time, beside what is injected anyway:
 * (d command/dt - rate)/(d rate/d input). Without a single input to inject it through: the rate that must be added to the state's.
 */
function clampCurrent(program: Program, state: string, command: Tree): Tree {
  const rate = program.rates[program.states.indexOf(state)]!;
  const missing = binary("-", differentiate(command, "t"), rate);
  const input = clampInput(program, state);
  const slope = input === undefined ? undefined : inputSlope(program, rate, input);
  return slope === undefined ? missing : binary("/", missing, slope);
}

/** d rate/d input through all definitions; undefined where it is 0. */
function inputSlope(program: Program, rate: Tree, input: string): Tree | undefined {
  const values = new Map<string, Tree>();
  for (const definition of program.definitions) {
    if (definition.name !== input) values.set(definition.name, substitute(definition.tree, values));
  }
  const slope = differentiate(substitute(rate, values), input);
  return slope.kind === "number" && slope.value === 0 ? undefined : slope;
}

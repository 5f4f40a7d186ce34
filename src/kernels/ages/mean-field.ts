/**
 * Populations whose neurons are told apart by their last spike, while nothing changes: what their neurons share at given activities, and what
 * one neuron does since its last spike. Stationary states and rate equations are made of it.
 */
import { jacobianTrees } from "../../compiler/index.ts";
import { binary, name, number, type Tree, uses } from "../../language/index.ts";
import type { Experiment } from "../../model/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";
import { Arena } from "../arena.ts";
import { actingInputs, courseOf } from "../course.ts";
import { type Evaluate, instantiate } from "../module.ts";
import { arrivalInput } from "../population/scheme.ts";
import { heldSlot } from "../program.ts";
import { constantsOf } from "../values.ts";
import { ageLevels } from "./age-levels.ts";
import { type CohortPopulation, planCohorts } from "./cohort-network.ts";
import { type Drive, type DrivenBy, drivesOn, kickSlot, slotOf } from "./drives-on.ts";

/** A neuron since its last spike, under constant drive; `AgedNeuron` of the layer theory says what its parts are. */
export interface FrozenNeuron {
  readonly initial: Float64Array;
  flow(age: number, states: Float64Array, out: Float64Array): void;
  hazard(age: number, states: Float64Array): number;
  readonly breaks: readonly number[];
}

/**
 * Derivatives at given activities. The inputs of a population are its common states, then its drives, then the inputs of its equations, which stimuli
 * reach; columns of hazard and flow are the states of a neuron, then the inputs.
 */
export interface FrozenSlopes {
  readonly inputs: number;
  /** How many of them are drives. */
  readonly drives: number;
  /** Rows: the flow of each state, 0 of those that are held, and the hazard. @param out {n + 1, n + inputs} */
  at(age: number, states: ArrayLike<number>, out: Float64Array): void;
  /** Ages at which the hazard jumps, in the order of `breaks` without the end of refractoriness, with their derivatives by the inputs. */
  readonly switches: readonly { readonly age: number; readonly byInput: Float64Array }[];
  /** Rates of change of the common states by the inputs. {common, inputs} */
  readonly common: Float64Array;
}

/** Iterations of Newton's method for what neurons share, and the change, relative to 1 + its size, at which it has converged. */
const [mostIterations, smallestChange] = [50, 1e-13];

export class MeanField {
  /** Populations, or parts of them that are driven alike. Their numbers are those of the activities. */
  readonly populations: readonly CohortPopulation[];
  readonly #frozen: readonly Frozen[];

  /** @param experiment  one that `cohortReasons` has nothing against, without accumulating states */
  constructor(experiment: Experiment) {
    const { seed } = experiment.run;
    const { populations, ways } = planCohorts(experiment, { seed, precision: "f64x2", noise: "none", correction: "none", grid: "coarse" });
    this.populations = populations;
    this.#frozen = populations.map((population) => new Frozen(experiment, population, drivesOn(population, populations, ways)));
  }

  /** What all neurons of population `i` share while the activities [spikes per neuron and ms] stay as they are: its common states. */
  shared(i: number, activities: ArrayLike<number>): Float64Array {
    return this.#frozen[i]!.shared(activities);
  }

  /** A neuron of population `i` with these common states and activities, which hold until it is asked for again. */
  neuron(i: number, activities: ArrayLike<number>, shared: Float64Array): FrozenNeuron {
    return this.#frozen[i]!.neuron(activities, shared);
  }

  /** Derivatives at what `neuron` was asked for last of population `i`; they stay those. */
  slopes(i: number): FrozenSlopes {
    return this.#frozen[i]!.slopes();
  }

  /** What drives population `i`. */
  drives(i: number): readonly Drive[] {
    return this.#frozen[i]!.drivenBy;
  }

  /** Populations with the same key have the same equations, constants and drives. */
  key(i: number): string {
    return this.#frozen[i]!.key;
  }

  /** Longest refractoriness that holds for population `i` [ms]; 0 without. */
  refractoriness(i: number): number {
    return this.#frozen[i]!.rest;
  }

  /** A neuron of population `i` with one of its common states at a value, while nothing else drives it; any number of them live side by side. */
  neuronAt(i: number, state: string, value: number): FrozenNeuron {
    return this.#frozen[i]!.neuronAt(state, value);
  }

  /** The same neuron as long as it has not fired at all, in the state with which the document begins. */
  unfiredAt(i: number, state: string, value: number): FrozenNeuron {
    return this.#frozen[i]!.unfiredAt(state, value);
  }

  /** Derivatives of that neuron; the columns of the inputs are those of `slopes`. */
  slopesAt(i: number, state: string, value: number): FrozenSlopes {
    this.#frozen[i]!.neuronAt(state, value);
    return this.#frozen[i]!.slopes();
  }

  close(): void {
    for (const one of this.#frozen) one.close();
  }
}

/** One population. */
class Frozen {
  readonly rest: number;
  readonly drivenBy: readonly Drive[];
  readonly key: string;
  readonly #arena: Arena;
  readonly #numbers: Float64Array;
  readonly #y: number;
  readonly #p: number;
  readonly #out: number;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #common: readonly string[];
  readonly #drives: readonly (DrivenBy & { readonly place: number })[];
  readonly #flowOf: Evaluate;
  readonly #commonOf: Evaluate;
  readonly #hazardOf: Evaluate;
  readonly #afterOf: Evaluate;
  readonly #levelsOf: Evaluate;
  readonly #levels: number;
  readonly #slopesOf: Evaluate;
  readonly #commonSlopesOf: Evaluate;
  readonly #levelSlopesOf: Evaluate;
  readonly #inputs: number;
  readonly #driven: number;
  readonly #held: readonly boolean[];
  readonly #start: Float64Array;
  readonly #unfired: Float64Array;

  constructor(experiment: Experiment, { model, cell }: CohortPopulation, drives: readonly DrivenBy[]) {
    const { program, reading, assembly, flow, step, rest } = model;
    const set = [...reading.set.keys()];
    const kicks = [...new Set(drives.filter(({ isKick }) => isKick).map(({ slot }) => slot))];
    const slots = [...program.slots, ...assembly.arrivals.map((_, k) => arrivalInput(k)), ...kicks.map(kickSlot), ...reading.common];
    const jumps = [
      ...assembly.arrivals.flatMap(({ jumps: all }, k) =>
        all.map(({ state, factor }) => ({ state, tree: binary("*", factor, name(arrivalInput(k))) })),
      ),
      ...kicks.map((state) => ({ state, tree: name(kickSlot(state)) })),
    ];
    const rateOf = (state: string) =>
      jumps
        .filter((one) => one.state === state)
        .reduce((sum, { tree }) => binary("+", sum, tree), program.rates[program.states.indexOf(state)]!);
    const definitions = program.definitions.map((one) => {
      if (one.name === "age") return { name: "age", tree: name("t") };
      return one.name === "dt" ? { name: "dt", tree: number(step) } : one;
    });
    const levels = ageLevels(reading.hazard, new Map(definitions.map((one) => [one.name, one.tree])), new Set(set));
    const driven = [...new Set(drives.map(slotOf))];
    const inputs = [...reading.common, ...driven, ...cell.population.flow.inputs.map((input) => heldSlot(input.name))];
    const levelTrees = levels.flatMap(({ constant, slope }) => [constant, slope]);
    const slopes = (trees: readonly Tree[], by: readonly string[]) => jacobianTrees(trees, by, definitions);
    const bySlopes = slopes([...set.map(rateOf), reading.hazard], [...set, ...inputs]);
    const commonSlopes = slopes(reading.common.map(rateOf), inputs);
    const levelSlopes = slopes(levelTrees, inputs);
    const functions = {
      flow: set.map(rateOf),
      common: reading.common.map(rateOf),
      hazard: [reading.hazard],
      after: set.map((state) => reading.set.get(state)!),
      levels: levelTrees,
      slopes: bySlopes.entries,
      "common slopes": commonSlopes.entries,
      "level slopes": levelSlopes.entries,
    };
    const derived = [bySlopes, commonSlopes, levelSlopes].flatMap((one) => one.definitions.slice(definitions.length));
    const allDefinitions = [...definitions, ...new Map(derived.map((one) => [one.name, one])).values()];
    const longest = Math.max(1, ...Object.values(functions).map((trees) => trees.length));
    this.#arena = new Arena(set.length + slots.length + longest + 1);
    this.#numbers = this.#arena.numbers;
    this.#y = this.#arena.take(Math.max(1, set.length));
    this.#p = this.#arena.take(slots.length);
    this.#out = this.#arena.take(longest);
    this.#slots = new Map(slots.map((slot, k) => [slot, this.#p + k]));
    this.#common = reading.common;
    this.#drives = drives.map((one) => ({ ...one, place: this.#slots.get(slotOf(one))! }));
    this.#inputs = inputs.length;
    this.#driven = driven.length;
    this.drivenBy = drives.map((one) => ({ ...one, slot: driven.indexOf(slotOf(one)) }));
    const instance = instantiate({ states: set, slots, definitions: allDefinitions, functions }, this.#arena);
    this.#flowOf = instance.evaluate("flow");
    this.#commonOf = instance.evaluate("common");
    this.#hazardOf = instance.evaluate("hazard");
    this.#afterOf = instance.evaluate("after");
    this.#levelsOf = instance.evaluate("levels");
    this.#levels = levels.length;
    this.#slopesOf = instance.evaluate("slopes");
    this.#commonSlopesOf = instance.evaluate("common slopes");
    this.#levelSlopesOf = instance.evaluate("level slopes");
    const hold = new Set(cell.population.flow.refractory?.hold ?? []);
    this.#held = set.map((state) => hold.has(state));
    this.rest = rest * step;
    // Nothing is drawn: the scale has refused what would be.
    const { parameters, initial } = constantsOf(flow, cell.from, cell.population.size, () => {
      throw new RangeError("a value of cohorts is drawn");
    });
    for (const [k, parameter] of flow.parameters.entries()) this.#put(parameter.name, parameters[k]!);
    const acting = actingInputs(courseOf(experiment, cell.population, cell.population.flow), cell.population.flow.inputs.length);
    for (const [k, input] of cell.population.flow.inputs.entries()) this.#put(heldSlot(input.name), acting[k]!);
    const initialOf = (state: string) => initial[flow.states.findIndex((one) => one.name === state)]!;
    this.#start = Float64Array.from(this.#common, initialOf);
    this.#unfired = Float64Array.from(set, initialOf);
    const values = [...this.#numbers.slice(this.#p, this.#p + slots.length)];
    const placed = ["index", "size"].filter((slot) =>
      Object.values(functions).some((trees) => trees.some((tree) => uses(tree, new Set([slot])))),
    );
    this.#put("index", cell.from);
    this.#put("size", cell.population.size);
    const place = placed.map((slot) => (slot === "size" ? cell.population.size : cell.from));
    this.key = JSON.stringify([functions, definitions, values, this.drivenBy, this.rest, this.#held, place]);
  }

  #put(slot: string, value: number): void {
    const place = this.#slots.get(slot);
    if (place !== undefined) this.#numbers[place] = value;
  }

  #drive(activities: ArrayLike<number>): void {
    for (const { place } of this.#drives) this.#numbers[place] = 0;
    for (const { place, factor, source } of this.#drives) this.#numbers[place]! += factor * activities[source]!;
  }

  shared(activities: ArrayLike<number>): Float64Array {
    const n = this.#common.length;
    this.#drive(activities);
    const x = this.#start.slice();
    const residual = (at: Float64Array) => {
      for (const [k, state] of this.#common.entries()) this.#put(state, at[k]!);
      this.#commonOf(0, 8 * this.#y, 8 * this.#p, 8 * this.#out);
      return this.#numbers.slice(this.#out, this.#out + n);
    };
    const [matrix, pivots] = [new Float64Array(n * n), new Int32Array(n)];
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      const f = residual(x);
      for (let j = 0; j < n; j++) {
        const h = 1e-6 * (1 + Math.abs(x[j]!));
        const moved = residual(x.with(j, x[j]! + h));
        for (let i = 0; i < n; i++) matrix[i * n + j] = (moved[i]! - f[i]!) / h;
      }
      // What never changes stays where it begins.
      for (let i = 0; i < n; i++) if (f[i] === 0 && matrix.subarray(i * n, i * n + n).every((one) => one === 0)) matrix[i * n + i] = 1;
      if (!decompose(n, matrix, pivots)) break;
      solveDecomposed(n, matrix, pivots, f);
      let change = 0;
      for (let i = 0; i < n; i++) {
        x[i]! -= f[i]!;
        change = Math.max(change, Math.abs(f[i]!) / (1 + Math.abs(x[i]!)));
      }
      if (change < smallestChange) break;
    }
    return x;
  }

  neuron(activities: ArrayLike<number>, shared: Float64Array): FrozenNeuron {
    this.#drive(activities);
    for (const [k, state] of this.#common.entries()) this.#put(state, shared[k]!);
    return this.#present();
  }

  neuronAt(state: string, value: number): FrozenNeuron {
    const place = this.#slots.get(state)!;
    const numbers = this.#numbers;
    numbers[place] = value;
    const neuron = this.#present();
    return {
      ...neuron,
      flow: (age, states, out) => {
        numbers[place] = value;
        neuron.flow(age, states, out);
      },
      hazard: (age, states) => {
        numbers[place] = value;
        return neuron.hazard(age, states);
      },
    };
  }

  unfiredAt(state: string, value: number): FrozenNeuron {
    const never = Number.POSITIVE_INFINITY;
    const { flow, hazard } = this.neuronAt(state, value);
    return {
      initial: this.#unfired,
      flow: (_, states, out) => flow(never, states, out),
      hazard: (_, states) => hazard(never, states),
      breaks: [],
    };
  }

  /** The neuron as the numbers are. */
  #present(): FrozenNeuron {
    const [numbers, y, p, out, rest, held] = [this.#numbers, this.#y, this.#p, this.#out, this.rest, this.#held];
    const n = held.length;
    const evaluate = (of: Evaluate, age: number, states: ArrayLike<number>) => {
      for (let k = 0; k < n; k++) numbers[y + k] = states[k]!;
      of(age, 8 * y, 8 * p, 8 * out);
    };
    const nothing = new Float64Array(n);
    evaluate(this.#afterOf, 0, nothing);
    const initial = numbers.slice(out, out + n);
    const breaks = rest > 0 ? [rest] : [];
    evaluate(this.#levelsOf, 0, nothing);
    for (let k = 0; k < this.#levels; k++) {
      const age = -numbers[out + 2 * k]! / numbers[out + 2 * k + 1]!;
      if (age > 0 && age < Number.POSITIVE_INFINITY) breaks.push(age);
    }
    return {
      initial,
      flow: (age, states, into) => {
        evaluate(this.#flowOf, age, states);
        for (let k = 0; k < n; k++) into[k] = age < rest && held[k] ? 0 : numbers[out + k]!;
      },
      hazard: (age, states) => {
        if (age < rest) return 0;
        evaluate(this.#hazardOf, age, states);
        return numbers[out]!;
      },
      breaks,
    };
  }

  slopes(): FrozenSlopes {
    const [numbers, y, p, out, rest, held] = [this.#numbers, this.#y, this.#p, this.#out, this.rest, this.#held];
    const [n, m, inputs] = [held.length, this.#common.length, this.#inputs];
    const evaluate = (of: Evaluate, count: number, age = 0, states: ArrayLike<number> = new Float64Array(n)) => {
      for (let k = 0; k < n; k++) numbers[y + k] = states[k]!;
      of(age, 8 * y, 8 * p, 8 * out);
      return numbers.slice(out, out + count);
    };
    const levels = evaluate(this.#levelsOf, 2 * this.#levels);
    const byInput = evaluate(this.#levelSlopesOf, 2 * this.#levels * inputs);
    const switches = Array.from({ length: this.#levels }, (_, k) => {
      const [constant, slope] = [levels[2 * k]!, levels[2 * k + 1]!];
      const [dConstant, dSlope] = [2 * k, 2 * k + 1].map((row) => byInput.subarray(row * inputs, (row + 1) * inputs));
      return { age: -constant / slope, byInput: dConstant!.map((one, j) => (constant * dSlope![j]! - slope * one) / (slope * slope)) };
    });
    const slots = numbers.slice(p, p + this.#slots.size);
    const slopesOf = this.#slopesOf;
    return {
      inputs,
      drives: this.#driven,
      at: (age, states, into) => {
        // The population may have been asked for other activities since.
        numbers.set(slots, p);
        for (let k = 0; k < n; k++) numbers[y + k] = states[k]!;
        slopesOf(age, 8 * y, 8 * p, 8 * out);
        const width = n + inputs;
        for (let e = 0; e < (n + 1) * width; e++) into[e] = numbers[out + e]!;
        for (let i = 0; i <= n; i++) if (age < rest && (i === n || held[i])) into.fill(0, i * width, (i + 1) * width);
      },
      switches: switches.filter(({ age }) => age > rest && age < Number.POSITIVE_INFINITY),
      common: evaluate(this.#commonSlopesOf, m * inputs),
    };
  }

  close(): void {
    this.#arena.release();
  }
}

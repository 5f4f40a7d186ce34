/** The cycles of a system, stable and unstable, without a guess from outside. */
import type { System } from "../../contract/index.ts";
import { eigenvaluesAt } from "../equilibrium.ts";
import { type Fate, settle } from "./settle.ts";
import { isSame, isStable, type SolvedOrbit } from "./solve.ts";

export interface FindOptions {
  /** Fixed points {n} each, in internal units: what is known of them. */
  readonly equilibria: readonly Float64Array[];
  /** More starts of orbits. */
  readonly starts?: readonly Float64Array[];
  /** Steps of one orbit. Default 8000. */
  readonly steps?: number;
}

/** What orbits end in. */
export interface Attractors {
  readonly cycles: SolvedOrbit[];
  /** Starts, by what became of them. */
  readonly fates: { readonly start: Float64Array; readonly afterSpike: boolean; readonly fate: Fate }[];
}

/** Steps of one orbit: hundreds of spikes. */
const defaultSteps = 8000;

/** Bisections between two basins: the orbit then stays at the divide for some turns, and what is left of the digits does not matter. */
const bisections = 40;

/** Offset from fixed points and cycles at which orbits begin, in units of 1 + |state| or of the extents. */
const offset = 1e-2;

/**
 * Cycles at the parameters p.
 *
 * Attracting ones from orbits forwards: from the start of the run, from after a reset, from beside every unstable fixed point, from states
 * with state 0 displaced. Repelling ones of planar systems from orbits backwards: from beside every attracting fixed point and cycle.
 * Those that divide two basins in more dimensions by bisection between starts with different fates, whose orbits linger at the divide.
 */
export function findCycles(system: System, p: Float64Array, options: FindOptions): SolvedOrbit[] {
  return searchCycles(system, p, options).cycles;
}

/** The same, with what became of the starts. */
export function searchCycles(system: System, p: Float64Array, options: FindOptions): Attractors {
  const { steps = defaultSteps } = options;
  const found = findAttractors(system, p, options);
  const add = (solved: SolvedOrbit) => {
    if (!found.cycles.some((one) => isSame(one, solved))) found.cycles.push(solved);
  };
  if (system.states.length === 2) {
    for (const start of backwardStarts(system, p, options.equilibria, found.cycles)) {
      const fate = settle(system, p, start, { steps, backwards: true, known: found.cycles.filter((one) => !isStable(one)) });
      if (fate.kind === "cycle") add(fate.solved);
    }
  }
  if (system.states.length > 2) for (const solved of divides(system, p, found, steps)) add(solved);
  found.cycles.sort((a, b) => a.scales.states[0]! - b.scales.states[0]!);
  return found;
}

/** The attracting cycles that orbits forwards end in, and where each start leads. */
export function findAttractors(system: System, p: Float64Array, options: FindOptions): Attractors {
  const { steps = defaultSteps } = options;
  const found: Attractors = { cycles: [], fates: [] };
  const follow = (start: Float64Array, afterSpike = false) => {
    const fate = settle(system, p, start, { steps, afterSpike, known: found.cycles });
    found.fates.push({ start, afterSpike, fate });
    if (fate.kind === "cycle" && !found.cycles.some((one) => isSame(one, fate.solved))) found.cycles.push(fate.solved);
  };
  for (const start of startsOf(system, p, options)) follow(start);
  const landing = landingOf(system, p);
  if (landing) follow(landing, true);
  return found;
}

/** Starts of orbits forwards. */
function startsOf(system: System, p: Float64Array, { equilibria, starts = [] }: FindOptions): Float64Array[] {
  const first = Float64Array.from(system.states, ({ value }) => value);
  const beside = equilibria
    .filter((at) => isAdmissible(system, p, at) && eigenvaluesAt(system, p, at)[0]![0] > 0)
    .flatMap((at) => pair(at));
  // In the plane a cycle encloses a fixed point, and orbits backwards find what divides; in more dimensions the neuron is kicked.
  const resting = equilibria.filter((at) => isAdmissible(system, p, at) && eigenvaluesAt(system, p, at).every(([re]) => re < 0));
  const kicked = system.states.length > 2 ? [...resting, ...kicks(system, resting[0] ?? first)] : [];
  return [first, ...starts, ...beside, ...kicked];
}

function isAdmissible(system: System, p: Float64Array, y: Float64Array): boolean {
  return !system.jump?.resets || system.jump.level(y, p) <= 0;
}

/** A state a little to either side in state 0. */
function pair(at: Float64Array): Float64Array[] {
  return [offset, -offset].map((share) => at.map((value, i) => (i === 0 ? value + share * (1 + Math.abs(value)) : value)));
}

/** The fixed point with state 0 displaced: by 10 to 60 mV, else by its own size. */
function kicks(system: System, at: Float64Array): Float64Array[] {
  const sizes = system.states[0]?.unit.endsWith("V") ? [10, 30, 60, -30] : [1, 3, -1].map((share) => share * Math.max(1, Math.abs(at[0]!)));
  return sizes.map((size) => at.map((value, i) => (i === 0 ? value + size : value)));
}

/** The state after a reset of the start of the run. */
function landingOf(system: System, p: Float64Array): Float64Array | undefined {
  if (!system.jump?.resets) return undefined;
  const start = Float64Array.from(system.states, ({ value }) => value);
  const after = new Float64Array(start.length);
  system.jump.reset(start, p, after);
  return after;
}

/** Beside attracting fixed points, and beside attracting smooth cycles on both sides. */
function backwardStarts(
  system: System,
  p: Float64Array,
  equilibria: readonly Float64Array[],
  cycles: readonly SolvedOrbit[],
): Float64Array[] {
  const points = equilibria.filter((at) => isAdmissible(system, p, at) && eigenvaluesAt(system, p, at).every(([re]) => re < 0));
  const beside = cycles
    .filter(({ orbit }) => orbit.kind === "smooth")
    .flatMap(({ orbit, scales }) =>
      [offset, -offset].map((share) => orbit.nodes[0]!.map((value, i) => value + (i === 0 ? share * scales.states[0]! : 0))),
    );
  return [...points.map((at) => pair(at)[0]!), ...beside];
}

/** Cycles between two basins: for every attracting cycle one between it and rest. */
function divides(system: System, p: Float64Array, found: Attractors, steps: number): SolvedOrbit[] {
  const free = found.fates.filter(({ afterSpike }) => !afterSpike);
  const rest = free.find(({ fate }) => fate.kind === "rest");
  if (!rest) return [];
  return found.cycles.flatMap((cycle) => {
    const firing = free.find(({ fate }) => fate.kind === "cycle" && isSame(fate.solved, cycle));
    const solved = firing && divide(system, p, rest.start, firing.start, found.cycles, steps);
    return solved ? [solved] : [];
  });
}

/**
 * Bisects between a start that comes to rest and one that does not. An orbit from the divide stays on it as long as its digits last, and
 * approaches what attracts there: an unstable cycle, unless it is a saddle.
 */
function divide(
  system: System,
  p: Float64Array,
  quiet: Float64Array,
  firing: Float64Array,
  known: readonly SolvedOrbit[],
  steps: number,
): SolvedOrbit | undefined {
  let [low, high] = [0, 1];
  const between = (share: number) => quiet.map((value, i) => value + share * (firing[i]! - value));
  for (let k = 0; k < bisections; k++) {
    const middle = 0.5 * (low + high);
    const fate = settle(system, p, between(middle), { steps, known, accept: "known" });
    if (fate.kind === "rest") low = middle;
    else high = middle;
  }
  for (const share of [low, high]) {
    const fate = settle(system, p, between(share), { steps, accept: (solved) => !isStable(solved) });
    if (fate.kind === "cycle") return fate.solved;
  }
  return undefined;
}

/** Where an orbit goes: to a fixed point, into a cycle, away. */
import type { System } from "../../contract/index.ts";
import { eigenvaluesAt, findEquilibrium } from "../equilibrium.ts";
import { Flight } from "../flow/flight.ts";
import type { ClosedOrbit } from "./closed-orbit.ts";
import { cut, multipliersOf, type SolvedOrbit, solveOrbit } from "./solve.ts";

/** What an orbit ends in. */
export type Fate =
  | { readonly kind: "rest"; readonly at: Float64Array }
  | { readonly kind: "cycle"; readonly solved: SolvedOrbit }
  | { readonly kind: "escape" }
  /** Neither within the steps allowed: chaos, or too slow. With the spikes on the way. */
  | { readonly kind: "open"; readonly spikes: number };

export interface SettleOptions {
  readonly backwards?: boolean;
  /** Greatest number of steps. */
  readonly steps: number;
  readonly afterSpike?: boolean;
  /** Cycles that are recognised when the orbit comes near: then they are returned as they are. */
  readonly known?: readonly SolvedOrbit[];
  /** Which cycles end the search; those that attract if absent. `known`: no others, and no time is spent on them. */
  readonly accept?: "known" | ((solved: SolvedOrbit) => boolean);
}

/** The state at a greatest value of state 0, or just after a reset, with the extents since the one before. */
interface Return {
  /** The greatest value is a kink: there a condition of the equations changes. */
  readonly isKink: boolean;
  readonly time: number;
  readonly y: Float64Array;
  readonly extents: Float64Array;
}

/** Returns that may make up one period. */
const longestPattern = 32;

/** Newton's method is tried when an orbit comes back as near as this, in units of its extents; after a failure nearer. */
const firstNearness = 0.05;

/** Tries of Newton's method on one orbit. */
const mostTries = 8;

/** Tolerance of orbits that are only followed to see where they go. */
const coarse = 1e-7;

/** Beyond this distance from the start an orbit is gone, in units of 1 + |start|. */
const horizon = 1e4;

/** Share of the period between a kink and the first node of a cycle: a node on a condition of the equations could fall to either side. */
const aside = 0.382;

/** Every so many steps it is looked whether the orbit has come to rest. */
const restInterval = 32;

/** Follows an orbit until it is clear where it goes. */
export function settle(system: System, p: Float64Array, start: ArrayLike<number>, options: SettleOptions): Fate {
  const { backwards = false, steps } = options;
  const n = system.states.length;
  const watch = new Watch(system, p, options);
  const flight: Flight = new Flight(system, p, { backwards, tolerance: coarse, visit: (length) => watch.see(flight, length) });
  flight.start(start, options.afterSpike);
  for (let step = 1; step <= steps; step++) {
    const leg = flight.advance(Number.POSITIVE_INFINITY);
    if (leg === "stuck" || leg === "wall") return { kind: "escape" };
    for (let i = 0; i < n; i++) if (!(Math.abs(flight.y[i]! - start[i]!) < horizon * (1 + Math.abs(start[i]!)))) return { kind: "escape" };
    if (leg === "spike" && system.jump?.resets) watch.reset(flight);
    if (leg === "switch") watch.bend(flight);
    const solved = watch.cycle();
    if (solved) return { kind: "cycle", solved };
    if (flight.isRefractory || (step % restInterval !== 0 && !watch.isNews)) continue;
    const rest = watch.rest(flight.y);
    if (rest) return { kind: "rest", at: rest };
  }
  return { kind: "open", spikes: flight.spikes };
}

/** Remembers where an orbit has been. */
class Watch {
  /** A return has come with the last step. */
  isNews = false;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private returns: Return[] = [];
  /** Rate of state 0 at the end of the last piece. */
  private rise = 0;
  private kind: ClosedOrbit["kind"] = "smooth";
  private nearness = firstNearness;
  private tries = 0;
  private distance = Number.POSITIVE_INFINITY;
  private readonly system: System;
  private readonly p: Float64Array;
  private readonly backwards: boolean;
  private readonly known: readonly SolvedOrbit[];
  private readonly accept: "known" | ((solved: SolvedOrbit) => boolean);
  private readonly sampled: Float64Array;
  private readonly rates: Float64Array;

  constructor(system: System, p: Float64Array, { backwards = false, known = [], accept }: SettleOptions) {
    [this.system, this.p, this.backwards, this.known] = [system, p, backwards, known];
    this.accept = accept ?? ((solved) => attracts(solved, backwards));
    const n = system.states.length;
    this.low = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.sampled = new Float64Array(n);
    this.rates = new Float64Array(n);
  }

  /** At the end of a smooth piece, before it is left: is there a maximum of state 0 within? */
  see(flight: Flight, length: number): void {
    const { stepper } = flight;
    this.isNews = false;
    this.extend(stepper.next);
    this.rise = stepper.nextSlope[0]!;
    if (this.kind === "spiking" || !(stepper.slope[0]! > 0 && stepper.nextSlope[0]! <= 0)) return;
    const sign = this.backwards ? -1 : 1;
    let [low, high] = [0, 1];
    for (let k = 0; k < 30; k++) {
      const theta = 0.5 * (low + high);
      stepper.dense(theta, this.sampled);
      this.system.rhs(this.sampled, this.p, this.rates);
      if (sign * this.rates[0]! > 0) low = theta;
      else high = theta;
    }
    this.extend(this.sampled);
    this.add(flight.time + high * length, this.sampled);
  }

  /** After a condition has changed: state 0 may have turned there. */
  bend(flight: Flight): void {
    if (this.kind === "smooth" && this.rise > 0 && flight.stepper.slope[0]! <= 0) this.add(flight.time, flight.y, true);
  }

  /** After a reset: from now on returns are counted from reset to reset. */
  reset(flight: Flight): void {
    if (this.kind === "smooth") {
      this.returns = [];
      this.kind = "spiking";
    }
    this.add(flight.time, flight.y);
  }

  /** The cycle that the last returns are near to, if there is one that attracts. */
  cycle(): SolvedOrbit | undefined {
    if (!this.isNews) return undefined;
    const last = this.returns.at(-1)!;
    const familiar = this.known.find((solved) => isNear(solved, this.kind, last.y));
    const { accept } = this;
    if (familiar || accept === "known" || this.tries >= mostTries) return familiar;
    for (let pattern = 1; pattern < this.returns.length; pattern++) {
      const before = this.returns.at(-1 - pattern)!;
      if (!(this.gap(before, last, pattern) < this.nearness)) continue;
      this.tries++;
      this.nearness *= 0.3;
      const solved = this.solve(before, last, pattern);
      return solved && accept(solved) ? solved : undefined;
    }
    return undefined;
  }

  /** The fixed point that the orbit approaches, if it is near one that attracts and has come nearer since the last look. */
  rest(y: Float64Array): Float64Array | undefined {
    const at = findEquilibrium(this.system, this.p, y);
    if (!at) return undefined;
    let distance = 0;
    for (let i = 0; i < at.length; i++) distance = Math.max(distance, Math.abs(y[i]! - at[i]!) / (1 + Math.abs(at[i]!)));
    const isNearer = distance < 1e-6 || (distance < 1e-3 && distance < 0.9 * this.distance);
    this.distance = distance;
    if (!isNearer) return undefined;
    if (this.system.jump?.resets && this.system.jump.level(at, this.p) > 0) return undefined;
    const sign = this.backwards ? -1 : 1;
    return eigenvaluesAt(this.system, this.p, at).every(([re]) => sign * re < 0) ? at : undefined;
  }

  private extend(y: Float64Array): void {
    for (let i = 0; i < this.low.length; i++) {
      this.low[i] = Math.min(this.low[i]!, y[i]!);
      this.high[i] = Math.max(this.high[i]!, y[i]!);
    }
  }

  private add(time: number, y: Float64Array, isKink = false): void {
    const n = this.low.length;
    this.returns.push({ isKink, time, y: Float64Array.from(y.subarray(0, n)), extents: this.high.map((value, i) => value - this.low[i]!) });
    if (this.returns.length > longestPattern + 1) this.returns.shift();
    this.low.set(y.subarray(0, n));
    this.high.set(y.subarray(0, n));
    this.isNews = true;
  }

  /** Largest difference of two returns in units of the extents of the loops between. */
  private gap(before: Return, last: Return, pattern: number): number {
    let most = 0;
    for (let i = 0; i < last.y.length; i++) {
      let extent = 1e-9 * (1 + Math.abs(last.y[i]!));
      for (let k = 1; k <= pattern; k++) extent = Math.max(extent, this.returns.at(-k)!.extents[i]!);
      most = Math.max(most, Math.abs(last.y[i]! - before.y[i]!) / extent);
    }
    return most;
  }

  private solve(before: Return, last: Return, pattern: number): SolvedOrbit | undefined {
    const { system, p } = this;
    const period = last.time - before.time;
    if (this.kind === "smooth") {
      const start = last.isKink ? after(system, p, last.y, aside * period) : last.y;
      const guess = start && cut(system, p, start, period);
      const solved = guess && once(system, p, solveOrbit(system, p, guess));
      const peak = solved && last.isKink ? after(system, p, solved.orbit.nodes[0]!, (1 - aside) * solved.orbit.period) : undefined;
      return solved && (peak ? { ...solved, peak } : solved);
    }
    const nodes = this.returns.slice(-1 - pattern, -1).map(({ y }) => y);
    return once(system, p, solveOrbit(system, p, { kind: "spiking", nodes, shares: [], period }));
  }
}

/** The state some time after another. */
function after(system: System, p: Float64Array, y: Float64Array, time: number): Float64Array | undefined {
  const flight = new Flight(system, p, { tolerance: coarse });
  flight.start(y);
  while (flight.time < time * (1 - 1e-12)) if (flight.advance(time - flight.time) === "stuck") return undefined;
  return flight.y.slice();
}

/** An orbit that is a shorter one run through several times, which is approached from two sides in turn, run through once. */
function once(system: System, p: Float64Array, solved: SolvedOrbit | undefined): SolvedOrbit | undefined {
  const repeats = solved?.pieces.repeats ?? 1;
  if (!solved || repeats === 1) return solved;
  const { kind, nodes, period } = solved.orbit;
  const part = period / repeats;
  const guess: ClosedOrbit | undefined =
    kind === "smooth" ? cut(system, p, nodes[0]!, part) : { kind, nodes: nodes.slice(0, nodes.length / repeats), shares: [], period: part };
  return guess && solveOrbit(system, p, guess);
}

/** Backwards what attracts are the multipliers beyond 1. */
function attracts(solved: SolvedOrbit, backwards: boolean): boolean {
  const sizes = multipliersOf(solved).map(([re, im]) => re * re + im * im);
  return sizes.every((size) => (backwards ? size > 1 : size < 1));
}

/** Whether a return is one of the known orbit: its first node is at a greatest value as well. */
function isNear({ orbit, scales, peak }: SolvedOrbit, kind: ClosedOrbit["kind"], y: Float64Array): boolean {
  if (orbit.kind !== kind) return false;
  const nodes = kind === "spiking" ? orbit.nodes : [peak ?? orbit.nodes[0]!];
  return nodes.some((node) => node.every((value, i) => Math.abs(value - y[i]!) <= 0.01 * scales.states[i]!));
}

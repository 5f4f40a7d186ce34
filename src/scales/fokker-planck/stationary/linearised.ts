/** The equations of all densities to first order around a stationary state, and their leading eigenvalues. */
import { pow, stream } from "../../../base/index.ts";
import type { Complex } from "../../../contract/index.ts";
import { arnoldiEigenvalues } from "../../../kernels/index.ts";
import { decompose, dot, findRoot, solveDecomposed } from "../../../numerics/index.ts";
import { type Around, around } from "./answers.ts";
import { DelayLine, type Reading } from "./delay-line.ts";
import type { Rest } from "./rest.ts";
import { ShiftedExchange } from "./tridiagonal.ts";

/** Dimensions of the Krylov spaces, without and with delays. */
const [fewVectors, manyVectors] = [44, 110];

/** Places on the positive real axis between which an eigenvalue is looked for, over the pace of the system. */
const [nearest, farthest, looks] = [1e-6, 1e6, 49];

/** Relative distance at which an eigenvalue of the Krylov space and a zero of the determinant are one. */
const same = 1e-3;

/** How far beside an eigenvalue, relatively, the determinant is compared with that there. */
const beside = 0.05;

/** Masses, waiting masses, shared states and delay lines in one vector. */
interface Layout {
  readonly masses: readonly number[];
  readonly waiting: readonly number[];
  readonly states: readonly number[];
  readonly size: number;
}

/** A delay line with the population whose activity enters it, and where its numbers are. */
interface Line {
  readonly source: number;
  readonly line: DelayLine;
  readonly at: number;
}

/** What is read of a line. */
interface Tap {
  readonly line: number;
  readonly reading: Reading;
}

export class Linearised {
  readonly #rest: Rest;
  readonly #around: readonly Around[];
  /** Mass of each population. */
  readonly #all: readonly number[];
  readonly #layout: Layout;
  readonly #lines: readonly Line[];
  /** By population and way, and where neurons wait; undefined without a delay. */
  readonly #wayTaps: readonly (readonly (Tap | undefined)[])[];
  readonly #waitTaps: readonly (Tap | undefined)[];
  /** A rate at which the system moves [1/ms]. */
  readonly #pace: number;

  constructor(rest: Rest, rates: ArrayLike<number>) {
    const { cells } = rest.plan;
    this.#rest = rest;
    this.#around = cells.map((_, i) => around(rest, i, rates));
    this.#all = this.#around.map(({ masses }) => masses.reduce((mass, one) => mass + one, 0));
    let size = 0;
    const take = (count: number) => {
      size += count;
      return size - count;
    };
    const masses = cells.map(({ grid }) => take(grid.cells));
    const waiting = cells.map(({ reading }) => take(reading.waiting.kind === "exponential" ? 1 : 0));
    const states = cells.map(({ reading }) => take(reading.common.length));
    const lines: Line[] = [];
    const lineFor = (source: number, delay: number, isTapped: boolean) => {
      const line = new DelayLine(delay, isTapped);
      return lines.push({ source, line, at: take(line.size) }) - 1;
    };
    const delaysOf = cells.map((_, source) => [
      ...new Set(rest.ways.flatMap((ways) => ways.flatMap((one) => (one.source === source && one.delay > 0 ? [one.delay] : [])))),
    ]);
    const sent = delaysOf.map((delays, source) => (delays.length === 0 ? -1 : lineFor(source, Math.max(...delays), delays.length > 1)));
    const tapOf = (line: number, delay: number): Tap => ({ line, reading: lines[line]!.line.after(delay) });
    this.#wayTaps = rest.ways.map((ways) => ways.map(({ source, delay }) => (delay > 0 ? tapOf(sent[source]!, delay) : undefined)));
    this.#waitTaps = cells.map(({ reading: { waiting: wait } }, i) =>
      wait.kind === "constant" ? tapOf(lineFor(i, wait.time, false), wait.time) : undefined,
    );
    this.#lines = lines;
    const delays = [
      ...delaysOf.map((own) => middleOf(own)),
      ...cells.map(({ reading: { waiting: wait } }) => (wait.kind === "constant" ? wait.time : 0)),
    ];
    this.#layout = { masses, waiting, states, size };
    this.#pace = Math.max(
      ...this.#around.map(({ relaxation }) => relaxation),
      ...delays.flatMap((delay) => (delay > 0 ? [1 / delay] : [])),
    );
  }

  /** Those nearest to where the system moves, and all on the positive real axis [1/ms]; largest real part first. */
  eigenvalues(): readonly Complex[] {
    const sigma = this.#pace;
    const shifted = new Shifted(this, sigma);
    const start = new Float64Array(this.#layout.size);
    const random = stream(1, 0, 0);
    for (let k = 0; k < start.length; k++) start[k] = random.normal();
    this.conserve(start);
    const found = arnoldiEigenvalues((x, out) => shifted.solve(x, out), start, this.#lines.length > 0 ? manyVectors : fewVectors).map(
      ([re, im]): Complex => {
        const square = re * re + im * im;
        return [sigma + re / square, im === 0 ? 0 : -im / square];
      },
    );
    // Where the drift is strong the spaces may lack an eigenvalue or have one too many; on the real axis the determinant knows better.
    const growing = this.#growing();
    const others = found.filter(([re, im]) => !(im === 0 && re > nearest * this.#pace) || this.#isGrowing(re));
    const missing = growing.filter((one) => others.every(([re, im]) => Math.abs(re - one) + Math.abs(im) > same * one));
    return [...others, ...missing.map((one): Complex => [one, 0])].sort((a, b) => b[0] - a[0] || b[1] - a[1]);
  }

  /** Whether the determinant has a zero near by; of two populations that are alike it has two, and keeps its sign. */
  #isGrowing(x: number): boolean {
    const [below, here, above] = [1 - beside, 1, 1 + beside].map((part) => Math.abs(new Shifted(this, part * x).determinant));
    return here! < 0.1 * Math.min(below!, above!);
  }

  /** Eigenvalues on the positive real axis, where the determinant of the activities changes its sign. */
  #growing(): readonly number[] {
    const at = (x: number) => new Shifted(this, x).determinant;
    const places = Array.from({ length: looks }, (_, k) => nearest * pow(farthest / nearest, k / (looks - 1)) * this.#pace);
    const values = places.map(at);
    return places.slice(1).flatMap((right, k) => {
      if (values[k]! > 0 === values[k + 1]! > 0) return [];
      return [findRoot(at, places[k]!, right, 0, values[k], values[k + 1]).x];
    });
  }

  /** Takes from a vector what would change the number of neurons of a population, which nothing does. */
  conserve(x: Float64Array): void {
    const { masses, waiting } = this.#layout;
    for (const [i, { masses: own }] of this.#around.entries()) {
      const { kind } = this.#rest.plan.cells[i]!.reading.waiting;
      let sum = kind === "exponential" ? x[waiting[i]!]! : 0;
      const at = masses[i]!;
      for (let c = 0; c < own.length; c++) sum += x[at + c]!;
      const tap = this.#waitTaps[i];
      const wait = tap && this.#lines[tap.line];
      if (wait) for (const [k, weight] of wait.line.content.entries()) sum += weight * x[wait.at + k]!;
      const share = sum / this.#all[i]!;
      for (let c = 0; c < own.length; c++) x[at + c]! -= share * own[c]!;
    }
  }

  get parts() {
    const [rest, all, layout, lines] = [this.#rest, this.#around, this.#layout, this.#lines];
    return { rest, all, layout, lines, wayTaps: this.#wayTaps, waitTaps: this.#waitTaps };
  }
}

/** One population of the shifted system: what acts on it makes of its activity so much, by way of its masses and at once. */
interface Gains {
  readonly exchange: ShiftedExchange;
  readonly entryOut: number;
  readonly wayKicks: readonly number[];
  readonly stateKicks: readonly number[];
  /** Factors of the states' matrix less sigma, and the states by ways. */
  readonly stateFactors: Float64Array;
  readonly statePivots: Int32Array;
  readonly statesByWay: readonly Float64Array[];
}

/** (T - sigma)^-1 of the entry and of what ways and states push. */
interface Pushed {
  readonly entry: Float64Array;
  readonly ways: readonly Float64Array[];
  readonly states: readonly Float64Array[];
}

/** The system less a positive multiple of the identity: unknowns are the activities, all else follows. */
class Shifted {
  /** Of the equations for the activities: 0 at an eigenvalue. */
  readonly determinant: number;
  readonly #system: Linearised;
  readonly #sigma: number;
  readonly #gains: readonly Gains[];
  /** Which the determinant does not take. */
  #pushed: readonly Pushed[] | undefined;
  readonly #lines: readonly ReturnType<DelayLine["resolvent"]>[];
  readonly #matrix: Float64Array;
  readonly #pivots: Int32Array;

  constructor(system: Linearised, sigma: number) {
    const { all, lines, rest, wayTaps } = system.parts;
    const n = all.length;
    [this.#system, this.#sigma] = [system, sigma];
    this.#gains = all.map((one) => gainsOf(one, sigma));
    this.#lines = lines.map(({ line }) => line.resolvent(sigma));
    this.#matrix = new Float64Array(n * n);
    for (const [i, one] of this.#gains.entries()) {
      this.#matrix[i * n + i]! += 1 + one.entryOut * this.#entering(i);
      for (const [k, { source }] of rest.ways[i]!.entries())
        this.#matrix[i * n + source]! -= throughWay(one, k) * this.#leaving(wayTaps[i]![k]);
    }
    this.#pivots = new Int32Array(n);
    decompose(n, this.#matrix, this.#pivots);
    this.determinant = this.#pivots.reduce((product, row, k) => (row === k ? 1 : -1) * product * this.#matrix[k * n + k]!, 1);
  }

  /** What is read of a line over what enters it. */
  #leaving(tap: Tap | undefined): number {
    return tap === undefined ? 1 : tap.reading.entering + dot(tap.reading.weights, this.#lines[tap.line]!.response);
  }

  /** What enters the reset over the activity. */
  #entering(i: number): number {
    const { rest, waitTaps } = this.#system.parts;
    const { waiting } = rest.plan.cells[i]!.reading;
    if (waiting.kind === "exponential") return 1 / (1 + this.#sigma * waiting.mean);
    return this.#leaving(waitTaps[i]);
  }

  /** out = (M - sigma)^-1 r. */
  solve(r: Float64Array, out: Float64Array): void {
    const { all, lines, layout, rest, wayTaps, waitTaps } = this.#system.parts;
    this.#pushed ??= all.map((one, i) => pushedIn(one, this.#gains[i]!.exchange));
    out.set(r);
    const known = lines.map(({ at, line }, l) => {
      const part = out.subarray(at, at + line.size);
      this.#lines[l]!.known(part);
      return part;
    });
    const leaves = (tap: Tap | undefined) => (tap === undefined ? 0 : dot(tap.reading.weights, known[tap.line]!));
    const masses = all.map(({ masses: own }, i) => out.subarray(layout.masses[i]!, layout.masses[i]! + own.length));
    const states = all.map(({ states: own }, i) => out.subarray(layout.states[i]!, layout.states[i]! + own.length));
    const entering = all.map((_, i) => {
      const { waiting } = rest.plan.cells[i]!.reading;
      if (waiting.kind === "exponential") return -r[layout.waiting[i]!]! / (1 + this.#sigma * waiting.mean);
      return leaves(waitTaps[i]);
    });
    const activities = new Float64Array(all.length);
    for (const [i, one] of this.#gains.entries()) {
      one.exchange.solve(masses[i]!);
      if (states[i]!.length > 0) solveDecomposed(states[i]!.length, one.stateFactors, one.statePivots, states[i]!);
      let sum = dot(all[i]!.exchange.out, masses[i]!) - one.entryOut * entering[i]!;
      for (const [k, tap] of wayTaps[i]!.entries()) sum += throughWay(one, k) * leaves(tap);
      for (const [c, kick] of one.stateKicks.entries()) sum += kick * states[i]![c]!;
      activities[i] = sum;
    }
    solveDecomposed(all.length, this.#matrix, this.#pivots, activities);
    for (const [i, one] of this.#pushed.entries()) {
      add(masses[i]!, one.entry, -(entering[i]! + this.#entering(i) * activities[i]!));
      for (const [k, tap] of wayTaps[i]!.entries()) {
        const signal = leaves(tap) + this.#leaving(tap) * activities[rest.ways[i]![k]!.source]!;
        add(masses[i]!, one.ways[k]!, -signal);
        add(states[i]!, this.#gains[i]!.statesByWay[k]!, signal);
      }
      for (const [c, pushed] of one.states.entries()) add(masses[i]!, pushed, -states[i]![c]!);
      const { waiting } = rest.plan.cells[i]!.reading;
      if (waiting.kind === "exponential")
        out[layout.waiting[i]!] = (activities[i]! - r[layout.waiting[i]!]!) / (this.#sigma + 1 / waiting.mean);
    }
    for (const [l, { source, at, line }] of lines.entries())
      add(out.subarray(at, at + line.size), this.#lines[l]!.response, activities[source]!);
    this.#system.conserve(out);
  }
}

/** What way `k` makes of the activity: directly and by the states that neurons share. */
function throughWay({ wayKicks, stateKicks, statesByWay }: Gains, k: number): number {
  return stateKicks.reduce((sum, kick, c) => sum + kick * statesByWay[k]![c]!, wayKicks[k]!);
}

/** By one system with the transposed matrix, however many ways there are: out (T - sigma)^-1 push for every push. */
function gainsOf({ exchange: { up, down, out }, entry, ways, states, stateSlopes, stateInflow }: Around, sigma: number): Gains {
  const exchange = new ShiftedExchange({ up, down, out }, sigma);
  const worth = out.slice();
  exchange.solveTransposed(worth);
  const m = states.length;
  const stateFactors = stateSlopes.slice();
  for (let c = 0; c < m; c++) stateFactors[c * m + c]! -= sigma;
  const statePivots = new Int32Array(m);
  decompose(m, stateFactors, statePivots);
  const statesByWay = ways.map((_, k) => {
    const inflow = Float64Array.from({ length: m }, (_, c) => -stateInflow[c * ways.length + k]!);
    if (m > 0) solveDecomposed(m, stateFactors, statePivots, inflow);
    return inflow;
  });
  return {
    exchange,
    entryOut: dot(worth, entry),
    wayKicks: ways.map(({ push, kick }) => kick - dot(worth, push)),
    stateKicks: states.map(({ push, kick }) => kick - dot(worth, push)),
    stateFactors,
    statePivots,
    statesByWay,
  };
}

function pushedIn({ entry, ways, states }: Around, exchange: ShiftedExchange): Pushed {
  const solved = (push: Float64Array) => {
    const x = push.slice();
    exchange.solve(x);
    return x;
  };
  return { entry: solved(entry), ways: ways.map(({ push }) => solved(push)), states: states.map(({ push }) => solved(push)) };
}

/** The one in the middle of some delays; 0 of none. */
function middleOf(delays: readonly number[]): number {
  return delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)] ?? 0;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}

/** Fixed points and cycles of a system over a parameter, and where they change. */
import type { Bifurcation, Continuation, CycleBranch, EquilibriumBranch, System } from "../../contract/index.ts";
import { rangeOf } from "../cycles/closed-orbit.ts";
import { eigenvaluesAt } from "../equilibrium.ts";
import { EquilibriumCurve } from "./curve.ts";
import type { CycleEvent } from "./cycle-branch.ts";
import { CycleCurve, type CyclePoint } from "./cycle-curve.ts";
import { type CycleSearch, type CycleTrack, cycleBranches, type HopfPoint } from "./cycles.ts";
import { type Finish, finishOf } from "./ends.ts";
import { equilibriaAt, equilibriumBranches } from "./equilibria.ts";
import { levelAt, unstableCount } from "./events.ts";
import { homoclinicAt } from "./homoclinic.ts";
import { hopfForm } from "./lyapunov.ts";
import { resetMeetsPoint } from "./reset-meets.ts";
import { spikesEnd } from "./spike-level.ts";
import type { Landmark } from "./through-fold.ts";
import { type Change, describeContinuation, type Interval } from "./words.ts";

export interface ContinuationOptions {
  /** Index of the parameter, and its range in internal units. */
  readonly parameter: number;
  readonly low: number;
  readonly high: number;
  readonly title?: string;
  /** Cycles take most of the time; `fixed points` leaves them out. Default `fixed points and cycles`. */
  readonly of?: "fixed points" | "fixed points and cycles";
  /** Told the share of the work that is done, now and then: looking for cycles takes up to half a minute. */
  readonly progress?: (share: number) => void;
}

/**
 * All branches of fixed points and of cycles between two values of a parameter, with every change on them located to rounding (fixed
 * points) or as exactly as orbits can be computed (cycles).
 *
 * @param p  parameters in internal units {m}; not changed
 */
export function continuation(system: System, p: ArrayLike<number>, options: ContinuationOptions): Continuation {
  const { parameter, low, high, title, of, progress = () => {} } = options;
  const values = Float64Array.from(p);
  const curve = new EquilibriumCurve(system, values, parameter, high - low);
  const found = new Findings(curve, low, high, of === "fixed points" ? undefined : progress);
  const { name, unit, factor } = system.parameters[parameter]!;
  const head = {
    title: title ?? system.name,
    population: system.name,
    units: system.units,
    states: system.states.map((state) => ({ name: state.name, unit: state.unit })),
    parameter: { name, unit, low: low / factor, high: high / factor },
  };
  const changes = found.changes();
  return {
    ...head,
    equilibria: found.equilibria(),
    cycles: found.cycles(),
    bifurcations: changes.map(({ restLost: _, side: __, meets: ___, ...bifurcation }) => bifurcation),
    words: describeContinuation({ ...head, fires: system.jump !== undefined }, changes, {
      firing: found.turning(true),
      turning: found.turning(false),
      resting: found.resting(),
      through: found.through(),
      unsettled: found.unsettled,
    }),
    notes: [...system.notes, ...found.notes(name, unit)],
  };
}

/** Share of the range within which folds of orbits with a period so many times the shortest are noise, where they end homoclinic. */
const [trembling, lingering] = [1e-5, 3] as const;

/** Everything that was found, on its way to the user's units. */
class Findings {
  private readonly curve: EquilibriumCurve;
  private readonly branches: ReturnType<typeof equilibriumBranches>;
  private readonly tracks: readonly CycleTrack[];
  /** Values of the parameter at which it fires on no cycle that was found. */
  readonly unsettled: readonly number[];
  /** What each end of each branch of cycles is, with the point there. */
  private readonly finishes: readonly { readonly last: CyclePoint; readonly finish: Finish }[];
  private readonly ranges: readonly (readonly ReturnType<typeof rangeOf>[])[];
  private readonly factor: number;
  private readonly factors: readonly number[];
  private readonly events: readonly (Landmark & Change)[];

  /** @param progress  of the search for cycles; absent, they are left out */
  constructor(curve: EquilibriumCurve, low: number, high: number, progress: CycleSearch["progress"] | undefined) {
    const { system, p, parameter, sizes, n } = curve;
    this.curve = curve;
    this.factor = system.parameters[parameter]!.factor;
    this.factors = system.states.map((state) => state.factor);
    this.branches = equilibriumBranches(curve, low, high);
    const hopfs: HopfPoint[] = [];
    this.events = this.branches.flatMap((branch) => branch.events.flatMap((event) => this.landmark(branch, event, hopfs)));
    const equilibria = (value: number) => equilibriaAt(system, p, parameter, value);
    const search = { system, p, parameter, low, high, sizes: sizes.slice(0, n), hopfs, landmarks: this.events, equilibria };
    const { tracks, unsettled } = progress ? cycleBranches({ ...search, progress }) : { tracks: [], unsettled: [] };
    this.tracks = tracks;
    this.unsettled = unsettled.map((value) => value / this.factor);
    const hasSaddle = (value: number) =>
      equilibria(value).some((y) => {
        const values = eigenvaluesAt(system, p, y);
        return values[0]![0] > 0 && values.at(-1)![0] < 0;
      });
    const landing = (points: readonly CyclePoint[]) => resetMeetsPoint(system, p, parameter, points, high - low);
    const orbits = new CycleCurve(system, p, parameter, sizes.slice(0, n), high - low);
    const limit = (points: readonly CyclePoint[]) => homoclinicAt(orbits, points, high - low);
    this.finishes = this.tracks.flatMap((track) =>
      ([0, 1] as const).map((side) => ({
        last: track.points.at(-side)!,
        finish: finishOf(track, side, this.events, hasSaddle, system.jump?.resets === true, high - low, { landing, limit }),
      })),
    );
    this.ranges = this.tracks.map(({ points }) =>
      points.map(({ orbit, value }) => {
        p[parameter] = value;
        return rangeOf(system, p, orbit);
      }),
    );
  }

  /** A special point of the fixed points; nothing where it lies beyond the threshold of a neuron with reset. */
  private landmark(
    { points }: (typeof this.branches)[number],
    { type, point, index }: (typeof this.branches)[number]["events"][number],
    hopfs: HopfPoint[],
  ): (Landmark & Change)[] {
    const { curve } = this;
    if (type !== "grazing" && levelAt(curve, point.u) > 0) return [];
    const y = Float64Array.from(curve.states(point.u));
    const value = curve.parameterAt(point.u);
    const [before, after] = [points[index - 1], points[index + 1]];
    const rests = (one: typeof before) => (one && unstableCount(one) === 0 && !(levelAt(curve, one.u) > 0) ? 1 : 0);
    const direction = Math.sign((after ?? point).u[curve.n]! - (before ?? point).u[curve.n]!);
    const side = Math.sign((after ?? point).u[curve.n]! - point.u[curve.n]!);
    const restLost = type === "saddle-node" ? -side * (rests(before) + rests(after)) : direction * (rests(before) - rests(after));
    const common = { type, value, y, parameter: value / this.factor, state: this.userStates(y), restLost, side };
    if (type !== "Andronov-Hopf") return [common];
    curve.states(point.u);
    const omega = point.eigenvalues.reduce((nearest, one) => (one[1] > 0 && Math.abs(one[0]) < Math.abs(nearest[0]) ? one : nearest), [
      Number.POSITIVE_INFINITY,
      0,
    ] as readonly [number, number])[1];
    const form = hopfForm(curve.system, curve.p, y, omega, curve.sizes.subarray(0, curve.n));
    // At a degenerate one cycles of every size exist at one value, as in a conservative system, or they branch off flatter than a parabola.
    if (form && form.l1 !== 0) hopfs.push({ y, value, form });
    const criticality = form && (form.l1 === 0 ? "degenerate" : form.l1 < 0 ? "supercritical" : "subcritical");
    return [{ ...common, omega, ...(criticality ? { criticality } : {}) }];
  }

  private userStates(y: ArrayLike<number>): number[] {
    return this.factors.map((factor, i) => y[i]! / factor);
  }

  /** All changes, fixed points first, each in the order of the parameter. */
  changes(): Change[] {
    const plain = this.events.map(({ value: _, y: __, ...change }): Change => change);
    const cycles = this.tracks.flatMap((track) =>
      track.events
        .filter((event) => !this.isNoise(track, event))
        .map(
          ({ type, point }): Change => ({
            type,
            parameter: point.value / this.factor,
            state: this.userStates(point.orbit.nodes[0]!),
            period: point.orbit.period,
          }),
        ),
    );
    const ends = this.finishes.flatMap(({ last, finish }): Change[] => {
      if (finish.kind === "reset") {
        const at = { parameter: finish.value / this.factor, state: this.userStates(finish.y) };
        return [{ type: "homoclinic", ...at, period: last.orbit.period, meets: "reset" }];
      }
      if (finish.kind !== "homoclinic" && finish.kind !== "grazing") return [];
      const state = this.userStates(last.orbit.nodes[0]!);
      const known = finish.kind === "homoclinic" ? { uncertainty: finish.uncertainty / this.factor } : {};
      return [{ ...known, type: finish.kind, parameter: finish.value / this.factor, state, period: last.orbit.period }];
    });
    const inOrder = (changes: readonly Change[]) => changes.toSorted((a, b) => a.parameter - b.parameter);
    return [...inOrder(plain), ...inOrder(unique([...cycles, ...ends]))];
  }

  /** A fold so near a homoclinic orbit that the errors of the long orbits there make it. */
  private isNoise({ points }: CycleTrack, { type, point }: CycleEvent): boolean {
    if (type !== "fold of cycles") return false;
    const shortest = points.reduce((least, { orbit }) => Math.min(least, orbit.period), Number.POSITIVE_INFINITY);
    if (point.orbit.period < lingering * shortest) return false;
    return this.finishes.some(
      ({ last, finish }) =>
        finish.kind === "homoclinic" && points.includes(last) && Math.abs(point.value - finish.value) < trembling * point.scales.parameter,
    );
  }

  equilibria(): EquilibriumBranch[] {
    const { curve } = this;
    return this.branches.flatMap(({ points, events }) => {
      const special = new Set(events.map(({ index }) => index));
      const rests = points.map((point) => unstableCount(point) === 0);
      const admissible = points.map((point) => !(levelAt(curve, point.u) > 1e-9));
      return runsOf(admissible).map(([from, to]): EquilibriumBranch => {
        const part = points.slice(from, to);
        return {
          parameter: Float64Array.from(part, ({ u }) => curve.parameterAt(u) / this.factor),
          states: this.factors.map((factor, i) => Float64Array.from(part, ({ u }) => (u[i]! * curve.sizes[i]!) / factor)),
          // A special point belongs to the stable side.
          stable: Uint8Array.from(part, (_, j) => {
            const k = from + j;
            return rests[k] || (special.has(k) && (rests[k - 1] || rests[k + 1])) ? 1 : 0;
          }),
        };
      });
    });
  }

  cycles(): CycleBranch[] {
    return this.tracks.map(({ points, ends }, k): CycleBranch => {
      const ranges = this.ranges[k]!;
      const [first, last] = ends.map(({ hopf }) => hopf) as [HopfPoint | undefined, HopfPoint | undefined];
      // A branch that begins or ends at a point is drawn up to it.
      const joined = <T>(at: (hopf: HopfPoint) => T, middle: readonly T[]) => [
        ...(first ? [at(first)] : []),
        ...middle,
        ...(last ? [at(last)] : []),
      ];
      const extremes = (pick: "low" | "high") =>
        this.factors.map((factor, i) =>
          Float64Array.from(
            joined(
              (hopf) => hopf.y[i]! / factor,
              ranges.map((range) => range[pick][i]! / factor),
            ),
          ),
        );
      const stable = stabilityOf(this.tracks[k]!).map(Number);
      return {
        parameter: Float64Array.from(
          joined(
            (hopf) => hopf.value / this.factor,
            points.map(({ value }) => value / this.factor),
          ),
        ),
        period: Float64Array.from(
          joined(
            (hopf) => (2 * Math.PI) / hopf.form.omega,
            points.map(({ orbit }) => orbit.period),
          ),
        ),
        high: extremes("high"),
        low: extremes("low"),
        stable: Uint8Array.from([...(first ? [stable[0]!] : []), ...stable, ...(last ? [stable.at(-1)!] : [])]),
      };
    });
  }

  /** Where stable cycles fire, or where they turn without spikes. */
  turning(withSpikes: boolean): Interval[] {
    return united(
      this.tracks.flatMap((track, k) => {
        const stable = stabilityOf(track);
        const flags = stable.map((one, i) => one && this.ranges[k]![i]!.spikes > 0 === withSpikes);
        return runsOf(flags).map(([from, to]) => {
          const values = track.points.slice(from, to).map(({ value }) => this.settled(value) / this.factor);
          // A branch that ends at an Andronov-Hopf point was followed to a small amplitude; the stretch reaches the point.
          const points = track.ends.filter((_, side) => (side === 0 ? from === 0 : to === track.points.length));
          for (const { hopf } of points) if (hopf) values.push(hopf.value / this.factor);
          // Where the run goes on with the other kind of cycles, the two share their limit.
          const limits = (
            [
              [from, from - 1],
              [to - 1, to],
            ] as const
          ).flatMap(([inner, outer]) =>
            stable[outer] ? [this.limitOf(track, withSpikes ? inner : outer, withSpikes ? outer : inner) / this.factor] : [],
          );
          return { from: Math.min(...values, ...limits), to: Math.max(...values, ...limits) };
        });
      }),
    );
  }

  private limitOf({ points }: CycleTrack, firing: number, silent: number): number {
    const { system, p, parameter, sizes, n } = this.curve;
    const curve = new CycleCurve(system, p, parameter, sizes.slice(0, n), sizes[n]!);
    return spikesEnd(curve, points[firing]!, points[silent]!);
  }

  /** A value at which a branch ended is that of the saddle-node or threshold that it ends at. */
  private settled(value: number): number {
    const known = this.finishes.find(({ last, finish }) => finish.kind !== "none" && last.value === value)?.finish;
    if (known?.kind === "reset" || known?.kind === "homoclinic") return known.value;
    return known && "at" in known ? known.at.value : value;
  }

  /** Where a fixed point attracts. */
  resting(): Interval[] {
    return united(
      this.equilibria().flatMap(({ parameter, stable }) =>
        runsOf(Array.from(stable, (one) => one === 1)).map(([from, to]) => {
          const values = parameter.subarray(from, to);
          return { from: Math.min(...values), to: Math.max(...values) };
        }),
      ),
    );
  }

  /** Saddle-nodes that cycles pass through. */
  through(): number[] {
    return [...new Set(this.finishes.flatMap(({ finish }) => (finish.kind === "saddle-node" ? [finish.at.value / this.factor] : [])))];
  }

  notes(name: string, unit: string): string[] {
    const lost = this.finishes.flatMap(({ finish }) => (finish.kind === "unknown" ? [finish.value / this.factor] : []));
    return lost.map(
      (value) => `A branch of cycles could not be followed beyond ${name} = ${Number(value.toPrecision(6))}${unit ? ` ${unit}` : ""}.`,
    );
  }
}

/** Whether each point of a branch attracts; a special point belongs to the stable side. */
function stabilityOf({ points, events }: CycleTrack): boolean[] {
  const own = points.map(({ multipliers }) => multipliers.every(([re, im]) => re * re + im * im < 1));
  const special = new Set(events.map(({ index }) => index));
  return own.map((stable, k) => stable || (special.has(k) && (own[k - 1] === true || own[k + 1] === true)));
}

/** Stretches of true: from, to (exclusive). */
function runsOf(flags: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  flags.forEach((flag, k) => {
    if (!flag) return;
    const last = runs.at(-1);
    if (last && last[1] === k) last[1] = k + 1;
    else runs.push([k, k + 1]);
  });
  return runs.filter(([from, to]) => to - from > 1);
}

/** Overlapping intervals joined, in order. */
function united(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && interval.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, interval.to) };
    else joined.push(interval);
  }
  return joined;
}

/** Changes that two branches tell of are told once. */
function unique(changes: readonly Change[]): Change[] {
  const isSame = (a: Bifurcation, b: Bifurcation) =>
    a.type === b.type &&
    Math.abs(a.parameter - b.parameter) <= 1e-6 * Math.max(Math.abs(a.parameter), Math.abs(b.parameter)) &&
    (a.type === "homoclinic" || Math.abs((a.period ?? 0) - (b.period ?? 0)) <= 1e-3 * Math.abs(a.period ?? 0));
  return changes.filter((change, k) => !changes.slice(0, k).some((other) => isSame(change, other)));
}

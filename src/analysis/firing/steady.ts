/** The firing that remains when the transient is over. */
import type { System } from "../../contract/index.ts";
import { closeCycle, closed, gap, type Passage, shortestPattern } from "./cycle.ts";
import { Train } from "./train.ts";

/** What a neuron does for ever. */
export interface Steady {
  /**
   * `tonic`: one spike a period; `pattern`: several; `irregular`: no period was found, the rate is a mean; `silent`: it comes to rest, or
   * stays below the threshold; `runaway`: it fires without end in a finite time, or the solution ends.
   */
  readonly kind: "tonic" | "pattern" | "irregular" | "silent" | "runaway";
  /** Spikes per unit of time [1/ms]. */
  readonly rate: number;
  /** One over the first interval [1/ms]; 0 with fewer than two spikes. */
  readonly onset: number;
  /** Spikes of the transient, up to where the rest was known. */
  readonly spikes: number;
  /** Spikes of one period; 0 where there is none. */
  readonly pattern: number;
  /** Of a silent neuron: it moves on below the threshold. */
  readonly isRestless: boolean;
  /** States just after a spike of the periodic firing; at rest the fixed point. */
  readonly state: Float64Array;
}

export interface SteadyOptions {
  /** Of the integration, see `errorScale`; rates are about ten times worse. Default 1e-10. */
  readonly tolerance?: number;
  /** Steps without a spike after which none is expected. Default 8000: an axon beside its Hopf bifurcation needs a thousand to come to rest. */
  readonly steps?: number;
  /** Spikes after which irregular firing is averaged. Default 300; at most 80 where it is only asked whether it fires. */
  readonly most?: number;
  /** Only whether it goes on firing is asked: the rate is right to some 1e-7. */
  readonly isRough?: boolean;
}

/** Longest pattern that is recognised: spikes of a burst. */
const longest = 48;
/** Return to the state of the last period, in spans, from which the cycle is tried to be closed; a fifth of it each time after. */
const approach = 0.05;
/** Exactness that tells a cycle from the ghost of one. */
const rough = 1e-9;

/** Runs from `start` until it is known what remains. */
export function steadyFiring(
  system: System,
  p: Float64Array,
  sizes: Float64Array,
  start: ArrayLike<number>,
  options: SteadyOptions = {},
): Steady {
  const { tolerance = 1e-10, steps = 8000, isRough = false } = options;
  const most = Math.min(options.most ?? 300, isRough ? 80 : Number.POSITIVE_INFINITY);
  const n = system.states.length;
  const train = new Train(system, p, sizes, tolerance, steps);
  // Another one, so that the transient goes on undisturbed where its guess was wrong.
  const probe = new Train(system, p, sizes, tolerance, steps);
  const passed: Passage[] = [];
  const onset = () => (passed.length > 1 ? 1 / passed[1]!.interval : 0);
  let nearness: number = approach;
  train.start(start);
  while (passed.length < most) {
    const event = train.next();
    if (event !== "spike") {
      const kind = event === "stuck" ? "runaway" : "silent";
      const state = event === "rest" ? train.rest : train.state.slice(0, n);
      return { kind, rate: 0, onset: onset(), spikes: passed.length, pattern: 0, isRestless: event === "quiet", state };
    }
    passed.push({ state: train.state.slice(0, n), interval: train.interval });
    const returns = patternOf(passed, train.spans, nearness, tolerance);
    if (returns === 0) continue;
    nearness *= 0.2;
    const cycle = closeCycle(system, p, probe, train.spans, passed, returns, isRough ? rough : tolerance);
    if (!cycle) continue;
    const pattern = shortestPattern(probe, train.spans, cycle, returns);
    const kind = pattern === 1 ? "tonic" : "pattern";
    return { kind, rate: returns / cycle.period, onset: onset(), spikes: passed.length, pattern, isRestless: false, state: cycle.state };
  }
  const half = passed.slice(passed.length >> 1);
  const time = half.reduce((sum, { interval }) => sum + interval, 0);
  return {
    kind: "irregular",
    rate: half.length / time,
    onset: onset(),
    spikes: passed.length,
    pattern: 0,
    isRestless: false,
    state: train.state.slice(0, n),
  };
}

/** Spikes after which the state returns, nearer from return to return; 0 if it does not. */
function patternOf(passed: readonly Passage[], spans: Float64Array, nearness: number, tolerance: number): number {
  const at = (back: number) => passed.at(-1 - back)!.state;
  for (let q = 1; q <= longest && 2 * q < passed.length; q++) {
    const now = gap(at(0), at(q), spans);
    if (now > nearness) continue;
    if (now <= closed * tolerance) return q;
    if (now < 0.8 * gap(at(q), at(2 * q), spans)) return q;
  }
  return 0;
}

/** f-I curves: rate over a constant input, with what begins and ends it. */
import { LapicqueError } from "../../base/index.ts";
import type { FiringCurve, System } from "../../contract/index.ts";
import { FiringNeuron } from "./neuron.ts";
import { endOfFiring, excitabilityAt, findRest, type Rest, type RestRange, restRange, singleRheobase, stepRheobase } from "./onset.ts";
import { type Sample, type SamplingOptions, sampleCurve } from "./sampling.ts";
import { spikeShape } from "./shape.ts";
import type { Steady } from "./steady.ts";
import { describeFiring } from "./words.ts";

export interface FiringOptions {
  readonly title?: string;
  /** Name of the input; needed where there are several. */
  readonly input?: string;
  /** Ends of the curve, in the user's unit; chosen from the rheobase and the depolarisation block if absent. */
  readonly range?: readonly [number, number];
  /** Inputs at which the curve has points in any case, in the user's unit. */
  readonly at?: readonly number[];
  /** Values of all parameters and inputs in internal units; those of the system if absent. */
  readonly p?: ArrayLike<number>;
  /**
   * `exact` (default): rates to some 1e-9, rheobases to all digits, spike shape. `quick`, for a curve that follows a slider: rates to
   * 1e-5, the step rheobase to a thousandth of the range, no shape and no smallest step with a single spike.
   */
  readonly effort?: "exact" | "quick";
}

const efforts = {
  exact: { tolerance: 1e-10, steps: 8000, spikes: 300, most: 64, flatness: 0.004, edge: 1e-3 },
  quick: { tolerance: 1e-6, steps: 2500, spikes: 80, most: 44, flatness: 0.01, edge: 4e-3 },
} as const;

/** Without a range the curve goes this many times as far as the onset, or a tenth beyond the depolarisation block. */
const far = 4;

/** A point with everything that was seen. */
interface Point extends Sample {
  readonly steady: Steady;
}

/**
 * The f-I curve of a system over one of its inputs. At each input the neuron is stepped to it from its resting state, and the rate is what
 * remains when the transient is over: of a period if there is one, else the mean over some hundred spikes. Throws `firing-no-spikes`,
 * `firing-no-input`, `firing-which-input` or `firing-range`.
 */
export function firingCurve(system: System, options: FiringOptions = {}): FiringCurve {
  const { effort = "exact" } = options;
  if (!system.jump) throw new LapicqueError("firing-no-spikes", { name: system.name });
  const index = inputOf(system, options.input);
  const quantity = system.parameters[index]!;
  const settings = efforts[effort];
  const p = Float64Array.from(options.p ?? system.parameters.map(({ value }) => value));
  const neuron = new FiringNeuron(system, p, index, { tolerance: settings.tolerance, steps: settings.steps, most: settings.spikes });
  const rest = findRest(neuron);
  const ends = rest ? restRange(neuron, rest) : { ramp: null, block: null };
  const range = rangeOf(neuron, rest, ends, options.range);
  const onset = rest ? stepRheobase(neuron, rest, ends.ramp, Math.max(range[1], ends.ramp?.input ?? range[1]), effort) : null;
  const step = onset?.input ?? null;
  const start = rest?.state ?? Float64Array.from(system.states, ({ value }) => value);
  const evaluate = (input: number): Point => {
    const steady = neuron.settle(input, start);
    // Just below the onset the ghost of a cycle outlasts any patience; it is known to end.
    const isGhost = rest !== undefined && step !== null && input < step && step - input < 1e-5 * (step - rest.input);
    if (isGhost) return { input, rate: 0, steady: { ...steady, kind: "silent", rate: 0 } };
    return { input, rate: steady.rate, isMean: steady.kind === "irregular", steady };
  };
  const wanted = (options.at ?? []).map((input) => input * quantity.factor);
  const excitability = rest && onset ? excitabilityAt(neuron, rest, onset, effort) : null;
  const samples = sampleInSight(evaluate, range, step, settings, { isGiven: options.range !== undefined, wanted });
  const perUnit = system.units === "none" ? 1 : 1000;
  const isExact = effort === "exact";
  // Inputs that were given are shown as they were given, not as they come back from internal units.
  const given = new Map([...(options.at ?? []), ...(options.range ?? [])].map((input) => [input * quantity.factor, input]));
  const shown = (input: number | null | undefined) => (input === null || input === undefined ? null : input / quantity.factor);
  const found = {
    title: options.title ?? system.name,
    population: system.name,
    units: system.units,
    input: { name: quantity.name, unit: quantity.unit },
    points: samples.map(({ input, rate, steady }) => ({
      input: given.get(input) ?? input / quantity.factor,
      rate: rate * perUnit,
      onset: steady.onset * perUnit,
      spikes: steady.spikes,
    })),
    rheobase: {
      step: shown(step),
      ramp: shown(ends.ramp?.input),
      single: isExact && rest && step !== null ? shown(singleRheobase(neuron, rest, step)) : null,
    },
    excitability: excitability?.type ?? null,
    shape: isExact ? spikeShape(neuron, rest, samples) : null,
    notes: system.notes,
  } satisfies Omit<FiringCurve, "words">;
  const seen = {
    rest: shown(rest?.input),
    ends,
    jump: excitability?.type === "II" ? excitability.rate * perUnit : null,
    end: shown(endOf(neuron, start, samples, isExact)),
    steady: samples.map(({ steady }) => steady),
  };
  return { ...found, words: describeFiring(found, seen) };
}

/** The input beyond which there is no sustained firing, where the curve has both; without exactness the last point with it. */
function endOf(neuron: FiringNeuron, start: Float64Array, samples: readonly Point[], isExact: boolean): number | null {
  const last = samples.findLastIndex(({ rate }) => rate > 0);
  const [firing, silent] = [samples[last], samples[last + 1]];
  if (!firing || !silent) return null;
  return isExact ? endOfFiring(neuron, start, firing, silent) : firing.input;
}

/** Without a range that was given, the curve ends a little beyond the firing. */
function sampleInSight(
  evaluate: (input: number) => Point,
  range: readonly [number, number],
  step: number | null,
  settings: SamplingOptions,
  { isGiven, wanted }: { readonly isGiven: boolean; readonly wanted: readonly number[] },
): readonly Point[] {
  const known = new Map<number, Point>();
  const remembered = (input: number) => {
    const point = known.get(input) ?? evaluate(input);
    known.set(input, point);
    return point;
  };
  const ends = ([low, high]: readonly [number, number]) => [...new Set([...firstInputs([low, high], step), ...wanted])];
  const coarse = isGiven ? [] : sampleCurve(remembered, ends(range), { ...settings, flatness: Number.POSITIVE_INFINITY, edge: 0.02 });
  const last = coarse.findLast(({ rate }) => rate > 0);
  const isShort = last !== undefined && coarse.at(-1)!.rate === 0 && last.input - range[0] < 0.8 * (range[1] - range[0]);
  return sampleCurve(remembered, ends(isShort ? [range[0], range[0] + 1.15 * (last.input - range[0])] : range), settings);
}

/** Number of the input among the parameters. */
function inputOf({ name, parameters, inputCount }: System, wanted: string | undefined): number {
  const first = parameters.length - inputCount;
  const known = parameters.slice(first).map((one) => one.name);
  if (inputCount === 0) throw new LapicqueError("firing-no-input", { name });
  if (wanted === undefined && inputCount > 1) throw new LapicqueError("firing-which-input", { name, known });
  const index = wanted === undefined ? 0 : known.indexOf(wanted);
  if (index < 0) throw new LapicqueError("firing-unknown-input", { name: wanted ?? "", of: name, known });
  return first + index;
}

/** Ends of the curve in internal units. */
function rangeOf(
  { system, index, unit }: FiringNeuron,
  rest: Rest | undefined,
  { ramp, block }: RestRange,
  given: readonly [number, number] | undefined,
): readonly [number, number] {
  const { factor, name } = system.parameters[index]!;
  if (given) {
    const [low, high] = [given[0] * factor, given[1] * factor];
    if (!(low < high && high - low < Number.POSITIVE_INFINITY))
      throw new LapicqueError("firing-range", { name, low: given[0], high: given[1] });
    return [low, high];
  }
  const low = rest?.input ?? 0;
  const way = Math.max((ramp?.input ?? low) - low, unit);
  return [low, block ? low + 1.1 * (block.input - low) : low + far * way];
}

/** Inputs to begin with: the silent side thinly, from the onset on ever more widely. */
function firstInputs([low, high]: readonly [number, number], step: number | null): readonly number[] {
  const even = Array.from({ length: 9 }, (_, k) => low + ((high - low) * k) / 8);
  if (step === null || !(step >= low && step < high)) return even;
  const way = high - step;
  const above = [1e-4, 1e-3, 1e-2, 0.04, 0.1, 0.2, 0.35, 0.5, 0.75, 1].map((part) => step + part * way);
  return step > low ? [low, step - 1e-6 * (step - low), ...above] : above;
}

/** Which recorded signals a figure shows, what they are called, and their samples within a stretch of time. */
import { LapicqueError } from "../../base/index.ts";
import type { ComparisonResult, Result, Signal, Table, TableColumn } from "../../contract/index.ts";
import { firstAtLeast } from "../../numerics/index.ts";
import type { OptionKinds, Options } from "../options.ts";

/** `cell.V`, `cell.V[3]`: the full name of a signal. */
export function signalName({ channel }: Signal): string {
  return `${channel.population}.${channel.label}${channel.neuron === undefined ? "" : `[${channel.neuron}]`}`;
}

/** Signals called `V`, `cell.V` or `cell.V[3]`, in the order of the names; all without names. Throws `figure-no-such`. */
export function selectSignals(figure: string, signals: readonly Signal[], names: readonly string[] | undefined): readonly Signal[] {
  if (!names) return signals;
  return names.flatMap((name) => {
    const found = signals.filter((signal) => {
      const { population, label } = signal.channel;
      return name === label || name === `${population}.${label}` || name === signalName(signal);
    });
    if (found.length > 0) return found;
    const known = [...new Set(signals.map(({ channel }) => `${channel.population}.${channel.label}`))];
    throw new LapicqueError("figure-no-such", { figure, name, what: "among the recorded signals", known });
  });
}

/** The samples from `from` to `to`, ends included. Views, not copies. */
export function within(signal: Signal, from: number, to: number): Signal {
  const [first, end] = [firstAtLeast(signal.times, from), firstAtLeast(signal.times, to)];
  const last = signal.times[end] === to ? end + 1 : end;
  return { ...signal, times: signal.times.subarray(first, last), values: signal.values.subarray(first, last) };
}

/** The options of a figure over time. */
export const stretchOptions = {
  from: { kind: "time", meaning: "begin of the stretch to draw; the begin of the recording without" },
  to: { kind: "time", meaning: "end of the stretch to draw; the end of the run without" },
} as const satisfies OptionKinds;

/** The stretch of time that is drawn: by `stretchOptions`, else from the end of the transient to where the run ended. */
export function drawnStretch({ transient, outcome }: Result, { from, to }: Options): readonly [number, number] {
  // readOptions has checked the kinds.
  return [(from as number | undefined) ?? transient, (to as number | undefined) ?? Math.max(outcome.time, transient)];
}

/** The first recorded repetition of each signal of a comparison: more on top of one another cannot be read. */
export function recordedSignals(comparison: ComparisonResult | undefined): readonly Signal[] {
  return (comparison?.signals ?? []).filter(({ channel }) => (channel.neuron ?? 0) === 0);
}

/**
 * The samples as one table: a row for every time at which any signal has a sample. `recorded` are the signals of a comparison,
 * and their headers say so.
 */
export function signalTable(signals: readonly Signal[], timeUnit: string, recorded: readonly Signal[] = []): Table {
  const all = [...signals, ...recorded];
  const names = [...shortNames(signals), ...shortNames(recorded).map((name) => `${name} recorded`)];
  const times = commonTimes(all);
  const columns = all.map((signal, k): TableColumn => ({ name: names[k]!, unit: signal.channel.unit, values: valuesAt(signal, times) }));
  return { columns: [{ name: "time", unit: timeUnit, values: times }, ...columns] };
}

/** The population stands in a name where there are several, the neuron where there are several of the label. */
function shortNames(signals: readonly Signal[]): readonly string[] {
  const isOne = new Set(signals.map(({ channel }) => channel.population)).size < 2;
  return signals.map((signal) => {
    const { population, label } = signal.channel;
    const alike = signals.filter(({ channel }) => channel.population === population && channel.label === label);
    const name = alike.length > 1 ? signalName(signal) : `${population}.${label}`;
    return isOne ? name.slice(population.length + 1) : name;
  });
}

function commonTimes(signals: readonly Signal[]): Float64Array {
  const [first, ...others] = signals.map(({ times }) => times);
  if (!first) return new Float64Array(0);
  const same = others.every((times) => times === first || (times.length === first.length && times.every((time, k) => time === first[k])));
  if (same) return first;
  return Float64Array.from(new Set(signals.flatMap(({ times }) => [...times]))).sort();
}

function valuesAt({ times, values }: Signal, common: Float64Array): Float64Array {
  if (common.length === values.length) return values;
  let k = 0;
  return common.map((time) => (times[k] === time ? values[k++]! : Number.NaN));
}

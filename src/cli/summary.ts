/** What a person reads after a run. */
import { intervalVariation, meanOver, meanRate, trainsOf } from "../analysis/index.ts";
import type { PopulationResult, Result } from "../contract/index.ts";
import { recordedTime } from "../session/index.ts";
import type { Paint } from "./paint.ts";

/** Summary of the results of a run, one block per scale. */
export function summary(results: readonly Result[], notes: readonly string[], paint: Paint): string {
  const blocks = results.map((result) => block(result, paint));
  const remarks = notes.map((note) => `${paint.yellow("note")}: ${note}\n`);
  return [...blocks, ...remarks].join("");
}

function block(result: Result, paint: Paint): string {
  const { outcome, scale, seed } = result;
  const facts = [`scale ${scale}`, time(result, recordedTime(result)), ...methodOf(result), `seed ${seed}`];
  const head = `${paint.bold(result.title)}\n${facts.join(", ")}\n`;
  const end =
    outcome.kind === "completed"
      ? ""
      : `${paint.red(outcome.kind)}: ${outcome.message ?? ""}\n${outcome.remedy ? `  ${paint.cyan(outcome.remedy)}\n` : ""}`;
  const cost = paint.dim(`compiled in ${seconds(result.build_s)}, computed in ${seconds(result.wall_s)}\n`);
  return head + table(populationRows(result)) + table(signalRows(result)) + table(profileRows(result)) + comparison(result) + end + cost;
}

/** The method and its tolerance or step, where all units have the same. */
function methodOf({ provenance, units }: Result): readonly string[] {
  const unit = units === "physical" ? " ms" : "";
  return ["method", "tolerance", "step"].flatMap((key) => {
    const values = Object.entries(provenance.options).flatMap(([name, value]) => (name === key || name.endsWith(`.${key}`) ? [value] : []));
    const [first, ...others] = [...new Set(values)];
    if (first === undefined || others.length > 0) return [];
    return [`${key} ${first}${key === "step" ? unit : ""}`];
  });
}

/** What was recorded of units without spikes: where it moved, and where it ended. */
function signalRows({ populations, signals }: Result): readonly (readonly string[])[] {
  const isSilent = ({ spikes, activity }: PopulationResult) => spikes === undefined && activity === undefined;
  const silent = signals.filter(({ channel, values }) => values.length > 0 && isSilent(populations[channel.population]!));
  if (silent.length === 0) return [];
  const number = (value: number) => `${Number(value.toPrecision(6))}`;
  const rows = silent.slice(0, LISTED).map(({ channel, values }) => {
    const [low, high] = values.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    const name = `${channel.population}.${channel.label}${channel.neuron ? `[${channel.neuron}]` : ""}`;
    return [name, ...[low, high, values.at(-1)!].map(number), channel.unit];
  });
  return [["signal", "lowest", "highest", "last", "unit"], ...rows];
}

/** What was recorded over axes beside time: how much, its range, and its mean over the cells at the end. */
function profileRows({ profiles = [] }: Result): readonly (readonly string[])[] {
  if (profiles.length === 0) return [];
  const number = (value: number) => `${Number(value.toPrecision(6))}`;
  const rows = profiles.slice(0, LISTED).flatMap(({ channel, times, values }) => {
    if (times.length === 0) return [];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    const last = values.subarray(values.length - values.length / times.length);
    const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
    const over = channel.axes!.map(({ name }) => name).join(", ");
    return [[`${channel.population}.${channel.label}`, over, `${times.length}`, ...[low, high, mean].map(number), channel.unit]];
  });
  return [["profile", "over", "times", "lowest", "highest", "last mean", "unit"], ...rows];
}

/** Most signals of a summary. */
const LISTED = 20;

function populationRows(result: Result): readonly (readonly string[])[] {
  const physical = result.units === "physical";
  const rows = Object.entries(result.populations).flatMap(([name, { size, spikes, activity }]) => {
    if (activity) {
      const rate = activity.mean * (physical ? 1000 : 1);
      return [[name, `${size}`, readable(activity.spikes, 6), readable(rate, 4), "-"]];
    }
    if (!spikes) return [];
    const count = spikes.times.length;
    const rate = meanRate(count, size, recordedTime(result)) * (physical ? 1000 : 1);
    const variation = meanOver(trainsOf(spikes.times, spikes.neurons, size), intervalVariation);
    return [[name, `${size}`, `${count}`, readable(rate, 4), variation?.toFixed(3) ?? "-"]];
  });
  return rows.length > 0 ? [["population", "neurons", "spikes", physical ? "rate (Hz)" : "rate", "CV of intervals"], ...rows] : [];
}

function comparison({ comparison: compared, units }: Result): string {
  if (!compared) return "";
  const header = [units === "physical" ? "window (ms)" : "window", "Gamma of each repetition", "mean", "between repetitions"];
  const rows = compared.windows.map((window, k) => {
    const gamma = compared.gamma[k]!;
    const mean = gamma.reduce((sum, value) => sum + value / gamma.length, 0);
    return [`${window}`, gamma.map((value) => value.toFixed(3)).join(" "), mean.toFixed(3), compared.reliability[k]!.toFixed(3)];
  });
  return table([header, ...rows]);
}

/** A number for a table: whole ones in full, others to some digits, never as a power of ten where it can be avoided. */
export function readable(value: number, digits: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15 && size >= 1) return `${value}`;
  return size >= 10 ** digits && size < 1e15 ? value.toFixed(0) : value.toPrecision(digits);
}

/** Columns padded to equal width: words to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const isNumber = (column: number) => rows.slice(1).every((row) => /^-?[\d.]+(e[+-]?\d+)?$|^-$/.test(row[column]!));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)));
      return `  ${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}

function time({ units }: Result, value: number): string {
  if (units === "none") return `time ${Number(value.toPrecision(6))}`;
  return value >= 1000 ? `${Number((value / 1000).toPrecision(6))} s` : `${Number(value.toPrecision(6))} ms`;
}

function seconds(value: number): string {
  return value < 1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;
}

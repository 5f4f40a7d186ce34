/** What a person reads after a run. */
import { meanRate, populationVariation, trainsOf } from "../analysis/index.ts";
import type { Result } from "../contract/index.ts";
import { recordedTime } from "../session/index.ts";
import type { Paint } from "./paint.ts";

/** Summary of the results of a run, one block per scale. */
export function summary(results: readonly Result[], notes: readonly string[], paint: Paint): string {
  const blocks = results.map((result) => block(result, paint));
  const remarks = notes.map((note) => `${paint.yellow("note")}: ${note}\n`);
  return [...blocks, ...remarks].join("");
}

function block(result: Result, paint: Paint): string {
  const { outcome } = result;
  const title = result.title ? `${paint.bold(result.title)}\n` : "";
  const head = `${title}${result.scale}, ${time(result, recordedTime(result))}, seed ${result.seed}\n`;
  const end =
    outcome.kind === "completed"
      ? ""
      : `${paint.red(outcome.kind)}: ${outcome.message ?? ""}\n${outcome.remedy ? `  ${paint.cyan(outcome.remedy)}\n` : ""}`;
  const cost = paint.dim(`computed in ${seconds(result.wall_s)}, built in ${seconds(result.build_s)}\n`);
  return head + table(populationRows(result)) + comparison(result) + end + cost;
}

function populationRows(result: Result): readonly (readonly string[])[] {
  const physical = result.units === "physical";
  const rows = Object.entries(result.populations).flatMap(([name, { size, spikes }]) => {
    if (!spikes) return [];
    const count = spikes.times.length;
    const rate = meanRate(count, size, recordedTime(result)) * (physical ? 1000 : 1);
    const variation = populationVariation(trainsOf(spikes.times, spikes.neurons, size));
    return [[name, `${size}`, `${count}`, readable(rate, 4), variation?.toFixed(3) ?? "-"]];
  });
  return rows.length > 0 ? [["population", "neurons", "spikes", physical ? "rate Hz" : "rate", "CV"], ...rows] : [];
}

function comparison({ comparison: compared, units }: Result): string {
  if (!compared) return "";
  const header = [units === "physical" ? "window ms" : "window", "Gamma per repetition", "mean", "reliability"];
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
  if (units === "none") return `duration ${Number(value.toPrecision(6))}`;
  return value >= 1000 ? `${Number((value / 1000).toPrecision(6))} s` : `${Number(value.toPrecision(6))} ms`;
}

function seconds(value: number): string {
  return value < 1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;
}

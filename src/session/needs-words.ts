/** What a run will take, in words. */
import type { Needs } from "../contract/index.ts";

/** `12,500`, `15.6 million`. */
export function count(n: number): string {
  if (n < 1e6) return n.toLocaleString("en");
  return n < 1e9 ? `${Number((n / 1e6).toPrecision(3))} million` : `${Number((n / 1e9).toPrecision(3))} billion`;
}

/** `0.8 s`, `12 s`, `3 min`. */
export function spell(seconds: number): string {
  if (seconds < 1) return `${Math.max(0.1, Math.ceil(seconds * 10) / 10)} s`;
  return seconds < 100 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** One and several of what scales compute. */
const computed = {
  neurons: ["neuron", "neurons"],
  cohorts: ["cohort", "cohorts"],
  modes: ["mode", "modes"],
  density: ["cell of density", "cells of density"],
  field: ["cell of a field", "cells of fields"],
  units: ["rate unit", "rate units"],
} as const;

/** What is computed: `12,500 neurons, 15.6 million connections`, or what stands for neurons, `1,200 cells of density`. */
export function sizeWords({ neurons, instead, connections }: Needs): string {
  const { kind, count: size } = instead ?? { kind: "neurons" as const, count: neurons };
  const cells = `${count(size)} ${computed[kind][size === 1 ? 0 : 1]}`;
  return connections === 0 ? cells : `${cells}, ${count(connections)} connections`;
}

/** Everything that a run will take. */
export function needsWords(needs: Needs): string {
  const { bytes, seconds } = needs;
  const memory = bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toPrecision(2)} GB`;
  return [sizeWords(needs), memory, ...(seconds === undefined ? [] : [`about ${spell(seconds)} of computing`])].join(", ");
}

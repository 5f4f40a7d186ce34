/** Density, survivor and hazard of the intervals between spikes. */
import { isUncovered } from "../renewal.ts";
import { sampled } from "../sample.ts";
import type { TheoryRule } from "./curve.ts";

/** The lines end where so few intervals are longer. */
const left = 1e-4;

export const intervals: TheoryRule = ({ renewal }) => {
  const found = renewal();
  if (isUncovered(found)) return found;
  const { label, process } = found;
  let end = process.mean;
  while (process.survivor(end) > left) end *= 1.25;
  const line = (quantity: string, of: (age: number) => number) => ({ quantity, label, ...sampled(of, 0, end, "linear") });
  return [
    line("density", process.density),
    line("survivor", process.survivor),
    line("hazard", (age) => process.density(age) / process.survivor(age)),
  ];
};

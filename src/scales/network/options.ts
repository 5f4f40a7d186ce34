/** `run: { options: { network: { arithmetic, bins, V: [low, high] } } }`. */
import type { Options, Reason } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { histogramReasons, potentialsOf } from "./histograms.ts";

type Arithmetic = NonNullable<Options["arithmetic"]>;

const arithmetics: readonly Arithmetic[] = ["fast", "reference"];

/** What the caller asks for, else what the document does: floats and integers, or doubles throughout. */
export function arithmeticOf({ run }: Experiment, { arithmetic }: Options): Arithmetic {
  return arithmetic ?? arithmetics.find((one) => one === run.options?.network?.arithmetic) ?? "fast";
}

/** What is wrong with the options. */
export function optionReasons(experiment: Experiment): readonly Reason[] {
  const given = experiment.run.options?.network ?? {};
  const known = ["arithmetic", "bins", ...potentialsOf(experiment)];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) return [{ code: "scale-option", data: { scale: "network", name: unknown, known } }];
  const { arithmetic } = given;
  if (arithmetic === undefined || arithmetics.some((one) => one === arithmetic)) return histogramReasons(experiment);
  return [{ code: "network-arithmetic", data: { given: `${arithmetic}` } }];
}

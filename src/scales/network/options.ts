/** `run: { options: { network: ... } }`. */
import type { Options, Reason } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";

type Arithmetic = NonNullable<Options["arithmetic"]>;

const known: readonly string[] = ["arithmetic"];
const arithmetics: readonly Arithmetic[] = ["fast", "reference"];

/** What the caller asks for, else what the document does: floats and integers, or doubles throughout. */
export function arithmeticOf({ run }: Experiment, { arithmetic }: Options): Arithmetic {
  return arithmetic ?? arithmetics.find((one) => one === run.options?.network?.arithmetic) ?? "fast";
}

/** What is wrong with the options. */
export function optionReasons({ run }: Experiment): readonly Reason[] {
  const given = run.options?.network ?? {};
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) return [{ code: "scale-option", data: { scale: "network", name: unknown, known } }];
  const { arithmetic } = given;
  if (arithmetic === undefined || arithmetics.some((one) => one === arithmetic)) return [];
  return [{ code: "network-arithmetic", data: { given: `${arithmetic}` } }];
}

/** The populations that a figure draws: in the order of the document, each with a colour that is its own in every figure. */
import { trainsOf } from "../../analysis/index.ts";
import { LapicqueError } from "../../base/index.ts";
import type { Result, Spikes } from "../../contract/index.ts";
import { firstAfter, firstAtLeast } from "../../numerics/index.ts";
import type { OptionKinds, Options } from "../options.ts";

/** The option of figures over populations. */
export const populationOption = {
  populations: { kind: "names", meaning: "populations to draw, in order; all that record spikes without" },
} as const satisfies OptionKinds;

/** A population with spikes: those of the drawn stretch. */
export interface Firing {
  readonly name: string;
  readonly size: number;
  readonly spikes: Spikes;
  /** Its place among the populations of the document: its colour. */
  readonly ink: number;
}

/**
 * The populations that recorded spikes, or those of the option, with the spikes from `from` to `to`. Throws `figure-nothing`
 * and `figure-no-such`.
 */
export function firingPopulations(figure: string, result: Result, options: Options, from: number, to: number): readonly Firing[] {
  const all = Object.entries(result.populations);
  const firing = all.flatMap(([name, one], ink) =>
    one.spikes ? [{ name, size: one.size, ink, spikes: spikesWithin(result, one.spikes, from, to) }] : [],
  );
  if (firing.length === 0) {
    if (result.lacks?.some(({ name }) => name === "spikes")) {
      const reason = `the scale ${result.scale} does not compute spikes of single neurons`;
      throw new LapicqueError("figure-nothing", { figure, reason, remedy: "choose the scale network, or remove the figure" });
    }
    throw new LapicqueError("figure-nothing", { figure, reason: "no spikes were recorded", remedy: "add `spikes` under `record:`" });
  }
  return namedOnes(figure, firing, options, "among the populations whose spikes were recorded");
}

/** Those that the option `populations` names, in its order. */
export function namedOnes<T extends { readonly name: string }>(
  figure: string,
  all: readonly T[],
  { populations }: Options,
  what: string,
): readonly T[] {
  // readOptions has checked the kind.
  const names = populations as readonly string[] | undefined;
  return names === undefined
    ? all
    : names.map((name) => {
        const found = all.find((one) => one.name === name);
        if (!found) throw new LapicqueError("figure-no-such", { figure, name, what, known: all.map((one) => one.name) });
        return found;
      });
}

/** The spikes of a stretch, its ends included; on a grid without its beginning, because such spikes belong to the step before. */
export function spikesWithin({ step }: Pick<Result, "step">, { times, neurons }: Spikes, from: number, to: number): Spikes {
  const [first, end] = [step === null ? firstAtLeast(times, from) : firstAfter(times, from), firstAfter(times, to)];
  return { times: times.subarray(first, end), neurons: neurons.subarray(first, end) };
}

/** One train for each neuron. */
export function trainsIn({ spikes, size }: Firing): readonly Float64Array[] {
  return trainsOf(spikes.times, spikes.neurons, size);
}

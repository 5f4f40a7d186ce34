/** Activity of a population under a modulated input, by linear response. */
import type { Complex } from "../../../contract/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { answerOverTime, samplesPerPeriod } from "../../../theory/index.ts";
import { drivers } from "../linearised.ts";
import { fastestSwing, sineResponses, swingsOf } from "../modulation.ts";
import type { Responding } from "../noisy.ts";
import { isUncovered, partOf, type Uncovered } from "../renewal.ts";
import type { TheoryRule } from "./curve.ts";

/** Samples of the longest line, and after its end. */
const [longest, beyond] = [262_144, 4 * samplesPerPeriod];

/** The stationary activity and what swings around it. Without a modulation there is none. */
export const activity: TheoryRule = async ({ experiment, result, population, modulated }) => {
  const part = partOf(experiment, drivers(experiment, population));
  const fastest = fastestSwing(part);
  if (fastest === undefined) return [];
  if (typeof fastest !== "number") return fastest;
  const found = await modulated();
  if (isUncovered(found)) return found;
  const step = 1 / (samplesPerPeriod * fastest);
  const count = Math.ceil(experiment.run.duration / step) + 1;
  if (count > longest) return { reason: "it is modulated so fast that no figure shows it" };
  // The modulation goes on beyond the end: a line of limited frequencies would feel it stop.
  const times = Float64Array.from({ length: count + beyond }, (_, k) => k * step);
  const all = ratesOver(part, found, population, times, step);
  if (isUncovered(all)) return all;
  const rates = all.subarray(0, count);
  const begin = times.findIndex((t) => t + step > result.transient);
  if (rates.subarray(begin).some((rate) => rate < 0))
    return { reason: "it is modulated by more than linear response covers: by it the rate would fall below 0" };
  const perSecond = result.units === "physical" ? 1000 : 1;
  const [x, y] = [times.slice(begin, count), rates.slice(begin).map((rate) => perSecond * rate)];
  const responses = sineResponses(part, found, population);
  return [{ quantity: "activity", label: "linear response", x, y, ...(responses.length > 0 ? { responses } : {}) }];
};

/** The activity [1/ms] at times a step apart. */
function ratesOver(part: Experiment, found: Responding, population: string, times: Float64Array, step: number): Float64Array | Uncovered {
  const rates = new Float64Array(times.length).fill(found.rates.get(population)!);
  for (const [p, { population: driven, from }] of found.parts.entries())
    for (const [input, swing] of swingsOf(part, driven, from, times).entries()) {
      if (!swing) continue;
      const response = found.response(p, input);
      const moved = answerOverTime((omega): Complex => response(omega).get(population)!, swing, step);
      if (!moved) return { reason: "its answer to the modulation lasts too long: its stationary state is at the edge of its stability" };
      for (const [k, value] of moved.entries()) rates[k]! += value;
    }
  return rates;
}

/** What an f-I curve shows, in sentences. */
import type { FiringCurve } from "../../contract/index.ts";
import type { RestRange } from "./onset.ts";
import type { Steady } from "./steady.ts";

/** What was seen beside the curve: the input at which it was at rest, what ends the rest, and the kind of firing at each point. */
interface Seen {
  readonly rest: number | null;
  readonly ends: RestRange;
  /** Rate with which firing begins where it begins with a jump, in the unit of the curve; the input beyond which it is silent. */
  readonly jump: number | null;
  readonly end: number | null;
  /** At each point of the curve. */
  readonly steady: readonly Steady[];
}

/** Sentences in the order in which the curve is read. */
export function describeFiring(curve: Omit<FiringCurve, "words">, { rest, ends, jump, end, steady }: Seen): readonly string[] {
  const { input, points, rheobase, excitability } = curve;
  const rateUnit = curve.units === "none" ? "" : " Hz";
  const at = (value: number) => `${input.name} = ${readable(value)}${input.unit && ` ${input.unit}`}`;
  const words: string[] = [];
  const firing = points.filter(({ rate }) => rate > 0);
  if (firing.length === 0) {
    const range = `from ${at(points[0]!.input)} to ${at(points.at(-1)!.input)}`;
    // Equations that are very stiff take more steps from spike to spike than are waited for.
    return steady.some(({ isRestless }) => isRestless)
      ? [`no spike was seen ${range}, but it does not come to rest at all of them`]
      : [`silent ${range}`];
  }
  if (rest === null) words.push(firing.length === points.length ? "fires at every input that was tried" : "no state of rest was found");
  else if (rest < 0) words.push(`fires without input; ${at(rest)} keeps it at rest`);
  if (rheobase.step !== null) words.push(`a step from rest makes it fire for ever from ${at(rheobase.step)}`);
  if (rheobase.single !== null && rheobase.step !== null && rheobase.single < rheobase.step)
    words.push(`it spikes at least once from ${at(rheobase.single)}`);
  if (ends.ramp && rheobase.ramp !== null)
    words.push(`when the input rises slowly, rest ends at ${at(rheobase.ramp)} (${reasons[ends.ramp.kind]})`);
  if (excitability === "I") words.push("type I: firing begins at arbitrarily low rates");
  if (excitability === "II" && jump !== null) words.push(`type II: firing begins with a jump to about ${readable(jump, 3)}${rateUnit}`);
  const beyond = steady[points.findLastIndex(({ rate }) => rate > 0) + 1];
  if (end !== null) words.push(`no sustained firing beyond ${at(end)}: ${endings[beyond?.isRestless ? "oscillation" : "rest"]}`);
  const kinds = steady.map(({ kind }) => kind);
  if (kinds.includes("pattern")) words.push("several spikes a period at some inputs: the rate is the mean over whole patterns");
  if (kinds.includes("irregular")) words.push("no period at some inputs: the rate is a mean over some hundred spikes");
  if (kinds.includes("runaway")) words.push("at some inputs it fires without end within a finite time: no rate");
  return words;
}

const endings = {
  rest: "depolarisation block",
  oscillation: "the oscillation goes on, but no longer meets the spike condition",
} as const;

const reasons = {
  "saddle-node": "saddle-node",
  "Andronov-Hopf": "Andronov-Hopf bifurcation",
  threshold: "the resting potential reaches the threshold",
} as const;

/** A number as one reads it: so many digits, no zeros behind. */
function readable(value: number, digits = 6): string {
  return `${Number(value.toPrecision(digits))}`;
}

/** A push that fits any model: a share of what its first state ranges over. */
import type { Result } from "../../../../src/contract/index.ts";
import { plainText, typesetName } from "../../../../src/figures/index.ts";
import { withUnitText } from "../stage/text.ts";

export interface Kick {
  /** As the simulation calls the state: `cell.V`. */
  readonly state: string;
  /** In its unit. */
  readonly by: number;
  /** `V by 15 mV`. */
  readonly text: string;
}

/** Share of the range: enough to fire from rest in most models. */
const SHARE = 1 / 6;

/** A kick of the first recorded state, a round number; undefined where none is recorded, or nothing moves. */
export function kickOf({ signals, populations }: Result, strength: number): Kick | undefined {
  const signal = signals.find(({ channel }) => channel.role !== "input");
  if (!signal) return undefined;
  // Samples miss the tip of a spike that ends in a reset.
  const peak = populations[signal.channel.population]?.peak;
  let [low, high] = [Number.POSITIVE_INFINITY, (peak?.label === signal.channel.label ? peak.level : null) ?? Number.NEGATIVE_INFINITY];
  for (const value of signal.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const by = Number((strength * SHARE * (high - low)).toPrecision(1));
  if (!Number.isFinite(by) || by === 0) return undefined;
  const { population, label, unit } = signal.channel;
  return { state: `${population}.${label}`, by, text: `${plainText(typesetName(label))} by ${withUnitText(by, unit)}` };
}

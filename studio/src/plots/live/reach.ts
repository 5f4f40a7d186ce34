/** How far signals have reached: axes that follow every spike would jump about. */
import type { Signal } from "../../../../src/contract/index.ts";

/** The smallest and largest value of each label since it was made. */
export class Reach {
  readonly #known = new Map<string, readonly [number, number]>();

  /** With these signals, by label. */
  of(signals: readonly Signal[]): Readonly<Record<string, readonly [number, number]>> {
    for (const { channel, values } of signals) {
      let [low, high] = this.#known.get(channel.label) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const value of values) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (low <= high) this.#known.set(channel.label, [low, high]);
    }
    return Object.fromEntries(this.#known);
  }
}

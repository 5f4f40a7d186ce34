/** Which connections are stored together, and how. */
import type { WordFormat } from "../../compiler/index.ts";
import { mostChannels } from "./directory.ts";
import type { Channel, Entering, Grain } from "./types.ts";

/** Bits of a word of 4 bytes that are left for row and target beside a weight of 13. */
const cellBits = 19;

/** A projection that is stored, with its grain. */
export interface Stored {
  readonly input: Entering;
  readonly grain: Grain;
}

/**
 * A channel for each projection, in its order. Where a cell or the number of channels is too large for words of 4 bytes, words of 8 hold
 * the same integers.
 *
 * @param bits  of a cell: row and target
 */
export function channelsOf(stored: readonly Stored[], bits: number): readonly Channel[] {
  const wide = new Set(stored.map(({ input }) => keyOf(channelIn(input, "word8", 1))));
  const known = new Map<string, Omit<Channel, "number">>();
  const keys = stored.map(({ input, grain }) => {
    const narrow = bits <= cellBits ? narrowChannel(input, grain) : undefined;
    const hasRoom = narrow !== undefined && (known.has(keyOf(narrow)) || known.size + wide.size < mostChannels);
    const channel = narrow !== undefined && hasRoom ? narrow : channelIn(input, grain.kind === "exact" ? "reference" : "word8", 1);
    known.set(keyOf(channel), channel);
    return keyOf(channel);
  });
  const numbers = new Map([...known.keys()].sort().map((key, number) => [key, number]));
  return keys.map((key) => ({ ...known.get(key)!, number: numbers.get(key)! }));
}

function narrowChannel(input: Entering, grain: Grain): Omit<Channel, "number"> | undefined {
  if (grain.kind === "constant") return channelIn(input, "word4", grain.quanta);
  return grain.kind === "table" ? channelIn(input, "word4", grain.multiplier) : undefined;
}

function channelIn({ ring, payload }: Entering, format: WordFormat, multiplier: number): Omit<Channel, "number"> {
  return { ring, format, multiplier, ...(payload === undefined ? {} : { payload: payload.column }) };
}

/** Sorted by it, channels of one loop stand together. */
function keyOf({ ring, format, multiplier, payload }: Omit<Channel, "number">): string {
  return `${loopOf({ ring, format, ...(payload === undefined ? {} : { payload }) })} ${multiplier}`;
}

/** Channels of one loop: one format, ring and payload. */
export function loopOf({ ring, format, payload }: Omit<Channel, "number" | "multiplier">): string {
  return `${format} ${ring} ${payload ?? "-"}`;
}

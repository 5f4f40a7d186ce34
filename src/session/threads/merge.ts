/** What the parts of a run have recorded in one stretch, as one simulation would have recorded it. */
import type { Channel, Chunk } from "../../contract/index.ts";

/** The chunks of all parts by channel, events in order of time and, at one time, of the parts. */
export function mergeChunks(channels: readonly Channel[], parts: readonly (readonly Chunk[])[]): readonly Chunk[] {
  const byChannel = new Map<string, Chunk[]>();
  for (const chunk of parts.flat()) byChannel.set(chunk.channel, [...(byChannel.get(chunk.channel) ?? []), chunk]);
  return channels.flatMap(({ id }) => {
    const chunks = byChannel.get(id) ?? [];
    return chunks.length > 1 ? [chunks.reduce(mergeTwo)] : chunks;
  });
}

function mergeTwo(a: Chunk, b: Chunk): Chunk {
  const length = a.times.length + b.times.length;
  const times = new Float64Array(length);
  const data = new Float64Array(length);
  let [i, j] = [0, 0];
  for (let k = 0; k < length; k++) {
    const isFirst = j >= b.times.length || (i < a.times.length && a.times[i]! <= b.times[j]!);
    times[k] = isFirst ? a.times[i]! : b.times[j]!;
    data[k] = isFirst ? a.data[i++]! : b.data[j++]!;
  }
  return { channel: a.channel, times, data };
}

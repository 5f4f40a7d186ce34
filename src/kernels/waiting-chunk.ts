/** Recorded numbers that wait to be drained. */
import type { Chunk } from "../contract/index.ts";

/** Of one channel, in order of time. */
export class WaitingChunk {
  readonly times: number[] = [];
  readonly values: number[] = [];

  /** Hands them over, and is empty. */
  chunk(channel: string): Chunk {
    const chunk = { channel, times: Float64Array.from(this.times), data: Float64Array.from(this.values) };
    this.times.length = 0;
    this.values.length = 0;
    return chunk;
  }
}

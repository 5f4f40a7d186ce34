/** Recorded numbers that wait to be drained. */
import type { Chunk } from "../contract/index.ts";
import { Series } from "./series.ts";

/** Of one channel, in order of time. */
export class WaitingChunk {
  readonly times = new Series();
  readonly values = new Series();

  /** Hands them over, and is empty. */
  chunk(channel: string): Chunk {
    return { channel, times: this.times.shift(this.times.length), data: this.values.shift(this.values.length) };
  }
}

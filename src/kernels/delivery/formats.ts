/** How each format writes connections. */
import { unreachable } from "../../base/index.ts";
import type { WordFormat } from "../../compiler/index.ts";
import type { Batch } from "../wiring/index.ts";
import type { Part } from "./part.ts";

const largestInteger = 2147483647;

/** What the writers must know of the rings. */
export interface Shape {
  /** Number of channels. */
  readonly channels: number;
  readonly targetBits: number;
  readonly rowBits: number;
}

/**
 * `stage` computes the integers that will be stored and counts connections by key, which is group * channels + channel; when all parts have
 * been staged and each count has become the address for the next connection of its key, `put` writes them there and moves it on.
 * `counts` is the address of the counts.
 */
export interface Writer {
  stage(part: Part, batch: Batch, counts: number, shape: Shape): void;
  put(part: Part, batch: Batch, counts: number, shape: Shape): void;
}

/** On the reference path the ring has a row for every delay: all groups are 0. */
const reference: Writer = {
  stage: countKeys,
  put({ wiring: { weight }, route: { channel }, origin, from, to }, batch, counts) {
    const { words, doubles } = batch.drawing.region;
    const next = counts / 4 + channel.number;
    let place = words[next]! / 4;
    for (let i = from; i < to; i++) {
      words[place] = batch.targets[i]! + origin;
      words[place + 1] = batch.delays[i]!;
      doubles[place / 2 + 1] =
        weight.kind === "constant" ? weight.value : weight.kind === "each" ? batch.weights[i]! : weight.at(batch.words[i]!);
      place += 4;
    }
    words[next] = 4 * place;
  },
};

function countKeys({ route: { channel }, from, to }: Part, batch: Batch, counts: number, { rowBits, channels }: Shape): void {
  batch.drawing.count(batch.delaysAt + 4 * from, batch.delaysAt + 4 * to, counts, rowBits, channels, channel.number);
}

/** Integers take the place of words; multiplied by the channel's multiplier they are quanta. */
function makeIntegers({ wiring: { weight }, route: { grain, channel }, from, to }: Part, batch: Batch): void {
  const { integers } = batch;
  switch (grain.kind) {
    case "constant":
      integers.fill(channel.format === "word4" ? 1 : grain.quanta, from, to);
      return;
    case "table":
      batch.drawing.lookUp(batch.wordsAt + 4 * from, batch.wordsAt + 4 * to, grain.table);
      if (channel.format === "word8") for (let i = from; i < to; i++) integers[i] = integers[i]! * grain.multiplier;
      return;
    case "direct":
      for (let i = from; i < to; i++) {
        const value = weight.kind === "drawn" ? weight.at(batch.words[i]!) : batch.weights[i]!;
        // One that is too large stays so: it is found where the loads are added up.
        integers[i] = Math.min(Math.max(Math.round(value / grain.quantum), -largestInteger), largestInteger);
      }
      return;
    case "exact":
      return;
    default:
      unreachable(grain);
  }
}

function writerOf(bytes: 4 | 8): Writer {
  return {
    stage(part, batch, counts, shape) {
      countKeys(part, batch, counts, shape);
      makeIntegers(part, batch);
    },
    put({ route: { channel }, origin, from, to }, { drawing, targetsAt, delaysAt, wordsAt }, next, { rowBits, channels, targetBits }) {
      const [first, end] = [4 * from, 4 * to];
      drawing.put(
        ...([bytes, targetsAt + first, targetsAt + end, delaysAt + first, wordsAt + first] as const),
        ...([next, rowBits, channels, channel.number, targetBits, origin] as const),
      );
    },
  };
}

export const writers: Readonly<Record<WordFormat, Writer>> = { word4: writerOf(4), word8: writerOf(8), reference };

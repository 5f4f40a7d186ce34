/** How each format writes connections. */
import { unreachable } from "../../base/index.ts";
import type { WordFormat } from "../../compiler/index.ts";
import type { Batch } from "../wiring/index.ts";
import type { Part, Staging } from "./part.ts";
import type { Region } from "./region.ts";

/** What the writers must know of the rings. */
export interface Shape {
  /** Number of channels. */
  readonly channels: number;
  readonly targetBits: number;
  readonly rowBits: number;
}

/**
 * `stage` computes what will be stored and counts connections by key, which is group * channels + channel; when all parts have been staged
 * and each count has become the place for the next connection of its key, in words of 4 bytes, `put` writes them there and moves it on.
 */
export interface Writer {
  stage(part: Part, batch: Batch, staging: Staging, shape: Shape): void;
  put(part: Part, batch: Batch, staging: Staging, region: Region, shape: Shape): void;
}

/** On the reference path the ring has a row for every delay: all groups are 0. */
const reference: Writer = {
  stage({ route: { channel }, from, to }, _batch, { counts }) {
    counts[channel.number]! += to - from;
  },
  put({ wiring: { weight, delay }, route: { channel }, origin, from, to }, batch, { counts }, { words, doubles }) {
    let place = counts[channel.number]!;
    for (let i = from; i < to; i++) {
      words[place] = batch.targets[i]! + origin;
      words[place + 1] = delay.kind === "constant" ? delay.value : batch.delays[i]!;
      doubles[(place >>> 1) + 1] =
        weight.kind === "constant" ? weight.value : weight.kind === "each" ? batch.weights[i]! : weight.at(batch.words[i]!);
      place += 4;
    }
    counts[channel.number] = place;
  },
};

/** Integers that are stored: multiplied by the channel's multiplier they are quanta. */
function stageIntegers({ wiring: { weight }, route: { grain, channel }, from, to }: Part, batch: Batch, { integers }: Staging): void {
  switch (grain.kind) {
    case "constant":
      integers.fill(channel.format === "word4" ? 1 : grain.quanta, from, to);
      return;
    case "table": {
      batch.drawing.lookUp(batch.wordsAt + 4 * from, batch.wordsAt + 4 * to, grain.table);
      const factor = channel.format === "word4" ? 1 : grain.multiplier;
      for (let i = from; i < to; i++) integers[i] = Math.imul(batch.words[i]!, factor);
      return;
    }
    case "direct":
      for (let i = from; i < to; i++) {
        const value = weight.kind === "drawn" ? weight.at(batch.words[i]!) : batch.weights[i]!;
        integers[i] = Math.round(value / grain.quantum);
      }
      return;
    case "exact":
      return;
    default:
      unreachable(grain);
  }
}

/** Keys of both formats of integers. */
function countKeys({ wiring: { delay }, route: { channel }, from, to }: Part, batch: Batch, staging: Staging, shape: Shape): void {
  const { channels, rowBits } = shape;
  const { counts } = staging;
  const { delays } = batch;
  if (delay.kind === "constant") {
    counts[((delay.value - 1) >>> rowBits) * channels + channel.number]! += to - from;
    return;
  }
  for (let i = from; i < to; i++) counts[((delays[i]! - 1) >> rowBits) * channels + channel.number]!++;
}

/** Writes words of a cell and a weight, or both in one. */
function putIntegers(part: Part, batch: Batch, staging: Staging, { integers: words }: Region, shape: Shape): void {
  const { wiring, route, origin, from, to } = part;
  const { channels, targetBits, rowBits } = shape;
  const { integers, counts } = staging;
  const { targets, delays } = batch;
  const constant = wiring.delay.kind === "constant" ? wiring.delay.value : 0;
  const channel = route.channel.number;
  const isNarrow = route.channel.format === "word4";
  const shift = targetBits + rowBits;
  const lastRow = (1 << rowBits) - 1;
  for (let i = from; i < to; i++) {
    const before = (constant === 0 ? delays[i]! : constant) - 1;
    const key = (before >> rowBits) * channels + channel;
    const cell = ((before & lastRow) << targetBits) | (targets[i]! + origin);
    const place = counts[key]!;
    if (isNarrow) {
      words[place] = (integers[i]! << shift) | cell;
      counts[key] = place + 1;
    } else {
      words[place] = cell;
      words[place + 1] = integers[i]!;
      counts[key] = place + 2;
    }
  }
}

const integers: Writer = {
  stage(part, batch, staging, shape) {
    countKeys(part, batch, staging, shape);
    stageIntegers(part, batch, staging);
  },
  put: putIntegers,
};

export const writers: Readonly<Record<WordFormat, Writer>> = { word4: integers, word8: integers, reference };

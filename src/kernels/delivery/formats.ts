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

/** Keys and cells of both formats of integers. */
function stageCells({ wiring: { delay }, route: { channel }, origin, from, to }: Part, batch: Batch, staging: Staging, shape: Shape): void {
  const { channels, targetBits, rowBits } = shape;
  const { keys, cells, counts } = staging;
  const { targets, delays } = batch;
  const lastRow = (1 << rowBits) - 1;
  if (delay.kind === "constant") {
    const before = delay.value - 1;
    const key = (before >>> rowBits) * channels + channel.number;
    const row = (before & lastRow) << targetBits;
    for (let i = from; i < to; i++) {
      keys[i] = key;
      cells[i] = row | (targets[i]! + origin);
    }
    counts[key]! += to - from;
    return;
  }
  for (let i = from; i < to; i++) {
    const before = delays[i]! - 1;
    const key = (before >>> rowBits) * channels + channel.number;
    keys[i] = key;
    counts[key]!++;
    cells[i] = ((before & lastRow) << targetBits) | (targets[i]! + origin);
  }
}

/** Integers that are stored: multiplied by the channel's multiplier they are quanta. */
function stageIntegers({ wiring: { weight }, route: { grain, channel }, from, to }: Part, batch: Batch, { integers }: Staging): void {
  switch (grain.kind) {
    case "constant":
      integers.fill(channel.format === "word4" ? 1 : grain.quanta, from, to);
      return;
    case "table":
      grain.table.apply(batch.words, integers, from, to);
      if (channel.format === "word8") for (let i = from; i < to; i++) integers[i]! *= grain.multiplier;
      return;
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

const word4: Writer = {
  stage(part, batch, staging, shape) {
    stageCells(part, batch, staging, shape);
    stageIntegers(part, batch, staging);
  },
  put({ from, to }, _batch, { keys, cells, integers, counts }, { words }, { targetBits, rowBits }) {
    const shift = targetBits + rowBits;
    for (let i = from; i < to; i++) words[counts[keys[i]!]!++] = (integers[i]! << shift) | cells[i]!;
  },
};

const word8: Writer = {
  stage: word4.stage,
  put({ from, to }, _batch, { keys, cells, integers, counts }, { words }) {
    for (let i = from; i < to; i++) {
      const key = keys[i]!;
      const place = counts[key]!;
      words[place] = cells[i]!;
      words[place + 1] = integers[i]!;
      counts[key] = place + 2;
    }
  },
};

export const writers: Readonly<Record<WordFormat, Writer>> = { word4, word8, reference };

/** How each format writes connections. */
import type { WordFormat } from "../../compiler/index.ts";
import type { Batch } from "../wiring/index.ts";
import type { Part, Staging } from "./part.ts";
import type { Region } from "./region.ts";

/** What the writers must know of the rings. */
export interface Shape {
  readonly channels: number;
  readonly targetBits: number;
  readonly rowBits: number;
}

/**
 * `stage` computes what will be stored and counts connections by key; when all parts have been staged and each count has become the address
 * for the next connection of its key, `put` writes them there and moves it on.
 */
export interface Writer {
  stage(part: Part, batch: Batch, staging: Staging, shape: Shape): void;
  put(part: Part, batch: Batch, staging: Staging, region: Region): void;
}

/** On the reference path the ring has a row for every delay: all groups are 0. */
const reference: Writer = {
  stage({ route, from, to }, _batch, { counts }) {
    counts[route.channel]! += to - from;
  },
  put({ wiring: { weight, delay }, route: { channel }, origin, from, to }, batch, { counts }, { words, doubles }) {
    let address = counts[channel]!;
    for (let i = from; i < to; i++) {
      words[address >>> 2] = batch.targets[i]! + origin;
      words[(address >>> 2) + 1] = delay.kind === "constant" ? delay.value : batch.delays[i]!;
      doubles[(address >>> 3) + 1] =
        weight.kind === "constant" ? weight.value : weight.kind === "each" ? batch.weights[i]! : weight.at(batch.words[i]!);
      address += 16;
    }
    counts[channel] = address;
  },
};

export const writers: Readonly<Record<WordFormat, Writer>> = { reference, word4: reference, word8: reference };

/** Connections that act all the time, stored by target: a sum over each target's own at every tick. */
import { InternalError } from "../../base/index.ts";
import { evaluate } from "../../language/index.ts";
import type { Region } from "../region.ts";
import { Batch, type Drawing, openWiring, type Projecting, type Wiring } from "../wiring/index.ts";

/** Where the connections onto a run of targets stand, in the layout of `compileGather`. Addresses in bytes. */
export interface Edges {
  /** Targets, as indices in their population. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly offsets: number;
  /** Absent where all weights are `factor`. */
  readonly weights?: number;
  /** What the sums are multiplied by. */
  readonly factor: number;
  readonly connections: number;
}

/** A choice of connections, before they are stored. */
export class Sketch {
  readonly #input: Projecting;
  readonly #from: number;
  readonly #to: number;
  readonly #wiring: Wiring;
  readonly #batch: Batch;
  /** Of each connection in ticks, where it is the same for all. */
  readonly #delay: number | undefined;
  /** By target: the connections of all before it. */
  readonly #rows: Uint32Array;
  longestDelay = 0;

  /** Counts the connections onto the targets [from, to), which are cut off the projection's range at ends of blocks. */
  constructor(input: Projecting, from: number, to: number, drawing: Drawing) {
    this.#input = input;
    this.#from = from;
    this.#to = to;
    this.#wiring = openWiring(input, drawing, from, to);
    this.#batch = new Batch(drawing);
    this.#delay = this.#wiring.delay.kind === "constant" ? ticksOf(input) : undefined;
    this.longestDelay = this.#delay ?? 1;
    this.#rows = new Uint32Array(to - from + 1);
    this.#forEachSource(({ targets, delays, length }) => {
      for (let i = 0; i < length; i++) {
        this.#rows[targets[i]! - from + 1]!++;
        if (this.#delay === undefined) this.longestDelay = Math.max(this.longestDelay, delays[i]!);
      }
    });
    for (let row = 0; row < to - from; row++) this.#rows[row + 1]! += this.#rows[row]!;
  }

  /**
   * Draws the connections once more and stores them, those of a target by ascending source.
   *
   * @param take  gives out addresses of so many bytes in the region
   */
  store(region: Region, take: (bytes: number) => number): Edges {
    const rows = this.#rows;
    const connections = rows.at(-1)!;
    const { weight } = this.#wiring;
    const [rowsAt, offsets] = [take(4 * rows.length), take(4 * connections)];
    const weights = weight.kind === "constant" ? undefined : take(8 * connections);
    region.words.set(rows, rowsAt / 4);
    const places = new Int32Array(region.memory.buffer, offsets, connections);
    const values = weights === undefined ? undefined : new Float64Array(region.memory.buffer, weights, connections);
    const next = rows.slice();
    const { size } = this.#input.pre;
    this.#forEachSource((batch, source) => {
      for (let i = 0; i < batch.length; i++) {
        const place = next[batch.targets[i]! - this.#from]!++;
        places[place] = 8 * (source - size * (this.#delay ?? batch.delays[i]!));
        if (values !== undefined) values[place] = weight.kind === "drawn" ? weight.at(batch.words[i]!) : batch.weights[i]!;
      }
    });
    return {
      ...{ from: this.#from, to: this.#to, rows: rowsAt, offsets, connections },
      ...(weights === undefined ? {} : { weights }),
      factor: weight.kind === "constant" ? weight.value : 1,
    };
  }

  #forEachSource(hear: (batch: Batch, source: number) => void): void {
    const { from, to } = this.#input.projection.from;
    for (let source = from; source < to; source++) {
      this.#batch.length = 0;
      this.#wiring.connect(source, this.#batch);
      hear(this.#batch, source);
    }
  }
}

/** A constant delay in ticks. What is sent all the time may act in the step that begins with it: without a delay, or with one of 0. */
function ticksOf({ projection: { delay, name }, step }: Projecting): number {
  if (delay === undefined) return 0;
  if (delay.kind !== "expression") throw new InternalError(`the delay of ${name} was drawn`);
  return Math.round(evaluate(delay.tree, () => Number.NaN) / step);
}

/** Connections of one projection onto one run of local targets, while they are stored. */
import { type Batch, type Drawing, openWiring, type Wiring } from "../wiring/index.ts";
import type { Channelled } from "./types.ts";

/** What is stored of each connection of a batch, and how many there are by key. Both grow: read them anew after `reserve`. */
export class Staging {
  /** Weights as integers. */
  integers = new Int32Array(1024);
  /** Connections by key; then the place of the next one, in words of 4 bytes. */
  counts = new Int32Array(256);

  /** Room for so many connections and keys; all counts are 0. */
  reserve(length: number, keys: number): void {
    if (keys > this.counts.length) this.counts = new Int32Array(2 * keys);
    this.counts.fill(0, 0, keys);
    if (length > this.integers.length) this.integers = new Int32Array(2 * length);
  }
}

const lastWord = 4294967295;

/** Connections [from, to) of the batch are this part's. */
export class Part {
  readonly route: Channelled;
  readonly wiring: Wiring;
  /** Local index of neuron 0 of the target population; may be negative. */
  readonly origin: number;
  /** The longest delay of any of its connections so far, in steps; of all its connections where the law tells. */
  longestDelay: number;
  from = 0;
  to = 0;

  /** Opens the wiring onto the targets [from, to) of their population. */
  constructor(route: Channelled, drawing: Drawing, from: number, to: number, origin: number) {
    this.route = route;
    this.origin = origin;
    this.wiring = openWiring(route.input, drawing, from, to);
    if (route.grain.kind === "table") drawing.place(route.grain.table);
    const { delay } = this.wiring;
    this.longestDelay = delay.kind === "each" ? 1 : delay.kind === "constant" ? delay.value : Math.max(delay.at(0), delay.at(lastWord));
  }

  /** Appends the connections of a source, if the projection has it. */
  connect(source: number, batch: Batch): void {
    const { from, to } = this.route.input.projection.from;
    this.from = batch.length;
    if (source >= from && source < to) this.wiring.connect(source, batch);
    this.to = batch.length;
    if (this.wiring.delay.kind !== "each") return;
    for (let i = this.from; i < this.to; i++) if (batch.delays[i]! > this.longestDelay) this.longestDelay = batch.delays[i]!;
  }
}

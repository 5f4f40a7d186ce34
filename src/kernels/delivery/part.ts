/** Connections of one projection onto one run of local targets, while they are stored. */
import { type Batch, type Drawing, openWiring, type Wiring } from "../wiring/index.ts";
import type { Channelled } from "./types.ts";

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

  /** Appends the connections of a source, if the projection has it. Delays are written out where the law is a constant, too. */
  connect(source: number, batch: Batch): void {
    const { from, to } = this.route.input.projection.from;
    const { delay } = this.wiring;
    this.from = batch.length;
    if (source >= from && source < to) this.wiring.connect(source, batch);
    this.to = batch.length;
    if (delay.kind === "constant") batch.delays.fill(delay.value, this.from, this.to);
    if (delay.kind !== "each") return;
    for (let i = this.from; i < this.to; i++) if (batch.delays[i]! > this.longestDelay) this.longestDelay = batch.delays[i]!;
  }
}

/** Everything that acts on one neuron from outside, written into its slots at each edge. */
import { edgeSlot, heldSlot, type Program, slopeSlot } from "./program.ts";
import { type Source, StepSource } from "./sources.ts";

/** Sources of one input, in document order. */
export interface InputSources {
  readonly input: string;
  readonly sources: readonly Source[];
}

/** A stretch of time in which a term (by slot) or a clamp (by number) acts. */
export interface Stretch {
  readonly start: number;
  readonly stop: number;
}
export interface Gate extends Stretch {
  readonly slot: string;
  /** The input that the term is a part of. */
  readonly input: string;
}
export interface ClampStretch extends Stretch {
  readonly clamp: number;
}

/** What `makeDrive` is given for one neuron. */
export interface Driving {
  readonly inputs: readonly InputSources[];
  readonly gates: readonly Gate[];
  readonly clamps: readonly ClampStretch[];
}

/** The same, where a constant takes the place of all that drives an input. */
export function held({ inputs, gates, clamps }: Driving, input: string, value: number): Driving {
  const constant = new StepSource(value, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  return {
    inputs: inputs.map((one) => (one.input === input ? { input, sources: [constant] } : one)),
    gates: gates.map((gate) => (gate.input === input ? { ...gate, ...never } : gate)),
    clamps,
  };
}

const never: Stretch = { start: Number.POSITIVE_INFINITY, stop: Number.POSITIVE_INFINITY };

interface InputPlace {
  readonly input: string;
  readonly sources: readonly Source[];
  readonly held: number;
  /** Slots of slope and edge, or -1. */
  readonly slope: number;
  readonly edge: number;
}

/** Walks forwards through the edges of what drives a neuron. */
export class Drive {
  /** The next edge; infinity when there is none. */
  next = Number.NEGATIVE_INFINITY;
  /** Clamps that act, by number, ascending. */
  clamps: readonly number[] = [];
  readonly #inputs: readonly InputPlace[];
  readonly #gates: readonly (Omit<Gate, "slot"> & { readonly place: number })[];
  readonly #clamps: readonly ClampStretch[];

  constructor(program: Program, driving: Driving) {
    const place = (slot: string) => program.slots.indexOf(slot);
    this.#inputs = driving.inputs.map(({ input, sources }) => ({
      input,
      sources,
      held: place(heldSlot(input)),
      slope: place(slopeSlot(input)),
      edge: place(edgeSlot(input)),
    }));
    this.#gates = driving.gates.map(({ slot, ...gate }) => ({ ...gate, place: place(slot) }));
    this.#clamps = driving.clamps;
  }

  /** Writes what holds from t on into the slots at `p` and finds the next edge. */
  apply(t: number, numbers: Float64Array, p: number): void {
    this.next = Number.POSITIVE_INFINITY;
    for (const input of this.#inputs) this.#applyInput(input, t, numbers, p);
    for (const gate of this.#gates) numbers[p + gate.place] = this.#isOn(gate, t) ? 1 : 0;
    if (this.#clamps.length > 0) this.clamps = this.#clamps.filter((one) => this.#isOn(one, t)).map((one) => one.clamp);
  }

  #applyInput(input: InputPlace, t: number, numbers: Float64Array, p: number): void {
    let [value, slope] = [0, 0];
    for (const source of input.sources) {
      if (source.until <= t || source.slope !== 0) source.seek(t);
      value += source.value;
      slope += source.slope;
      if (source.until < this.next) this.next = source.until;
    }
    numbers[p + input.held] = value;
    if (input.slope < 0) return;
    numbers[p + input.slope] = slope;
    numbers[p + input.edge] = t;
  }

  #isOn({ start, stop }: Stretch, t: number): boolean {
    if (t < start) this.next = Math.min(this.next, start);
    else if (t < stop) this.next = Math.min(this.next, stop);
    return t >= start && t < stop;
  }
}

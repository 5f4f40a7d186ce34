/** What the event loop sees: something that knows when its next event is. */
import type { Source } from "../../kernels/index.ts";

/** One neuron, or a crowd of equal ones that all receive the same. */
export interface Unit {
  /** When its next event of its own (a spike, the end of refractoriness, an edge of a stimulus) is due. */
  readonly next: number;
  /** Lets that event happen. Returns the neuron that fired, or -1; of a spike, writes how much later each deviation makes it. */
  act(shifts: Float64Array): number;
  /** Something arrives at t: `jump` times `weight` is added to the variables; for each deviation that is followed so much later. */
  receive(t: number, jump: Float64Array, weight: number, shifts: Float64Array): void;
  /** Makes `read` show how things are at t, not after `next`; nothing changes. */
  look(t: number): void;
  /** The value of a variable of a neuron at the time that was looked at. */
  read(neuron: number, variable: number): number;
  /** When the refractoriness of a neuron ends; infinity: it is not refractory. */
  releaseOf(neuron: number): number;
  /** Gives a variable of one neuron, or of all (-1), another value at t. */
  change(t: number, neuron: number, variable: number, to: (present: number) => number): void;
}

/** An input's stimuli in the variables. */
export interface Driven {
  /** The variable that holds the present value; the one after it holds how fast that rises. */
  readonly variable: number;
  readonly sources: readonly Source[];
}

/** Writes what the stimuli do from t on into the variables; returns the next edge. */
export function drive(inputs: readonly Driven[], t: number, x: Float64Array): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { variable, sources } of inputs) {
    x[variable] = 0;
    x[variable + 1] = 0;
    for (const source of sources) {
      source.seek(t);
      x[variable]! += source.value;
      x[variable + 1]! += source.slope;
      next = Math.min(next, source.until);
    }
  }
  return next;
}

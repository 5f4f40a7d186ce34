/** What a neuron is made of. */
import type { Stream } from "../base/index.ts";
import type { Driving } from "./drive.ts";
import type { Machine } from "./machine.ts";
import type { Method } from "./method.ts";
import type { Sampling } from "./recorder.ts";
import type { Constants } from "./values.ts";

/** The numbers of one neuron, and what drives it. */
export interface Furnishing {
  readonly constants: Constants;
  readonly driving: Driving;
  /** Values of further slots. */
  readonly values: ReadonlyMap<string, number>;
}

/** What a neuron is made of. */
export interface NeuronSetup {
  readonly machine: Machine;
  readonly method: Method;
  /** Taken over for good when the method finds the problem stiff. */
  readonly stiffMethod?: () => Method;
  /** Values of the document, where the named parameters have been given others. */
  readonly furnish: (changed: ReadonlyMap<string, number>) => Furnishing;
  /** Whether what drives the neuron depends on its parameters. */
  readonly stimuliReadParameters: boolean;
  readonly index: number;
  readonly size: number;
  /** Draws the thresholds of the hazard, and what else is drawn at each spike. */
  readonly hazardStream: Stream;
  readonly spikeStream: Stream;
  readonly tolerance: number;
  readonly sampling: Sampling;
  /** The time at which the run ends, and its length as the document has it, where it goes on. */
  readonly end: number;
  readonly duration: number;
  /** Events within one unit of time that count as a storm. */
  readonly stormLimit: number;
  /** How messages name it: "cell", "cell[3]"; and what stands after a time. */
  readonly where: string;
  readonly timeUnit: string;
}

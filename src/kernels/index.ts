/** Integration of single units (neurons, entries of `rates`) over compiled equations. */
export { type Choice, choose, type MethodEntry, methods } from "./choice.ts";
export * from "./delivery/index.ts";
export type { Neuron } from "./neuron.ts";
export { stimulationOf } from "./stimuli.ts";
export { systemOf } from "./system.ts";
export { fineSampling, memoryOf, programOf, samplingInterval, signalsOf, tapsOf, Units } from "./units.ts";
export * from "./wiring/index.ts";

/** Integration of single cells over compiled equations. */
export { type Choice, choose } from "./choice.ts";
export { stimulationOf } from "./stimuli.ts";
export { memoryOf, programOf, samplingInterval, tapsOf, Units } from "./units.ts";

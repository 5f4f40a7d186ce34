/** Populations as densities over the membrane potential: the Fokker-Planck equation on a grid, with its boundary and its coupling. */
export type { Coupling } from "./couplings.ts";
export { FrozenDensities } from "./frozen.ts";
export { type DensityGrid, densityGrid, middleOf } from "./grid.ts";
export { displacementOf } from "./jump-noise.ts";
export { Medium } from "./medium.ts";
export { DensityNetwork, type DensityNetworkState, type DensityTrouble } from "./network.ts";
export { densityReasons } from "./obstacles.ts";
export { DensityOperator } from "./operator.ts";
export { type DensityCell, type DensityOptions, type DensityPlan, planDensities } from "./plan.ts";
export * from "./plane/index.ts";
export type { DensityPopulation, TimeScheme } from "./population.ts";
export { densityRange, reach, type Transport, undriven } from "./range.ts";
export { type DensityReading, readDensities, reads } from "./reading.ts";
export { DensityRecorder } from "./recorder.ts";
export { type Relay, relaysIn } from "./relays.ts";
export { type DensityObservables, densityTaps } from "./taps.ts";

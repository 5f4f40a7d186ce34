/** Populations as densities over a potential and a conductance: the kinetic equation on a grid. */
export { Carriage } from "./carry.ts";
export { Exchanges } from "./diffuse.ts";
export { type PlaneGrid, planeGrid } from "./grid.ts";
export { PlaneNetwork, type PlaneNetworkState } from "./network.ts";
export { coupledPlanes, type PlanePlan, planPlanes } from "./plan.ts";
export type { PlanePopulation } from "./population.ts";
export { conductanceRanges, lowestPotential } from "./range.ts";
export { type PlaneReading, readPlanes } from "./reading.ts";
export { planeTaps } from "./taps.ts";

/** Equations -> bytes of WebAssembly modules. Nothing is instantiated here. */

export { compileCollect } from "./arrivals.ts";
export { type CohortAddresses, type CohortSteps, compileCohortModule } from "./cohort-module.ts";
export { type CohortCode, type CohortSource, cohortCode } from "./cohorts.ts";
export { compileConnections, guideBits } from "./connections.ts";
export { compileDelivery, type DeliverySource, type LoopSource, type WordFormat, wordBytes } from "./delivery.ts";
export { compileDraws, type DrawFormat, tableWords } from "./draws.ts";
export { compileFourier, fourierRadices, fourierRoots } from "./fourier.ts";
export { compileGather } from "./gather.ts";
export type { Format } from "./ir/node.ts";
export { type JacobianTrees, jacobianTrees } from "./jacobian.ts";
export { compileKernel, type Kernel, type KernelSource, type StepperSource } from "./kernel.ts";
export type { NamedTree, Names } from "./lower.ts";
export { compileMap, type MapCode, type MapKernel, type MapSource, mapCode } from "./map.ts";
export { type MarchLayout, marchLayout } from "./march.ts";
export { compileOrthogonal, orthogonalAtOnce } from "./orthogonal.ts";
export type { StepperLayout } from "./stepper.ts";

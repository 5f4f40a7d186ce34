/** What can be said about spike trains and sampled signals, and about single units: pure functions. */

export {
  covarianceFunction,
  powerSpectrum,
  type SpectralWindow,
  type Spectrum,
  type SpectrumOptions,
} from "../numerics/index.ts";
export * from "./agreement/index.ts";
export * from "./coincidence.ts";
export { type ContinuationOptions, continuation } from "./continuation/index.ts";
export * from "./cycles/index.ts";
export * from "./firing/index.ts";
export * from "./orbit.ts";
export * from "./phase/index.ts";
export * from "./signals.ts";
export * from "./spike-trains/index.ts";
export * from "./steady/index.ts";

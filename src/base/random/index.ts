/** Counter-based random numbers and the laws drawn from them. */
export { inverseGaussian } from "./inverse-gaussian.ts";
export { philox4x32 } from "./philox.ts";
export { type Stream, stream } from "./stream.ts";

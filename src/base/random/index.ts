/** Counter-based random numbers, generators keyed by them, and the laws drawn from them. */
export { inverseGaussian } from "./inverse-gaussian.ts";
export { philox4x32 } from "./philox.ts";
export { hashName, type Stream, stream } from "./stream.ts";
export { Xoshiro } from "./xoshiro.ts";

/** Populations as a few modes of their age structure. */
export { lowDimensional, transferRate } from "./low-dimensional.ts";

/** Stationary states of any scale that can write them as the zeros of a residual. */
export { type SteadyOverOptions, steadyOver } from "./over.ts";
export { steadyStates } from "./states.ts";

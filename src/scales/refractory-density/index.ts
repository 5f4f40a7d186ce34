/** The scale `refractory-density`: infinitely many neurons, by the time since their last spike. */
export { refractoryDensity } from "./refractory-density.ts";

/** The scale `rate`: equations of `rates`, which exist once, and networks of units without spikes. */
export { rateOver } from "./rate.ts";

/** Statistics of spike trains: irregularity, counts, correlation, activity, synchrony. Pure functions of times. */
export * from "./activity.ts";
export * from "./bins.ts";
export * from "./correlogram.ts";
export * from "./counts.ts";
export * from "./histogram.ts";
export * from "./intervals.ts";
export * from "./phases.ts";
export * from "./rates.ts";
export * from "./rhythm.ts";
export * from "./smooth.ts";
export * from "./trains.ts";

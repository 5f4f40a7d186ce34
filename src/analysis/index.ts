/** What can be said about spike trains: pure functions of their times. */
export * from "./coincidence.ts";
export * from "./statistics.ts";

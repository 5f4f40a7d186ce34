/** Populations as cohorts of neurons that fired last at the same time. */
export {
  CohortNetwork,
  type CohortOptions,
  type CohortPlan,
  type CohortPopulation,
  type CohortState,
  type Correction,
  cohortBytes,
  cohortCount,
  cohortWork,
  planCohorts,
  quasiRenewalGap,
  type Several,
} from "./cohort-network.ts";
export type { Noise } from "./draws.ts";
export type { Drive } from "./drives-on.ts";
export { isBelowZero } from "./estimates.ts";
export { initialAges } from "./initial-ages.ts";
export { type PotentialExperiment, potentialReasons, withInputPotentials } from "./input-potential.ts";
export { type FrozenNeuron, type FrozenSlopes, MeanField } from "./mean-field.ts";
export { isShared } from "./model.ts";
export { adaptingStates, cohortReasons } from "./obstacles.ts";
export { type AgeReading, type Obstacle, readAges } from "./reading.ts";
export { CohortRecorder, cohortChannels, type RecordedNetwork, type RecordedRun } from "./recorder.ts";
export { SharedNetwork, type SharedNetworkState } from "./shared-network.ts";

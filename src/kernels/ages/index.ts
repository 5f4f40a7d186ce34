/** Populations as cohorts of neurons that fired last at the same time. */
export {
  CohortNetwork,
  type CohortOptions,
  type CohortPlan,
  type CohortState,
  type Correction,
  cohortBytes,
  cohortWork,
  planCohorts,
  quasiRenewalGap,
} from "./cohort-network.ts";
export type { Noise } from "./draws.ts";
export { type Drive, type FrozenNeuron, type FrozenSlopes, MeanField } from "./mean-field.ts";
export { adaptingStates, cohortReasons } from "./obstacles.ts";
export { type AgeReading, type Obstacle, readAges } from "./reading.ts";
export { CohortRecorder, cohortChannels } from "./recorder.ts";

/** Whether two activities agree: means, variances, spectra, courses and residence times with their errors, and verdicts. */
export type { TrialActivity } from "./activity.ts";
export { coarser, meanTrial } from "./activity.ts";
export {
  type Compared,
  type Comparison,
  compareActivities,
  defaultMargins,
  type Margins,
  type Missing,
  overallVerdict,
  type Portrayed,
  portrayActivity,
} from "./compare.ts";
export { courseOf } from "./course.ts";
export { type JudgedParts, judgeParts, partsBelow, type TrialDistribution } from "./distribution.ts";
export { type Estimate, exactly } from "./estimate.ts";
export { judgeMeans } from "./judge.ts";
export { type ActivitySpectrum, cellOf } from "./spectra.ts";

/** Scales of one document compared. */
export { type ComparedScales, type CompareOptions, compareScales } from "./compare.ts";
export { marginsOf } from "./margins.ts";
export { compareReport, compareTable } from "./report.ts";
export { differenceWords, percentWords, timeWords } from "./words.ts";

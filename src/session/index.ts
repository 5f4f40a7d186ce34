/** Sessions: documents in, results out. The shell hands in a host; everything else is here or below. */

export { isArchive as isCheckpoint } from "../io/index.ts";
export { suggest } from "../language/index.ts";
export {
  type Candidate,
  type Completion,
  completeAt,
  type DescribedProjection,
  type Dial,
  describeProjections,
  dialsOf,
  documentJsonSchema,
  type Knowledge,
  type Meaning,
  meaningAt,
  setValues,
  synapseKinds,
} from "../model/index.ts";
export { activityOn, firingPopulations } from "./activity-on.ts";
export {
  type ComparedScales,
  type CompareOptions,
  compareReport,
  compareScales,
  compareTable,
  differenceWords,
  marginsOf,
  percentWords,
  timeWords,
} from "./agreement/index.ts";
export { type CheckedProjection, type CheckedScale, checkProjections, checkScales } from "./check.ts";
export { type Checkpoint, type Checkpoints, openCheckpoint, type Resumed } from "./checkpoint.ts";
export { citations } from "./cite.ts";
export { finishFolder } from "./finish.ts";
export { type CurveOptions, type FiringOptions, type FiringUnit, firing, firingReport, firingTable, firingUnit } from "./firing.ts";
export { type Foreseen, firstScale, foresee } from "./foresee.ts";
export type { Cancellation, Folder, Host, Progress, Stage, Thread, Threads } from "./host.ts";
export { type Json, printJson } from "./json.ts";
export { type Item, listItems } from "./list.ts";
export { type Live, live, type Stretch } from "./live.ts";
export type { Edit } from "./mends/mend.ts";
export { type Refusal, refusalsOf } from "./mends/offers.ts";
export { builtNames, titles } from "./names.ts";
export { count, needsWords, sizeWords, spell } from "./needs-words.ts";
export { type Changes, type Environment, type Opened, obstacles, openFile, openText } from "./open.ts";
export { guarded, type OutputFile, openFolder, outputFiles, writeFiles } from "./output.ts";
export { overArrays, overReport, phaseOver } from "./over.ts";
export {
  type PhaseOptions,
  type Portrayer,
  type PortrayOptions,
  phase,
  phaseArrays,
  phaseReport,
  planeOf,
  portrayer,
  withRun,
} from "./phase.ts";
export { portableHost } from "./portable-host.ts";
export { recordedTime, reportKeys, toReport, toReports } from "./report.ts";
export { type Ran, type RunOptions, run } from "./run.ts";
export {
  isModel,
  modelNames,
  openModel,
  type Printer,
  phenomenonOf,
  type ShownEntry,
  type ShownSet,
  setsOf,
  showEntries,
  showSynapses,
} from "./show.ts";
export { type SteadyOptions, steady, steadyDiagram, steadyReport, steadyTable, withoutSteady } from "./steady.ts";
export { measures, type Swept, sweep, sweepArrays, sweepReport, sweepTable } from "./sweep.ts";
export { withTheory } from "./theory/index.ts";
export type { FromThread, ToThread } from "./threads/messages.ts";
export { servePart } from "./threads/serve.ts";
export { timeOf } from "./time-flag.ts";
export type { Watch } from "./watch.ts";
export { type Turned, type Values, Workbench } from "./workbench.ts";

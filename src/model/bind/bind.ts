/** Document -> experiment: everything resolved, checked and in internal units. */
import { LapicqueError } from "../../base/index.ts";
import type { Document } from "../document/document.ts";
import { child } from "../document/node.ts";
import type { Asset, Demand, Experiment, Population, Stimulus } from "../experiment.ts";
import type { Names } from "../names.ts";
import { checkSchema } from "../schema/check.ts";
import type { Files } from "./assets.ts";
import { bindComparison } from "./compare.ts";
import { Context, distinct, type Missing } from "./context.ts";
import { bindDensityFiles } from "./density-files.ts";
import { bindFigures, titleOf } from "./extras.ts";
import { bindFields, fieldOf } from "./fields.ts";
import type { BoundFlow } from "./flow.ts";
import { warnHidden } from "./hidden.ts";
import { bindParameters, constantTree, type ParameterTable } from "./parameters.ts";
import { bindPopulations, type Populations } from "./populations.ts";
import { bindProjections } from "./projections.ts";
import { bindRecordings } from "./record.ts";
import { bindRun, checkMultiple } from "./run.ts";
import { bindStimuli } from "./stimuli.ts";
import { bindSynapses } from "./synapses.ts";
import { showValue } from "./unit-text.ts";

/** What a document turned out to be. */
export interface Bound {
  /** Absent if there are errors, or if the document is right but does not say what to run (`unfinished`). */
  readonly experiment?: Experiment;
  readonly errors: readonly LapicqueError[];
  readonly warnings: readonly LapicqueError[];
  readonly notes: readonly LapicqueError[];
  /** Why a document without errors cannot run: no population, no duration. */
  readonly unfinished: readonly LapicqueError[];
  /** What it names and this version does not have. */
  readonly missing: readonly Missing[];
  /** Every entry with equations that could be bound, by `neurons.NAME`, `rates.NAME` and `populations.NAME`, for printing. */
  readonly entries: ReadonlyMap<string, BoundFlow>;
  readonly parameters: ParameterTable;
}

/**
 * Binds a document. `files` holds the columns of the files that `filesNamed` lists, by their names; those that are absent are not
 * looked into. Never throws for a wrong document: all independent errors come back together.
 */
export function bind(document: Document, files: ReadonlyMap<string, Asset>, names: Names): Bound {
  const { root } = document;
  const units = child(root, "units");
  const context = new Context(root, names, units?.kind === "scalar" && units.value === "none" ? "none" : "physical");
  for (const error of document.errors) context.errors.add(error);
  const broken = checkSchema(context, root);
  for (const entry of document.broken) broken.add(entry);
  const parameters = bindParameters(context, broken.has("parameters") ? [] : [{ level: "document", node: child(root, "parameters") }]);
  const run = broken.has("run") ? undefined : bindRun(context, parameters);
  context.step = run?.step;
  const apart = bindPopulations(context, parameters, broken);
  const { places: populations, demands: fieldDemands } = bindFields(context, apart, parameters, broken);
  const fileTable: Files = { read: files, used: new Map() };
  const synapses = bindSynapses(context, parameters, broken);
  const stimuli = bindStimuli(context, populations, parameters, fileTable, broken);
  const projections = bindProjections(context, populations, parameters, fileTable, broken);
  const recordings = broken.has("record") ? [] : bindRecordings(context, populations, new Set(projections.names));
  const figures = broken.has("figures") ? [] : bindFigures(context);
  const comparison = broken.has("compare")
    ? undefined
    : bindComparison(context, populations, parameters, fileTable, { recordings, stimuli: stimuli.stimuli });
  bindDensityFiles(context, fileTable);
  checkRefractory(context, populations, run?.step);
  if (run) noteShortRecordings(context, stimuli.stimuli, fileTable, run.duration);
  warnHidden(context, parameters);
  if (populations.byName.size === 0 && populations.failed.size === 0)
    context.unfinished.add(new LapicqueError("nothing-to-run", {}, root.span));
  const all = [...populations.byName.values()];
  const entries = new Map(populations.entries);
  for (const population of all)
    entries.set(`${population.kind === "neurons" ? "populations" : population.kind}.${population.name}`, population.bound);
  const errors = distinct(context.errors);
  const plainPopulation = ({ kind: _kind, bound: _bound, node: _node, ...population }: (typeof all)[number]): Population => population;
  const experiment: Experiment | undefined =
    errors.length > 0 || context.unfinished.size > 0 || !run
      ? undefined
      : {
          title: titleOf(context),
          units: context.units,
          populations: all.filter(({ kind }) => kind === "neurons").map(plainPopulation),
          rates: all.filter(({ kind }) => kind === "rates").map(plainPopulation),
          fields: all.filter(({ kind }) => kind === "fields").map(fieldOf),
          projections: projections.projections,
          stimuli: stimuli.stimuli,
          spikeSources: stimuli.spikeSources,
          recordings,
          run,
          figures,
          ...(comparison ? { comparison } : {}),
          demands: [...synapses.demands, ...projections.demands, ...fieldDemands, ...stimuli.demands, ...aged(all)],
          assets: Object.fromEntries(fileTable.used),
        };
  return {
    ...(experiment ? { experiment } : {}),
    errors,
    warnings: distinct(context.warnings),
    notes: distinct(context.notes),
    unfinished: distinct(context.unfinished),
    missing: context.missing,
    entries,
    parameters,
  };
}

/** Populations that have fired before the run. */
function aged(populations: readonly Population[]): readonly Demand[] {
  return populations.flatMap(({ name, initialAge }) => (initialAge ? [{ feature: "initial-age", where: `populations.${name}` }] : []));
}

/** A recorded stimulus that is over before the run is: its input is 0 from then on. By one sample it may be. */
function noteShortRecordings(context: Context, stimuli: readonly Stimulus[], files: Files, duration: number): void {
  for (const { name, wave, start, stop } of stimuli) {
    const time = wave.kind === "recording" ? files.used.get(wave.asset)?.columns.time : undefined;
    const last = time?.at(-1);
    if (time === undefined || last === undefined) continue;
    const end = start + last + (last - (time.at(-2) ?? last)) * 2;
    if (end < Math.min(stop, duration)) context.note("recording-ends", { name, time: showValue(start + last, context.time) });
  }
}

/** With a fixed step a constant refractory period is a whole number of steps. */
function checkRefractory(context: Context, populations: Populations, step: number | undefined): void {
  for (const { flow, bound } of populations.byName.values()) {
    const time = flow.refractory?.time;
    if (!time || time.kind === "draw") continue;
    checkMultiple(context, "refractory", constantTree(time.tree, bound.parameters), step, child(bound.node, "refractory"));
  }
}

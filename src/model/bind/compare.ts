/** `compare:` -> recorded spikes and signals. */
import { LapicqueError } from "../../base/index.ts";
import { noUnit } from "../../units/index.ts";
import { child, type Entry, entriesOf, itemsOf, textOf } from "../document/node.ts";
import type { ComparedSignal, Comparison, Recording, Stimulus } from "../experiment.ts";
import { bindRepetitions, bindSpikeFile, type Files } from "./assets.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import type { Populations } from "./populations.ts";
import { parseUnitText } from "./unit-text.ts";
import { constantOf } from "./value.ts";

/** Window of a coincidence where the document gives none [ms]: the literature's 4 ms (Jolivet et al. 2008). */
const defaultWindow = 4;

/** What a comparison must know of the rest: the signals of the model, and the recordings that drive it. */
export interface Drive {
  readonly recordings: readonly Recording[];
  readonly stimuli: readonly Stimulus[];
}

/** Binds `compare:`. */
export function bindComparison(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
  drive: Drive,
): Comparison | undefined {
  const node = child(context.root, "compare");
  const spikes = child(node, "spikes");
  if (!node || !spikes) return undefined;
  return context.attempt(() => {
    const given = child(node, "population");
    const spiking = [...populations.byName.values()].filter(({ flow }) => flow.spike || flow.hazard).map(({ name }) => name);
    const population = given ? textOf(given) : spiking[0];
    if (given && !spiking.includes(textOf(given)))
      throw new LapicqueError("unknown-population", { name: textOf(given), known: spiking, suggestions: [] }, given.span);
    if (!given && spiking.length > 1) throw new LapicqueError("which-population", { known: spiking }, node.span);
    if (population === undefined) {
      if (populations.failed.size > 0) return undefined;
      throw new LapicqueError("nothing-to-compare", {}, node.span);
    }
    const windows = itemsOf(child(node, "window")).map((item) => {
      const window = constantOf(context, item, context.time, "`window`", parameters);
      if (!(window > 0)) throw new LapicqueError("not-positive-value", { what: "window" }, item.span);
      return window;
    });
    return {
      population,
      asset: bindSpikeFile(context, spikes, files),
      windows: windows.length > 0 ? windows : [defaultWindow],
      signals: entriesOf(child(node, "signals")).map(([label, entry]) =>
        bindSignal(context, population, label, entry, parameters, files, drive),
      ),
    };
  });
}

/** Recorded repetitions of one signal of the model. */
function bindSignal(
  context: Context,
  population: string,
  label: string,
  { key, value }: Entry,
  parameters: ParameterTable,
  files: Files,
  drive: Drive,
): ComparedSignal {
  const signals = drive.recordings.flatMap(({ population: of, what }) => (of === population && what.kind === "signal" ? [what] : []));
  const signal = signals.find((one) => one.label === label);
  if (!signal) throw new LapicqueError("not-compared", { name: label, population, known: signals.map((one) => one.label) }, key);
  const unit = signal.unit === "" ? noUnit : parseUnitText(signal.unit);
  const assets = bindRepetitions(context, value, unit, files, parameters, (count) => timesOfDrive(population, count, files, drive));
  return { label, unit: signal.unit, factor: signal.factor, assets };
}

/** The times of the recorded input of the population, if it has that many samples: stimulus and response were sampled together. */
function timesOfDrive(population: string, count: number, files: Files, { stimuli }: Drive): Float64Array | undefined {
  for (const { wave, start, targets } of stimuli) {
    if (wave.kind !== "recording" || start !== 0 || targets.every((target) => target.population !== population)) continue;
    const time = files.used.get(wave.asset)?.columns.time;
    if (time?.length === count) return time;
  }
  return undefined;
}

/** `figures:` and `compare:`. */
import { LapicqueError } from "../../base/index.ts";
import { child, entriesOf, itemsOf, optionalText, plain, textOf } from "../document/node.ts";
import type { Comparison, Figure } from "../experiment.ts";
import { isPlanned } from "../names.ts";
import { bindSpikeFile, type Files } from "./assets.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import type { Populations } from "./populations.ts";
import { constantOf } from "./value.ts";

/** Binds `figures:`; those that are planned are said to be missing and left out. */
export function bindFigures(context: Context): Figure[] {
  const figures = itemsOf(child(context.root, "figures")).flatMap((node): Figure[] => {
    if (node.kind === "scalar") return [{ name: textOf(node), options: {} }];
    const entries = entriesOf(node);
    if (entries.length !== 1) context.error("one-figure", {}, node.span);
    // The schema has found a mapping of options.
    return entries.map(([name, entry]) => ({ name, options: { ...(plain(entry.value) as Record<string, unknown>) } }));
  });
  return figures.filter(({ name }) => {
    const later = isPlanned(context.names, "figures", name);
    if (later) context.lack("figure", name);
    return !later;
  });
}

/** Window of a coincidence where the document gives none [ms]: the literature's 4 ms (Jolivet et al. 2008). */
const defaultWindow = 4;

/** Binds `compare:`. */
export function bindComparison(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
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
    return { population, asset: bindSpikeFile(context, spikes, files), windows: windows.length > 0 ? windows : [defaultWindow] };
  });
}

/** The title as text. */
export function titleOf(context: Context): string {
  return optionalText(child(context.root, "title")) ?? "";
}

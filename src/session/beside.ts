/**
 * Recordings are kept in folders: the voltage in which spikes were found lies beside them. A document that compares with the spikes and
 * says nothing of signals is drawn over that voltage, and a note says so.
 */
import { LapicqueError } from "../base/index.ts";
import { type Asset, applyOverride, type Bound, bind, type Document, filesNamed, type Names } from "../model/index.ts";

/** What such a file is called. */
const NAMES = ["voltage_mV.npy", "voltage.csv"];

/** The document that names what lies beside its recorded spikes, bound. */
export interface Beside {
  readonly document: Document;
  readonly bound: Bound;
  readonly files: ReadonlyMap<string, Asset>;
  readonly note: LapicqueError;
}

/**
 * Looks for the voltage beside the recorded spikes. Undefined where the document compares with no spikes, names its signals itself
 * (`signals: {}` for none), records no potential of that population, or there is no such file that fits.
 *
 * @param files  columns of the files that the document names
 * @param read   columns of the file that the document would name so; undefined if there is none
 */
export async function voltageBeside(
  document: Document,
  { experiment }: Bound,
  files: ReadonlyMap<string, Asset>,
  names: Names,
  read: (name: string) => Promise<Asset | undefined>,
): Promise<Beside | undefined> {
  const comparison = experiment?.comparison;
  if (!comparison || namesSignals(document)) return undefined;
  const potential = experiment.recordings.flatMap(({ population, what }) =>
    population === comparison.population && what.kind === "signal" && /^[mu]?V$/.test(what.unit) ? [what.label] : [],
  )[0];
  const spikes = filesNamed(document.root).find(({ use, node }) => use === "spikes" && node.value === comparison.asset)?.name;
  if (potential === undefined || spikes === undefined) return undefined;
  for (const name of NAMES) {
    const file = spikes.replace(/[^/\\]*$/, name);
    const asset = await read(file);
    if (!asset) continue;
    const named = applyOverride(document, "compare.signals", `{ ${JSON.stringify(potential)}: ${JSON.stringify(file)} }`);
    const more = new Map([...files, [file, asset]]);
    const bound = bind(named, more, names);
    // A file that nobody named can be no mistake of the document.
    if (bound.errors.length > 0) return undefined;
    return { document: named, bound, files: more, note: new LapicqueError("voltage-beside", { file, signal: potential }) };
  }
  return undefined;
}

function namesSignals({ root }: Document): boolean {
  const compare = root.entries.get("compare")?.value;
  return compare?.kind === "map" && compare.entries.has("signals");
}

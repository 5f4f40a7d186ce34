/** How weights become integers. What is chosen for a projection depends on the whole network, never on the cut. */
import { MonotoneTable } from "../wiring/index.ts";
import type { Grain } from "./types.ts";
import type { Weighed } from "./weighed.ts";

/** Integers that a signed field of 13 bits holds in both signs. */
const largestInteger = 4095;
/** What rounding may do to the mean of the weights, and its root mean square, relative to the mean size. */
const meanError = 1e-5;
const rmsError = 1e-3;

/** A projection and the quantum of its ring. */
interface Grained extends Weighed {
  readonly quantum: number;
}

/**
 * The grain of each projection. Drawn weights of projections from one population into rings of one number share a multiplier where
 * rounding allows, so that they share segments.
 *
 * @param quantumOf  quantum of the ring that a projection enters
 */
export function grainsOf(inputs: readonly Weighed[], quantumOf: (weighed: Weighed) => number): readonly Grain[] {
  const tables = new Map<string, MonotoneTable>();
  const all = inputs.map((one): Grained => ({ ...one, quantum: quantumOf(one) }));
  const grainWith = (one: Grained, multiplier: number) => tabulated(one, multiplier, tables);
  const least = ({ moments, quantum }: Grained) => Math.max(1, Math.ceil(moments.largestSize / (largestInteger * quantum)));
  const narrow = all.filter((one) => grainWith(one, least(one)) !== undefined);
  return all.map((one): Grain => {
    const { law, quantum } = one;
    if (law.kind === "constant") return { kind: "constant", quanta: Math.round(law.value / quantum) };
    if (!narrow.includes(one)) return { kind: "direct", quantum };
    const shared = Math.max(...narrow.filter((other) => isBeside(other, one)).map(least));
    return grainWith(one, shared) ?? grainWith(one, least(one))!;
  });
}

/** Multiples of so many quanta, if rounding to them changes the weights little enough. */
function tabulated(of: Grained, multiplier: number, tables: Map<string, MonotoneTable>): Extract<Grain, { kind: "table" }> | undefined {
  const { law, moments, quantum } = of;
  const step = multiplier * quantum;
  // The error of rounding is uniform within a step where steps are small beside the spread of the law.
  if (law.kind !== "drawn" || !(step <= rmsError * Math.sqrt(12) * moments.meanSize)) return undefined;
  const name = `${law.name} ${step}`;
  const table = tables.get(name) ?? new MonotoneTable((word) => Math.round(law.at(word) / step));
  tables.set(name, table);
  const mean = table.expectation((integer) => integer * step);
  if (!(Math.abs(mean - moments.mean) <= meanError * moments.meanSize)) return undefined;
  return { kind: "table", multiplier, step, table };
}

/** Whether connections of both may stand in one segment. */
function isBeside({ input: a }: Weighed, { input: b }: Weighed): boolean {
  return a.preOffset === b.preOffset && a.ring === b.ring && a.payload?.column === b.payload?.column;
}

/** Which scales can run a document, and why the others cannot. */
import { complain } from "../base/index.ts";
import { connectionsOf, type Experiment, type Range } from "../model/index.ts";
import { scales } from "../scales/index.ts";

export interface CheckedScale {
  readonly id: string;
  readonly accepts: boolean;
  /** Sentences; empty if it accepts. */
  readonly reasons: readonly string[];
}

/** Every scale with its answer. */
export async function checkScales(experiment: Experiment): Promise<readonly CheckedScale[]> {
  const checked: CheckedScale[] = [];
  for (const entry of scales) {
    const reasons = (await entry.load()).accepts(experiment).map((reason) => complain(reason).message);
    checked.push({ id: entry.id, accepts: reasons.length === 0, reasons });
  }
  return checked;
}

/** A projection between two populations, with its number of connections. */
export interface CheckedProjection {
  readonly name: string;
  /** `E`, or `E[0:240]`. */
  readonly from: string;
  readonly to: string;
  readonly synapse: string;
  readonly into: string;
  /** `all`, `indegree`, ...; empty for the activity as a whole. */
  readonly rule: string;
  /** On average, where it is random; absent where it depends on the two neurons. */
  readonly connections?: number;
}

/** Every projection of a document, pair by pair of populations. */
export function checkProjections(experiment: Experiment): readonly CheckedProjection[] {
  const sizes = new Map(experiment.populations.map(({ name, size }) => [name, size]));
  const named = ({ population, from, to }: Range) =>
    from === 0 && to === sizes.get(population) ? population : `${population}[${from}:${to}]`;
  return experiment.projections.map((projection) => {
    const connections = connectionsOf(experiment, projection);
    return {
      name: projection.name,
      from: named(projection.from),
      to: named(projection.to),
      synapse: projection.synapse.name,
      into: projection.into,
      rule: projection.connect?.kind ?? "",
      ...(connections === undefined ? {} : { connections }),
    };
  });
}

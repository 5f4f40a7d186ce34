/** Which scales are compared: as they were named, refused together where one cannot run the document. */
import { complain, LapicqueError } from "../../base/index.ts";
import type { Scale } from "../../contract/index.ts";
import { type Experiment, planned } from "../../model/index.ts";
import { scales as registry } from "../../scales/index.ts";

/** A scale as it stands in the comparison. */
export interface Contestant {
  readonly scale: Scale;
  /** Its id; with a number from its second time on. */
  readonly label: string;
}

/** The scales to compare, the reference first, and those of the document's own list that this version does not have. */
export interface Contest {
  readonly contestants: readonly Contestant[];
  readonly absent: readonly string[];
}

/**
 * The named scales, without names those of the document. Throws `unknown-scale`, `scale-planned`, `compare-one-scale`, and `compare-refused` with
 * the reasons of every scale that refuses the document.
 */
export async function chooseContestants(experiment: Experiment, named: readonly string[] | undefined): Promise<Contest> {
  const wanted = named ?? experiment.run.scales;
  const known = registry.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id) && !planned.scales.includes(id));
  if (unknown !== undefined) throw new LapicqueError("unknown-scale", { name: unknown, known });
  const absent = wanted.filter((id) => !known.includes(id));
  const present = wanted.filter((id) => known.includes(id));
  if (absent.length > 0 && (named !== undefined || present.length < 2)) throw new LapicqueError("scale-planned", { scales: absent });
  if (present.length < 2) throw new LapicqueError("compare-one-scale", { scales: present });
  const scales = await Promise.all(present.map((id) => registry.find((entry) => entry.id === id)!.load()));
  const refusals = [...new Set(scales)].flatMap((scale) =>
    scale.accepts(experiment).map((reason) => `${scale.id}: ${complain(reason).message}`),
  );
  if (refusals.length > 0) throw new LapicqueError("compare-refused", { reasons: refusals });
  const contestants = scales.map((scale, k) => {
    const before = scales.slice(0, k).filter((one) => one === scale).length;
    return { scale, label: before > 0 ? `${scale.id} ${before + 1}` : scale.id };
  });
  return { contestants, absent };
}

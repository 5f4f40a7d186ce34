/** Which scales are compared: as they were named, refused together where one cannot run the document. */
import { complain, LapicqueError } from "../../base/index.ts";
import type { Scale } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { scales as registry } from "../../scales/index.ts";

/** A scale as it stands in the comparison. */
export interface Contestant {
  readonly scale: Scale;
  /** Its id; with a number from its second time on. */
  readonly label: string;
}

/**
 * The scales to compare, the reference first: those named, without names those of the document. Throws `unknown-scale`, `compare-one-scale`,
 * and `compare-refused` with the reasons of every scale that refuses the document.
 */
export async function chooseContestants(experiment: Experiment, named: readonly string[] | undefined): Promise<readonly Contestant[]> {
  const wanted = named ?? experiment.run.scales;
  const known = registry.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new LapicqueError("unknown-scale", { name: unknown, known });
  if (wanted.length < 2) throw new LapicqueError("compare-one-scale", { scales: wanted });
  const scales = await Promise.all(wanted.map((id) => registry.find((entry) => entry.id === id)!.load()));
  const refusals = [...new Set(scales)].flatMap((scale) =>
    scale.accepts(experiment).map((reason) => `${scale.id}: ${complain(reason).message}`),
  );
  if (refusals.length > 0) throw new LapicqueError("compare-refused", { reasons: refusals });
  return scales.map((scale, k) => {
    const before = scales.slice(0, k).filter((one) => one === scale).length;
    return { scale, label: before > 0 ? `${scale.id} ${before + 1}` : scale.id };
  });
}

/** What does not fit into memory is refused before any of it is made. */
import type { Needs, Reason } from "../../contract/index.ts";
import { samplingInterval, signalsOf } from "../../kernels/index.ts";
import { connectionsOf, type Experiment, type Projection } from "../../model/index.ts";
import { isConstant } from "./members.ts";

/** Recorded numbers that are held until the end of a run: 0.8 GB. */
const mostValues = 1e8;
/** Bytes of a connection: number of its target, weight, and what holds them while they are made. */
const bytesEach = 40;
const mostBytes = 4e9;

/** Connections that are stored, and their bytes, about. */
export function connectionNeeds(experiment: Experiment): Pick<Needs, "connections" | "bytes"> {
  const connections = experiment.projections.reduce((sum, projection) => sum + storedOf(experiment, projection), 0);
  return { connections, bytes: bytesEach * connections };
}

/** Equal connections of all sources to all targets are one list; those that depend on the pair may be all. */
function storedOf(experiment: Experiment, projection: Projection): number {
  const { from, to, connect, weight, delay } = projection;
  if (connect === undefined) return 0;
  const [sources, targets] = [from.to - from.from, to.to - to.from];
  if (connect.kind === "all" && isConstant(weight) && (delay === undefined || isConstant(delay))) return targets;
  return connectionsOf(experiment, projection) ?? sources * targets;
}

/** Too many connections, or too many samples. */
export function limitReasons(experiment: Experiment): readonly Reason[] {
  const reasons: Reason[] = [];
  const { bytes } = connectionNeeds(experiment);
  if (bytes > mostBytes) reasons.push({ code: "does-not-fit", data: { gigabytes: Number((bytes / 1e9).toPrecision(2)) } });
  const { run, populations } = experiment;
  for (const population of populations) {
    const samples = (run.duration - run.transient) / samplingInterval(experiment);
    const recorded = signalsOf(experiment, population).reduce(
      (sum, { recording: { from, to, what } }) => sum + (what.kind === "signal" && what.mean ? 1 : to - from),
      0,
    );
    const count = samples * recorded;
    if (count > mostValues)
      reasons.push({ code: "too-many-samples", data: { count: Number(count.toPrecision(2)), where: population.name, most: mostValues } });
  }
  return reasons;
}

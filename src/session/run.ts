/**
 * Runs a bound document on its scales, one after the other, and gathers the results. What few runs do (files, checkpoints, comparison with
 * recordings) is loaded by those: a page that shows its first picture has none of it.
 */
import { InternalError, type LapicqueError } from "../base/index.ts";
import type { Chunk, Needs, Result, Scale } from "../contract/index.ts";
import type { Experiment } from "../model/index.ts";
import type { Checkpoint, Checkpoints } from "./checkpoint.ts";
import { chooseScales } from "./choose.ts";
import { Collector } from "./collector.ts";
import { drive } from "./drive.ts";
import type { Cancellation, Folder, Host, Progress } from "./host.ts";
import type { Opened } from "./open.ts";
import { blankOf, resultOf } from "./result.ts";
import { begin } from "./threads/begin.ts";
import { Onlooker, type Watch } from "./watch.ts";

export interface RunOptions {
  readonly signal?: Cancellation;
  readonly progress?: Progress;
  /** Told what each scale's run will take, before any of it is made. */
  readonly announce?: (needs: Needs) => void;
  /** Where recordings are streamed to, as `NAME.partial`, while the run goes on. */
  readonly folder?: Folder;
  /** Sees what is recorded as it comes. */
  readonly watch?: Watch;
  /** Most threads that compute; absent: as many as are of use. Results do not depend on it. */
  readonly threads?: number;
  /** Keeps what is needed to go on. */
  readonly checkpoint?: Checkpoints;
  /** Goes on from here, in as many threads as before. */
  readonly from?: Checkpoint;
}

/** What a scale's run left: its result, and the names of the files it streamed (without `.partial`). */
export interface Ran {
  readonly result: Result;
  /** Folder of the scale within the output folder: "" or "cell/". */
  readonly prefix: string;
  readonly streamed: readonly string[];
  /** Why the streamed files could not be written; the run went on without them. */
  readonly failure?: LapicqueError;
}

/** Shortest time between two appends to the streamed files [ms]: a disk is slow, and a reader does not look more often. */
const FLUSH = 1000;

/** Runs every scale that the document asks for. Throws a LapicqueError if one refuses the document, or cannot be checkpointed. */
export async function run(host: Host, opened: Opened, options: RunOptions): Promise<readonly Ran[]> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a document with errors was run");
  const chosen = await chooseScales(experiment, opened.document);
  if (options.checkpoint) (await import("./checkpoint.ts")).checkCheckpoints(options.checkpoint, chosen);
  const results: Ran[] = [];
  for (const scale of chosen) {
    const prefix = chosen.length > 1 ? `${scale.id}/` : "";
    results.push(await runScale(host, opened, experiment, scale, prefix, options));
    if (results.at(-1)!.result.outcome.kind === "cancelled") break;
  }
  return results;
}

async function runScale(
  host: Host,
  opened: Opened,
  experiment: Experiment,
  scale: Scale,
  prefix: string,
  options: RunOptions,
): Promise<Ran> {
  const { seed, duration } = experiment.run;
  const began = host.now();
  const plan = scale.plan(experiment, { seed });
  options.announce?.(plan.needs);
  const begun = await begin(host, scale, plan, options);
  const { simulation, threads } = begun;
  const built = host.now();
  const cpu = host.cpu();
  const collector = new Collector(plan.channels);
  for (const chunk of options.from?.recorded ?? []) collector.add(chunk);
  const physical = experiment.units === "physical";
  const stream = options.folder && new (await import("./stream.ts")).RecordingStream(options.folder, prefix, collector, physical);
  const frame = { opened, experiment, scale, plan, threads, build_s: (built - began) / 1000 };
  options.watch?.begun(blankOf(frame));
  const onlooker = options.watch && new Onlooker(plan.channels, options.watch, () => host.now());
  let flushed = built;
  try {
    const keeping = { host, opened, folder: options.folder?.path, plan, begun, collector };
    const keeper = options.checkpoint && new (await import("./checkpoint.ts")).Keeper(options.checkpoint, keeping, scale);
    const take = (chunk: Chunk) => {
      collector.add(chunk);
      onlooker?.add(chunk);
    };
    const ending = await drive(host, simulation, duration, () => simulation.drain(take), {
      ...options,
      unit: physical ? "ms" : "",
      start: options.from?.time ?? 0,
      ...(keeper ? { mark: keeper } : {}),
      onTurn: async (time) => {
        onlooker?.turn(time);
        if (host.now() - flushed < FLUSH) return;
        await stream?.write(time);
        flushed = host.now();
      },
    });
    onlooker?.show(ending.time);
    const spent = { wall_s: (host.now() - built) / 1000, cpu_s: (host.cpu() - cpu) / 1000 };
    await stream?.write(Number.POSITIVE_INFINITY);
    const measures = simulation.measures?.();
    const spikes = collector.spikes();
    const comparison = experiment.comparison && (await import("./recorded-spikes.ts")).compareWithRecorded(experiment, spikes, ending.time);
    const result = resultOf(frame, {
      ending,
      spikes,
      signals: collector.signals(),
      profiles: collector.profiles(),
      measures,
      activities: simulation.activities?.(),
      comparison,
      remarks: simulation.remarks?.(),
      notes: keeper?.notes ?? [],
      ...spent,
    });
    return { result, prefix, streamed: stream?.names ?? [], ...(stream?.failure ? { failure: stream.failure } : {}) };
  } finally {
    simulation.close();
  }
}

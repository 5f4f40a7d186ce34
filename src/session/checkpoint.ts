/**
 * Runs at rest: while a run goes on, everything that is needed to go on is kept from time to time, in one block of bytes. It holds the document
 * and all that was recorded, so that nothing else is needed: streamed files are written anew from it.
 */
import { encodeUtf8, LapicqueError, version } from "../base/index.ts";
import type { Chunk, Plan, Provenance, Scale } from "../contract/index.ts";
import { pack, unpack } from "../io/index.ts";
import { chooseScales } from "./choose.ts";
import type { Collector } from "./collector.ts";
import type { Mark } from "./drive.ts";
import type { Host } from "./host.ts";
import { type Environment, type Opened, obstacles, openText } from "./open.ts";
import type { Begun, Rest } from "./threads/begin.ts";

/** Asks a run to keep checkpoints. */
export interface Checkpoints {
  /** Time within the model between two [ms]; there is one more where the run is stopped. */
  readonly every: number;
  /** Puts one in the place of the one before. A LapicqueError that it rejects with is noted in the result; the run goes on. */
  readonly keep: (bytes: Uint8Array) => Promise<void>;
}

/** A document and where its run goes on. */
export interface Resumed {
  readonly opened: Opened;
  readonly checkpoint: Checkpoint;
}

/** A run at rest, as it is kept. */
export interface Checkpoint extends Rest {
  /** Of the program that wrote it. */
  readonly version: string;
  /** The document as it was run, and what was said and found when it was opened. */
  readonly document: {
    readonly path: string;
    readonly yaml: string;
    readonly notes: readonly string[];
    readonly provenance: Provenance;
    /** SHA-256 of the columns of each data file, in the order of the document. */
    readonly data: readonly string[];
  };
  /** Folder of the results; absent: none. */
  readonly folder?: string;
  readonly every: number;
  /** What the scale makes of the document, as text: another build may make something else of it. */
  readonly plan: string;
  readonly time: number;
  readonly recorded: readonly Chunk[];
}

/** What a run tells of itself to be kept. */
export interface Keeping {
  readonly host: Host;
  readonly opened: Opened;
  readonly folder: string | undefined;
  readonly plan: Plan;
  readonly begun: Begun;
  readonly collector: Collector;
}

/** Throws `checkpoint-several` or `checkpoint-interval`: what can be known before anything is computed. */
export function checkCheckpoints({ every }: Checkpoints, scales: readonly Scale[]): void {
  if (scales.length > 1) throw new LapicqueError("checkpoint-several", { count: scales.length });
  if (!(every > 0 && every < Number.POSITIVE_INFINITY)) throw new LapicqueError("checkpoint-interval", { given: every });
}

/** Keeps the checkpoints of one run. */
export class Keeper implements Mark {
  readonly every: number;
  /** Why the last one could not be kept. */
  failure: LapicqueError | undefined;
  readonly #keep: Checkpoints["keep"];
  readonly #save: NonNullable<Begun["save"]>;
  readonly #run: Keeping;
  #data: readonly string[] | undefined;

  /** Throws `checkpoint-unsupported`. */
  constructor({ every, keep }: Checkpoints, run: Keeping, scale: Scale) {
    if (run.begun.save === undefined) throw new LapicqueError("checkpoint-unsupported", { scale: scale.id });
    this.every = every;
    this.#keep = keep;
    this.#save = run.begun.save;
    this.#run = run;
  }

  readonly reached = async (time: number): Promise<void> => {
    const { host, opened, folder, plan, collector } = this.#run;
    const { document, yaml, notes, provenance } = opened;
    this.#data ??= await digests(host, opened);
    const checkpoint: Checkpoint = {
      version,
      document: { path: host.resolve("", document.name), yaml, notes, provenance, data: this.#data },
      ...(folder === undefined ? {} : { folder: host.resolve("", folder) }),
      every: this.every,
      plan: fingerprint(plan),
      time,
      ...(await this.#save()),
      recorded: collector.chunks(),
    };
    const bytes = await pack(checkpoint, host.sha256);
    try {
      await this.#keep(bytes);
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      this.failure = error;
    }
  };

  /** What is to be said at the end. */
  get notes(): readonly string[] {
    return this.failure ? [`${this.failure.message} (${this.failure.hint})`] : [];
  }
}

/**
 * A checkpoint as it was kept, with its document. Throws what `unpack` throws, `checkpoint-version` or `checkpoint-data`.
 *
 * @param file  what messages call it
 */
export async function openCheckpoint(environment: Environment, bytes: Uint8Array, file: string): Promise<Resumed> {
  const { host } = environment;
  // The checksum says that it is what `Keeper` has packed; of which build, the first check.
  const checkpoint = (await unpack(bytes, file, host.sha256)) as Checkpoint;
  const ours = `lapicque ${version}`;
  if (checkpoint.version !== version)
    throw new LapicqueError("checkpoint-version", { file, theirs: `lapicque ${checkpoint.version}`, ours });
  const { path, yaml, notes, provenance, data } = checkpoint.document;
  const read = await openText(environment, yaml, path);
  const [obstacle] = obstacles(read);
  if (obstacle) throw obstacle;
  const now = await digests(host, read);
  const changed = [...read.files.keys()].find((_, k) => now[k] !== data[k]);
  if (changed !== undefined || now.length !== data.length) throw new LapicqueError("checkpoint-data", { file, name: changed ?? path });
  const [scale] = await chooseScales(read.experiment!, read.document);
  const plan = scale!.plan(read.experiment!, { seed: read.experiment!.run.seed });
  if (fingerprint(plan) !== checkpoint.plan)
    throw new LapicqueError("checkpoint-version", { file, theirs: `another build of ${ours}`, ours });
  return { opened: { ...read, yaml, notes, provenance }, checkpoint };
}

function fingerprint({ channels, atoms, clock, chosen, sharing }: Plan): string {
  return JSON.stringify({ channels, atoms, clock, chosen, blocks: sharing?.firstId });
}

function digests({ sha256 }: Host, { files }: Opened): Promise<readonly string[]> {
  return Promise.all(
    [...files.values()].map(async ({ columns }) => {
      const parts = Object.entries(columns).map(async ([name, values]) =>
        [name, await sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))].join(" "),
      );
      return sha256(encodeUtf8((await Promise.all(parts)).join("\n")));
    }),
  );
}

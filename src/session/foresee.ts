/** What a run will take, and whether it fits, before anything of it is made. */
import { complain, InternalError, type LapicqueError } from "../base/index.ts";
import type { Channel, Needs } from "../contract/index.ts";
import { chooseScales } from "./choose.ts";
import type { Host } from "./host.ts";
import type { Opened } from "./open.ts";
import { misfit } from "./threads/begin.ts";

/** What is known of a run beforehand. */
export interface Foreseen {
  /** The scale that runs, the first where the document names several. */
  readonly scale: string;
  readonly needs: Needs;
  /** What it will record. */
  readonly channels: readonly Channel[];
  /** Why it would be refused for want of memory. */
  readonly refusal?: LapicqueError;
}

/** The scale that will run a document first. Throws a LapicqueError where there is none. */
export async function firstScale(opened: Opened): Promise<string> {
  return (await first(opened)).scale.id;
}

/** Plans the run on that scale. Throws as `firstScale`. */
export async function foresee(host: Pick<Host, "memory">, opened: Opened): Promise<Foreseen> {
  const { scale, experiment } = await first(opened);
  const { needs, channels } = scale.plan(experiment, { seed: experiment.run.seed });
  const obstacle = misfit(host, needs);
  return { scale: scale.id, needs, channels, ...(obstacle ? { refusal: complain(obstacle) } : {}) };
}

async function first({ experiment, document }: Opened) {
  if (!experiment) throw new InternalError("a document with errors was planned");
  const [scale] = await chooseScales(experiment, document);
  return { scale: scale!, experiment };
}

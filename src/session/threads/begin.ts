/** A planned run is begun: in this thread, or dealt to several. */
import type { Needs, Plan, Reason, Scale, Simulation } from "../../contract/index.ts";
import type { Driven } from "../drive.ts";
import type { Host } from "../host.ts";
import { deal, usefulThreads } from "./deal.ts";
import { Team } from "./team.ts";

/** What a run is driven by, and how many threads that are where there could be several. */
export interface Begun {
  readonly simulation: Driven & Pick<Simulation, "drain" | "measures" | "close">;
  readonly threads: { readonly threads?: number };
}

/** @param most  threads; absent: as many as are of use, of those that the host has */
export async function begin({ threads, memory }: Host, scale: Scale, plan: Plan, most: number | undefined): Promise<Begun> {
  const { sharing, needs } = plan;
  if (needs.bytes > (memory?.() ?? Number.POSITIVE_INFINITY)) return { simulation: refused(needs), threads: {} };
  const here = () => scale.create(plan, { from: 0, to: plan.atoms });
  if (sharing === undefined) return { simulation: here(), threads: {} };
  const wanted = threads === undefined ? 1 : (most ?? usefulThreads(sharing, threads.count));
  const parts = deal(sharing.work, wanted);
  if (threads === undefined || parts.length === 1) return { simulation: here(), threads: { threads: 1 } };
  return { simulation: await Team.begin(threads, scale.id, plan, parts), threads: { threads: parts.length } };
}

/** A run that ends before anything of it is made. */
function refused({ bytes }: Needs): Begun["simulation"] {
  const reason: Reason = { code: "does-not-fit", data: { gigabytes: Number((bytes / 1e9).toPrecision(2)) } };
  return { advance: () => ({ kind: "does-not-fit", t: 0, reason }), drain: () => {}, close: () => {} };
}

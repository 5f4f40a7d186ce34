/** A planned run is begun, or goes on from where it was saved: in this thread, or dealt to several. */
import { LapicqueError } from "../../base/index.ts";
import type { Needs, Part, Plan, Reason, Scale, Simulation, Snapshot } from "../../contract/index.ts";
import type { Driven } from "../drive.ts";
import type { Host } from "../host.ts";
import { deal, usefulThreads } from "./deal.ts";
import { Team } from "./team.ts";

/** A run at rest: its parts, and a snapshot of each. */
export interface Rest {
  readonly parts: readonly Part[];
  readonly snapshots: readonly Snapshot[];
}

/** What a run is driven by, and how many threads that are where there could be several. */
export interface Begun {
  readonly simulation: Driven & Pick<Simulation, "drain" | "measures" | "close">;
  readonly threads: { readonly threads?: number };
  /** At a time that was reached, after a drain. Absent: the scale cannot be saved. */
  readonly save?: () => Promise<Rest>;
}

/**
 * @param most  threads; absent: as many as are of use, of those that the host has
 * @param from  where the run goes on, with as many threads as it had; absent: at its beginning
 */
export async function begin(host: Host, scale: Scale, plan: Plan, most: number | undefined, from?: Rest): Promise<Begun> {
  const { sharing, needs } = plan;
  const { threads } = host;
  const obstacle = misfit(host, needs);
  if (obstacle) return { ...refused(obstacle), threads: {} };
  if (sharing === undefined) return { ...beginHere(scale, plan, from), threads: {} };
  const wanted = threads === undefined ? 1 : (most ?? usefulThreads(sharing, threads.count));
  const parts = from?.parts ?? deal(sharing.work, wanted);
  if (parts.length === 1) return { ...beginHere(scale, plan, from), threads: { threads: 1 } };
  if (threads === undefined) throw new LapicqueError("checkpoint-threads", { threads: parts.length });
  const team = await Team.begin(threads, scale.id, plan, parts);
  if (from) await team.restore(from.snapshots);
  return {
    simulation: team,
    threads: { threads: parts.length },
    save: async () => ({ parts, snapshots: await team.save() }),
  };
}

function beginHere(scale: Scale, plan: Plan, from: Rest | undefined): Pick<Begun, "simulation" | "save"> {
  const all: Part = { from: 0, to: plan.atoms };
  const simulation = scale.create(plan, all);
  if (from) simulation.restore?.(from.snapshots[0]!);
  if (simulation.save === undefined) return { simulation };
  return { simulation, save: async () => ({ parts: [all], snapshots: [simulation.save!()] }) };
}

/** Why a run would end before anything of it is made: the host has not the memory. */
export function misfit({ memory }: Pick<Host, "memory">, { bytes }: Needs): Reason | undefined {
  if (bytes <= (memory?.() ?? Number.POSITIVE_INFINITY)) return undefined;
  return { code: "does-not-fit", data: { gigabytes: Number((bytes / 1e9).toPrecision(2)) } };
}

function refused(reason: Reason): Pick<Begun, "simulation" | "save"> {
  const simulation: Begun["simulation"] = { advance: () => ({ kind: "does-not-fit", t: 0, reason }), drain: () => {}, close: () => {} };
  return { simulation, save: async () => ({ parts: [], snapshots: [] }) };
}

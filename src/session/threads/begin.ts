/** A planned run is begun, or goes on from where it was saved: in this thread, or dealt to several. */
import { LapicqueError } from "../../base/index.ts";
import type { Needs, Part, Plan, Reason, Scale, Simulation, Snapshot } from "../../contract/index.ts";
import type { Driven } from "../drive.ts";
import type { Cancellation, Host, Progress } from "../host.ts";
import { deal, usefulThreads } from "./deal.ts";

/** A run at rest: its parts, and a snapshot of each. */
export interface Rest {
  readonly parts: readonly Part[];
  readonly snapshots: readonly Snapshot[];
}

/** What a run is driven by, and how many threads that are where there could be several. */
export interface Begun {
  readonly simulation: Driven & Pick<Simulation, "drain" | "measures" | "activities" | "remarks" | "close">;
  readonly threads: { readonly threads?: number };
  /** At a time that was reached, after a drain. Absent: the scale cannot be saved. */
  readonly save?: () => Promise<Rest>;
}

/** Wall time after which the event loop gets a turn while connections are made [ms]: a page may wait 4 ms for it. */
const turn = 20;

export interface BeginOptions {
  /** Most threads; absent: as many as are of use, of those that the host has. */
  readonly threads?: number;
  /** Where the run goes on, with as many threads as it had; absent: at its beginning. */
  readonly from?: Rest;
  /** Where it is asked, what has been begun is left as it is: `drive` will not touch it. */
  readonly signal?: Cancellation;
  readonly progress?: Progress;
}

export async function begin(host: Host, scale: Scale, plan: Plan, options: BeginOptions = {}): Promise<Begun> {
  const { sharing, needs } = plan;
  const { threads } = host;
  const { from } = options;
  const obstacle = misfit(host, needs);
  if (obstacle) return { ...refused(obstacle), threads: {} };
  if (sharing === undefined) return { ...(await beginHere(host, scale, plan, options)), threads: {} };
  // Planning a large network has taken its time.
  await host.pause();
  if (options.signal?.aborted) return { ...refused({ code: "run-cancelled", data: { time: 0 } }), threads: {} };
  const wanted = threads === undefined ? 1 : (options.threads ?? usefulThreads(sharing, threads.count));
  const parts = from?.parts ?? deal(sharing.work, wanted);
  if (parts.length === 1) return { ...(await beginHere(host, scale, plan, options)), threads: { threads: 1 } };
  if (threads === undefined) throw new LapicqueError("checkpoint-threads", { threads: parts.length });
  const said = teller(host, options.progress);
  const { Team } = await import("./team.ts");
  const team = await Team.begin(threads, scale.id, plan, parts, { ...options, built: said });
  if (from && !options.signal?.aborted) await team.restore(from.snapshots);
  return {
    simulation: team,
    threads: { threads: parts.length },
    save: async () => ({ parts, snapshots: await team.save() }),
  };
}

async function beginHere(
  host: Host,
  scale: Scale,
  plan: Plan,
  { from, signal, progress }: BeginOptions,
): Promise<Pick<Begun, "simulation" | "save">> {
  const all: Part = { from: 0, to: plan.atoms };
  const simulation = scale.create(plan, all);
  const said = teller(host, progress);
  let turned = host.now();
  for (let part = simulation.build?.() ?? 1; part < 1 && !signal?.aborted; part = simulation.build!()) {
    if (host.now() - turned < turn) continue;
    said(part);
    await host.pause();
    turned = host.now();
  }
  if (from && !signal?.aborted) simulation.restore?.(from.snapshots[0]!);
  if (simulation.save === undefined) return { simulation };
  return { simulation, save: async () => ({ parts: [all], snapshots: [simulation.save!()] }) };
}

/** Why a run would end before anything of it is made: the host has not the memory. */
export function misfit({ memory }: Pick<Host, "memory">, { bytes }: Needs): Reason | undefined {
  if (bytes <= (memory?.() ?? Number.POSITIVE_INFINITY)) return undefined;
  return { code: "does-not-fit", data: { gigabytes: Number((bytes / 1e9).toPrecision(2)) } };
}

/** Says how far the building is, from the part of it that is done. */
function teller(host: Host, progress: Progress | undefined): (part: number) => void {
  const began = host.now();
  return (part) => {
    const secondsLeft = ((host.now() - began) / 1000) * (1 / part - 1);
    progress?.({ fraction: part, secondsLeft, what: "connections" });
  };
}

/** A run that ends before anything of it is made. */
function refused(reason: Reason): Pick<Begun, "simulation" | "save"> {
  const simulation: Begun["simulation"] = { advance: () => ({ kind: "does-not-fit", t: 0, reason }), drain: () => {}, close: () => {} };
  return { simulation, save: async () => ({ parts: [], snapshots: [] }) };
}

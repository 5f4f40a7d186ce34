/** The port of the worker: hosts the session and answers the page's calls. Nothing is computed on the page itself. */
import type { Result, Spikes } from "../../../src/contract/index.ts";
import { portableHost, type Threads } from "../../../src/session/index.ts";
import type { FromWorker, RunAnswer, ToWorker } from "./messages.ts";
import { answer } from "./serve.ts";

// TypeScript's DOM library types `self` as a window; in a worker it has these two members.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(said: readonly FromWorker[], moved: ArrayBuffer[]): void;
};

/** A message channel turns the event loop at once; timers of nested depth wait 4 ms. */
const { port1, port2 } = new MessageChannel();
const turns: (() => void)[] = [];
port1.onmessage = () => turns.shift()?.();
const atNextTurn = (act: () => void) => {
  turns.push(act);
  port2.postMessage(null);
};

/** What is said in one turn of the event loop goes in one message: the page takes it in at once, and draws once. */
let said: FromWorker[] = [];
const speak = (one: FromWorker) => {
  if (said.push(one) > 1) return;
  atNextTurn(() => {
    scope.postMessage(said, [...new Set(said.flatMap(recordingsOf))]);
    said = [];
  });
};

/** The memory of what a run recorded, which is moved to the page instead of copied: nothing else has it. */
function recordingsOf(one: FromWorker): readonly ArrayBuffer[] {
  // Of the answers, that of a run has a result.
  if (one.kind === "answer") return buffersOf((one.output as RunAnswer | null)?.result);
  if (one.kind !== "event") return [];
  if (one.event === "frame") return buffersOf({ ...one.value, populations: {} }, Object.values(one.value.spikes));
  // The union of events does not tie the part to its value; a run gathers its recordings in plain memory.
  return one.event === "part" && one.value.part === "result" ? buffersOf(one.value.value as Result | undefined) : [];
}

function buffersOf(
  result: Pick<Result, "signals" | "profiles" | "populations"> | undefined,
  more: readonly Spikes[] = [],
): readonly ArrayBuffer[] {
  const spikes = Object.values(result?.populations ?? {}).flatMap((one) => one.spikes ?? []);
  return [
    ...[...(result?.signals ?? []), ...(result?.profiles ?? [])].flatMap(({ times, values }) => [
      times.buffer as ArrayBuffer,
      values.buffer as ArrayBuffer,
    ]),
    ...[...spikes, ...more].flatMap(({ times, neurons }) => [times.buffer as ArrayBuffer, neurons.buffer as ArrayBuffer]),
  ];
}

/** Memory of a machine that does not say how much it has; browsers that say it name no more than this, or a little more [GiB]. */
const USUAL_MEMORY = 8;

/** What a page may hope for [bytes]. Beyond, a run is refused before it brings the browser down. */
const memory = () => ((navigator as { readonly deviceMemory?: number }).deviceMemory ?? USUAL_MEMORY) * 2 ** 30;

/** Answers from now on. @param threads  for long runs, where there are any */
export function listen(threads: Threads | undefined): void {
  const pause = () => new Promise<void>(atNextTurn);
  const host = { ...portableHost, platform: "browser", pause, memory, ...(threads ? { threads } : {}) };
  const respond = answer(host, speak);
  scope.onmessage = ({ data }) => void respond(data);
}

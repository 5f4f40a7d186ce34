/** The port of the worker: hosts the session and answers the page's calls. Nothing is computed on the page itself. */
import type { Result } from "../../../src/contract/index.ts";
import { portableHost, type Threads } from "../../../src/session/index.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
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

/** The memory of a run's signals, which is moved to the page instead of copied: nothing else has it. */
function recordingsOf(one: FromWorker): readonly ArrayBuffer[] {
  if (one.kind !== "event" || one.event !== "part" || one.value.part !== "result") return [];
  // The union of events does not tie the part to its value; a run gathers its recordings in plain memory.
  const { signals } = (one.value.value ?? { signals: [] }) as Pick<Result, "signals">;
  return signals.flatMap(({ times, values }) => [times.buffer as ArrayBuffer, values.buffer as ArrayBuffer]);
}

/** Answers from now on. @param threads  for long runs, where there are any */
export function listen(threads: Threads | undefined): void {
  const host = { ...portableHost, platform: "browser", pause: () => new Promise<void>(atNextTurn), ...(threads ? { threads } : {}) };
  const respond = answer(host, speak);
  scope.onmessage = ({ data }) => void respond(data);
}

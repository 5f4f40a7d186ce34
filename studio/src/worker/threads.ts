/** Threads of a browser. */
import type { FromThread, Thread, Threads } from "../../../src/session/index.ts";

/** Undefined where memory cannot be shared: the server of the page must isolate it (COOP and COEP). */
export function sharedThreads(): Threads | undefined {
  return globalThis.crossOriginIsolated ? { count: navigator.hardwareConcurrency, begin } : undefined;
}

async function begin(): Promise<Thread> {
  const worker = new Worker(new URL("./part.ts", import.meta.url), { type: "module" });
  return {
    post: (message) => worker.postMessage(message),
    listen: (hear, died) => {
      worker.onmessage = ({ data }: MessageEvent<FromThread>) => hear(data);
      worker.onerror = ({ message }) => died(message ?? "it could not be loaded");
    },
    end: () => worker.terminate(),
  };
}

/** Threads of Node. */
import { availableParallelism } from "node:os";
import type { Thread, Threads } from "../session/index.ts";

/** Threads that run the JavaScript file at a path. */
export function nodeThreads(path: string): Threads {
  return { count: availableParallelism(), begin: () => beginThread(path) };
}

async function beginThread(path: string): Promise<Thread> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(path);
  let isEnded = false;
  return {
    post: (message) => worker.postMessage(message),
    listen: (hear, died) => {
      worker.on("message", hear);
      worker.on("error", ({ message }) => died(message));
      worker.on("exit", (code) => {
        if (!isEnded) died(`it left with the code ${code}`);
      });
    },
    end: () => {
      isEnded = true;
      void worker.terminate();
    },
  };
}

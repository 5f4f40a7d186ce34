/** What the worker does with each call. Independent of the page: tests call it in process. */
import { builtNames, type Environment, type Host, openText, run, showEntries } from "../../src/session/index.ts";
import { describe } from "./describe.ts";
import type { Calls, FromWorker, ToWorker } from "./messages.ts";

/** Sends a message to the page. */
export type Speak = (message: FromWorker) => void;

type Handlers = { readonly [K in keyof Calls]: (input: Calls[K][0]) => Promise<Calls[K][1]> };

/** The answering side of the map of calls. */
export function answer(host: Host, speak: Speak): (message: ToWorker) => Promise<void> {
  const handlers = makeHandlers(host, speak);
  return async ({ id, call, input }) => {
    try {
      // Handler and input belong to the same call.
      const handle = handlers[call] as (input: unknown) => Promise<unknown>;
      speak({ kind: "answer", id, output: await handle(input) });
    } catch (error) {
      speak({ kind: "failure", id, message: error instanceof Error ? error.message : String(error) });
    }
  };
}

function makeHandlers(host: Host, speak: Speak): Handlers {
  const environment: Environment = { host, names: builtNames(["traces", "raster", "curve"]) };
  let current = new AbortController();
  return {
    async show({ revision, document }) {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      const opened = await openText(environment, document.text, document.name);
      const entries = opened.errors.length > 0 ? [] : showEntries(opened, "mathml");
      speak({ kind: "event", event: "part", value: { revision, part: "described", value: describe(opened, entries) } });
      if (!opened.experiment) return "done";
      const ran = await run(host, opened, { signal });
      if (signal.aborted) return "overtaken";
      speak({ kind: "event", event: "part", value: { revision, part: "result", value: ran[0]!.result } });
      speak({ kind: "event", event: "settled", value: { revision } });
      return "done";
    },
    async cancel() {
      current.abort();
      return null;
    },
  };
}

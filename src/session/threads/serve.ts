/** The computing side: one thread, one part of a run. */
import { type Complaint, InternalError, LapicqueError } from "../../base/index.ts";
import type { Chunk, Simulation } from "../../contract/index.ts";
import { scales } from "../../scales/index.ts";
import { BoardExchange } from "./board.ts";
import type { FromThread, PartCalls, ToThread } from "./messages.ts";

type Handlers = { readonly [K in keyof PartCalls]: (input: PartCalls[K][0]) => Promise<PartCalls[K][1]> };

/** Gives what answers the messages that a thread receives. @param speak  sends an answer; the memory of `moved` goes with it */
export function servePart(speak: (message: FromThread, moved: readonly ArrayBuffer[]) => void): (message: ToThread) => Promise<void> {
  const handlers = makeHandlers((part) => speak({ kind: "built", part }, []));
  return async ({ call, input }) => {
    try {
      // Handler and input belong to the same call.
      const handle = handlers[call] as (input: unknown) => Promise<unknown>;
      const output = await handle(input);
      speak({ kind: "answer", output }, call === "advance" ? buffersOf(output as PartCalls["advance"][1]) : []);
    } catch (error) {
      speak(failure(error), []);
    }
  };
}

function makeHandlers(tell: (part: number) => void): Handlers {
  let simulation: Simulation | undefined;
  const made = () => {
    if (simulation === undefined) throw new InternalError("a part was to go on before it was made");
    return simulation;
  };
  return {
    create: async ({ scale: id, plan, board, part }) => {
      const scale = await scales.find((entry) => entry.id === id)!.load();
      simulation = scale.create(plan, board.parts[part]!, new BoardExchange(board, plan.sharing!, part));
      for (let done = simulation.build?.() ?? 1; done < 1; done = simulation.build!()) tell(done);
      return null;
    },
    advance: async ({ until }) => {
      const outcome = made().advance(until);
      const chunks: Chunk[] = [];
      made().drain((chunk) => chunks.push(chunk));
      return { outcome, chunks };
    },
    // What can be shared can be saved.
    save: async () => made().save!(),
    restore: async (snapshot) => {
      made().restore!(snapshot);
      return null;
    },
  };
}

/** A part drains into arrays of their own, which nobody needs here any more. */
function buffersOf({ chunks }: PartCalls["advance"][1]): readonly ArrayBuffer[] {
  return [...new Set(chunks.flatMap(({ times, data }) => [times.buffer as ArrayBuffer, data.buffer as ArrayBuffer]))];
}

function failure(error: unknown): FromThread {
  // A LapicqueError pairs its code with its own data.
  if (error instanceof LapicqueError) return { kind: "complaint", complaint: { code: error.code, data: error.data } as Complaint };
  return { kind: "failure", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What the worker does with each call. Independent of the page: tests call it in process. */
import { figures } from "../../../src/figures/index.ts";
import { builtNames, type Environment, type Host, setValues, Workbench } from "../../../src/session/index.ts";
import { DataFiles } from "./data-files.ts";
import { Desk } from "./desk.ts";
import type { Editing } from "./editing.ts";
import type { Calls, Events, FromWorker, ToWorker } from "./messages.ts";
import type { Runner } from "./runner.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Sends a message to the page. */
export type Speak = (message: FromWorker) => void;

/** Tells the page something by itself. */
export type Tell = <K extends keyof Events>(event: K, value: Events[K]) => void;

type Handlers = { readonly [K in keyof Calls]: (input: Calls[K][0]) => Promise<Calls[K][1]> };

/** The answering side of the map of calls. */
export function answer(host: Host, speak: Speak): (message: ToWorker) => Promise<void> {
  // `event` and its value are of one entry of the map; the union on the wire cannot say so for a generic.
  const handlers = makeHandlers(host, (event, value) => speak({ kind: "event", event, value } as FromWorker));
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

function makeHandlers(host: Host, tell: Tell): Handlers {
  const files = new DataFiles();
  const environment: Environment = { host: files.over(host), names: builtNames(figures.map(({ id }) => id)) };
  // What the first picture does not need is loaded when it is asked for.
  const library = () => import("./library.ts");
  let runner: Promise<Runner> | undefined;
  const running = () => (runner ??= import("./runner.ts").then(({ Runner }) => new Runner(environment)));
  let watched: Promise<WatchedRun> | undefined;
  const watching = () => (watched ??= import("./watched-run.ts").then(({ WatchedRun }) => new WatchedRun(environment, tell)));
  let edited: Promise<Editing> | undefined;
  const editing = () => (edited ??= import("./editing.ts").then(({ Editing }) => new Editing(environment)));
  const desk = new Desk(() => new Workbench(environment), environment.host, tell);
  return {
    show: (request) => desk.show(request),
    files: async (more) => {
      files.add(more);
      edited = undefined;
      desk.clear();
      (await watched)?.clear();
      return null;
    },
    study: (request) => desk.study(request),
    written: async ({ base, values }) => setValues(base, new Map(Object.entries(values))),
    gallery: async () => (await library()).galleryOf(),
    text: async (id) => (await (await library()).openNamed(environment, id)).yaml,
    sketch: async (id) => (await library()).sketchOf(environment, id),
    watch: async (document) => (await watching()).run(document),
    foresee: async (request) => (await import("./foreseen.ts")).foreseenOn(environment, request),
    sweep: async (request) => (await import("./swept.ts")).sweepOf(environment, request, tell),
    compare: async (request) => (await import("./compared.ts")).comparisonOf(environment, request, tell),
    accepts: async (document) => (await import("./accepted.ts")).acceptanceOf(environment, document),
    export: async (request) => (await import("./exported.ts")).exportOf(environment, request),
    complete: async (request) => (await editing()).complete(request),
    refusals: async ({ text, name, scale }) => (await import("./mending.ts")).refusalsOf(environment, text, name, scale),
    meaning: async (request) => (await editing()).meaning(request),
    halt: async () => {
      (await watched)?.halt();
      return null;
    },
    advance: async (request) => (await running()).advance(request),
    kick: async ({ state, by }) => {
      (await runner)?.kick(state, by);
      return null;
    },
  };
}

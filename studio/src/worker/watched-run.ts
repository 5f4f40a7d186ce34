/** The run of a network, which the page watches while it goes on. */
import { activityOn, type Environment, run, type Stage, type Watch, Workbench } from "../../../src/session/index.ts";
import type { RunFrame } from "../contract.ts";
import type { OnScale, RunAnswer } from "./messages.ts";
import { turnSound } from "./read.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

/** Owns the run under way. */
export class WatchedRun {
  readonly #environment: Environment;
  #bench: Workbench;
  readonly #tell: Tell;
  #current = new AbortController();

  constructor(environment: Environment, tell: Tell) {
    this.#environment = environment;
    this.#bench = new Workbench(environment);
    this.#tell = tell;
  }

  /** Forgets what was read: files that it names may be there now. */
  clear(): void {
    this.#bench = new Workbench(this.#environment);
  }

  /** Runs the scale, or the first of the document's, to its end. */
  async run({ scale, ...document }: OnScale): Promise<RunAnswer> {
    const current = new AbortController();
    this.#current = current;
    try {
      const read = await turnSound(this.#bench, document);
      const opened = scale === undefined ? read : await activityOn(read, scale);
      let speed = 0;
      let secondsLeft = Number.NaN;
      const progress = (stage: Stage) => {
        ({ secondsLeft } = stage);
        if (stage.run) ({ speed } = stage.run);
        else this.#tell("building", stage.fraction);
      };
      const watch = this.#watch(
        () => ({ speed, secondsLeft }),
        // What has begun after the first scale is not looked at.
        () => current.abort(),
      );
      const [ran] = await run(this.#environment.host, opened, { signal: current.signal, progress, watch });
      const result = scale === undefined ? await (await import("./theory.ts")).withLines(opened, ran!.result) : ran!.result;
      const { message, kind } = result.outcome;
      return { result, ...(message === null || kind === "cancelled" ? {} : { reason: reasonOf(result.outcome) }) };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  }

  halt(): void {
    this.#current.abort();
  }

  #watch(pace: () => Pick<RunFrame, "speed" | "secondsLeft">, end: () => void): Watch {
    let scales = 0;
    return {
      begun: (blank) => {
        if (++scales > 1) end();
        else this.#tell("begun", blank);
      },
      stretch: (stretch) => {
        if (scales === 1) this.#tell("frame", { ...stretch, ...pace() });
      },
    };
  }
}

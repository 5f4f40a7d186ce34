/** The run of a network, which the page watches while it goes on. */
import { type Environment, openText, run, type Stage, setValues, type Watch } from "../../../src/session/index.ts";
import type { RunFrame, StudioDocument } from "../contract.ts";
import type { RunAnswer } from "./messages.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

/** Owns the run under way. */
export class WatchedRun {
  readonly #environment: Environment;
  readonly #tell: Tell;
  #current = new AbortController();

  constructor(environment: Environment, tell: Tell) {
    this.#environment = environment;
    this.#tell = tell;
  }

  /** Runs the first of the document's scales to its end. */
  async run({ base, values, name }: Pick<StudioDocument, "base" | "values" | "name">): Promise<RunAnswer> {
    const current = new AbortController();
    this.#current = current;
    try {
      const opened = await openText(this.#environment, setValues(base, new Map(Object.entries(values))), name);
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
      const { withLines } = await import("./theory.ts");
      const result = await withLines(opened, ran!.result);
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

/** The run of a network, which the page watches while it goes on. */
import { type Environment, openText, run, setValues, type Watch } from "../../../src/session/index.ts";
import type { StudioDocument } from "../contract.ts";
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
      let secondsLeft = 0;
      const progress = (state: { readonly secondsLeft: number }) => {
        secondsLeft = state.secondsLeft;
      };
      const watch = this.#watch(
        () => secondsLeft,
        // What has begun after the first scale is not looked at.
        () => current.abort(),
      );
      const [ran] = await run(this.#environment.host, opened, { signal: current.signal, progress, watch });
      const { result } = ran!;
      const { message, kind } = result.outcome;
      return { result, ...(message === null || kind === "cancelled" ? {} : { reason: reasonOf(result.outcome) }) };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  }

  halt(): void {
    this.#current.abort();
  }

  #watch(secondsLeft: () => number, end: () => void): Watch {
    const { now } = this.#environment.host;
    let scales = 0;
    let began = 0;
    return {
      begun: (blank) => {
        if (++scales > 1) return end();
        began = now();
        this.#tell("begun", blank);
      },
      stretch: (stretch) => {
        if (scales === 1) this.#tell("frame", { ...stretch, elapsed: (now() - began) / 1000, secondsLeft: secondsLeft() });
      },
    };
  }
}

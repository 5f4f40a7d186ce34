/** The running simulation: goes on as the page asks for it, and follows the dials while it does. */
import { type Environment, type Live, live, type Opened, openText, setValues } from "../../../src/session/index.ts";
import type { StudioDocument } from "../contract.ts";
import type { AdvanceAnswer, AdvanceRequest } from "./messages.ts";

/** A simulation with the document that it follows. */
interface Running {
  readonly live: Live;
  readonly base: string;
  readonly values: StudioDocument["values"];
}

/** Owns the simulation under way. */
export class Runner {
  readonly #environment: Environment;
  #running: Running | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Goes on for `dt`; with another document, or one that cannot be followed, from the beginning. */
  async advance({ document, dt, fresh }: AdvanceRequest): Promise<AdvanceAnswer> {
    const isFollowed = !fresh && this.#follow(document);
    if (!isFollowed) await this.#begin(document);
    return { begun: !isFollowed, frame: this.#running!.live.advance(dt) };
  }

  /** Adds to a state. Nothing where nothing runs. */
  kick(state: string, by: number): void {
    this.#running?.live.kick(state, by);
  }

  async #begin(document: StudioDocument): Promise<void> {
    this.#running?.live.close();
    this.#running = undefined;
    const { base, values, name } = document;
    const opened: Opened = await openText(this.#environment, setValues(base, new Map(Object.entries(values))), name);
    this.#running = { live: await live(opened), base, values };
  }

  /** Takes over values that have changed. False: it must begin anew. */
  #follow({ base, values }: StudioDocument): boolean {
    const running = this.#running;
    if (running?.base !== base) return false;
    if (running.values === values) return true;
    // A dial that was put back is no longer among the values.
    if (Object.keys(running.values).some((path) => !(path in values))) return false;
    try {
      for (const [path, value] of Object.entries(values)) if (running.values[path] !== value) running.live.set(path, value);
    } catch {
      // What cannot change under way (an equation, the method, a wrong value) is for the document as a whole to say.
      return false;
    }
    this.#running = { ...running, values };
    return true;
  }
}

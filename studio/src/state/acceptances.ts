/** What the scales say of the document: asked when somebody wants to know, since it loads the code of all of them. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Acceptance, StudioDocument } from "../contract.ts";
import type { Engine } from "./engine.ts";

type Read = Pick<StudioDocument, "base" | "values" | "name">;

/** Owns the answer for the document on show. */
export class Acceptances {
  readonly #engine: Engine;
  readonly #known = signal<Acceptance | undefined>(undefined);
  #document: Read | undefined;
  #asked: string | undefined;
  #isWanted = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Undefined until it has been asked for, and has come. */
  get known(): ReadonlySignal<Acceptance | undefined> {
    return this.#known;
  }

  /** The document has changed. Values of dials seldom decide; another text does. */
  change(document: Read): void {
    this.#document = document;
    if (this.#asked === undefined || this.#asked === document.base) return;
    this.#asked = undefined;
    this.#known.value = undefined;
    if (this.#isWanted) this.want();
  }

  /** Somebody wants to know, from now on. */
  want(): void {
    this.#isWanted = true;
    const document = this.#document;
    if (!document || this.#asked === document.base) return;
    this.#asked = document.base;
    void this.#ask(document);
  }

  async #ask({ base, values, name }: Read): Promise<void> {
    const answer = await this.#engine.call("accepts", { base, values, name });
    if (this.#asked !== base) return;
    if (answer) this.#known.value = answer;
    // A document with mistakes is asked about again when it has none.
    else this.#asked = undefined;
  }
}

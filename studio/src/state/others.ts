/** The scales that a network's document is run on beside its own: which, how far each is, and what lies over the document's own activity. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Result } from "../../../src/contract/index.ts";
import type { Foreseen, StudioDocument } from "../contract.ts";
import type { Crew } from "./crew.ts";
import type { Engine } from "./engine.ts";
import { NetworkRun } from "./network-run.ts";

/** A scale that was chosen. */
export interface Other {
  readonly scale: string;
  readonly run: NetworkRun;
  /** What its run will take; absent until that is known, or where it is refused. */
  readonly foreseen?: Foreseen;
  /** What it has recorded; of what it was made. */
  readonly result?: Result;
  readonly from?: string;
  /** Why there is nothing. */
  readonly reason?: string;
}

/** Owns the runs beside the document's own: one worker for each. */
export class Others {
  readonly #crew: Crew;
  readonly #engine: Engine;
  readonly #chosen = signal<readonly Other[]>([]);
  #asked = 0;
  #changed: () => void = () => {};

  /** @param engine  says what runs will take */
  constructor(crew: Crew, engine: Engine) {
    this.#crew = crew;
    this.#engine = engine;
  }

  /** In the order in which they are drawn. */
  get chosen(): ReadonlySignal<readonly Other[]> {
    return this.#chosen;
  }

  /** Who is told that there is another result. */
  tells(changed: () => void): void {
    this.#changed = changed;
  }

  /** The results of the values that `from` is of; where nothing is known of that, those of the same values as the first. */
  results(from: string | undefined): readonly Result[] {
    const all = this.#chosen.peek().filter(({ result }) => result !== undefined);
    const ground = from ?? all[0]?.from;
    return all.flatMap((one) => (one.result && one.from === ground ? [one.result] : []));
  }

  /** The document has changed: runs of what it was are given up. */
  change(document: StudioDocument): void {
    for (const { run } of this.#chosen.peek()) run.change(document);
  }

  /** The document has been read, and these scales are wanted: what is not there yet runs by itself where it is short. */
  settle(document: StudioDocument, scales: readonly string[]): void {
    const before = this.#chosen.peek();
    for (const { scale, run } of before) if (!scales.includes(scale)) run.close();
    if (scales.length !== before.length || scales.some((scale, k) => before[k]!.scale !== scale)) {
      this.#chosen.value = scales.map((scale) => before.find((one) => one.scale === scale) ?? this.#begin(scale, document));
      this.#changed();
    }
    const asked = ++this.#asked;
    for (const { scale, run } of this.#chosen.peek()) {
      if (run.isPresent) run.settle(document, undefined);
      else void this.#foresee(document, scale, () => asked === this.#asked);
    }
  }

  /** Another document, of which nothing is known. */
  forget(): void {
    this.#asked++;
    for (const { run } of this.#chosen.peek()) run.close();
    this.#chosen.value = [];
  }

  #begin(scale: string, document: StudioDocument): Other {
    const run = new NetworkRun(this.#crew, scale);
    run.puts((result, reason, from) =>
      this.#put(scale, { ...(result ? { result, from } : {}), ...(reason === undefined ? {} : { reason }) }),
    );
    run.change(document);
    return { scale, run };
  }

  async #foresee(document: StudioDocument, scale: string, isWanted: () => boolean): Promise<void> {
    const { base, values, name } = document;
    const { value, reason } = await this.#engine.call("foresee", { base, values, name, scale });
    const other = this.#chosen.peek().find((one) => one.scale === scale);
    if (!isWanted() || !other) return;
    if (!value) return this.#put(scale, reason === undefined ? {} : { reason });
    this.#change(scale, { ...other, foreseen: value });
    other.run.settle(document, value);
  }

  #put(scale: string, found: Pick<Other, "result" | "from" | "reason">): void {
    const other = this.#chosen.peek().find((one) => one.scale === scale);
    if (!other) return;
    const { run, foreseen } = other;
    this.#change(scale, { scale, run, ...(foreseen ? { foreseen } : {}), ...found });
  }

  #change(scale: string, other: Other): void {
    batch(() => {
      this.#chosen.value = this.#chosen.peek().map((one) => (one.scale === scale ? other : one));
      this.#changed();
    });
  }
}

/** Undo and redo: snapshots of an immutable state. A movement (a slider that is dragged) is one step. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** Steps that are kept: a document is a few kilobytes, of which snapshots share what did not change. */
const MOST = 200;

/** Owns the present state and those before and after it. */
export class History<T> {
  readonly #present;
  readonly #counts = signal({ undo: 0, redo: 0 });
  #past: T[] = [];
  #future: T[] = [];
  /** What is being moved: further moves of the same thing belong to the step that has begun. */
  #moving: string | undefined;

  constructor(present: T) {
    this.#present = signal(present);
  }

  get present(): ReadonlySignal<T> {
    return this.#present;
  }

  /** How many steps back and forth there are. */
  get counts(): ReadonlySignal<{ readonly undo: number; readonly redo: number }> {
    return this.#counts;
  }

  /** A step of its own. */
  step(next: T): void {
    this.#moving = undefined;
    this.#take(next);
  }

  /** Part of a movement of `what`; `settle` or any other change ends it. */
  move(what: string, next: T): void {
    if (next === this.#present.value) return;
    if (this.#moving === what) this.#present.value = next;
    else this.#take(next);
    this.#moving = what;
  }

  /** The movement is over: the next one is another step. */
  settle(): void {
    this.#moving = undefined;
  }

  /** Begins anew: nothing to undo. */
  replace(next: T): void {
    this.#past = [];
    this.#future = [];
    this.#moving = undefined;
    this.#present.value = next;
    this.#count();
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.#present.value);
    this.#show(before);
  }

  redo(): void {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.#present.value);
    this.#show(after);
  }

  #take(next: T): void {
    if (next === this.#present.value) return;
    this.#past.push(this.#present.value);
    if (this.#past.length > MOST) this.#past.shift();
    this.#future = [];
    this.#show(next);
  }

  #show(state: T): void {
    this.#moving = undefined;
    this.#present.value = state;
    this.#count();
  }

  #count(): void {
    this.#counts.value = { undo: this.#past.length, redo: this.#future.length };
  }
}

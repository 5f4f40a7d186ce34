/** What comes next. */

/** The numbers 0 .. n - 1, each with a time that changes; the earliest first, the lower number where times are equal. A binary heap. */
export class Schedule {
  readonly #times: Float64Array;
  readonly #heap: Uint32Array;
  /** Where each number stands in the heap. */
  readonly #places: Uint32Array;

  constructor(times: readonly number[]) {
    this.#times = Float64Array.from(times);
    this.#heap = Uint32Array.from(times, (_, i) => i).sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
    this.#places = new Uint32Array(times.length);
    for (const [place, i] of this.#heap.entries()) this.#places[i] = place;
  }

  get first(): number {
    return this.#heap[0]!;
  }

  get time(): number {
    return this.#times[this.#heap[0]!]!;
  }

  /** Gives number i another time. */
  set(i: number, time: number): void {
    this.#times[i] = time;
    this.#fall(i, this.#rise(i, this.#places[i]!));
  }

  #isBefore(a: number, b: number): boolean {
    const [ta, tb] = [this.#times[a]!, this.#times[b]!];
    return ta < tb || (ta === tb && a < b);
  }

  #put(i: number, place: number): void {
    this.#heap[place] = i;
    this.#places[i] = place;
  }

  #rise(i: number, from: number): number {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent]!;
      if (!this.#isBefore(i, above)) break;
      this.#put(above, place);
      place = parent;
    }
    this.#put(i, place);
    return place;
  }

  #fall(i: number, from: number): void {
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && this.#isBefore(this.#heap[child + 1]!, this.#heap[child]!)) child++;
      const below = this.#heap[child]!;
      if (!this.#isBefore(below, i)) break;
      this.#put(below, place);
      place = child;
    }
    this.#put(i, place);
  }
}

/** Things that are due at a time; what was added first comes first where times are equal. */
export class Queue<T> {
  readonly #heap: { readonly time: number; readonly number: number; readonly item: T }[] = [];
  #added = 0;

  get time(): number {
    return this.#heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  add(time: number, item: T): void {
    const entry = { time, number: this.#added++, item };
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent]!;
      if (above.time <= time) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = entry;
  }

  /** Takes the first one out; undefined where there is none. */
  take(): T | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) return first?.item;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const left = this.#heap[child];
      if (left === undefined) break;
      const right = this.#heap[child + 1];
      if (right !== undefined && isBefore(right, left)) child++;
      const below = this.#heap[child]!;
      if (!isBefore(below, last)) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = last;
    return first.item;
  }
}

function isBefore(a: { readonly time: number; readonly number: number }, b: { readonly time: number; readonly number: number }): boolean {
  return a.time < b.time || (a.time === b.time && a.number < b.number);
}

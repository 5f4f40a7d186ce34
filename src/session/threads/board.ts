/** A piece of memory that all threads of a run see, where each says what happened in its part and reads what happened in the others. */
import type { Exchange, Packet, Part, Sharing } from "../../contract/index.ts";

/** Shared memory, and how it is divided. Can be sent to a thread. */
export interface Board {
  readonly memory: SharedArrayBuffer;
  readonly parts: readonly Part[];
  readonly ids: number;
  readonly columns: number;
  readonly numbers: number;
}

/**
 * Most looks at the board before a thread goes to sleep: some 250 us, within which others arrive that have about as much to do in a step of a
 * large network. Sleeping and waking costs 5 us at best, and ten times that on virtual machines.
 */
const mostLooks = 30_000;
const fewestLooks = 30;
/** Meetings after which the most is tried again: one long absence says little about the next. */
const hopefulAgain = 32;

/** Words of the head: threads that have arrived, and the number of times that all have; a cache line. */
const [arrived, round, headWords] = [0, 1, 16];
/** Words of each part on each side: events, and whether it ends. */
const entryWords = 2;

/** Where what is said stands: two sides in turn, since whoever is a round ahead must not write over what others still read. */
interface Side {
  /** By part: number of events, and 1 where the part ends. */
  readonly entries: Int32Array;
  readonly ids: Uint32Array;
  readonly payloads: readonly Float64Array[];
  readonly numbers: Float64Array;
}

/** A board for the parts of a plan. */
export function makeBoard(parts: readonly Part[], { firstId, firstNumber, columns }: Sharing): Board {
  const [ids, numbers] = [firstId.at(-1)!, firstNumber.at(-1)!];
  const memory = new SharedArrayBuffer(2 * sideBytes(parts.length, ids, columns, numbers) + 4 * headWords);
  return { memory, parts, ids, columns, numbers };
}

function sideBytes(parts: number, ids: number, columns: number, numbers: number): number {
  return 8 * (columns * ids + numbers) + aligned(4 * ids) + aligned(4 * entryWords * parts);
}

const aligned = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** One thread's way to the board. */
export class BoardExchange implements Exchange {
  readonly #head: Int32Array;
  readonly #sides: readonly [Side, Side];
  /** First id of each part; those of its events stand from there on. */
  readonly #firstIds: readonly number[];
  readonly #part: number;
  /** Numbers of this part. */
  readonly #ours: readonly [number, number];
  #turn = 0;
  /** Looks that have been worth it lately. */
  #looks = mostLooks;
  /** Meetings at which looking was in vain. */
  #late = 0;

  /** @param part  number of the part among those of the board */
  constructor(board: Board, { firstId, firstNumber }: Sharing, part: number) {
    const { memory, parts } = board;
    this.#head = new Int32Array(memory, 0, headWords);
    const bytes = sideBytes(parts.length, board.ids, board.columns, board.numbers);
    this.#sides = [sideAt(board, 4 * headWords), sideAt(board, 4 * headWords + bytes)];
    this.#firstIds = parts.map(({ from }) => firstId[from]!);
    this.#part = part;
    this.#ours = [firstNumber[parts[part]!.from]!, firstNumber[parts[part]!.to]!];
  }

  share(packet: Packet, ends: boolean): boolean {
    const side = this.#sides[this.#turn]!;
    this.#turn = 1 - this.#turn;
    this.#say(side, packet, ends);
    this.#meet();
    return this.#hear(side, packet);
  }

  #say({ entries, ids, payloads, numbers }: Side, packet: Packet, ends: boolean): void {
    const first = this.#firstIds[this.#part]!;
    const [from, to] = this.#ours;
    entries[entryWords * this.#part] = packet.count;
    entries[entryWords * this.#part + 1] = ends ? 1 : 0;
    ids.set(packet.ids.subarray(0, packet.count), first);
    for (const [column, values] of payloads.entries()) values.set(packet.payloads[column]!.subarray(0, packet.count), first);
    if (to > from) numbers.set(packet.numbers.subarray(from, to), from);
  }

  /**
   * Waits until all threads are here. One that comes back sooner cannot pass its next meeting before all have left this one, and with it
   * have read what they needed: two sides are enough.
   */
  #meet(): void {
    const head = this.#head;
    const now = Atomics.load(head, round);
    if (Atomics.add(head, arrived, 1) === this.#firstIds.length - 1) {
      Atomics.store(head, arrived, 0);
      Atomics.add(head, round, 1);
      Atomics.notify(head, round);
      return;
    }
    for (let look = 0; look < this.#looks; look++) {
      if (Atomics.load(head, round) === now) continue;
      this.#looks = Math.min(2 * this.#looks, mostLooks);
      return;
    }
    // Where others come late (a busy machine, unequal work), looking only takes their time.
    this.#looks = ++this.#late % hopefulAgain === 0 ? mostLooks : Math.max(this.#looks >> 1, fewestLooks);
    while (Atomics.load(head, round) === now) Atomics.wait(head, round, now);
  }

  /** Parts are runs of ids in ascending order: one after the other, their events are in order. */
  #hear({ entries, ids, payloads, numbers }: Side, packet: Packet): boolean {
    let [count, isOver] = [0, false];
    for (const [part, first] of this.#firstIds.entries()) {
      const more = entries[entryWords * part]!;
      if (entries[entryWords * part + 1] === 1) isOver = true;
      if (more === 0) continue;
      packet.ids.set(ids.subarray(first, first + more), count);
      for (const [column, values] of payloads.entries()) packet.payloads[column]!.set(values.subarray(first, first + more), count);
      count += more;
    }
    packet.count = count;
    if (numbers.length > 0) packet.numbers.set(numbers);
    return isOver;
  }
}

function sideAt({ memory, parts, ids, columns, numbers }: Board, at: number): Side {
  const doubles = Array.from({ length: columns }, (_, column) => new Float64Array(memory, at + 8 * column * ids, ids));
  const end = at + 8 * (columns * ids + numbers);
  return {
    payloads: doubles,
    numbers: new Float64Array(memory, at + 8 * columns * ids, numbers),
    ids: new Uint32Array(memory, end, ids),
    entries: new Int32Array(memory, end + aligned(4 * ids), entryWords * parts.length),
  };
}

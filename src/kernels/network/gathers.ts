/** What the neurons of a partition receive all the time over connections of their own. */
import { compileGather } from "../../compiler/index.ts";
import { type Edges, overlaps, type Partition, Sketch } from "../delivery/index.ts";
import { closeMemory, openMemory } from "../memories.ts";
import type { PopulationRun } from "../population/run.ts";
import { DoesNotFit, Region } from "../region.ts";
import { Drawing } from "../wiring/index.ts";
import { movesSmoothly, type Network, type NetworkPopulation, saidPlace } from "./network.ts";
import { type GradedInput, gradedOf } from "./projections.ts";

/** The last values that the neurons of a population have sent. */
interface Past {
  readonly population: NetworkPopulation;
  /** What is sent: its place among all that the population says. */
  readonly said: number;
  /** Ticks that are kept. Row n mod `rows` holds the values of tick n, and row `rows` beyond it as well: no delay leads over an end. */
  readonly rows: number;
  readonly at: number;
}

/** One sum of each target of a run. */
interface Sum {
  readonly edges: Edges;
  readonly past: Past;
  readonly run: PopulationRun;
  readonly slot: string;
  /** Of what moves smoothly: the sums of the last tick and of the one before it {targets}. */
  readonly course?: { readonly now: Float64Array; readonly before: Float64Array; readonly longestDelay: number };
}

interface Exports {
  gather(rows: number, end: number, offsets: number, values: number, out: number, weights: number): void;
  gatherEqual(rows: number, end: number, offsets: number, values: number, out: number): void;
}

let compiled: WebAssembly.Module | undefined;

export class Gathers {
  readonly #region: Region;
  readonly #exports: Exports;
  readonly #pasts: readonly Past[];
  readonly #sums: readonly Sum[];
  readonly #out: number;

  /**
   * Draws and stores the connections from the address `base` of a memory on, which grows. Throws `DoesNotFit`.
   *
   * @param runs  of the populations that the partition has neurons of
   */
  constructor(network: Network, partition: Partition, runs: readonly PopulationRun[], memory: WebAssembly.Memory, base: number) {
    this.#region = new Region(memory);
    let end = base;
    const take = (bytes: number) => {
      const address = end;
      end = Math.ceil((address + bytes) / 64) * 64;
      this.#region.reserve(end);
      return address;
    };
    const found = gradedOf(network).flatMap((input) => overlaps(input, partition).map(({ from, to }) => ({ input, from, to })));
    const parts = this.#store(found, take);
    this.#out = take(8 * Math.max(0, ...found.map(({ from, to }) => to - from)));
    const pasts = new Map<string, Past>();
    for (const { input, longestDelay } of parts) {
      for (const { said } of input.sums) {
        const [key, population] = [`${input.pre.name} ${said}`, input.source];
        // One more for the tick before the first.
        const rows = Math.max(longestDelay + 2, pasts.get(key)?.rows ?? 0);
        pasts.set(key, { population, said, rows, at: 0 });
      }
    }
    for (const [key, past] of pasts) pasts.set(key, { ...past, at: take(16 * past.rows * past.population.model.population.size) });
    this.#pasts = [...pasts.values()];
    this.#sums = parts.flatMap(({ input, edges, longestDelay }) => {
      const run = runs.find(({ model }) => model.population.name === input.post.name)!;
      const isSmooth = movesSmoothly(input.source.model.flow);
      const targets = () => new Float64Array(edges.to - edges.from);
      return input.sums.map(({ slot, said }): Sum => {
        const course = isSmooth ? { course: { now: targets(), before: targets(), longestDelay } } : {};
        return { edges, run, slot, past: pasts.get(`${input.pre.name} ${said}`)!, ...course };
      });
    });
    compiled ??= new WebAssembly.Module(compileGather());
    // `compileGather` says what it exports; WebAssembly itself has no types to check it against.
    this.#exports = new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Exports;
  }

  /** Connections are drawn in a memory that is given back. */
  #store(found: readonly { readonly input: GradedInput; readonly from: number; readonly to: number }[], take: (bytes: number) => number) {
    if (found.length === 0) return [];
    const scratch = openMemory(0);
    if (scratch === undefined) throw new DoesNotFit(0);
    const drawing = new Drawing(new Region(scratch));
    const parts = found.map(({ input, from, to }) => {
      const sketch = new Sketch(input, from, to, drawing);
      return { input, edges: sketch.store(this.#region, take), longestDelay: sketch.longestDelay };
    });
    closeMemory(scratch);
    return parts;
  }

  /** Takes what all neurons say at a tick, and gives the targets what they receive at it. */
  hear(tick: number, numbers: Float64Array): void {
    for (const past of this.#pasts) this.#keep(past, tick, numbers);
    for (const sum of this.#sums) {
      const { course, run, slot, edges } = sum;
      if (course !== undefined) this.#turn(sum, course, tick);
      const received = this.#gather(sum, tick);
      if (course !== undefined) course.now.set(received);
      run.receiveEach(slot, edges.from, received, edges.factor);
    }
  }

  /** What is received in the middle of the step that begins: of what moves smoothly, where it is then, by the line through the last two ticks. */
  lead(): void {
    for (const { course, run, slot, edges } of this.#sums) {
      if (course === undefined) continue;
      const middle = this.#region.doubles.subarray(this.#out / 8, this.#out / 8 + edges.to - edges.from);
      for (let i = 0; i < middle.length; i++) middle[i] = 1.5 * course.now[i]! - 0.5 * course.before[i]!;
      run.receiveEach(slot, edges.from, middle, edges.factor);
    }
  }

  /**
   * The sums of a tick become those of the one before. What has begun to arrive since, because it was sent at the first tick, arrived then as
   * well: nothing jumps.
   */
  #turn(sum: Sum, { now, before, longestDelay }: NonNullable<Sum["course"]>, tick: number): void {
    if (tick > longestDelay) {
      before.set(now);
      return;
    }
    const { rows, at, population } = sum.past;
    const { size } = population.model.population;
    const first = at / 8;
    const { doubles } = this.#region;
    // The row of tick -1, in both copies of the ring.
    for (const row of [rows - 1, 2 * rows - 1]) doubles.copyWithin(first + row * size, first, first + size);
    before.set(this.#gather(sum, tick - 1));
    for (const row of [rows - 1, 2 * rows - 1]) doubles.fill(0, first + row * size, first + (row + 1) * size);
  }

  /** The sums at a tick, in memory that the next call overwrites. */
  #gather({ edges, past }: Sum, tick: number): Float64Array {
    const { from, to, rows, offsets, weights } = edges;
    const row = past.rows + ((tick + past.rows) % past.rows);
    const values = past.at + 8 * row * past.population.model.population.size;
    const end = rows + 4 * (to - from);
    if (weights === undefined) this.#exports.gatherEqual(rows, end, offsets, values, this.#out);
    else this.#exports.gather(rows, end, offsets, values, this.#out, weights);
    return this.#region.doubles.subarray(this.#out / 8, this.#out / 8 + to - from);
  }

  #keep({ population, said, rows, at }: Past, tick: number, numbers: Float64Array): void {
    const { size } = population.model.population;
    const { doubles } = this.#region;
    for (const block of population.extents) {
      const place = saidPlace(population, block, said);
      const values = numbers.subarray(place, place + block.to - block.from);
      for (const row of [tick % rows, rows + (tick % rows)]) doubles.set(values, at / 8 + row * size + block.from);
    }
  }

  /** Values on their way. */
  save(): readonly Float64Array[] {
    return this.#moving().map((values) => values.slice());
  }

  restore(saved: readonly Float64Array[]): void {
    for (const [i, values] of this.#moving().entries()) values.set(saved[i]!);
  }

  #moving(): readonly Float64Array[] {
    const courses = this.#sums.flatMap(({ course }) => (course === undefined ? [] : [course.now, course.before]));
    return [...this.#pasts.map((past) => this.#pastOf(past)), ...courses];
  }

  #pastOf({ population, rows, at }: Past): Float64Array {
    return this.#region.doubles.subarray(at / 8, at / 8 + 2 * rows * population.model.population.size);
  }
}

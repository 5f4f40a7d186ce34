/** What the neurons of a partition receive all the time over connections of their own. */
import { compileGather } from "../../compiler/index.ts";
import { type Edges, overlaps, type Partition, Sketch } from "../delivery/index.ts";
import { closeMemory, openMemory } from "../memories.ts";
import type { PopulationRun } from "../population/run.ts";
import { DoesNotFit, Region } from "../region.ts";
import { Drawing } from "../wiring/index.ts";
import { type Network, type NetworkPopulation, saidPlace } from "./network.ts";
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
        const rows = Math.max(longestDelay + 1, pasts.get(key)?.rows ?? 0);
        pasts.set(key, { population, said, rows, at: 0 });
      }
    }
    for (const [key, past] of pasts) pasts.set(key, { ...past, at: take(16 * past.rows * past.population.model.population.size) });
    this.#pasts = [...pasts.values()];
    this.#sums = parts.flatMap(({ input, edges }) => {
      const run = runs.find(({ model }) => model.population.name === input.post.name)!;
      return input.sums.map(({ slot, said }) => ({ edges, run, slot, past: pasts.get(`${input.pre.name} ${said}`)! }));
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

  /** Takes what all neurons say at a tick, and gives the targets what they receive in the step that begins with it. */
  hear(tick: number, numbers: Float64Array): void {
    for (const past of this.#pasts) this.#keep(past, tick, numbers);
    for (const { edges, past, run, slot } of this.#sums) {
      const { from, to, rows, offsets, weights, factor } = edges;
      const values = past.at + 8 * (past.rows + (tick % past.rows)) * past.population.model.population.size;
      const end = rows + 4 * (to - from);
      if (weights === undefined) this.#exports.gatherEqual(rows, end, offsets, values, this.#out);
      else this.#exports.gather(rows, end, offsets, values, this.#out, weights);
      const first = this.#out / 8;
      run.receiveEach(slot, from, this.#region.doubles.subarray(first, first + to - from), factor);
    }
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
    return this.#pasts.map((past) => this.#pastOf(past).slice());
  }

  restore(saved: readonly Float64Array[]): void {
    for (const [i, past] of this.#pasts.entries()) this.#pastOf(past).set(saved[i]!);
  }

  #pastOf({ population, rows, at }: Past): Float64Array {
    return this.#region.doubles.subarray(at / 8, at / 8 + 2 * rows * population.model.population.size);
  }
}

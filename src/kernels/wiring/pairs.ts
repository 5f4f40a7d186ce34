/** Connections from a list. */
import { InternalError } from "../../base/index.ts";
import { BySource } from "./by-source.ts";
import type { Drawing } from "./drawing.ts";
import { keep } from "./outdegree.ts";
import { Properties, toSteps } from "./values.ts";
import { Batch, type Law, type Projecting, type Wiring } from "./wiring.ts";

/** Rows whose weights and delays are drawn from one sequence. */
const rowsAtOnce = 1024;

/** The rows of an edge list, sorted by source; rows of one source keep their order. */
export class PairsWiring implements Wiring {
  readonly weight: Law;
  readonly delay: Law;
  readonly #sorted: BySource;

  /** Onto the targets [from, to). */
  constructor(projecting: Projecting, drawing: Drawing, from: number, to: number) {
    const { projection, asset, seed, key } = projecting;
    const [pre, post] = [asset?.columns.pre, asset?.columns.post];
    if (pre === undefined || post === undefined) throw new InternalError(`${projection.name} has no list of pairs`);
    const properties = new Properties(projecting, drawing);
    this.weight = properties.weight;
    this.delay = properties.delay;
    this.#sorted = new BySource(projection.from.from, projection.from.to, properties);
    const isWanted = (row: number) => projection.to.from + post[row]! >= from && projection.to.from + post[row]! < to;
    const sources = Int32Array.from(pre, (index) => projection.from.from + index);
    this.#sorted.count(
      sources.filter((_, row) => isWanted(row)),
      sources.reduce((sum, _, row) => sum + (isWanted(row) ? 1 : 0), 0),
    );
    this.#sorted.allocate();
    const batch = new Batch(drawing);
    const { weight, delay } = asset!.columns;
    for (let start = 0; start < pre.length; start += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, pre.length - start);
      batch.length = 0;
      batch.reserve(rows);
      batch.length = rows;
      for (let i = 0; i < rows; i++) batch.targets[i] = projection.to.from + post[start + i]!;
      drawing.start(seed, start / rowsAtOnce, 0, key);
      properties.complete(batch, 0, sources.subarray(start, start + rows), batch.targets);
      for (let i = 0; i < rows; i++) {
        if (weight !== undefined) batch.weights[i] = weight[start + i]!;
        if (delay !== undefined) batch.delays[i] = toSteps(delay[start + i]!, projecting);
      }
      const wanted = sources.slice(start, start + rows).filter((_, i) => isWanted(start + i));
      keep(batch, 0, from, to);
      this.#sorted.put(wanted, batch.targets, batch);
    }
  }

  connect(source: number, batch: Batch): void {
    this.#sorted.connect(source, batch);
  }
}

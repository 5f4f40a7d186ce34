/** What is recorded of a field. */
import type { Chunk } from "../../contract/index.ts";
import { operatorsRead } from "./across.ts";
import { type FieldModel, type FieldTap, profileTicks, sampleTicks } from "./plan.ts";
import type { Pointwise } from "./pointwise.ts";
import type { Rows } from "./rows.ts";

/** Numbers that wait to be drained. */
interface Waiting extends FieldTap {
  readonly times: number[];
  readonly values: Float64Array[];
}

/** Profiles and means over space, every so many steps. */
export class FieldRecorder {
  /** The recorded expressions, and the operators that they read. */
  readonly expressions: Pointwise | undefined;
  readonly wanted: ReadonlySet<string>;
  readonly #rows: Rows;
  readonly #numbers: Float64Array;
  readonly #cells: number;
  readonly #taps: readonly Waiting[];
  readonly #firstTick: number;
  readonly #profileTicks: number;
  readonly #sampleTicks: number;

  constructor(model: FieldModel, rows: Rows, numbers: Float64Array, expressions: Pointwise | undefined) {
    const { run } = model.experiment;
    this.expressions = expressions;
    this.wanted = operatorsRead(model.program.signals, model);
    this.#rows = rows;
    this.#numbers = numbers;
    this.#cells = model.cells;
    this.#taps = model.taps.map((tap) => ({ ...tap, times: [], values: [] }));
    this.#firstTick = Math.round(run.transient / run.step!);
    this.#profileTicks = profileTicks(model);
    this.#sampleTicks = sampleTicks(model);
  }

  #isDueFor({ isMean }: FieldTap, tick: number): boolean {
    const since = tick - this.#firstTick;
    return since >= 0 && since % (isMean ? this.#sampleTicks : this.#profileTicks) === 0;
  }

  isDue(tick: number): boolean {
    return this.#taps.some((tap) => this.#isDueFor(tap, tick));
  }

  /** Takes what has been computed of the recorded expressions. */
  take(tick: number, t: number): void {
    for (const tap of this.#taps) {
      if (!this.#isDueFor(tap, tick)) continue;
      const row = this.#rows.result(tap.signal);
      const profile = this.#numbers.slice(row, row + this.#cells);
      tap.times.push(t);
      tap.values.push(tap.isMean ? Float64Array.of(profile.reduce((sum, value) => sum + value, 0) / this.#cells) : profile);
    }
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const { channel, times, values } of this.#taps) {
      if (times.length === 0) continue;
      const length = values[0]!.length;
      const data = new Float64Array(times.length * length);
      values.forEach((profile, k) => {
        data.set(profile, k * length);
      });
      sink({ channel: channel.id, times: Float64Array.from(times), data });
      times.length = 0;
      values.length = 0;
    }
  }
}

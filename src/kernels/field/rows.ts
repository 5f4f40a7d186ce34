/** Where the numbers of a field stand in memory. */
import type { Arena } from "../arena.ts";
import { before, slope } from "./method.ts";
import type { FieldModel } from "./plan.ts";
import { rowLength } from "./pointwise.ts";

/** Name of the noise of a cell: its increment over a step. */
export const noiseRow = (noise: number) => `noise.${noise}`;

/** Rows of one number for each cell, one after the other, and rows for results behind them. Places are indices of doubles. */
export class Rows {
  readonly names: readonly string[];
  readonly first: number;
  readonly results: number;
  readonly #length: number;

  constructor({ field, program, scheme, cells }: FieldModel, arena: Arena) {
    const { states } = program;
    const slopes = scheme.stages.flatMap((stage, i) => (stage.slopes.length > 0 ? states.map((state) => slope(i, state)) : []));
    this.names = [
      ...states,
      ...states.map(before),
      ...field.axes.map(({ name }) => name),
      ...field.operators.map(({ name }) => name),
      ...slopes,
      ...field.flow.noises.map((_, j) => noiseRow(j)),
    ];
    this.#length = rowLength(cells);
    this.first = arena.take(this.names.length * this.#length);
    this.results = arena.take(Math.max(states.length, program.signals.length, 1) * this.#length);
  }

  /** The place of a row. */
  of(name: string): number {
    return this.first + this.names.indexOf(name) * this.#length;
  }

  /** The place of result k. */
  result(k: number): number {
    return this.results + k * this.#length;
  }
}

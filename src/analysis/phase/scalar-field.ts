/** Functions on the unit square whose zeros are curves: rates and levels over a window. */
import type { Jump } from "../../contract/index.ts";
import type { Plane } from "./plane.ts";

/** A range of the two axes, in internal units. */
export interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** A function of (s, t), 0 to 1 across and up the window, with its gradient. NaN where it has no value. */
export interface ScalarField {
  value(s: number, t: number): number;
  /** Value with its gradient in `ds`, `dt`. */
  differentiate(s: number, t: number): number;
  readonly ds: number;
  readonly dt: number;
}

/** Rate of one of the axes of a plane. */
export class RateField implements ScalarField {
  ds = 0;
  dt = 0;
  readonly #plane: Plane;
  readonly #window: Rectangle;
  /** 0 or 1: which of the axes' rates. */
  readonly #axis: number;

  constructor(plane: Plane, window: Rectangle, axis: number) {
    this.#plane = plane;
    this.#window = window;
    this.#axis = axis;
  }

  value(s: number, t: number): number {
    const { left, right, bottom, top } = this.#window;
    this.#plane.moveTo(left + s * (right - left), bottom + t * (top - bottom));
    return this.#plane.rates[this.#plane.axes[this.#axis]!]!;
  }

  differentiate(s: number, t: number): number {
    const value = this.value(s, t);
    const { left, right, bottom, top } = this.#window;
    this.#plane.differentiate();
    this.ds = this.#plane.slopes[2 * this.#axis]! * (right - left);
    this.dt = this.#plane.slopes[2 * this.#axis + 1]! * (top - bottom);
    return value;
  }
}

/** The spike level of a neuron; slaved states are taken along but not their slopes, which a level on the axes does not need. */
export class LevelField implements ScalarField {
  ds = 0;
  dt = 0;
  readonly #plane: Plane;
  readonly #jump: Jump;
  readonly #window: Rectangle;
  readonly #gradient: Float64Array;

  constructor(plane: Plane, jump: Jump, window: Rectangle) {
    this.#plane = plane;
    this.#jump = jump;
    this.#window = window;
    this.#gradient = new Float64Array(plane.y.length);
  }

  value(s: number, t: number): number {
    const { left, right, bottom, top } = this.#window;
    const { y, p } = this.#plane;
    y[this.#plane.axes[0]!] = left + s * (right - left);
    y[this.#plane.axes[1]!] = bottom + t * (top - bottom);
    return this.#jump.level(y, p);
  }

  differentiate(s: number, t: number): number {
    const value = this.value(s, t);
    const { left, right, bottom, top } = this.#window;
    const { y, p, axes } = this.#plane;
    this.#jump.levelGradient(y, p, this.#gradient);
    this.ds = this.#gradient[axes[0]!]! * (right - left);
    this.dt = this.#gradient[axes[1]!]! * (top - bottom);
    return value;
  }
}

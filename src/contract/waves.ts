/** What fields have beside values: waves on homogeneous states, bumps and fronts. Types only. */

/** How waves grow on a state of a field that is the same everywhere. Wave numbers are per unit of the axis, rates in 1/ms. */
export interface Dispersion {
  /** The axis along which waves grow fastest, and the unit of wave numbers. */
  readonly axis: string;
  readonly unit: string;
  readonly waveNumbers: Float64Array;
  /** Growth rate and angular frequency of the fastest wave of each wave number. */
  readonly growth: Float64Array;
  readonly omega: Float64Array;
  readonly fastest: { readonly waveNumber: number; readonly growth: number; readonly omega: number };
  /**
   * The wave that is the first to grow as all kernels are multiplied by a factor, which is 1 at present; absent: no factor makes waves grow, or the activation is flat. Of a
   * field with one state and one kernel also the gain, the derivative of what the kernel acts on, at which that is so, and the present one.
   */
  readonly critical?: { readonly waveNumber: number; readonly factor?: number; readonly gain?: number; readonly present?: number };
}

/** Patterns of a field on a line that is on or off: bumps, and the speed of a front into what is off. Lengths in `unit`. */
export interface Localised {
  readonly unit: string;
  readonly bumps: readonly { readonly width: number; readonly stable: boolean }[];
  /** [unit/ms]; negative: the front retreats. */
  readonly front?: { readonly speed: number };
}

/** When a train fires relative to another, or to itself. */

/** Lags and what was found there. */
export interface Correlogram {
  /** Centres of the bins: multiples of the width, from -reach to reach. */
  readonly lags: Float64Array;
  /** Pairs of spikes at each lag. */
  readonly pairs: Float64Array;
  /**
   * Rate of the target around a spike of the reference: pairs / (spikes of the reference * width), divided by the part (T - |lag|) / T of
   * the recording in which such pairs can be seen. The rate of the target where the trains are independent; 0 without a reference spike.
   */
  readonly rate: Float64Array;
}

export interface CorrelogramOptions {
  /** Largest lag; less than the duration. */
  readonly reach: number;
  readonly width: number;
  /** Length of the recording. */
  readonly duration: number;
}

/**
 * Cross-correlogram of two trains (times ascending): lag = time of `target` - time of `reference`. Cost: spikes + pairs within reach.
 *
 * Bins are centred at multiples of the width; where spikes lie on a grid, an odd multiple of its step keeps them off the edges.
 */
export function crossCorrelogram(reference: Float64Array, target: Float64Array, options: CorrelogramOptions): Correlogram {
  const { reach, width, duration } = options;
  const most = Math.floor(reach / width);
  const lags = Float64Array.from({ length: 2 * most + 1 }, (_, k) => (k - most) * width);
  const pairs = new Float64Array(lags.length);
  const limit = (most + 0.5) * width;
  let first = 0;
  for (let k = 0; k < reference.length; k++) {
    while (first < target.length && target[first]! - reference[k]! < -limit) first++;
    for (let j = first; j < target.length && target[j]! - reference[k]! < limit; j++) {
      const bin = Math.floor((target[j]! - reference[k]!) / width + 0.5) + most;
      if (bin >= 0 && bin < pairs.length) pairs[bin]!++;
    }
  }
  return { lags, pairs, rate: ratesOf(pairs, lags, reference.length * width, duration) };
}

/** Autocorrelogram of a train: of every spike with every other, not with itself. */
export function autoCorrelogram(train: Float64Array, options: CorrelogramOptions): Correlogram {
  const { lags, pairs } = crossCorrelogram(train, train, options);
  pairs[(pairs.length - 1) / 2]! -= train.length;
  return { lags, pairs, rate: ratesOf(pairs, lags, train.length * options.width, options.duration) };
}

function ratesOf(pairs: Float64Array, lags: Float64Array, scale: number, duration: number): Float64Array {
  return pairs.map((count, k) => (scale > 0 ? (count / scale) * (duration / (duration - Math.abs(lags[k]!))) : 0));
}

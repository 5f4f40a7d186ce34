/** Where an f-I curve is evaluated: few points where it is straight, many where it bends, and its ends closely. */

/** An evaluated point, in any units. */
export interface Sample {
  readonly input: number;
  readonly rate: number;
  /** The rate is a mean over some spikes: how it scatters is no bend. */
  readonly isMean?: boolean;
}

export interface SamplingOptions {
  /** Evaluations in all. */
  readonly most: number;
  /** Distance of a point from the chord of its neighbours, in parts of the height of the curve, at which the curve counts as straight. */
  readonly flatness: number;
  /** Width of the interval to which an end of the firing is narrowed down, in parts of the range. */
  readonly edge: number;
}

/** Longest interval of the firing without a point, in parts of the range. */
const longest = 0.13;

/**
 * Evaluates a curve over [low, high], at `given` inputs first. Then intervals are halved, the worst first: those between silence and
 * firing by their width, until they are as narrow as `edge`; the others by how far the curve is from straight beside them.
 */
export function sampleCurve<S extends Sample>(
  evaluate: (input: number) => S,
  given: readonly number[],
  { most, flatness, edge }: SamplingOptions,
): readonly S[] {
  const samples = given.map(evaluate).sort((a, b) => a.input - b.input);
  while (samples.length < most) {
    const at = worst(samples, flatness, edge);
    if (at < 0) break;
    samples.splice(at + 1, 0, evaluate(0.5 * (samples[at]!.input + samples[at + 1]!.input)));
  }
  return samples;
}

/** Number of the interval that is halved next; -1 if none needs it. */
function worst(samples: readonly Sample[], flatness: number, edge: number): number {
  const width = samples.at(-1)!.input - samples[0]!.input;
  const height = Math.max(...samples.map(({ rate }) => rate));
  let [most, at] = [1, -1];
  for (let k = 0; k + 1 < samples.length; k++) {
    const [a, b] = [samples[k]!, samples[k + 1]!];
    const part = (b.input - a.input) / width;
    const isEnd = a.rate > 0 !== b.rate > 0;
    const isLong = a.rate > 0 && b.rate > 0 && flatness < 1;
    const need = isEnd
      ? part / edge
      : Math.max(
          part > edge ? Math.max(bend(samples, k, height), bend(samples, k + 1, height)) / flatness : 0,
          isLong ? part / longest : 0,
        );
    if (need > most) [most, at] = [need, k];
  }
  return at;
}

/** How far a point is from the chord of its neighbours, in parts of the height, where all three fire or all are silent. */
function bend(samples: readonly Sample[], k: number, height: number): number {
  const [before, here, after] = [samples[k - 1], samples[k]!, samples[k + 1]];
  if (!before || !after || !(height > 0) || before.isMean || here.isMean || after.isMean) return 0;
  if (here.rate > 0 && before.rate > 0 !== after.rate > 0) return 0;
  const along = (here.input - before.input) / (after.input - before.input);
  const gap = Math.abs(here.rate - (before.rate + along * (after.rate - before.rate))) / height;
  return here.rate > 0 ? gap : 0;
}

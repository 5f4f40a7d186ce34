/** Which neurons of large populations a raster shows, and which of their spikes: as many as can be seen. */

/** A raster has room for this many rows of one pixel. */
const ROWS = 690;

/** Fewer rows than this are not thinned, however often they fire. */
const FEWEST_ROWS = 60;

/**
 * Strokes of rows that have a pixel of their own: more cannot be told apart, and take half a megabyte of SVG. Where neurons share pixels
 * half as many leave the ground visible between them, so that waves of activity are seen.
 */
const STROKES = { apart: 30_000, sharing: 15_000 } as const;

/** A row that fires all the time shows at most this many strokes: they touch, and 119 such rows take less than a megabyte of SVG. */
export const COLUMNS = 400;

/** How much a group of rows would show: rows, and spikes in all of them. */
export interface Load {
  readonly rows: number;
  readonly spikes: number;
}

/** Round numbers, so that the share does not change with every spike of a run that is watched. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8] as const;

/** The next whole number that is a round one times a power of ten. */
function nextRound(after: number): number {
  for (let power = 1; ; power *= 10) {
    const found = ROUND.find((round) => Number.isInteger(round * power) && round * power > after);
    if (found !== undefined) return found * power;
  }
}

/** n, where every nth neuron of each population is drawn: the same share of all, so that they can be compared. */
export function drawnShare(groups: readonly Load[]): number {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const strokes = (every: number) =>
    groups.reduce((sum, group) => sum + Math.min(group.spikes / every, Math.ceil(group.rows / every) * COLUMNS), 0);
  const isTooMuch = (every: number) => strokes(every) > (rows / every <= ROWS ? STROKES.apart : STROKES.sharing);
  let every = 1;
  while (isTooMuch(every) && rows / nextRound(every) >= FEWEST_ROWS) every = nextRound(every);
  return every;
}

/** Spikes of a raster: time, and row from the top. */
export interface Dots {
  readonly times: Float64Array;
  readonly rows: Uint32Array;
}

/** Spikes of a population, of which every nth neuron is drawn. Times ascend. */
interface Trains {
  readonly size: number;
  readonly every: number;
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
}

/**
 * The spikes of every nth neuron, of those in one column of one row the first.
 *
 * @param from, to  stretch that holds all spikes
 * @param column    width of a column, in parts of the stretch
 */
export function dotsOf({ size, every, times, neurons }: Trains, [from, to]: readonly [number, number], column: number): Dots {
  const kept: number[] = [];
  // The column of each neuron's last spike. A picture that is moved has no time for a map, nor for a call for each number.
  const last = new Int32Array(size).fill(-1);
  for (let k = 0; k < times.length; k++) {
    const neuron = neurons[k]!;
    if (neuron % every !== 0) continue;
    const place = Math.floor((times[k]! - from) / ((to - from) * column));
    if (last[neuron] === place) continue;
    last[neuron] = place;
    kept.push(k);
  }
  const dots = { times: new Float64Array(kept.length), rows: new Uint32Array(kept.length) };
  for (let place = 0; place < kept.length; place++) {
    const k = kept[place]!;
    dots.times[place] = times[k]!;
    dots.rows[place] = neurons[k]! / every;
  }
  return dots;
}

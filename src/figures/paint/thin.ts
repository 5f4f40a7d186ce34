/**
 * Thins lines to what a page can show, without smoothing: of all samples that fall on one pixel column the lowest and the highest
 * stay, and a point is left out only where the straight line between its neighbours passes within a tenth of a pixel.
 */

/** Columns per point: the pixels of a PNG at the usual scale of 2. */
const COLUMNS = 2;

/** How far a line may pass from a point that was left out, vertically [points]. */
const TOLERANCE = 0.05;

/**
 * Parts of a line on the page, interrupted where a coordinate is not finite. At most two points per column are kept for each
 * passage of the line through it.
 *
 * @param count  number of samples
 * @param place  writes the position of sample k to out[0], out[1] [points]
 */
export function thinLine(count: number, place: (k: number, out: Float64Array) => void): readonly Float64Array[] {
  const parts: Float64Array[] = [];
  const at = new Float64Array(2);
  let part = new Part();
  for (let k = 0; k < count; k++) {
    place(k, at);
    const x = at[0]!;
    const y = at[1]!;
    if (Number.isFinite(x) && Number.isFinite(y)) part.add(x, y);
    else {
      if (part.any) parts.push(part.finish());
      part = new Part();
    }
  }
  if (part.any) parts.push(part.finish());
  return parts;
}

/** One uninterrupted stretch, in flight: the extremes of the current column, and the points already settled. */
class Part {
  readonly #points: number[] = [];
  #column = Number.NaN;
  #count = 0;
  #lowX = 0;
  #lowY = 0;
  #highX = 0;
  #highY = 0;
  #lowIsFirst = true;

  get any(): boolean {
    return this.#count > 0 || this.#points.length > 0;
  }

  add(x: number, y: number): void {
    const column = Math.floor(x * COLUMNS);
    if (column !== this.#column) {
      this.#settle();
      this.#column = column;
    }
    const isFirst = this.#count++ === 0;
    if (isFirst || y < this.#lowY) {
      this.#lowX = x;
      this.#lowY = y;
      this.#lowIsFirst = false;
    }
    if (isFirst || y > this.#highY) {
      this.#highX = x;
      this.#highY = y;
      this.#lowIsFirst = true;
    }
  }

  finish(): Float64Array {
    this.#settle();
    return straighten(this.#points);
  }

  #settle(): void {
    if (this.#count === 0) return;
    this.#count = 0;
    if (this.#lowY === this.#highY) this.#points.push(this.#lowX, this.#lowY);
    else if (this.#lowIsFirst) this.#points.push(this.#lowX, this.#lowY, this.#highX, this.#highY);
    else this.#points.push(this.#highX, this.#highY, this.#lowX, this.#lowY);
  }
}

/**
 * Leaves out points of a line that advances in x and are met by the straight line from the last kept point to the next: the
 * admissible slopes from the last kept point form an interval, which shrinks with every point that is to be left out.
 */
function straighten(points: readonly number[]): Float64Array {
  const count = points.length / 2;
  if (count <= 2) return Float64Array.from(points);
  const kept = [points[0]!, points[1]!];
  let [anchorX, anchorY] = [points[0]!, points[1]!];
  let [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let k = 1; k < count; k++) {
    const [x, y] = [points[2 * k]!, points[2 * k + 1]!];
    const run = x - anchorX;
    const slope = (y - anchorY) / run;
    if (k > 1 && !(run > 0 && slope >= lowest && slope <= highest)) {
      [anchorX, anchorY] = [points[2 * k - 2]!, points[2 * k - 1]!];
      kept.push(anchorX, anchorY);
      [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    const step = x - anchorX;
    if (step > 0) {
      lowest = Math.max(lowest, (y - TOLERANCE - anchorY) / step);
      highest = Math.min(highest, (y + TOLERANCE - anchorY) / step);
    } else [lowest, highest] = [1, 0];
  }
  kept.push(points[2 * count - 2]!, points[2 * count - 1]!);
  return Float64Array.from(kept);
}

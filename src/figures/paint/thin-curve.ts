/**
 * Thins curves that may turn anywhere, such as orbits in a phase plane: a point is left out where the straight line from the last
 * kept point to the next kept one passes within a twentieth of a point of it.
 */

/** How far a curve may pass from a point that was left out [points]. */
const TOLERANCE = 0.05;

/**
 * Parts of a curve on the page, interrupted where a coordinate is not finite.
 *
 * @param count  number of points
 * @param place  writes the position of point k to out[0], out[1] [points]
 */
export function thinCurve(count: number, place: (k: number, out: Float64Array) => void): readonly Float64Array[] {
  const parts: Float64Array[] = [];
  const at = new Float64Array(2);
  let part: Stretch | undefined;
  for (let k = 0; k < count; k++) {
    place(k, at);
    const [x, y] = [at[0]!, at[1]!];
    if (Number.isFinite(x) && Number.isFinite(y)) {
      if (part) part.add(x, y);
      else part = new Stretch(x, y);
    } else {
      if (part) parts.push(part.finish());
      part = undefined;
    }
  }
  if (part) parts.push(part.finish());
  return parts;
}

/**
 * One uninterrupted stretch, in flight. From the last kept point, the directions that pass every point since within the tolerance
 * form a cone between (rightX, rightY) and (leftX, leftY); a point outside it, or one that turns back, ends the straight piece.
 */
class Stretch {
  readonly #kept: number[];
  #lastX: number;
  #lastY: number;
  /** Distance of the last point from the kept one. */
  #reach = 0;
  #isOpen = true;
  #leftX = 0;
  #leftY = 0;
  #rightX = 0;
  #rightY = 0;

  constructor(x: number, y: number) {
    this.#kept = [x, y];
    this.#lastX = x;
    this.#lastY = y;
  }

  add(x: number, y: number): void {
    if (x === this.#lastX && y === this.#lastY) return;
    if (!this.#passes(x, y)) {
      this.#kept.push(this.#lastX, this.#lastY);
      this.#reach = 0;
      this.#isOpen = true;
      this.#passes(x, y);
    }
    this.#lastX = x;
    this.#lastY = y;
  }

  finish(): Float64Array {
    const [x, y] = [this.#kept.at(-2), this.#kept.at(-1)];
    if (this.#lastX !== x || this.#lastY !== y) this.#kept.push(this.#lastX, this.#lastY);
    return Float64Array.from(this.#kept);
  }

  /** Whether the straight piece may go on to the point; if so the cone is narrowed by it. */
  #passes(x: number, y: number): boolean {
    const [dx, dy] = [x - this.#kept.at(-2)!, y - this.#kept.at(-1)!];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length < this.#reach) return false;
    const [ux, uy] = [dx / length, dy / length];
    const isWithin =
      this.#isOpen ||
      (this.#rightX * uy - this.#rightY * ux >= 0 && ux * this.#leftY - uy * this.#leftX >= 0 && this.#leftX * ux + this.#leftY * uy > 0);
    if (!isWithin) return false;
    this.#reach = length;
    // Points within the tolerance of the kept one are passed in any direction.
    if (length > TOLERANCE) this.#narrow(ux, uy, TOLERANCE / length);
    return true;
  }

  #narrow(ux: number, uy: number, sine: number): void {
    const cosine = Math.sqrt(1 - sine * sine);
    const [lx, ly] = [ux * cosine - uy * sine, ux * sine + uy * cosine];
    const [rx, ry] = [ux * cosine + uy * sine, uy * cosine - ux * sine];
    if (this.#isOpen || lx * this.#leftY - ly * this.#leftX > 0) [this.#leftX, this.#leftY] = [lx, ly];
    if (this.#isOpen || this.#rightX * ry - this.#rightY * rx > 0) [this.#rightX, this.#rightY] = [rx, ry];
    this.#isOpen = false;
  }
}

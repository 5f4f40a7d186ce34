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
    const x = at[0]!;
    const y = at[1]!;
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
 * form a cone between (rightX, rightY) and (leftX, leftY), of any length; a point outside it, or one that turns back, ends the straight
 * piece. Scalars and no roots but one: a run has ten thousand points, and this is done for every picture.
 */
class Stretch {
  readonly #kept: number[];
  #keptX: number;
  #keptY: number;
  #lastX: number;
  #lastY: number;
  /** Square of the distance of the last point from the kept one. */
  #reach = 0;
  #isOpen = true;
  #leftX = 0;
  #leftY = 0;
  #rightX = 0;
  #rightY = 0;

  constructor(x: number, y: number) {
    this.#kept = [x, y];
    this.#keptX = x;
    this.#keptY = y;
    this.#lastX = x;
    this.#lastY = y;
  }

  add(x: number, y: number): void {
    if (x === this.#lastX && y === this.#lastY) return;
    if (!this.#passes(x - this.#keptX, y - this.#keptY)) {
      this.#keptX = this.#lastX;
      this.#keptY = this.#lastY;
      this.#kept.push(this.#keptX, this.#keptY);
      this.#reach = 0;
      this.#isOpen = true;
      this.#passes(x - this.#keptX, y - this.#keptY);
    }
    this.#lastX = x;
    this.#lastY = y;
  }

  finish(): Float64Array {
    if (this.#lastX !== this.#keptX || this.#lastY !== this.#keptY) this.#kept.push(this.#lastX, this.#lastY);
    return Float64Array.from(this.#kept);
  }

  /** Whether the straight piece may go on to the point that lies (dx, dy) from the kept one; if so the cone is narrowed by it. */
  #passes(dx: number, dy: number): boolean {
    const squared = dx * dx + dy * dy;
    if (squared < this.#reach || !(this.#isOpen || this.#holds(dx, dy))) return false;
    this.#reach = squared;
    // Points within the tolerance of the kept one are passed in any direction.
    if (squared > TOLERANCE * TOLERANCE) this.#narrow(dx, dy, Math.sqrt(squared - TOLERANCE * TOLERANCE));
    return true;
  }

  #holds(dx: number, dy: number): boolean {
    return (
      this.#rightX * dy - this.#rightY * dx >= 0 && dx * this.#leftY - dy * this.#leftX >= 0 && this.#leftX * dx + this.#leftY * dy > 0
    );
  }

  /** @param along  from the kept point to where a line from it touches the circle of the tolerance around the point */
  #narrow(dx: number, dy: number, along: number): void {
    const lx = dx * along - dy * TOLERANCE;
    const ly = dx * TOLERANCE + dy * along;
    if (this.#isOpen || lx * this.#leftY - ly * this.#leftX > 0) {
      this.#leftX = lx;
      this.#leftY = ly;
    }
    const rx = dx * along + dy * TOLERANCE;
    const ry = dy * along - dx * TOLERANCE;
    if (this.#isOpen || this.#rightX * ry - this.#rightY * rx > 0) {
      this.#rightX = rx;
      this.#rightY = ry;
    }
    this.#isOpen = false;
  }
}

/** Fixed points of a map that is expensive to evaluate. */
import { dot } from "../../numerics/index.ts";

/** Pairs that are remembered beside the last. */
const depth = 3;
/** Directions that add less than this part to those before are left out. */
const independent = 1e-9;

/**
 * The next guess of a fixed point x = F(x), from points and their images, by Anderson's mixing: of the affine combinations of the last
 * residuals F(x) - x the shortest is taken, and the images are combined alike. With one unknown this is the secant method.
 *
 * @param spans  by unknown: the unit in which residuals are compared
 * @see Walker, Ni 2011, SIAM J. Numer. Anal. 49:1715, doi:10.1137/10078356X
 */
export function fixedPointStep(points: readonly Float64Array[], images: readonly Float64Array[], spans: Float64Array): Float64Array {
  const [x, image] = [points.at(-1)!, images.at(-1)!];
  const residual = (k: number) => spans.map((span, i) => (images.at(-1 - k)![i]! - points.at(-1 - k)![i]!) / span);
  const rest = residual(0);
  const next = Float64Array.from(image);
  const used: { readonly direction: Float64Array; readonly change: Float64Array }[] = [];
  for (let k = 1; k <= Math.min(depth, x.length, points.length - 1); k++) {
    const [now, before] = [residual(k - 1), residual(k)];
    const direction = now.map((value, i) => value - before[i]!);
    const change = image.map((_, i) => images.at(-k)![i]! - images.at(-1 - k)![i]!);
    const whole = dot(direction, direction);
    for (const one of used) subtract(direction, change, one.direction, one.change);
    if (!(dot(direction, direction) > independent * independent * whole)) continue;
    used.push({ direction, change });
  }
  for (const { direction, change } of used) subtract(rest, next, direction, change);
  return next;
}

/** Takes out of `vector` what lies along `direction`, and as much of `change` out of `image`. */
function subtract(vector: Float64Array, image: Float64Array, direction: Float64Array, change: Float64Array): void {
  const part = dot(vector, direction) / dot(direction, direction);
  for (let i = 0; i < vector.length; i++) {
    vector[i]! -= part * direction[i]!;
    image[i]! -= part * change[i]!;
  }
}

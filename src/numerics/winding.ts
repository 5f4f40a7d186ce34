/** Zeros of analytic functions in rectangles of the complex plane, none missed. */
import { atan2 } from "../base/index.ts";
import { type Complex, complexDifference, complexQuotient, complexSize } from "./complex.ts";

/** A rectangle of the complex plane. */
export interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

type Analytic = (z: Complex) => Complex;

/** Halvings of an edge; a zero nearer to it than 2^-40 of its length counts as lying on it. */
const deepest = 40;

/**
 * How many zeros, counted with multiplicity, a function that is analytic in the rectangle has inside: the turns of its value around 0 along the
 * edges. Only the direction of the value is read. Undefined where a zero lies on an edge, or where the function is not finite there.
 */
export function countZeros(f: Analytic, { left, right, bottom, top }: Rectangle): number | undefined {
  const corners: Complex[] = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const values = corners.map(f);
  let turned = 0;
  for (let k = 0; k < 4; k++) {
    const next = (k + 1) % 4;
    const turn = alongEdge(f, corners[k]!, corners[next]!, values[k]!, values[next]!);
    if (turn === undefined) return undefined;
    turned += turn;
  }
  return Math.round(turned / (2 * Math.PI));
}

/** The angle from a to b, in [-pi, pi]. */
function angleBetween(a: Complex, b: Complex): number {
  // Scaled, so that neither products of large nor of tiny values leave the range of a double.
  const size = Math.max(Math.abs(a[0]), Math.abs(a[1]));
  const [re, im] = [a[0] / size, a[1] / size];
  return atan2(re * b[1] - im * b[0], re * b[0] + im * b[1]);
}

/** Turn of the value along an edge: halved until the two halves together turn as the whole, by less than a third of a turn each. */
function alongEdge(f: Analytic, from: Complex, to: Complex, first: Complex, last: Complex): number | undefined {
  const begin = 8;
  let total = 0;
  let [z, value] = [from, first];
  for (let k = 1; k <= begin; k++) {
    const next: Complex = k === begin ? to : [from[0] + ((to[0] - from[0]) * k) / begin, from[1] + ((to[1] - from[1]) * k) / begin];
    const nextValue = k === begin ? last : f(next);
    const turn = piece(f, z, next, value, nextValue, 0);
    if (turn === undefined) return undefined;
    total += turn;
    [z, value] = [next, nextValue];
  }
  return total;
}

function piece(f: Analytic, from: Complex, to: Complex, first: Complex, last: Complex, depth: number): number | undefined {
  const middle: Complex = [0.5 * (from[0] + to[0]), 0.5 * (from[1] + to[1])];
  const value = f(middle);
  const [before, after, whole] = [angleBetween(first, value), angleBetween(value, last), angleBetween(first, last)];
  const sum = before + after;
  if (!(Math.abs(sum) < Number.POSITIVE_INFINITY)) return undefined;
  if (Math.abs(before) < 1 && Math.abs(after) < 1 && Math.abs(sum - whole) < 1e-6 && Math.abs(before - after) < 0.5) return sum;
  if (depth === deepest) return undefined;
  const half = piece(f, from, middle, first, value, depth + 1);
  const rest = half === undefined ? undefined : piece(f, middle, to, value, last, depth + 1);
  return half === undefined || rest === undefined ? undefined : half + rest;
}

/**
 * All zeros of an analytic function in a rectangle: it is cut until each part has one, from which Newton's method finds it to about 1e-10 of
 * the part, or until the part is a point (zeros of higher multiplicity come as often as they count).
 *
 * @returns undefined where a zero cannot be told from the edges of the rectangle
 */
export function findZeros(f: Analytic, rectangle: Rectangle): Complex[] | undefined {
  const count = countZeros(f, rectangle);
  return count === undefined ? undefined : withCount(f, rectangle, count);
}

function withCount(f: Analytic, box: Rectangle, count: number): Complex[] | undefined {
  if (count === 0) return [];
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  const centre: Complex = [box.left + 0.5 * width, box.bottom + 0.5 * height];
  const found = count === 1 ? zeroNear(f, centre, box) : undefined;
  if (found) return [found];
  if (width + height < 1e-10 * (Math.abs(centre[0]) + Math.abs(centre[1]))) return Array(count).fill(centre);
  // Cuts off the middle avoid zeros that lie symmetrically; where one meets a zero, the next is tried.
  for (const share of [0.4871, 0.5367, 0.4409, 0.5813]) {
    const [cutX, cutY] = [box.left + share * width, box.bottom + share * height];
    const isWide = width > height;
    const [near, far] = isWide
      ? [
          { ...box, right: cutX },
          { ...box, left: cutX },
        ]
      : [
          { ...box, top: cutY },
          { ...box, bottom: cutY },
        ];
    const first = countZeros(f, near);
    if (first === undefined || first < 0 || first > count) continue;
    const lower = withCount(f, near, first);
    const upper = lower && withCount(f, far, count - first);
    return upper && [...lower, ...upper];
  }
  return undefined;
}

/** Newton's method with a difference quotient, as long as it stays in the box. */
function zeroNear(f: Analytic, from: Complex, { left, right, bottom, top }: Rectangle): Complex | undefined {
  const step = 1e-5 * Math.min(right - left, top - bottom);
  let z = from;
  for (let iteration = 0; iteration < 25; iteration++) {
    const [ahead, behind] = [f([z[0] + step, z[1]]), f([z[0] - step, z[1]])];
    const slope: Complex = [(ahead[0] - behind[0]) / (2 * step), (ahead[1] - behind[1]) / (2 * step)];
    const move = complexQuotient(f(z), slope);
    z = complexDifference(z, move);
    if (!(z[0] > left && z[0] < right && z[1] > bottom && z[1] < top)) return undefined;
    if (complexSize(move) < 1e-3 * step) return z;
  }
  return undefined;
}

/** Zeros of a function of one variable from its values at some points: changes of sign, and dips towards zero between them. */
import { findRoot } from "../../numerics/index.ts";

/** Values of a function at ascending places. */
export interface Line {
  readonly values: ArrayLike<number>;
  /** Where value k stands. */
  place(k: number): number;
  /** The function, anywhere between. */
  at(x: number): number;
}

/** What is done at a zero; `touches` where the function comes to zero without (or hardly) changing its sign. */
export type Found = (x: number, touches: boolean) => void;

const golden = 0.3819660112501051;

/**
 * Calls `found` at every zero. A jump or a pole between values of opposite sign looks like one: the caller looks again. A value that is
 * not a number interrupts the line.
 *
 * @param dips  evaluations spent on each lowest |value| between two that are larger: 12 tell two zeros from none, 40 find a touch
 * @param touch  size of a lowest value that counts as zero
 */
export function scan(line: Line, dips: number, touch: number, found: Found): void {
  const { values } = line;
  // Scalars and no arrays: this is done for every point of every portrait.
  let [before, a] = [Number.NaN, values[0]!];
  for (let k = 0; k + 1 < values.length; k++) {
    const b = values[k + 1]!;
    if (Number.isFinite(a) && Number.isFinite(b)) {
      if (a > 0 !== b > 0) found(findRoot(line.at, line.place(k), line.place(k + 1), 0, a, b).x, false);
      else if (isLowest(before, a, b)) scanDip(line, k, dips, touch, found);
    }
    before = a;
    a = b;
  }
}

/** Whether |a| is lower than before and not above what comes, all of one sign; not without a value before. */
function isLowest(before: number, a: number, b: number): boolean {
  return !Number.isNaN(before) && before > 0 === a > 0 && Math.abs(a) < Math.abs(before) && Math.abs(a) <= Math.abs(b);
}

/** The lowest |f| around place k, by golden section; where the sign changes on the way there are two zeros. */
function scanDip(line: Line, k: number, dips: number, touch: number, found: Found): void {
  const sign = line.values[k]! > 0 ? 1 : -1;
  let [a, b, c, lowest] = [line.place(k - 1), line.place(k), line.place(k + 1), Math.abs(line.values[k]!)];
  for (let evaluation = 0; evaluation < dips; evaluation++) {
    const isRight = c - b > b - a;
    const x = isRight ? b + golden * (c - b) : b - golden * (b - a);
    const y = sign * line.at(x);
    if (!(y > 0)) {
      if (Number.isNaN(y)) return;
      found(findRoot(line.at, a, x).x, false);
      found(findRoot(line.at, x, c).x, false);
      return;
    }
    if (y < lowest) {
      if (isRight) a = b;
      else c = b;
      [b, lowest] = [x, y];
    } else if (isRight) c = x;
    else a = x;
  }
  if (lowest <= touch) found(b, true);
}

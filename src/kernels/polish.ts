/** Crossings of levels to rounding. */
import { evaluateLevels, levelSlope, levelValue } from "./level-reader.ts";
import type { Body, Method } from "./method.ts";

/** Newton iterations on the length of a step: two are usual; a level that only grazes zero is bisected, which 60 halvings finish. */
const mostIterations = 60;

/** Where a level vanishes: the length of the step from the body's time, and the place of the state there. */
export interface Crossing {
  readonly length: number;
  readonly place: number;
}

/**
 * Steps again from the beginning of the trial step until sign*level number j vanishes at the end, by Newton's method on the length of
 * the step: the interpolant, of lower order, gave the guess. The level is negative before and positive after.
 *
 * @param h  length of the trial step, which the crossing lies in
 */
export function polish(body: Body, method: Method, j: number, sign: number, guess: number, h: number): Crossing {
  const { machine, unit, t, p } = body;
  const { numbers, spareSlope, n } = machine;
  let [low, high, x] = [0, h, guess];
  let place = body.y;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    place = method.shorten(body, x);
    unit.rate(t + x, 8 * place, 8 * p, 8 * spareSlope);
    evaluateLevels(body, t + x, place);
    const value = sign * levelValue(body, j);
    const correction = value / (sign * levelSlope(body, j, spareSlope));
    if (value > 0) high = x;
    else low = x;
    if (Math.abs(correction) <= body.resolution) {
      for (let i = 0; i < n; i++) numbers[place + i]! -= correction * numbers[spareSlope + i]!;
      x -= correction;
      break;
    }
    if (high - low <= body.resolution) break;
    const newton = x - correction;
    x = newton > low && newton < high ? newton : 0.5 * (low + high);
  }
  return { length: Math.max(x, 0), place };
}

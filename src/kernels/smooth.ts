/** What methods with a smooth interpolant share: the search for crossings inside a trial step. */
import { numberOperations } from "../base/index.ts";
import { findRoot, staysBelow } from "../numerics/index.ts";
import { evaluateLevels, levelSlope, levelValue } from "./level-reader.ts";
import type { Body, Method, Precision } from "./method.ts";

/** Width of the bracket of a rough crossing, as a part of the step; the cubic itself is hardly better. */
const roughly = 1e-3;

/**
 * First theta in (from, to] at which sign*level becomes positive; 2 if it does not. The cubic through values and slopes at both ends
 * says where extrema are; where one of them comes near zero the interpolant itself decides. So two crossings in one step are seen.
 * A `rough` crossing may be where the cubic has it.
 */
export function smoothCrossing(
  method: Method,
  body: Body,
  h: number,
  j: number,
  sign: number,
  from: number,
  to: number,
  precision: Precision,
): number {
  const { value0, flow0, value1, flow1 } = body.ends;
  const [u0, u1] = [sign * value0[j]!, sign * value1[j]!];
  const [v0, v1] = [sign * flow0[j]! * h, sign * flow1[j]! * h];
  if (staysBelow(numberOperations, u0, v0, u1, v1)) return 2;
  // An extremum of the cubic that comes as near as this may be one of the solution beyond zero.
  const near = -0.05 * (Math.abs(v0) + Math.abs(v1));
  // u(theta) = u0 + v0 theta + c2 theta^2 + c3 theta^3.
  const c2 = 3 * (u1 - u0) - 2 * v0 - v1;
  const c3 = 2 * (u0 - u1) + v0 + v1;
  const cubicAt = (theta: number) => u0 + theta * (v0 + theta * (c2 + theta * c3));
  const levelAt = (theta: number) => {
    const { machine } = body;
    method.interpolate(body, theta, machine.state);
    evaluateLevels(body, body.t + theta * h, machine.state);
    return levelValue(body, j);
  };
  const flowAt = (theta: number) => {
    const { machine, unit, t, p } = body;
    method.interpolate(body, theta, machine.state);
    unit.rate(t + theta * h, 8 * machine.state, 8 * p, 8 * machine.spareSlope);
    evaluateLevels(body, t + theta * h, machine.state);
    return levelSlope(body, j, machine.spareSlope);
  };
  const candidates = [...rootsOfQuadratic(3 * c3, 2 * c2, v0).filter((theta) => theta > from && theta < to), to];
  if (precision === "rough" && candidates.length === 1 && from === 0 && to === 1 && u0 < 0 && u1 > 0) {
    return findRoot(cubicAt, 0, 1, roughly, u0, u1).x;
  }
  let low = from;
  for (const [k, candidate] of candidates.entries()) {
    let theta = candidate;
    if (theta < to && cubicAt(theta) < near) {
      low = theta;
      continue;
    }
    let value = theta === 1 ? u1 : sign * levelAt(theta);
    if (theta < to && value <= 0 && c2 + 3 * c3 * theta < 0) {
      // A maximum just below zero: is it where the cubic says?
      const [rise, fall] = [flowAt(low), flowAt(candidates[k + 1]!)];
      if (sign * rise > 0 && sign * fall < 0) {
        theta = findRoot(flowAt, low, candidates[k + 1]!, 1e-9, rise, fall).x;
        value = sign * levelAt(theta);
      }
    }
    if (value > 0) return rootBetween(low, theta, sign, levelAt, low === 0 ? u0 : undefined, value);
    low = theta;
  }
  return 2;
}

function rootBetween(
  low: number,
  high: number,
  sign: number,
  levelAt: (theta: number) => number,
  atLow: number | undefined,
  atHigh: number,
): number {
  const below = atLow ?? sign * levelAt(low);
  // Just after an event the level may stand a rounding above zero on the wrong side.
  if (below >= 0) return low;
  return findRoot((theta) => sign * levelAt(theta), low, high, 1e-14, below, atHigh).x;
}

/** Real roots of a x^2 + b x + c in ascending order; NaN where there are none. */
function rootsOfQuadratic(a: number, b: number, c: number): readonly [number, number] {
  const discriminant = b * b - 4 * a * c;
  if (!(discriminant >= 0)) return [Number.NaN, Number.NaN];
  const q = -0.5 * (b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant));
  const [x1, x2] = [q / a, c / q];
  return x1 < x2 || Number.isNaN(x2) ? [x1, x2] : [x2, x1];
}

/** Cubic Hermite interpolation of the states between (y, slope) and (next, nextSlope). */
export function hermite(body: Body, theta: number, h: number, next: number, nextSlope: number, out: number): void {
  const { machine, y, slope } = body;
  const { numbers, n } = machine;
  const rest = 1 - theta;
  for (let i = 0; i < n; i++) {
    const [a, b] = [numbers[y + i]!, numbers[next + i]!];
    const bend = (2 * theta - 1) * (b - a) + h * (rest * numbers[slope + i]! - theta * numbers[nextSlope + i]!);
    numbers[out + i] = rest * a + theta * b + theta * rest * bend;
  }
}

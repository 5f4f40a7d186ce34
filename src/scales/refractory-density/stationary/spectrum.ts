/** Eigenvalues of populations at rest: the zeros of the characteristic function of the linearised refractory density equations. */

import type { Spectrum } from "../../../contract/index.ts";
import {
  type Complex,
  complexDeterminant,
  complexDifference,
  complexExp,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
  countZeros,
  findZeros,
  type Rectangle,
} from "../../../numerics/index.ts";
import type { RateAnswer } from "../../../theory/index.ts";
import type { Resting, Transfers } from "./transfers.ts";

type Row = Complex[];

/** The determinant at z, and what it would be if no activity drove anything. */
type Characteristic = (z: Complex) => { readonly value: Complex; readonly uncoupled: Complex };

/**
 * The determinant, of the unknowns dA_i and the shared states dx_i that the activities drive, of
 *
 *   S_L,i(z) dA_i = sum_k Q_ik(z) dx_ik + sum_slots Q_is(z) ds,      z dx = J dx + B ds,      ds = sum factor e^(-z delay) dA_source.
 *
 * Analytic in z; 1 - S_L is in it, so that there is no eigenvalue 0 of the mass.
 */
export function characteristicOf(transfers: Transfers, resting: readonly (Resting | undefined)[]): Characteristic {
  const { field } = transfers;
  const own = resting.map((one) => (one ? drivenStates(one) : []));
  const offsets: number[] = [];
  let size = resting.length;
  for (const states of own) {
    offsets.push(size);
    size += states.length;
  }
  return (z) => {
    const rows = Array.from({ length: size }, (): Row => Array.from({ length: size }, (): Complex => [0, 0]));
    const add = (row: number, column: number, value: Complex) => {
      rows[row]![column] = complexSum(rows[row]![column]!, value);
    };
    const survivors = resting.map((): Complex => [1, 0]);
    const known = new Map<Resting, RateAnswer>();
    for (const [i, one] of resting.entries()) {
      if (!one) {
        // It is silent, and stays it.
        add(i, i, [1, 0]);
        continue;
      }
      const { common: m, slopes, answer } = one;
      const answered = known.get(one) ?? answer(z);
      known.set(one, answered);
      const { answers } = answered;
      const places = own[i]!;
      survivors[i] = answered.survivors;
      add(i, i, answered.survivors);
      for (const [r, state] of places.entries()) {
        add(i, offsets[i]! + r, complexScaled(answers[state]!, -1));
        add(offsets[i]! + r, offsets[i]! + r, z);
        for (const [c, other] of places.entries())
          add(offsets[i]! + r, offsets[i]! + c, [-slopes.common[state * slopes.inputs + other]!, 0]);
      }
      for (const { slot, source, factor, delay } of field.drives(i)) {
        const arriving = complexScaled(complexExp(complexScaled(z, -delay)), factor);
        add(i, source, complexScaled(complexProduct(answers[m + slot]!, arriving), -1));
        for (const [r, state] of places.entries())
          add(offsets[i]! + r, source, complexScaled(arriving, -slopes.common[state * slopes.inputs + m + slot]!));
      }
    }
    const apart = rows.map((row, r) =>
      row.map((one, c): Complex => (r < resting.length !== c < resting.length || (r < resting.length && r !== c) ? [0, 0] : one)),
    );
    for (const [i, one] of survivors.entries()) apart[i]![i] = one;
    return { value: complexDeterminant(rows), uncoupled: complexDeterminant(apart) };
  };
}

/** Shared states that the drives reach, directly or through others. The others stay at rest. */
function drivenStates({ common: m, slopes: { common, inputs, drives } }: Resting): readonly number[] {
  const reached = new Set<number>();
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (let r = 0; r < m; r++) {
      const row = common.subarray(r * inputs, (r + 1) * inputs);
      if (row.some((value, c) => value !== 0 && c < m + drives && (c >= m || reached.has(c)))) reached.add(r);
    }
  }
  return [...reached].sort((a, b) => a - b);
}

/** Left edges of the boxes that are tried one after the other, as parts of the way to where eigenvalues can no longer be told. */
const ends = [0.1, 0.4, 1];

/** Values of the characteristic function, over those without coupling, closer to 1 than this encircle nothing; so many in a row end a scan. */
const [near, calm, mostScanned] = [0.4, 3, 30];

/** Relative change from one frequency to the next that is none, and slow frequencies up to which eigenvalues are looked for then. */
const [alike, withoutEnd] = [0.05, 10];

/**
 * The leading eigenvalues [1/ms], largest real part first: all to the right of some abscissa. Where there are none as far as the function
 * can be followed, that abscissa stands for them.
 */
export function leadingEigenvalues(transfers: Transfers, resting: readonly (Resting | undefined)[]): Spectrum {
  const characteristic = characteristicOf(transfers, resting);
  const { least, slowest } = scalesOf(resting);
  const reach = reachOf(characteristic, slowest);
  const f = (z: Complex) => characteristic(z).value;
  const bound: Spectrum = { eigenvalues: [[-least, 0]], isBound: true };
  // Of many populations each look takes seconds: one tells where there is nothing at all.
  if (countZeros(f, boxOf(-least, reach, 1)) === 0) return bound;
  for (const end of ends) {
    const eigenvalues = zerosRightOf(f, -end * least, reach);
    if (eigenvalues.length > 0) return { eigenvalues };
  }
  return bound;
}

/**
 * A frequency beyond which the coupling does nothing. Where activities act at once there is none: what the coupling does no longer changes with
 * the frequency, and eigenvalues have no end. They decay the sooner the faster they turn, so that the slow ones are enough.
 */
function reachOf(characteristic: Characteristic, slowest: number): number {
  let [omega, reach, quiet, same, last] = [slowest, 2 * slowest, 0, 0, 0];
  for (let k = 0; k < mostScanned && quiet < calm; k++, omega *= 1.6) {
    const { value, uncoupled } = characteristic([0, omega]);
    const [re, im] = complexQuotient(value, uncoupled);
    const size = complexSize([re - 1, im]);
    if (size < near) quiet++;
    else [quiet, reach] = [0, Math.max(reach, 1.5 * omega)];
    same = Math.abs(size - last) < alike * size ? same + 1 : 0;
    if (quiet === 0 && same > calm) return withoutEnd * slowest;
    last = size;
  }
  return reach;
}

/** The lower edge stays off the real axis, to which the zeros are symmetric. */
function boxOf(left: number, size: number, shift: number): Rectangle {
  return { left: left * shift, right: size * shift, bottom: -0.0137 * size * shift, top: size * shift };
}

function zerosRightOf(f: (z: Complex) => Complex, left: number, size: number): readonly Complex[] {
  // Edges are moved a little where a zero lies on one.
  for (const shift of [1, 1.037, 0.951, 1.113]) {
    const box = boxOf(left, size, shift);
    const count = countZeros(f, box);
    if (count === undefined) continue;
    const zeros = deflated(f, box, count) ?? findZeros(f, box);
    if (zeros) return paired(zeros, size);
  }
  return [];
}

/**
 * So many zeros of a box by the secant method, each found one divided out; undefined where it does not lead to all of them, which the count
 * tells. Far fewer values than cutting the box takes.
 */
function deflated(f: (z: Complex) => Complex, { left, right, bottom, top }: Rectangle, count: number): readonly Complex[] | undefined {
  const found: Complex[] = [];
  const isInside = ([re, im]: Complex) => re > left && re < right && im > bottom && im < top;
  for (let attempt = 0; found.length < count; attempt++) {
    if (attempt >= 4 * count + 8) return undefined;
    // Along the left edge, where the zeros are: parts of the height that no pattern of zeros shares.
    const share = (0.07 + 0.6180339887 * attempt) % 1;
    const start: Complex = [left + 0.3 * Math.min(-left, right - left), bottom + share * share * (top - bottom)];
    const zero = secant(
      (z) => found.reduce((value, one) => complexQuotient(value, complexDifference(z, one)), f(z)),
      start,
      1e-3 * top,
      3 * top,
    );
    if (zero && isInside(zero) && found.every((one) => complexSize(complexDifference(one, zero)) > 1e-9 * top)) found.push(zero);
  }
  return found;
}

function secant(f: (z: Complex) => Complex, start: Complex, step: number, far: number): Complex | undefined {
  let [before, z]: [Complex, Complex] = [start, complexSum(start, [step, 0.5 * step])];
  let valueBefore = f(before);
  const beginning = complexSize(valueBefore);
  for (let iteration = 0; iteration < 30; iteration++) {
    const value = f(z);
    const slope = complexQuotient(complexDifference(value, valueBefore), complexDifference(z, before));
    const move = complexQuotient(value, slope);
    if (!Number.isFinite(move[0] + move[1])) return undefined;
    [before, valueBefore, z] = [z, value, complexDifference(z, move)];
    // Far out there is nothing to find, and a look takes long.
    if (complexSize(z) > far) return undefined;
    // Steps also become small where the rounding of the function looks like a slope.
    if (complexSize(move) < 1e-13 * complexSize(z)) return complexSize(value) < 1e-6 * beginning ? z : undefined;
  }
  return undefined;
}

/** The zeros of the upper half plane with their conjugates, those on the real axis once. */
function paired(zeros: readonly Complex[], size: number): readonly Complex[] {
  const upper = zeros.filter(([, im]) => im >= -1e-9 * size);
  const all = upper.flatMap(([re, im]): Complex[] =>
    im <= 1e-9 * size
      ? [[re, 0]]
      : [
          [re, im],
          [re, -im],
        ],
  );
  return all.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
}

/** How far to the left eigenvalues can be told, and a slow frequency of the equations [1/ms]. */
function scalesOf(resting: readonly (Resting | undefined)[]): { readonly least: number; readonly slowest: number } {
  let [least, slowest] = [Number.POSITIVE_INFINITY, 0];
  for (const one of resting) {
    if (!one) continue;
    const { law } = one;
    slowest = Math.max(slowest, 2 * Math.PI * law.rate);
    least = Math.min(least, law.tail && !law.tail.isExact ? 0.95 * law.tail.hazard : 10 * law.rate);
  }
  return least < Number.POSITIVE_INFINITY ? { least, slowest } : { least: 0, slowest: 1 };
}

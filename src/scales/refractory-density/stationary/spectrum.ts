/** Eigenvalues of populations at rest: the zeros of the characteristic function of the linearised refractory density equations. */
import {
  type Complex,
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
    return { value: determinant(rows), uncoupled: determinant(apart) };
  };
}

/** Shared states that the drives reach, directly or through others. The others stay at rest. */
function drivenStates({ common: m, slopes: { common, inputs } }: Resting): readonly number[] {
  const reached = new Set<number>();
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (let r = 0; r < m; r++) {
      const row = common.subarray(r * inputs, (r + 1) * inputs);
      if (row.some((value, c) => value !== 0 && (c >= m || reached.has(c)))) reached.add(r);
    }
  }
  return [...reached].sort((a, b) => a - b);
}

/** By Gaussian elimination with partial pivoting; the rows are overwritten. */
function determinant(rows: Row[]): Complex {
  const n = rows.length;
  let product: Complex = [1, 0];
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let r = k + 1; r < n; r++) if (complexSize(rows[r]![k]!) > complexSize(rows[best]![k]!)) best = r;
    if (best !== k) {
      [rows[k], rows[best]] = [rows[best]!, rows[k]!];
      product = complexScaled(product, -1);
    }
    const pivot = rows[k]![k]!;
    product = complexProduct(product, pivot);
    if (pivot[0] === 0 && pivot[1] === 0) return [0, 0];
    for (let r = k + 1; r < n; r++) {
      const factor = complexScaled(complexQuotient(rows[r]![k]!, pivot), -1);
      if (factor[0] === 0 && factor[1] === 0) continue;
      for (let c = k + 1; c < n; c++) rows[r]![c] = complexSum(rows[r]![c]!, complexProduct(factor, rows[k]![c]!));
    }
  }
  return product;
}

/** Left edges of the boxes that are tried one after the other, as parts of the way to where eigenvalues can no longer be told. */
const ends = [0.1, 0.4, 1];

/** Values of the characteristic function, over those without coupling, closer to 1 than this encircle nothing; so many in a row end a scan. */
const [near, calm, mostScanned] = [0.4, 3, 30];

/**
 * The leading eigenvalues [1/ms], largest real part first: all to the right of some abscissa. Where there are none as far as the function
 * can be followed, that abscissa stands for them.
 */
export function leadingEigenvalues(transfers: Transfers, resting: readonly (Resting | undefined)[]): readonly Complex[] {
  const characteristic = characteristicOf(transfers, resting);
  const { least, slowest } = scalesOf(resting);
  const reach = reachOf(characteristic, slowest);
  const f = (z: Complex) => characteristic(z).value;
  for (const end of ends) {
    const found = zerosRightOf(f, -end * least, reach);
    if (found.length > 0) return found;
  }
  return [[-least, 0]];
}

/** A frequency beyond which the coupling does nothing. */
function reachOf(characteristic: Characteristic, slowest: number): number {
  let [omega, reach, quiet] = [slowest, 2 * slowest, 0];
  for (let k = 0; k < mostScanned && quiet < calm; k++, omega *= 1.6) {
    const { value, uncoupled } = characteristic([0, omega]);
    const [re, im] = complexQuotient(value, uncoupled);
    if (complexSize([re - 1, im]) < near) quiet++;
    else [quiet, reach] = [0, Math.max(reach, 1.5 * omega)];
  }
  return reach;
}

function zerosRightOf(f: (z: Complex) => Complex, left: number, size: number): readonly Complex[] {
  // The lower edge stays off the real axis, to which the zeros are symmetric; edges are moved a little where a zero lies on one.
  for (const shift of [1, 1.037, 0.951, 1.113]) {
    const box = { left: left * shift, right: size * shift, bottom: -0.0137 * size * shift, top: size * shift };
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
    const zero = secant((z) => found.reduce((value, one) => complexQuotient(value, complexDifference(z, one)), f(z)), start, 1e-3 * top);
    if (zero && isInside(zero) && found.every((one) => complexSize(complexDifference(one, zero)) > 1e-9 * top)) found.push(zero);
  }
  return found;
}

function secant(f: (z: Complex) => Complex, start: Complex, step: number): Complex | undefined {
  let [before, z]: [Complex, Complex] = [start, complexSum(start, [step, 0.5 * step])];
  let valueBefore = f(before);
  for (let iteration = 0; iteration < 30; iteration++) {
    const value = f(z);
    const slope = complexQuotient(complexDifference(value, valueBefore), complexDifference(z, before));
    const move = complexQuotient(value, slope);
    if (!Number.isFinite(move[0] + move[1])) return undefined;
    [before, valueBefore, z] = [z, value, complexDifference(z, move)];
    if (complexSize(move) < 1e-13 * complexSize(z)) return z;
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

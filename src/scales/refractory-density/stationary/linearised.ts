/** Populations next to a stationary state: how they fluctuate, of finite size, and answer what they are given. */

import { atan2 } from "../../../base/index.ts";
import type { Linearised, LinearisedSource, NotLinearised } from "../../../contract/index.ts";
import type { Experiment } from "../../../model/index.ts";
import {
  type Complex,
  complexDeterminant,
  complexExp,
  complexInverse,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
  decompose,
  solveDecomposed,
} from "../../../numerics/index.ts";
import { coupledSpectra, mesoscopicSpectrum, renewalSpectrum } from "../../../theory/index.ts";
import { relaxed } from "./relax.ts";
import { highestRates, type Resting, Transfers } from "./transfers.ts";

/** Newton steps after the relaxation; the change, beside the largest rate, at which it has converged. */
const [mostSteps, converged] = [8, 1e-12];

/** The stationary state next to the given activities, linearised, where there is one that is stable. */
export function linearised(experiment: Experiment, near: ReadonlyMap<string, number>): Linearised | NotLinearised {
  const transfers = new Transfers(experiment);
  const names = transfers.field.populations.map(({ cell }) => cell.population.name);
  const found = solved(
    transfers,
    names.map((name) => near.get(name) ?? 0),
  );
  const resting = found && Array.from(found, (_, i) => transfers.resting(i, found));
  const refuse = (kind: NotLinearised["kind"]): NotLinearised => {
    transfers.close();
    return { kind };
  };
  if (!found || !resting) return refuse("none");
  if (resting.some((one) => one === undefined)) return refuse("silent");
  const parts = transfers.field.populations.map(({ cell }, i) => ({
    name: cell.population.name,
    from: cell.from,
    to: cell.to,
    size: cell.to - cell.from,
    share: (cell.to - cell.from) / cell.population.size,
    resting: resting[i]!,
  }));
  const answers = remembered((omega) => answersAt(parts, omega));
  const gain = remembered((omega) => parts.map(({ resting: one }, i) => gainOf(transfers, answers(omega).get(one)!, i, omega)));
  if (!isStable(gain, Math.max(...parts.map(({ resting: { law } }) => law.rate)))) return refuse("unstable");
  return {
    kind: "linearised",
    rates: new Map(
      experiment.populations.map(({ name }) => [
        name,
        parts.reduce((sum, one, i) => sum + (one.name === name ? one.share * found[i]! : 0), 0),
      ]),
    ),
    spectra: (source) => remembered((omega) => spectraAt(parts, source, omega, gain(omega))),
    parts: parts.map(({ name, from, to }) => ({ population: name, from, to })),
    response: (part, input) => (omega) => responseAt(parts, part, answers(omega).get(parts[part]!.resting)!, input, gain(omega)),
    close: () => transfers.close(),
  };
}

/** A function of frequency that is asked for the same ones again. */
function remembered<V>(f: (omega: number) => V): (omega: number) => V {
  const known = new Map<number, V>();
  return (omega) => {
    if (!known.has(omega)) known.set(omega, f(omega));
    return known.get(omega)!;
  };
}

interface Part {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly share: number;
  readonly resting: Resting;
}

/** Activities that agree with the rates that they make, next to a guess. */
function solved(transfers: Transfers, guess: readonly number[]): Float64Array | undefined {
  const { count } = transfers;
  const clipped = (x: Float64Array) => x.map((one) => Math.max(0, one));
  const system = {
    rhs: (x: Float64Array, _: unknown, out: Float64Array) => {
      const at = clipped(x);
      for (let i = 0; i < count; i++) out[i] = transfers.rate(i, at) - x[i]!;
    },
    jacobian: (x: Float64Array, _: unknown, out: Float64Array) => {
      const at = clipped(x);
      for (let i = 0; i < count; i++) {
        transfers.gradient(i, at, out.subarray(i * count, (i + 1) * count));
        out[i * count + i]! -= 1;
      }
    },
  };
  let x = relaxed(system, Float64Array.from(guess), highestRates(transfers));
  const [matrix, pivots, step] = [new Float64Array(count * count), new Int32Array(count), new Float64Array(count)];
  for (let k = 0; k < mostSteps; k++) {
    system.rhs(x, undefined, step);
    system.jacobian(x, undefined, matrix);
    if (!decompose(count, matrix, pivots)) return undefined;
    solveDecomposed(count, matrix, pivots, step);
    x = x.map((one, i) => one - step[i]!);
    const change = step.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const size = x.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    if (!(change < Number.POSITIVE_INFINITY)) return undefined;
    if (change <= converged * size) return x.every((one) => one >= 0) ? x : undefined;
  }
  return undefined;
}

/** By population: sum over its parts of share_i share_j S_ij. */
function spectraAt(
  parts: readonly Part[],
  source: LinearisedSource,
  omega: number,
  gain: readonly (readonly Complex[])[],
): ReadonlyMap<string, number> | undefined {
  const sources = parts.map(({ resting: { law }, size }) => uncoupled(law, source, omega) / size);
  const spectra = coupledSpectra(sources, gain);
  if (!spectra) return undefined;
  const sums = new Map<string, number>();
  for (const [i, a] of parts.entries())
    for (const [j, b] of parts.entries())
      if (a.name === b.name) sums.set(a.name, (sums.get(a.name) ?? 0) + a.share * b.share * spectra[i]![j]![0]);
  return sums;
}

function uncoupled(law: Resting["law"], source: LinearisedSource, omega: number): number {
  if (source === "neurons") return renewalSpectrum(law, omega);
  return mesoscopicSpectrum(law, source === "survival" ? law.lambdaSurvival : law.lambdaInterval, omega);
}

/** By population: sum over its parts of share_i ((1 - G)^-1)_ij chi_j, for an input of part j. */
function responseAt(
  parts: readonly Part[],
  part: number,
  answers: readonly Complex[],
  input: number,
  gain: readonly (readonly Complex[])[],
): ReadonlyMap<string, Complex> {
  const direct = answers[parts[part]!.resting.slopes.drives + input]!;
  const inverse = complexInverse(gain.map((row, a) => row.map(([re, im], b): Complex => [(a === b ? 1 : 0) - re, -im])));
  const sums = new Map<string, Complex>(parts.map(({ name }) => [name, [0, 0]]));
  for (const [i, { name, share }] of parts.entries()) {
    const moved = complexProduct(inverse?.[i]?.[part] ?? [Number.NaN, 0], direct);
    sums.set(name, complexSum(sums.get(name)!, complexScaled(moved, share)));
  }
  return sums;
}

/** Frequencies of the scan for stability, as parts of the highest rate: its begin, and the ratio of one to the next. */
const [scanned, ratio] = [1e-2, 1.25];
/** The scan ends where the open-loop responses have been this small so many times. */
const [small, calm, mostScanned] = [0.3, 3, 80];
/** Turns of the determinant between two frequencies that are looked at more closely, and how closely. */
const [turned, closest] = [1, 5];

/**
 * Nyquist's criterion: the populations without coupling are stable, so those with it are if det(1 - G(i omega)) does not turn around 0 between omega = 0, where
 * it must be positive, and infinity, where it is 1.
 */
function isStable(gain: (omega: number) => Complex[][], rate: number): boolean {
  const value = (omega: number) => {
    const g = gain(omega);
    const det = complexDeterminant(g.map((row, a) => row.map(([re, im], b): Complex => [(a === b ? 1 : 0) - re, -im])));
    return {
      det,
      size: g.reduce(
        (most, row) =>
          Math.max(
            most,
            row.reduce((sum, one) => sum + complexSize(one), 0),
          ),
        0,
      ),
    };
  };
  const turn = (low: number, a: Complex, high: number, b: Complex, depth: number): number => {
    const [re, im] = complexQuotient(b, a);
    const angle = atan2(im, re);
    if (Math.abs(angle) < turned || depth === 0) return angle;
    const middle = Math.sqrt(low * high);
    const { det } = value(middle);
    return turn(low, a, middle, det, depth - 1) + turn(middle, det, high, b, depth - 1);
  };
  let omega = scanned * rate;
  let before = value(omega).det;
  let angle = atan2(before[1], before[0]);
  for (let k = 0, quiet = 0; k < mostScanned && quiet < calm; k++) {
    const { det, size } = value(omega * ratio);
    angle += turn(omega, before, omega * ratio, det, closest);
    quiet = size < small ? quiet + 1 : 0;
    [omega, before] = [omega * ratio, det];
  }
  return Math.abs(angle) < Math.PI;
}

/** Populations with the same equations and drives are one. */
function answersAt(parts: readonly Part[], omega: number): ReadonlyMap<Resting, readonly Complex[]> {
  return new Map([...new Set(parts.map(({ resting }) => resting))].map((one) => [one, answersOf(one, omega)] as const));
}

/**
 * Open-loop response of the rate of a part to the activity of each: with Q the answers of its rate to shared states and drives,
 *
 *   G_b = sum over drives of factor e^(-z delay) (Q_drive + Q_shared (z - J)^-1 B_drive)/S_L,   z = i omega.
 */
function gainOf({ field, count }: Transfers, bySlot: readonly Complex[], i: number, omega: number): Complex[] {
  const row = Array.from({ length: count }, (): Complex => [0, 0]);
  for (const { slot, source, factor, delay } of field.drives(i)) {
    const late = complexScaled(complexExp([0, -omega * delay]), factor);
    row[source] = complexSum(row[source]!, complexProduct(bySlot[slot]!, late));
  }
  return row;
}

/** What the rate of a part answers to each of its drives, then to the inputs of its equations, through the states that its neurons share and directly. */
function answersOf({ common: m, slopes, answer }: Resting, omega: number): readonly Complex[] {
  const { survivors, answers } = answer([0, omega]);
  const inverse = complexInverse(
    Array.from({ length: m }, (_, r) =>
      Array.from({ length: m }, (__, c): Complex => [-slopes.common[r * slopes.inputs + c]!, r === c ? omega : 0]),
    ),
  );
  return Array.from({ length: slopes.inputs - m }, (_, slot) => {
    let sum = answers[m + slot]!;
    for (let r = 0; r < m; r++)
      for (let c = 0; c < m; c++) {
        const push = slopes.common[c * slopes.inputs + m + slot]!;
        const moved = inverse?.[r]?.[c];
        if (push === 0 || complexSize(answers[r]!) === 0) continue;
        sum = complexSum(sum, complexProduct(answers[r]!, complexScaled(moved ?? [Number.NaN, 0], push)));
      }
    return complexQuotient(sum, survivors);
  });
}

/**
 * Modes in pairs. Two eigenvalues lambda = mean +- sqrt(square) are complex conjugates where square < 0 and both real where it is positive. As the
 * input falls the pairs of a noisy neuron come down to the real axis and part there; mean and square stay smooth, and so do the combinations of
 * amplitudes and eigenfunctions
 *
 *   A = (a_+ + a_-)/2,   B = (a_+ - a_-)/(2 sqrt(square)),
 *
 * which are real on both sides. Everything about pairs here is written in A and B.
 */
import {
  type Complex,
  complexDifference,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSum,
  conjugate,
} from "../../numerics/index.ts";
import type { RenewalProcess } from "../renewal/process.ts";
import type { Couplings } from "./couplings.ts";
import type { Mode } from "./eigenvalues.ts";

/** Two roots of P_L(lambda) = 1: their mean, and the square of half their distance. */
export interface ModePair {
  readonly mean: number;
  readonly square: number;
}

/** Largest |lambda| of a pair. */
export function pairSize({ mean, square }: ModePair): number {
  return square < 0 ? Math.sqrt(mean * mean - square) : Math.abs(mean) + Math.sqrt(square);
}

/** sqrt(square) over |mean|: how far the two are apart. */
export function separation({ mean, square }: ModePair): number {
  return Math.sqrt(Math.abs(square)) / Math.abs(mean);
}

const rootOf = ({ square }: ModePair): Complex => (square < 0 ? [0, Math.sqrt(-square)] : [Math.sqrt(square), 0]);

/** The modes that a pair is: one that stands for two complex conjugates, or two real ones, the slower first. */
export function modesOfPair(process: RenewalProcess, { mean, square }: ModePair): readonly Mode[] {
  const root = Math.sqrt(Math.abs(square));
  const eigenvalues: readonly Complex[] =
    square < 0
      ? [[mean, root]]
      : [
          [mean + root, 0],
          [mean - root, 0],
        ];
  return eigenvalues.map((eigenvalue) => ({
    eigenvalue,
    slope: process.laplaceDerivative(eigenvalue),
    multiplicity: square < 0 ? 2 : 1,
  }));
}

/** Pairs in the order of modes, the real ones two by two in the order of their values; one that is left over is none. */
export function pairsOf(modes: readonly Mode[]): readonly ModePair[] {
  const pairs: ModePair[] = [];
  let last: number | undefined;
  for (const { eigenvalue, multiplicity } of modes) {
    const [re, im] = eigenvalue;
    if (multiplicity === 2) pairs.push({ mean: re, square: -im * im });
    else if (last === undefined) last = re;
    else {
      pairs.push({ mean: 0.5 * (last + re), square: 0.25 * (last - re) * (last - re) });
      last = undefined;
    }
  }
  return pairs;
}

/** A = (f_+ + f_-)/2 and B = (f_+ - f_-)/(2 sqrt(square)) of a function of the eigenvalue that is real on the real axis. */
export function parted(pair: ModePair, f: (lambda: Complex) => Complex): readonly [number, number] {
  const root = Math.sqrt(Math.abs(pair.square));
  if (pair.square < 0) {
    const [re, im] = f([pair.mean, root]);
    return [re, im / root];
  }
  const [above] = f([pair.mean + root, 0]);
  const [below] = f([pair.mean - root, 0]);
  return [0.5 * (above + below), (0.5 * (above - below)) / root];
}

/** Below this part of mean^2 a square is taken for it: the two roots would not be told apart. */
const leastSquare = 1e-10;

/**
 * The pair of roots next to a guess, by Newton's method for mean and square: it passes through double roots. Undefined where it does not settle.
 */
export function pairNear(process: RenewalProcess, guess: ModePair): ModePair | undefined {
  let { mean, square } = guess;
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 15; iteration++) {
    const least = leastSquare * mean * mean;
    const at = { mean, square: Math.abs(square) < least ? (square < 0 ? -least : least) : square };
    const [f, fParted] = parted(at, (lambda) => complexDifference([1, 0], process.laplace(lambda)));
    const [g, gParted] = parted(at, (lambda) => complexScaled(process.laplaceDerivative(lambda), -1));
    // Rows: the derivatives of f and f parted by mean and square.
    const [a, b, c, d] = [g, 0.5 * gParted, gParted, (0.5 * (g - fParted)) / at.square];
    const determinant = a * d - b * c;
    const [byMean, bySquare] = [(d * f - b * fParted) / determinant, (a * fParted - c * f) / determinant];
    const size = Math.abs(byMean / mean) + Math.abs(bySquare) / (mean * mean + Math.abs(at.square));
    if (!(size < 1)) return undefined;
    mean = at.mean - byMean;
    square = at.square - bySquare;
    // At rounding the steps no longer shrink.
    if (size < 1e-5 && (size >= 0.25 * last || size < 1e-14)) return { mean, square };
    last = size;
  }
  return undefined;
}

/** The coefficients of pairs in A and B, all real; two rows or columns for each pair. */
export interface PairCouplings {
  /** Derivatives of mean and square by the input. */
  readonly changes: readonly ModePair[];
  /** The activity is F_0 - sum of weights times (A, B). {2 M} */
  readonly weights: Float64Array;
  /** c_n0. {2 M} */
  readonly drive: Float64Array;
  /** Row by row: what a change of the input makes of the amplitudes. {2 M, 2 M} */
  readonly among: Float64Array;
}

/** One root of a pair among the modes of couplings. */
interface Root {
  readonly mode: number;
  readonly isConjugate: boolean;
}

/**
 * From the couplings of the modes of all pairs, one after the other. The change of B has a term of its own, since sqrt(square) moves with the input.
 * Where the two of a pair come close, digits are lost with the third power of their separation.
 */
export function pairCouplings(pairs: readonly ModePair[], modes: readonly Mode[], couplings: Couplings): PairCouplings {
  const count = 2 * pairs.length;
  const { eigenvalueSlopes } = couplings;
  let next = 0;
  const roots = pairs.map(({ square }): readonly [Root, Root] => {
    const first = { mode: next, isConjugate: false };
    next += square < 0 ? 1 : 2;
    return [first, square < 0 ? { mode: next - 1, isConjugate: true } : { mode: next - 1, isConjugate: false }];
  });
  const halves = pairs.map(rootOf);
  const turned = (value: Complex, isConjugate: boolean) => (isConjugate ? conjugate(value) : value);
  const between = (n: Root, m: Root): Complex => {
    const isCrossed = n.isConjugate !== m.isConjugate && modes[m.mode]!.multiplicity === 2;
    return turned((isCrossed ? couplings.conjugate : couplings.among)[n.mode]![m.mode]!, n.isConjugate);
  };
  const [weights, drive, among] = [new Float64Array(count), new Float64Array(count), new Float64Array(count * count)];
  const changes = pairs.map((_, k): ModePair => {
    const [plus, minus] = roots[k]!.map(({ mode, isConjugate }) => turned(eigenvalueSlopes[mode]!, isConjugate)) as [Complex, Complex];
    return { mean: 0.5 * (plus[0] + minus[0]), square: complexProduct(halves[k]!, complexDifference(plus, minus))[0] };
  });
  for (const [k, [plus, minus]] of roots.entries()) {
    const half = halves[k]!;
    const inverse = (root: Root) => complexQuotient([1, 0], turned(modes[root.mode]!.slope, root.isConjugate));
    const [above, below] = [inverse(plus), inverse(minus)];
    weights[2 * k] = above[0] + below[0];
    weights[2 * k + 1] = complexProduct(half, complexDifference(above, below))[0];
    const driven = (root: Root) => turned(couplings.drive[root.mode]!, root.isConjugate);
    drive[2 * k] = 0.5 * complexSum(driven(plus), driven(minus))[0];
    drive[2 * k + 1] = 0.5 * complexQuotient(complexDifference(driven(plus), driven(minus)), half)[0];
    for (const [l, [other, another]] of roots.entries()) {
      const [pp, pm, mp, mm] = [between(plus, other), between(plus, another), between(minus, other), between(minus, another)];
      const ofMeans = [complexSum(pp, pm), complexSum(mp, mm)] as const;
      const ofHalves = [complexDifference(pp, pm), complexDifference(mp, mm)] as const;
      const row = 2 * k * count + 2 * l;
      among[row] = 0.5 * complexSum(...ofMeans)[0];
      among[row + 1] = 0.5 * complexProduct(halves[l]!, complexSum(...ofHalves))[0];
      among[row + count] = 0.5 * complexQuotient(complexDifference(...ofMeans), half)[0];
      among[row + count + 1] = 0.5 * complexProduct(complexQuotient(halves[l]!, half), complexDifference(...ofHalves))[0];
    }
    among[(2 * k + 1) * count + 2 * k + 1]! -= (0.5 * changes[k]!.square) / pairs[k]!.square;
  }
  return { changes, weights, drive, among };
}

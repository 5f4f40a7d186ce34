/** Integrals along the ages of a law: from an age on, and over all ages. */
import { exp } from "../../base/index.ts";
import { type Complex, complexExp, complexProduct, complexScaled, legendreIntegral, legendreSum } from "../../numerics/index.ts";
import { coefficientsOf, nodeCount, type Panel, panelRule, type Tail } from "./panel.ts";

/** Loss of survivors over a piece above which an integral from an age on would lose digits. */
const deepest = 2;
/** |Re z| and |Im z| times the length of a piece up to which the polynomials of its nodes follow e^(z a), and lose no digits to its size. */
const [mostGrown, mostTurned] = [3, 8];

/** How fast e^(z a) changes: in one over the longest piece on which it is followed, see `refined`. */
export function paceOf([re, im]: Complex): number {
  return Math.max(Math.abs(re) / mostGrown, Math.abs(im) / mostTurned);
}

/** A panel, or a part of one, over which little happens. */
export interface Piece extends Panel {
  /** Survivors at the nodes and at the end, over those at the start. {nodes} */
  readonly kept: Float64Array;
  readonly keptAtEnd: number;
}

/** The same law on pieces over which at most two units of hazard are passed. @param pace  one over the longest piece of a panel */
export function refined(panels: readonly Panel[], pace: (panel: Panel) => number): readonly Piece[] {
  return panels.flatMap((panel) => {
    const count = Math.ceil(Math.max(1, panel.width * pace(panel), panel.exposures.at(-1)! / deepest));
    return (count === 1 ? [panel] : divided(panel, count)).map(pieceOf);
  });
}

function pieceOf(panel: Panel): Piece {
  const { weights } = panelRule();
  let passed = 0;
  for (let j = 0; j < nodeCount; j++) passed += 0.5 * panel.width * weights[j]! * panel.hazard[j]!;
  return { ...panel, kept: panel.exposures.map((one) => exp(-one)), keptAtEnd: exp(-passed) };
}

function divided(panel: Panel, count: number): Panel[] {
  const rule = panelRule();
  const { nodes, integral } = rule;
  const n = panel.states.length / nodeCount;
  const width = panel.width / count;
  const hazards = coefficientsOf(rule, (j) => panel.hazard[j]!);
  const ofState = Array.from({ length: n }, (_, i) => coefficientsOf(rule, (j) => panel.states[j * n + i]!));
  return Array.from({ length: count }, (_, piece) => {
    const left = -1 + (2 * piece) / count;
    const start = panel.start + piece * width;
    const [ages, hazard, exposures] = [0, 1, 2].map(() => new Float64Array(nodeCount)) as [Float64Array, Float64Array, Float64Array];
    const states = new Float64Array(nodeCount * n);
    for (let j = 0; j < nodeCount; j++) {
      const x = left + (nodes[j]! + 1) / count;
      ages[j] = start + 0.5 * width * (nodes[j]! + 1);
      hazard[j] = Math.max(0, legendreSum(hazards, x));
      for (let i = 0; i < n; i++) states[j * n + i] = legendreSum(ofState[i]!, x);
    }
    for (let j = 0; j < nodeCount; j++) {
      let sum = 0;
      for (let i = 0; i < nodeCount; i++) sum += integral[j * nodeCount + i]! * hazard[i]!;
      exposures[j] = 0.5 * width * sum;
    }
    const exposure = panel.exposure + 0.5 * panel.width * legendreIntegral(hazards, left);
    return { start, width, exposure, ages, hazard, exposures, states };
  });
}

/** All ages at which a law was looked at, and what follows: nothing, or a hazard and hazard's answers that are constant. */
export interface WholeLife {
  readonly panels: readonly Panel[];
  readonly end: { readonly age: number; readonly exposure: number; readonly hazard: number } | undefined;
}

/** The panels of a law up to where its states have settled. */
export function wholeLife(panels: readonly Panel[], tail: Tail | undefined): WholeLife {
  if (!tail) return { panels, end: undefined };
  // Where there is no state, nothing moves after the tail has begun: one stretch tells how it answers, and its exponential takes no digits.
  const constant = panels.some(({ states }) => states.length > 0) ? tail.constant : tail.constant.slice(0, 1);
  const last = constant.at(-1);
  const age = last ? last.start + last.width : tail.age;
  const exposure = last ? tail.exposure + (age - tail.age) * tail.hazard : tail.exposure;
  return { panels: [...panels, ...constant], end: { age, exposure, hazard: tail.hazard } };
}

/** Complex values at the nodes of pieces, one piece after the other. {pieces, nodes} */
export interface AtAges {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function atAges(count: number): AtAges {
  return { re: new Float64Array(count * nodeCount), im: new Float64Array(count * nodeCount) };
}

/** e^(z h) at the nodes of a piece and at its end, and the reciprocals. {nodes + 1} */
export interface Turns {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly backRe: Float64Array;
  readonly backIm: Float64Array;
}

/** Turns by the width of a piece; those of one panel share them. */
export function turnsOf(z: Complex): (width: number) => Turns {
  const { nodes } = panelRule();
  let known: (Turns & { readonly width: number }) | undefined;
  return (width) => {
    if (known?.width === width) return known;
    const [re, im, backRe, backIm] = [0, 1, 2, 3].map(() => new Float64Array(nodeCount + 1)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let j = 0; j <= nodeCount; j++) {
      const turn = complexExp(complexScaled(z, j < nodeCount ? 0.5 * width * (nodes[j]! + 1) : width));
      const square = turn[0] * turn[0] + turn[1] * turn[1];
      [re[j], im[j], backRe[j], backIm[j]] = [turn[0], turn[1], turn[0] / square, -turn[1] / square];
    }
    known = { width, re, im, backRe, backIm };
    return known;
  };
}

let later: Float64Array | undefined;
/** Row j integrates from node j to the end, in half the width. {nodes, nodes} */
function integralToEnd(): Float64Array {
  const { weights, integral } = panelRule();
  later ??= integral.map((value, e) => weights[e % nodeCount]! - value);
  return later;
}

/**
 * What is to come, seen from each age and per survivor: X(a) = integral_a^inf f(t) S(t)/S(a) e^(-z (t - a)) dt at the nodes, from behind, where nothing
 * grows that decays. f = hazard gives psi = integral P.., f = 1 the discounted time to live.
 *
 * @param pieces  refined for z
 * @param end     X where the pieces end
 * @param factor  of f
 * @returns X at the nodes, and where each of the pieces starts
 */
export function fromAgeOn(
  pieces: readonly Piece[],
  z: Complex,
  of: "hazard" | "time",
  end: Complex,
  factor: Complex = [1, 0],
): { readonly at: AtAges; readonly starts: readonly Complex[] } {
  const { weights } = panelRule();
  const rest = integralToEnd();
  const turns = turnsOf(z);
  const at = atAges(pieces.length);
  const [termsRe, termsIm] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
  const starts: Complex[] = new Array(pieces.length);
  let next = end;
  for (let p = pieces.length - 1; p >= 0; p--) {
    const { width, hazard, kept, keptAtEnd } = pieces[p]!;
    const { re, im, backRe, backIm } = turns(width);
    const [endRe, endIm] = complexProduct([keptAtEnd * backRe[nodeCount]!, keptAtEnd * backIm[nodeCount]!], next);
    let [startRe, startIm] = [endRe, endIm];
    for (let j = 0; j < nodeCount; j++) {
      const size = 0.5 * width * kept[j]! * (of === "hazard" ? hazard[j]! : 1);
      const [termRe, termIm] = [
        size * (backRe[j]! * factor[0] - backIm[j]! * factor[1]),
        size * (backRe[j]! * factor[1] + backIm[j]! * factor[0]),
      ];
      startRe += weights[j]! * termRe;
      startIm += weights[j]! * termIm;
      termsRe[j] = termRe;
      termsIm[j] = termIm;
    }
    for (let j = 0; j < nodeCount; j++) {
      let [sumRe, sumIm] = [endRe, endIm];
      for (let i = 0; i < nodeCount; i++) {
        const weight = rest[j * nodeCount + i]!;
        sumRe += weight * termsRe[i]!;
        sumIm += weight * termsIm[i]!;
      }
      at.re[p * nodeCount + j] = (sumRe * re[j]! - sumIm * im[j]!) / kept[j]!;
      at.im[p * nodeCount + j] = (sumRe * im[j]! + sumIm * re[j]!) / kept[j]!;
    }
    next = [startRe, startIm];
    starts[p] = next;
  }
  return { at, starts };
}

/** Integral over the pieces of g S e^(-z t), times t^power. */
export function overAges(pieces: readonly Piece[], z: Complex, g: AtAges, power: 0 | 1 = 0): Complex {
  const { weights } = panelRule();
  const turns = turnsOf(z);
  let total: Complex = [0, 0];
  for (const [p, { start, width, ages, exposure, kept }] of pieces.entries()) {
    const { backRe, backIm } = turns(width);
    let [re, im] = [0, 0];
    for (let j = 0; j < nodeCount; j++) {
      const weight = 0.5 * width * weights[j]! * kept[j]! * (power === 0 ? 1 : ages[j]!);
      const [gRe, gIm] = [g.re[p * nodeCount + j]!, g.im[p * nodeCount + j]!];
      re += weight * (backRe[j]! * gRe - backIm[j]! * gIm);
      im += weight * (backRe[j]! * gIm + backIm[j]! * gRe);
    }
    const [moreRe, moreIm] = complexProduct(complexExp([-z[0] * start - exposure, -z[1] * start]), [re, im]);
    total = [total[0] + moreRe, total[1] + moreIm];
  }
  return total;
}

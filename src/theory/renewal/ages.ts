/** Integrals along the ages of a law: from an age on, and over all ages. */
import { type Complex, complexExp, complexProduct, complexQuotient, legendreIntegral, legendreSum } from "../../numerics/index.ts";
import { nodeCount, type Panel, panelRule, type Tail } from "./panel.ts";

/** Loss of survivors over a panel above which an integral from an age on would lose digits. */
const deepest = 2;

/** What takes values at the nodes of a panel to its pieces. */
interface Pieces {
  readonly count: number;
  /** Row r is node r % nodes of piece floor(r/nodes). {count nodes, nodes} */
  readonly values: Float64Array;
  /** Row k integrates over [-1, 1] up to the start of piece k. {count, nodes} */
  readonly before: Float64Array;
}

const known = new Map<number, Pieces>();

/** Interpolation onto so many equal pieces. */
function piecesOf(count: number): Pieces {
  const made = known.get(count);
  if (made) return made;
  const { nodes, coefficients } = panelRule();
  const values = new Float64Array(count * nodeCount * nodeCount);
  const before = new Float64Array(count * nodeCount);
  const unit = new Float64Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) {
    for (let k = 0; k < nodeCount; k++) unit[k] = coefficients[k * nodeCount + i]!;
    for (let piece = 0; piece < count; piece++) {
      const left = -1 + (2 * piece) / count;
      before[piece * nodeCount + i] = legendreIntegral(unit, left);
      for (let j = 0; j < nodeCount; j++)
        values[(piece * nodeCount + j) * nodeCount + i] = legendreSum(unit, left + (nodes[j]! + 1) / count);
    }
  }
  const result = { count, values, before };
  // Interpolations of long panels are rare and large.
  if (count <= 64) known.set(count, result);
  return result;
}

/** Values of n quantities at the nodes of one piece. {nodes, n} */
function atPiece({ values }: Pieces, piece: number, n: number, of: Float64Array): Float64Array {
  const result = new Float64Array(nodeCount * n);
  for (let j = 0; j < nodeCount; j++)
    for (let i = 0; i < nodeCount; i++) {
      const weight = values[(piece * nodeCount + j) * nodeCount + i]!;
      for (let k = 0; k < n; k++) result[j * n + k]! += weight * of[i * n + k]!;
    }
  return result;
}

/** The same law on panels that are not longer than `longest` says, and over which at most two units of hazard are passed. */
export function refined(panels: readonly Panel[], longest: (panel: Panel) => number): readonly Panel[] {
  return panels.flatMap((panel) => {
    const count = Math.ceil(Math.max(1, panel.width / longest(panel), panel.exposures.at(-1)! / deepest));
    return count === 1 ? [panel] : divided(panel, piecesOf(count));
  });
}

function divided(panel: Panel, pieces: Pieces): Panel[] {
  const { nodes, integral } = panelRule();
  const n = panel.states.length / nodeCount;
  const width = panel.width / pieces.count;
  return Array.from({ length: pieces.count }, (_, piece) => {
    let before = 0;
    for (let i = 0; i < nodeCount; i++) before += 0.5 * panel.width * pieces.before[piece * nodeCount + i]! * panel.hazard[i]!;
    const start = panel.start + piece * width;
    const hazard = atPiece(pieces, piece, 1, panel.hazard).map((value) => Math.max(0, value));
    const exposures = hazard.map((_, j) => {
      let sum = 0;
      for (let i = 0; i < nodeCount; i++) sum += integral[j * nodeCount + i]! * hazard[i]!;
      return 0.5 * width * sum;
    });
    const ages = nodes.map((x) => start + 0.5 * width * (x + 1));
    return { start, width, exposure: panel.exposure + before, ages, hazard, exposures, states: atPiece(pieces, piece, n, panel.states) };
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
  const last = tail.constant.at(-1);
  const age = last ? last.start + last.width : tail.age;
  const exposure = last ? tail.exposure + (age - tail.age) * tail.hazard : tail.exposure;
  return { panels: [...panels, ...tail.constant], end: { age, exposure, hazard: tail.hazard } };
}

/** Values at the nodes of panels. {panels, nodes} */
export type AtAges = readonly (readonly Complex[])[];

/**
 * What is to come, seen from each age and per survivor: X(a) = integral_a^inf f(t) S(t)/S(a) e^(-lambda (t - a)) dt at the nodes, from behind, where nothing
 * grows that decays. f = hazard gives psi = integral P.., f = 1 the discounted time to live.
 *
 * @param panels  refined for lambda
 * @param end     X where the panels end
 */
export function fromAgeOn(panels: readonly Panel[], lambda: Complex, of: "hazard" | "time", end: Complex): AtAges {
  const { weights, integral, nodes } = panelRule();
  const values: Complex[][] = new Array(panels.length);
  const [termsRe, termsIm] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
  let later = end;
  for (let p = panels.length - 1; p >= 0; p--) {
    const { width, hazard, exposures } = panels[p]!;
    const half = 0.5 * width;
    const turned = Array.from(nodes, (x, j) => complexExp([-lambda[0] * half * (x + 1) - exposures[j]!, -lambda[1] * half * (x + 1)]));
    let passed = 0;
    for (let j = 0; j < nodeCount; j++) {
      const weight = half * (of === "hazard" ? hazard[j]! : 1);
      termsRe[j] = weight * turned[j]![0];
      termsIm[j] = weight * turned[j]![1];
      passed += half * weights[j]! * hazard[j]!;
    }
    const beyond = complexProduct(complexExp([-lambda[0] * width - passed, -lambda[1] * width]), later);
    values[p] = turned.map((turn, j) => {
      let [re, im] = beyond;
      for (let i = 0; i < nodeCount; i++) {
        const weight = weights[i]! - integral[j * nodeCount + i]!;
        re += weight * termsRe[i]!;
        im += weight * termsIm[i]!;
      }
      return complexQuotient([re, im], turn);
    });
    let [re, im] = beyond;
    for (let i = 0; i < nodeCount; i++) {
      re += weights[i]! * termsRe[i]!;
      im += weights[i]! * termsIm[i]!;
    }
    later = [re, im];
  }
  return values;
}

/** Integral over the panels of g S e^(-lambda t), times t^power. */
export function overAges(panels: readonly Panel[], lambda: Complex, g: AtAges, power: 0 | 1 = 0): Complex {
  const { weights } = panelRule();
  let [re, im] = [0, 0];
  for (const [p, { width, ages, exposure, exposures }] of panels.entries())
    for (let j = 0; j < nodeCount; j++) {
      const age = ages[j]!;
      const [turnRe, turnIm] = complexExp([-lambda[0] * age - exposure - exposures[j]!, -lambda[1] * age]);
      const weight = 0.5 * width * weights[j]! * (power === 0 ? 1 : age);
      const [gRe, gIm] = g[p]![j]!;
      re += weight * (turnRe * gRe - turnIm * gIm);
      im += weight * (turnRe * gIm + turnIm * gRe);
    }
  return [re, im];
}

/** The ages of a neuron in pieces, with the derivatives of its equations along them: how far inputs move its states, and its hazard. */
import { type Complex, decompose, solveDecomposed } from "../../numerics/index.ts";
import { type AtAges, atAges, type Piece, paceOf, refined, type Turns, turnsOf } from "./ages.ts";
import { nodeCount, type Panel, panelRule } from "./panel.ts";

/** Derivatives of an aged neuron with n states by k inputs. */
export interface AgedSlopes {
  readonly inputs: number;
  /** Rows: the flow of each state, then the hazard; columns: states, then inputs. @param out {n + 1, n + k} */
  at(age: number, states: Float64Array, out: Float64Array): void;
  /** Ages at which the hazard jumps by `height`, which move with the inputs. byInput {k} */
  readonly switches: readonly { readonly age: number; readonly height: number; readonly byInput: Float64Array }[];
}

/** A piece with everything that does not depend on z. Rows stand one after the other. */
export interface Stretch extends Piece {
  /** d hazard/d inputs {nodes, k}. */
  readonly byInput: Float64Array;
  /** d hazard/d states X, X the fundamental matrix of the stretch {nodes, n}. */
  readonly byStart: Float64Array;
  /** X^-1 d flow/d inputs {nodes, n, k}, and X at the end {n, n}. */
  readonly pushed: Float64Array;
  readonly transfer: Float64Array;
}

/** The panels of a law in stretches on which e^(z a) can be followed. @param pace  `paceOf` the fastest z */
export function stretchesOf(panels: readonly Panel[], n: number, slopes: AgedSlopes, pace: number): readonly Stretch[] {
  return refined(panels, (panel) => Math.max(pace, paceOf([stiffnessOf(panel, n, slopes), 0]))).map((piece) => stretchOf(piece, n, slopes));
}

/** Largest sum of |d flow_i/d state_c| over c on a panel. A settled neuron's panels are long, its perturbations still decay as fast. */
function stiffnessOf({ ages, states }: Panel, n: number, slopes: AgedSlopes): number {
  if (n === 0) return 0;
  const width = n + slopes.inputs;
  const out = new Float64Array((n + 1) * width);
  let stiffness = 0;
  for (const [j, age] of ages.entries()) {
    slopes.at(age, states.subarray(j * n, (j + 1) * n), out);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let c = 0; c < n; c++) sum += Math.abs(out[i * width + c]!);
      stiffness = Math.max(stiffness, sum);
    }
  }
  return stiffness;
}

function stretchOf(piece: Piece, n: number, slopes: AgedSlopes): Stretch {
  const k = slopes.inputs;
  const jacobian = new Float64Array(nodeCount * n * n);
  const flowByInput = new Float64Array(nodeCount * n * k);
  const [byInput, byState] = [new Float64Array(nodeCount * k), new Float64Array(nodeCount * n)];
  const out = new Float64Array((n + 1) * (n + k));
  for (let j = 0; j < nodeCount; j++) {
    slopes.at(piece.ages[j]!, piece.states.subarray(j * n, (j + 1) * n), out);
    for (let i = 0; i < n; i++) {
      jacobian.set(out.subarray(i * (n + k), i * (n + k) + n), (j * n + i) * n);
      flowByInput.set(out.subarray(i * (n + k) + n, (i + 1) * (n + k)), (j * n + i) * k);
    }
    byState.set(out.subarray(n * (n + k), n * (n + k) + n), j * n);
    byInput.set(out.subarray(n * (n + k) + n), j * k);
  }
  const fundamental = fundamentalOf(jacobian, n, piece.width);
  const { byStart, pushed } = alongFundamental(fundamental.atNodes, byState, flowByInput, n, k);
  return { ...piece, byInput, byStart, pushed, transfer: fundamental.atEnd };
}
/** X' = J X from the unit matrix on, by Picard's iteration; the stretch is short against the fastest state. */
function fundamentalOf(jacobian: Float64Array, n: number, width: number): { readonly atNodes: Float64Array; readonly atEnd: Float64Array } {
  const { integral, weights } = panelRule();
  const half = 0.5 * width;
  const size = n * n;
  const unit = Float64Array.from({ length: size }, (_, e) => (e % (n + 1) === 0 ? 1 : 0));
  const atNodes = new Float64Array(nodeCount * size);
  for (let j = 0; j < nodeCount; j++) atNodes.set(unit, j * size);
  const turned = new Float64Array(nodeCount * size);
  const turn = () => {
    for (let j = 0; j < nodeCount; j++)
      for (let r = 0; r < n; r++)
        for (let c = 0; c < n; c++) {
          let sum = 0;
          for (let m = 0; m < n; m++) sum += jacobian[j * size + r * n + m]! * atNodes[j * size + m * n + c]!;
          turned[j * size + r * n + c] = sum;
        }
  };
  for (let sweep = 0; sweep < 80; sweep++) {
    turn();
    let change = 0;
    for (let e = 0; e < size; e++)
      for (let j = 0; j < nodeCount; j++) {
        let sum = 0;
        for (let m = 0; m < nodeCount; m++) sum += integral[j * nodeCount + m]! * turned[m * size + e]!;
        const value = unit[e]! + half * sum;
        change = Math.max(change, Math.abs(value - atNodes[j * size + e]!));
        atNodes[j * size + e] = value;
      }
    if (change < 1e-15) break;
  }
  turn();
  return { atNodes, atEnd: unit.map((value, e) => value + half * weights.reduce((sum, w, j) => sum + w * turned[j * size + e]!, 0)) };
}

/** d hazard/d states X, and X^-1 d flow/d inputs, at the nodes. */
function alongFundamental(atNodes: Float64Array, byState: Float64Array, flowByInput: Float64Array, n: number, k: number) {
  const [byStart, pushed] = [new Float64Array(nodeCount * n), new Float64Array(nodeCount * n * k)];
  const [matrix, pivots, column] = [new Float64Array(n * n), new Int32Array(n), new Float64Array(n)];
  for (let j = 0; j < nodeCount; j++) {
    matrix.set(atNodes.subarray(j * n * n, (j + 1) * n * n));
    for (let c = 0; c < n; c++) for (let r = 0; r < n; r++) byStart[j * n + c]! += byState[j * n + r]! * matrix[r * n + c]!;
    decompose(n, matrix, pivots);
    for (let input = 0; input < k; input++) {
      for (let r = 0; r < n; r++) column[r] = flowByInput[(j * n + r) * k + input]!;
      solveDecomposed(n, matrix, pivots, column);
      for (let r = 0; r < n; r++) pushed[(j * n + r) * k + input] = column[r]!;
    }
  }
  return { byStart, pushed };
}

/** How inputs that change as e^(z t) have moved a neuron. */
export interface Displaced {
  /** By how much the hazard at each age has moved, for each input. {k} of {stretches, nodes} */
  readonly hazards: readonly AtAges[];
  /** Displacements of the states where the stretches end: real and imaginary parts {n, k, 2} */
  readonly states: Float64Array;
}

/**
 * rho_1 = d hazard/d states v + d hazard/dx dx of inputs x + dx e^(z t), where v' = (J - z) v + d flow/dx dx, v(0) = 0: on each stretch
 * v = e^(-z h) X (v_0 + integral e^(z h) X^-1 d flow/dx dx).
 */
export function displaced(stretches: readonly Stretch[], n: number, k: number, z: Complex): Displaced {
  const turns = turnsOf(z);
  const hazards = Array.from({ length: k }, () => atAges(stretches.length));
  const states = new Float64Array(2 * n * k);
  const reached = new Float64Array(2 * n * k);
  const push = atAges(1);
  for (const [p, stretch] of stretches.entries()) {
    const { width, byInput, transfer } = stretch;
    const turn = turns(width);
    for (let input = 0; input < k; input++)
      for (let j = 0; j < nodeCount; j++) hazards[input]!.re[p * nodeCount + j] = byInput[j * k + input]!;
    for (let e = 0; e < n * k; e++) {
      const from: Complex = [states[2 * e]!, states[2 * e + 1]!];
      const [moreRe, moreIm] = pushAlong(stretch, e, n * k, turn, push);
      reached[2 * e] = from[0] + moreRe;
      reached[2 * e + 1] = from[1] + moreIm;
      if (from[0] !== 0 || from[1] !== 0 || push.re.some((one) => one !== 0))
        moveHazard(stretch, Math.floor(e / k), n, turn, push, from, hazards[e % k]!, p * nodeCount);
    }
    const [endRe, endIm] = [turn.backRe[nodeCount]!, turn.backIm[nodeCount]!];
    for (let e = 0; e < n * k; e++) {
      const [row, input] = [Math.floor(e / k), e % k];
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < n; i++) {
        sumRe += transfer[row * n + i]! * reached[2 * (i * k + input)]!;
        sumIm += transfer[row * n + i]! * reached[2 * (i * k + input) + 1]!;
      }
      states[2 * e] = sumRe * endRe - sumIm * endIm;
      states[2 * e + 1] = sumRe * endIm + sumIm * endRe;
    }
  }
  return { hazards, states };
}

/** Writes e^(z h) X^-1 d flow/dx in half the width at the nodes, for entry e of the `count` of states and inputs; returns its integral. */
function pushAlong({ width, pushed }: Stretch, e: number, count: number, { re, im }: Turns, push: AtAges): Complex {
  const { weights } = panelRule();
  let sumRe = 0;
  let sumIm = 0;
  for (let j = 0; j < nodeCount; j++) {
    const size = 0.5 * width * pushed[j * count + e]!;
    push.re[j] = size * re[j]!;
    push.im[j] = size * im[j]!;
    sumRe += weights[j]! * push.re[j]!;
    sumIm += weights[j]! * push.im[j]!;
  }
  return [sumRe, sumIm];
}

/** Adds what the displacement of state i, pushed from its first value on, does to the hazard at the nodes. */
function moveHazard(
  { byStart }: Stretch,
  i: number,
  n: number,
  { backRe, backIm }: Turns,
  push: AtAges,
  from: Complex,
  hazard: AtAges,
  offset: number,
): void {
  const { integral } = panelRule();
  for (let j = 0; j < nodeCount; j++) {
    let sumRe = from[0];
    let sumIm = from[1];
    for (let m = 0; m < nodeCount; m++) {
      const w = integral[j * nodeCount + m]!;
      sumRe += w * push.re[m]!;
      sumIm += w * push.im[m]!;
    }
    const factor = byStart[j * n + i]!;
    hazard.re[offset + j]! += factor * (sumRe * backRe[j]! - sumIm * backIm[j]!);
    hazard.im[offset + j]! += factor * (sumRe * backIm[j]! + sumIm * backRe[j]!);
  }
}

/** Stable and unstable manifolds of saddles in the plane. */
import type { Curve, System } from "../../contract/index.ts";
import { eigenvaluesAt } from "../equilibrium.ts";
import { type OrbitOptions, traceOrbit } from "../orbit.ts";

/** One branch of a manifold of a saddle, from the saddle outwards; a NaN separates what a reset separates. User's units. */
export interface Manifold extends Curve {
  readonly kind: "stable" | "unstable";
}

/** Distance from the saddle at which a manifold is followed by an orbit: the tangent is good to its square. */
const departure = 1e-6;

/** Backwards through resets at most so many times: a divide between firing patterns may have no end. */
const mostLandings = 12;

/**
 * The four branches of the manifolds of a saddle of a system with two states: unstable ones forwards, through spikes and resets; stable
 * ones backwards, and where they meet the line of landings (where a reset leads to) on from the spikes that land there.
 *
 * @param saddle  a fixed point with real eigenvalues of opposite sign; [] where it is none
 */
export function separatricesOf(
  system: System,
  p: Float64Array,
  saddle: Float64Array,
  options: Omit<OrbitOptions, "backwards">,
): readonly Manifold[] {
  const [unstable, stable] = eigenvaluesAt(system, p, saddle).map(([re, im]) => (im === 0 ? re : 0)) as [number, number];
  if (!(unstable > 0 && stable < 0)) return [];
  const jacobian = new Float64Array(4);
  system.jacobian(saddle, p, jacobian);
  return (
    [
      ["unstable", unstable],
      ["stable", stable],
    ] as const
  ).flatMap(([kind, value]) => {
    const direction = directionOf(jacobian, value, saddle);
    return [departure, -departure].map((share): Manifold => {
      const start = saddle.map((x, i) => x + share * direction[i]!);
      const first = traceOrbit(system, p, start, { ...options, backwards: kind === "stable" });
      const pieces = [first, ...(kind === "stable" ? landed(system, p, first, options) : [])];
      return { kind, ...joined(system, saddle, pieces) };
    });
  });
}

/** Eigenvector of [a b; c d], of length 1 + |saddle| in its largest component. */
function directionOf([a, b, c, d]: Float64Array, value: number, saddle: Float64Array): [number, number] {
  const [first, second] = [
    [b!, value - a!],
    [value - d!, c!],
  ] as [[number, number], [number, number]];
  const units = saddle.map((x) => 1 + Math.abs(x));
  const size = ([x, y]: [number, number]) => Math.max(Math.abs(x) / units[0]!, Math.abs(y) / units[1]!);
  const vector = size(first) >= size(second) ? first : second;
  const length = size(vector);
  return [vector[0] / length, vector[1] / length];
}

type Piece = Pick<ReturnType<typeof traceOrbit>, "states">;

/** Pieces of the stable manifold behind the reset: from the spikes that land on it. */
function landed(system: System, p: Float64Array, first: Piece, options: Omit<OrbitOptions, "backwards">): Piece[] {
  const landing = landingOf(system, p);
  if (!landing) return [];
  const pieces: Piece[] = [];
  const open = [first];
  while (open.length > 0 && pieces.length < mostLandings) {
    for (const other of crossings(open.shift()!, landing.at / system.states[landing.state]!.factor, landing.state)) {
      const start = landing.spikeBefore(other * system.states[1 - landing.state]!.factor);
      if (!start || pieces.length >= mostLandings) continue;
      const piece = traceOrbit(system, p, start, { ...options, backwards: true });
      pieces.push(piece);
      open.push(piece);
    }
  }
  return pieces;
}

/** Where resets lead: a state that every reset sets to the same value, and the spike that a place on that line comes from. */
interface Landing {
  readonly state: number;
  readonly at: number;
  spikeBefore(other: number): Float64Array | undefined;
}

function landingOf(system: System, p: Float64Array): Landing | undefined {
  const { jump } = system;
  if (!jump?.resets || jump.refractory(p) > 0) return undefined;
  const start = Float64Array.from(system.states, ({ value }) => value);
  const [after, slopes, gradient] = [new Float64Array(2), new Float64Array(4), new Float64Array(2)];
  jump.resetJacobian(start, p, slopes);
  jump.levelGradient(start, p, gradient);
  const state = [0, 1].find((i) => slopes[2 * i] === 0 && slopes[2 * i + 1] === 0 && gradient[i] !== 0 && gradient[1 - i] === 0);
  if (state === undefined) return undefined;
  jump.reset(start, p, after);
  const other = 1 - state;
  const spikeBefore = (value: number): Float64Array | undefined => {
    const y = Float64Array.from(start);
    // Newton's method for the level, then for the other state; both are linear in nearly every model.
    for (let iteration = 0; iteration < 30; iteration++) {
      jump.levelGradient(y, p, gradient);
      jump.resetJacobian(y, p, slopes);
      jump.reset(y, p, after);
      const [up, across] = [-jump.level(y, p) / gradient[state]!, (value - after[other]!) / slopes[3 * other]!];
      if (!Number.isFinite(up) || !Number.isFinite(across)) return undefined;
      y[state]! += up;
      y[other]! += across;
      if (Math.abs(up) <= 1e-13 * (1 + Math.abs(y[state]!)) && Math.abs(across) <= 1e-13 * (1 + Math.abs(y[other]!))) break;
    }
    // A little below: above the level it would have fired already.
    y[state]! -= 1e-12 * (1 + Math.abs(y[state]!)) * Math.sign(gradient[state]!);
    return y;
  };
  return { state, at: after[state]!, spikeBefore };
}

/** Values of the other state where an orbit crosses a value of one. */
function crossings({ states }: Piece, at: number, state: number): number[] {
  const [x, y] = [states[state]!, states[1 - state]!];
  const found: number[] = [];
  for (let k = 1; k < x.length; k++) {
    const [before, after] = [x[k - 1]! - at, x[k]! - at];
    if (before === 0 || before > 0 === after > 0 || !Number.isFinite(before + after)) continue;
    found.push(y[k - 1]! + (before / (before - after)) * (y[k]! - y[k - 1]!));
  }
  return found;
}

/** The pieces in one curve that begins at the saddle. */
function joined(system: System, saddle: Float64Array, pieces: readonly Piece[]): Curve {
  const column = (i: number) => {
    const values = [saddle[i]! / system.states[i]!.factor];
    pieces.forEach(({ states }, k) => {
      if (k > 0) values.push(Number.NaN);
      for (const value of states[i]!) values.push(value);
    });
    return Float64Array.from(values);
  };
  return { x: column(0), y: column(1) };
}

/** Systems written by hand: oracles that share nothing with the compiler. Internal units, factors 1. */
import type { Jump, System, SystemQuantity } from "../../src/contract/index.ts";

const quantity = (name: string, value: number): SystemQuantity => ({ name, unit: "", factor: 1, value });

/** Parameters of a system at their values. */
export function valuesOf(system: System): Float64Array {
  return Float64Array.from(system.parameters, ({ value }) => value);
}

export function startOf(system: System): Float64Array {
  return Float64Array.from(system.states, ({ value }) => value);
}

/** The values of the states, or of the parameters, in their order. */
export type Values = ArrayLike<number> & Iterable<number>;

interface Description {
  readonly name: string;
  readonly states: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  readonly rhs: (y: Values, p: Values) => readonly number[];
  /** Rows of the Jacobian; central differences where absent. */
  readonly jacobian?: (y: Values, p: Values) => readonly (readonly number[])[];
  readonly jump?: Jump;
}

export function systemBy({ name, states, parameters, rhs, jacobian, jump }: Description): System {
  const n = Object.keys(states).length;
  const differences = (y: Float64Array, p: Float64Array): number[][] => {
    const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
    for (let j = 0; j < n; j++) {
      const h = 1e-3 * (1 + Math.abs(y[j]!) / 30);
      const at = (k: number) =>
        rhs(
          y.map((value, i) => (i === j ? value + k * h : value)),
          p,
        );
      const [a, b, c, d, e, f] = [1, -1, 2, -2, 3, -3].map(at) as number[][];
      for (let i = 0; i < n; i++) rows[i]![j] = (45 * (a![i]! - b![i]!) - 9 * (c![i]! - d![i]!) + (e![i]! - f![i]!)) / (60 * h);
    }
    return rows;
  };
  return {
    name,
    units: "physical",
    states: Object.entries(states).map(([key, value]) => quantity(key, value)),
    parameters: Object.entries(parameters).map(([key, value]) => quantity(key, value)),
    rhs: (y, p, out) => out.set(rhs(y, p)),
    jacobian: (y, p, out) => out.set((jacobian ?? differences)(y, p).flat()),
    inputCount: 0,
    course: [],
    ...(jump ? { jump } : {}),
    notes: [],
    close: () => {},
  };
}

/** Fires where state 0 exceeds `peak`; then state 0 is set and state 1, if any, is raised. */
export function thresholdJump(
  n: number,
  peak: number | ((p: ArrayLike<number>) => number),
  to: number | ((p: ArrayLike<number>) => number),
  raise: number | ((p: ArrayLike<number>) => number) = 0,
  pause = 0,
): Jump {
  const value = (x: number | ((p: ArrayLike<number>) => number), p: ArrayLike<number>) => (typeof x === "number" ? x : x(p));
  return {
    level: (y, p) => y[0]! - value(peak, p),
    levelGradient: (_y, _p, out) => {
      out.fill(0);
      out[0] = 1;
    },
    reset: (y, p, out) => {
      out.set(y.subarray(0, n));
      out[0] = value(to, p);
      if (n > 1) out[1] = y[1]! + value(raise, p);
    },
    resetJacobian: (_y, _p, out) => {
      out.fill(0);
      for (let i = 1; i < n; i++) out[i * n + i] = 1;
    },
    resets: true,
    refractory: () => pause,
    held: pause > 0 ? [0] : [],
  };
}

/** A spike that is only noted, where state 0 becomes greater than `level`. */
export const notedJump = (level: number): Jump => ({
  level: (y) => y[0]! - level,
  levelGradient: (_y, _p, out) => {
    out.fill(0);
    out[0] = 1;
  },
  reset: (y, _p, out) => out.set(y.subarray(0, out.length)),
  resetJacobian: (y, _p, out) => {
    const n = Math.round(Math.sqrt(out.length));
    out.fill(0);
    for (let i = 0; i < n; i++) out[i * n + i] = 1;
    return void y;
  },
  resets: false,
  refractory: () => 0,
  held: [],
});

/** tau dV/dt = E - V + R I, threshold, reset; all in mV, ms, GOhm pA. */
export const lif = (pause = 0) =>
  systemBy({
    name: "lif",
    states: { V: -65 },
    parameters: { I: 20, tau: 20, E: -65, R: 1, Vth: -50, Vr: -70 },
    rhs: ([V], [I, tau, E, R]) => [(E! - V! + R! * I!) / tau!],
    jacobian: (_y, [, tau]) => [[-1 / tau!]],
    jump: thresholdJump(
      1,
      (p) => p[4]!,
      (p) => p[5]!,
      0,
      pause,
    ),
  });

interface Adex {
  readonly C: number;
  readonly gL: number;
  readonly EL: number;
  readonly a: number;
  readonly tauw: number;
  readonly b: number;
  readonly Vr: number;
  readonly I: number;
}

/** Brette and Gerstner's neuron with V_T = -50 mV, Delta_T = 2 mV unless given, peak 0 mV. */
export const adex = ({ C, gL, EL, a, tauw, b, Vr, I }: Adex, VT = -50, peak = 0, pause = 0) =>
  systemBy({
    name: "adex",
    states: { V: EL, w: 0 },
    parameters: { I },
    rhs: ([V, w], [current]) => [(-gL * (V! - EL) + 2 * gL * Math.exp((V! - VT) / 2) + current! - w!) / C, (a * (V! - EL) - w!) / tauw],
    jacobian: ([V]) => [
      [(-gL + gL * Math.exp((V! - VT) / 2)) / C, -1 / C],
      [a / tauw, -1 / tauw],
    ],
    jump: thresholdJump(2, peak, Vr, b, pause),
  });

/** Sets of Naud et al. 2008 (dynamics of the catalogue; V_T -50 mV). */
export const adexSets = {
  tonic: { C: 200, gL: 10, EL: -70, a: 2, tauw: 30, b: 0, Vr: -58, I: 500 },
  adaptation: { C: 200, gL: 12, EL: -70, a: 2, tauw: 300, b: 60, Vr: -58, I: 500 },
  bursting: { C: 200, gL: 10, EL: -58, a: 2, tauw: 120, b: 100, Vr: -46, I: 210 },
} as const satisfies Record<string, Adex>;

const ratio = (x: number) => (Math.abs(x) < 1e-7 ? 1 + x / 2 : x / (1 - Math.exp(-x)));

/** Hodgkin and Huxley 1952, rest near -65 mV, E_L = -54.4 mV, constant I in uA/cm^2. */
export const hodgkinHuxley = (I = 10) =>
  systemBy({
    name: "hodgkin-huxley",
    states: { V: -65, m: 0.05293248525724958, h: 0.5961207535084603, n: 0.3176769140606974 },
    parameters: { I },
    rhs: ([V, m, h, n], [current]) => [
      current! - 120 * m! ** 3 * h! * (V! - 50) - 36 * n! ** 4 * (V! + 77) - 0.3 * (V! + 54.4),
      ratio((V! + 40) / 10) * (1 - m!) - 4 * Math.exp(-(V! + 65) / 18) * m!,
      0.07 * Math.exp(-(V! + 65) / 20) * (1 - h!) - h! / (1 + Math.exp(-(V! + 35) / 10)),
      0.1 * ratio((V! + 55) / 10) * (1 - n!) - 0.125 * Math.exp(-(V! + 65) / 80) * n!,
    ],
    jump: notedJump(0),
  });

/** Morris and Lecar's neuron: `hopf`, `snic` and `homoclinic` as usually printed. */
export const morrisLecar = (set: "hopf" | "snic" | "homoclinic", I = 90) => {
  const [phi, gCa, V3, V4] = { hopf: [0.04, 4.4, 2, 30], snic: [0.067, 4, 12, 17.4], homoclinic: [0.23, 4, 12, 17.4] }[set] as [
    number,
    number,
    number,
    number,
  ];
  return systemBy({
    name: `morris-lecar.${set}`,
    states: { V: -60, w: 0.02 },
    parameters: { I },
    rhs: ([V, w], [current]) => [
      (current! - 2 * (V! + 60) - 8 * w! * (V! + 84) - gCa * 0.5 * (1 + Math.tanh((V! + 1.2) / 18)) * (V! - 120)) / 20,
      phi * Math.cosh((V! - V3) / (2 * V4)) * (0.5 * (1 + Math.tanh((V! - V3) / V4)) - w!),
    ],
    jump: notedJump(0),
  });
};

/** FitzHugh's form with a = 0.7, b = 0.8, epsilon = 0.08. */
export const fitzhughNagumo = (I = 0.5) =>
  systemBy({
    name: "fitzhugh-nagumo",
    states: { v: -1.2, w: -0.625 },
    parameters: { I },
    rhs: ([v, w], [current]) => [v! - v! ** 3 / 3 - w! + current!, 0.08 * (v! + 0.7 - 0.8 * w!)],
    jacobian: ([v]) => [
      [1 - v! * v!, -1],
      [0.08, -0.064],
    ],
    jump: notedJump(1),
  });

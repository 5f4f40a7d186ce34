/** Closed forms against high-precision values, and simulations against closed forms near the onset of firing. */
import { exp } from "../../base/index.ts";
import { integrate } from "../../numerics/index.ts";
import { type Exponential, hopf, nnlifRate, saddleNode, siegertRate } from "../../theory/index.ts";
import { type Lab, spikesOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

const digits = "quadrature in 50-digit arithmetic";
const continuation = "continuation of the resting state, 15 digits";

const adapting: Exponential = { capacitance: 200, leak: 12, rest: -70, threshold: -50, slope: 2, adaptation: 2, adaptationTime: 300 };
const brette: Exponential = { capacitance: 281, leak: 30, rest: -70.6, threshold: -50.4, slope: 2, adaptation: 4, adaptationTime: 144 };

/** tau, target, noise, threshold, reset, refractory time in ms and mV; rate in 1/ms. */
const siegert: readonly (readonly [string, number, number, number, number, number, number, number])[] = [
  ["mean at the threshold, little noise", 10, 15, Math.sqrt(1.5), 15, 0, 2, 0.0271095934379309],
  ["mean at the threshold, much noise", 10, 20, 5, 20, 10, 2, 0.05184612951419605],
  ["mean far below the threshold", 20, -10, 5, 15, 0, 2, 1.917928303418302e-12],
  ["mean far above the threshold", 20, 1000, 5, 15, 0, 2, 0.4343541239701984],
];

/** The EIF of Fourcaud-Trocme et al. 2003, from its reset, with a current this much above or below the rheobase [uA/cm^2]. */
const eif = { C: 1, g: 0.1, E: -65, V_T: -59.9, Delta: 3.48, reset: -68, peak: -30 };
const rheobase = saddleNode({
  capacitance: 1,
  leak: eif.g,
  rest: eif.E,
  threshold: eif.V_T,
  slope: eif.Delta,
  adaptation: 0,
  adaptationTime: 1,
})!.current;
const margin = 0.001;
const document = (current: number) => `
neurons: { cell: { model: eif, parameters: { t_ref: 0 ms } } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: ${current} uA/cm^2 } }]
run: { duration: 4 s, tolerance: 1e-11 }
record: { cell: [spikes] }
`;

/** Time from reset to peak, the integral of dV over its rate of change; its steep middle lies at V_T. */
function interval(current: number): number {
  const slowness = (V: number) => eif.C / (-eif.g * (V - eif.E) + eif.g * eif.Delta * exp((V - eif.V_T) / eif.Delta) + current);
  return integrate(slowness, eif.reset, eif.V_T) + integrate(slowness, eif.V_T, eif.peak);
}

export async function closedForms(lab: Lab): Promise<readonly Row[]> {
  const silent = spikesOf(await lab.run(document(rheobase - margin)));
  const firing = spikesOf(await lab.run(document(rheobase + margin)));
  const exact = interval(rheobase + margin);
  const onset = (name: string, value: number, reference: number) => row(name, value, reference, 1e-13 * Math.abs(reference), continuation);
  return [
    ...siegert.map(([name, tau, target, noise, threshold, reset, refractory, reference]) =>
      row(
        `Siegert, ${name} [1/ms]`,
        siegertRate({ tau, target, noise, threshold, reset, refractory }),
        reference,
        1e-12 * reference,
        digits,
      ),
    ),
    row(
      "NNLIF, b = 0: stationary rate",
      nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 }),
      0.119975965239105,
      1e-13,
      digits,
    ),
    onset("AdEx adaptation: saddle-node [pA]", saddleNode(adapting)!.current, 256.316219035163),
    onset("AdEx adaptation: Hopf [pA]", hopf(adapting)!.current, 256.180548862234),
    onset("AdEx brette-gerstner: saddle-node [pA]", saddleNode(brette)!.current, 627.311093720872),
    onset("AdEx brette-gerstner: Hopf [pA]", hopf(brette)!.current, 627.1824645086),
    row(`EIF, ${margin} uA/cm^2 below the rheobase g_L (V_T - E_L - Delta_T): spikes`, silent.length, 0, 0, "saddle-node"),
    row(
      `EIF, ${margin} uA/cm^2 above the rheobase: interval [ms]`,
      firing[2]! - firing[1]!,
      exact,
      1e-6,
      "T = integral of C dV/(...) from reset to peak",
    ),
  ];
}

/** Moments of noise and the rate of the noisy integrate-and-fire neuron. Fixed seeds; bounds are z = 4.89 (two-sided 1e-6) times the standard error. */
import { nnlifRate, siegertRate } from "../../theory/index.ts";
import { type Lab, signalOf, spikesOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

const z = 4.89;

const ornsteinUhlenbeck = `
neurons: { cell: { equations: C*dV/dt = -g*V + I, inputs: { I: pA }, initial: { V: 0 mV }, parameters: { C: 20 pF, g: 1 nS } } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, noise: { mean: 100 pA, sd: 20 pA, tau: 5 ms } }]
run: { duration: 50 s, step: 0.1 ms, every: 1 ms, method: euler, seed: 1 }
record: { cell: [I] }
`;

const white = `
units: none
neurons: { cell: { equations: "dx/dt = -x + sqrt(2)*xi", initial: { x: "normal(0, 1)" } } }
populations: { cell: { neuron: cell } }
run: { duration: 5000, step: 0.01, every: 0.1, seed: 1 }
record: { cell: [x] }
`;

/** Ten thousand spikes: a bound of 6 %. Crossings between the steps of 0.01 that are not seen make the rate 17 % too low. */
const nnlif = { size: 100, duration: 850, cv: 1.18 };
const noisy = `
units: none
neurons:
  cell: { equations: "dV/dt = -V + sqrt(2)*xi", initial: { V: 1 }, spike: V > 2, reset: { V: 1 } }
populations: { cell: { neuron: cell, size: ${nnlif.size} } }
run: { transient: 10, duration: ${nnlif.duration}, step: 0.01, seed: 1 }
record: { cell: [spikes] }
`;

/** tau dV = (mu - V) dt + s sqrt(tau) dW. Five thousand spikes: a bound of 4 %. */
const siegert = { size: 20, duration: 5000, cv: 0.56 };
const leaky = `
neurons:
  cell:
    equations: tau*dV/dt = mu - V + s*sqrt(tau)*xi
    initial: { V: 10 mV }
    spike: V > 20 mV
    reset: { V: 10 mV }
    refractory: 2 ms
    parameters: { tau: 10 ms, mu: 20 mV, s: 5 mV }
populations: { cell: { neuron: cell, size: ${siegert.size} } }
run: { transient: 100 ms, duration: ${siegert.duration} ms, step: 0.05 ms, seed: 1 }
record: { cell: [spikes] }
`;

function moments(values: Float64Array): { mean: number; variance: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += ((value - mean) * (value - mean)) / values.length;
  return { mean, variance };
}

export async function noise(lab: Lab): Promise<readonly Row[]> {
  const input = moments(signalOf(await lab.run(ornsteinUhlenbeck), "I").values);
  const state = moments(signalOf(await lab.run(white), "x").values);
  const exact = nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 });
  const rate = 1000 * siegertRate({ tau: 10, target: 20, noise: 5, threshold: 20, reset: 10, refractory: 2 });
  // Time averages of a process with correlation time tau over T: relative errors sqrt(2 tau/T) of the mean (in standard deviations)
  // and sqrt(2 tau/T) of the variance.
  const [slow, fast] = [Math.sqrt((2 * 5) / 50_000), Math.sqrt(2 / 5000)];
  return [
    row("Ornstein-Uhlenbeck input: mean [pA]", input.mean, 100, z * 20 * slow, "stationary law"),
    row("Ornstein-Uhlenbeck input: variance [pA^2]", input.variance, 400, z * 400 * slow, "stationary law"),
    row("dx = -x dt + sqrt(2) dW: mean", state.mean, 0, z * fast, "stationary law"),
    row("dx = -x dt + sqrt(2) dW: variance", state.variance, 1, z * fast + 0.005, "stationary law; Euler-Maruyama adds h/2"),
    counted("noisy LIF (NNLIF, b = 0): rate", spikesOf(await lab.run(noisy)).length, nnlif, exact, "Fokker-Planck, exact quadrature"),
    counted(
      "noisy LIF, 20 mV, noise 5 mV: rate [Hz]",
      spikesOf(await lab.run(leaky)).length,
      { ...siegert, duration: siegert.duration / 1000 },
      rate,
      "Siegert's formula",
    ),
  ];
}

/** A rate from a count of renewal processes, whose relative standard error is their coefficient of variation over the root of the count. */
function counted(
  name: string,
  count: number,
  { size, duration, cv }: { readonly size: number; readonly duration: number; readonly cv: number },
  exact: number,
  source: string,
): Row {
  return row(name, count / (size * duration), exact, (exact * z * cv) / Math.sqrt(exact * size * duration), source);
}

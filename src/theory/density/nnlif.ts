/** Networks of noisy leaky integrate-and-fire neurons whose drift and noise follow their activity (NNLIF): stationary states and folds. */
import { exp, log } from "../../base/index.ts";
import { findRoot } from "../../numerics/index.ts";
import { siegertRate, siegertSlopes } from "../white-noise/siegert.ts";

/** A noisy leaky integrate-and-fire neuron, dV = (drift - V) dt + sqrt(2 diffusion) dW, in units of the membrane's time constant. */
export interface NoisyLif {
  readonly drift: number;
  readonly diffusion: number;
  readonly threshold: number;
  readonly reset: number;
  /** Mean time after a spike before the neuron begins at the reset again, whatever its law. */
  readonly refractory: number;
}

/**
 * Stationary firing rate N of uncoupled neurons (b = 0), in units of one over the membrane time constant:
 *
 *   1/N = refractory + integral_0^inf e^(-s^2/2) (e^(s w_F) - e^(s w_R))/s ds,   w = (v - drift)/sqrt(diffusion)
 *
 * Coupled ones are stationary where N is the rate at the drift b N.
 *
 * @see Caceres, Carrillo, Perthame 2011, J. Math. Neurosci. 1:7, doi:10.1186/2190-8567-1-7
 */
export function nnlifRate(neuron: NoisyLif): number {
  return siegertRate(leaky(neuron));
}

/** Many such neurons: the drift is drift + coupling N, the diffusion diffusion + diffusionByRate N. */
export interface NoisyNetwork extends NoisyLif {
  /** b. */
  readonly coupling: number;
  /** a_1 >= 0. */
  readonly diffusionByRate: number;
}

/** Where two stationary states meet. */
export interface NnlifFold {
  readonly coupling: number;
  readonly rate: number;
}

/** The highest rate that is looked for where no refractoriness bounds it. A rate of N without refractoriness has about 1e-15 N of relative error. */
const most = 1e9;

/**
 * All stationary rates of a network, ascending: the solutions of N (I(N) + refractory) = 1, that is N = F(N) with Siegert's F. They are the zeros of
 * log F - log N, whose extremes (by Siegert's slopes) are found too, so that two that are about to meet are told apart. Relative error about
 * 1e-13 over |1 - F'(N)|. A rate below the smallest double is 0.
 *
 * Without refractoriness and noise that grows there are: for b < V_F - V_R an odd number, one if b <= 0; beyond, two or none.
 *
 * @see Caceres, Carrillo, Perthame 2011, J. Math. Neurosci. 1:7; Caceres, Perthame 2014, J. Theor. Biol. 350:81, doi:10.1016/j.jtbi.2014.02.005
 */
export function nnlifStates(network: NoisyNetwork): readonly number[] {
  const { drift, diffusion, coupling, diffusionByRate, threshold, reset, refractory } = network;
  const end = refractory > 0 ? 1 / refractory : most;
  // log F - log N, and d log F/d log N - 1; the noise is sqrt(2 a).
  const excess = (x: number): Sloped => {
    const own = exp(x);
    const [mean, a] = [drift + coupling * own, diffusion + diffusionByRate * own];
    const { rate, byTarget, byNoise } = siegertSlopes(leaky({ ...network, drift: mean, diffusion: a }));
    return { value: log(rate) - x, slope: (own * (coupling * byTarget + (diffusionByRate / Math.sqrt(2 * a)) * byNoise)) / rate - 1 };
  };
  // Where little noise makes the rate rise steeply: while the drift passes the threshold.
  const spread = Math.sqrt(diffusion);
  const passing = Array.from({ length: 81 }, (_, k) => threshold + 0.15 * spread * (k - 40));
  const between = Array.from({ length: 20 }, (_, k) => reset + ((threshold - reset) * k) / 20);
  const places = [
    ...Array.from({ length: 35 }, (_, k) => -740 + 20 * k),
    ...Array.from({ length: 122 }, (_, k) => -40 + 0.5 * k),
    ...[...passing, ...between].map((v) => log((v - drift) / coupling)),
    log(end),
  ].filter((x) => x > -740.5 && x <= log(end));
  const found = zerosOf(
    excess,
    [...new Set(places)].sort((a, b) => a - b),
  ).map(exp);
  return found.length === 0 && nnlifRate(network) === 0 ? [0] : found;
}

/**
 * The folds of the curve of stationary states over the coupling, by their rate. Each rate N below 1/refractory is stationary at exactly one coupling,
 * b(N) = (m(N) - drift)/N with the drift m at which the uncoupled rate is N; folds are the extremes of b, where d F/d N = 1.
 */
export function nnlifFolds(network: Omit<NoisyNetwork, "coupling">): readonly NnlifFold[] {
  const { refractory, drift, diffusion, diffusionByRate, threshold, reset } = network;
  const end = refractory > 0 ? log(1 / refractory) : log(1e4);
  const driftOf = (x: number) => {
    const rate = exp(x);
    const noise = diffusion + diffusionByRate * rate;
    const miss = (m: number) => log(nnlifRate({ ...network, drift: m, diffusion: noise })) - x;
    let [low, high] = [reset, threshold];
    for (let width = threshold - reset + Math.sqrt(noise); miss(low) > 0; width *= 2) low -= width;
    for (let width = threshold - reset + Math.sqrt(noise); miss(high) < 0; width *= 2) high += width;
    return findRoot(miss, low, high).x;
  };
  // N m'(N) - (m - drift), with m' = (1 - F_a a_1)/F_m: its sign is that of b'(N).
  const rise = (x: number) => {
    const [m, rate] = [driftOf(x), exp(x)];
    const noise = Math.sqrt(2 * (diffusion + diffusionByRate * rate));
    const { byTarget, byNoise } = siegertSlopes({ tau: 1, target: m, threshold, reset, refractory, noise });
    return (rate * (1 - (diffusionByRate / noise) * byNoise)) / byTarget - (m - drift);
  };
  const places = Array.from({ length: 241 }, (_, k) => log(1e-6) + ((end - 1e-9 - log(1e-6)) * k) / 240);
  const values = places.map(rise);
  return places.slice(1).flatMap((right, k): readonly NnlifFold[] => {
    if (values[k]! > 0 === values[k + 1]! > 0) return [];
    const { x } = findRoot(rise, places[k]!, right);
    return [{ rate: exp(x), coupling: (driftOf(x) - drift) / exp(x) }];
  });
}

const leaky = ({ drift, diffusion, threshold, reset, refractory }: NoisyLif) => ({
  tau: 1,
  target: drift,
  threshold,
  reset,
  refractory,
  noise: Math.sqrt(2 * diffusion),
});

/** A function with its derivative. */
interface Sloped {
  readonly value: number;
  readonly slope: number;
}

/** Zeros of a function between places, where it has at most one extreme between neighbours. */
function zerosOf(f: (x: number) => Sloped, places: readonly number[]): readonly number[] {
  const found: number[] = [];
  const between = (a: number, fa: number, b: number, fb: number) => {
    if (fa === 0) found.push(a);
    else if (fa > 0 !== fb > 0 && fb !== 0) found.push(findRoot((x) => f(x).value, a, b, 0, fa, fb).x);
  };
  let [left, before] = [places[0]!, f(places[0]!)];
  for (const right of places.slice(1)) {
    const after = f(right);
    // It goes towards 0 from one end and comes back to the other.
    const isDip = before.value > 0 === after.value > 0 && before.slope > 0 !== after.slope > 0 && before.slope > 0 !== before.value > 0;
    const turn = isDip && Number.isFinite(before.slope + after.slope) ? findRoot((x) => f(x).slope, left, right).x : undefined;
    const value = turn === undefined ? before.value : f(turn).value;
    if (turn !== undefined && value > 0 !== before.value > 0) {
      between(left, before.value, turn, value);
      between(turn, value, right, after.value);
    } else if (Number.isFinite(before.value + after.value)) between(left, before.value, right, after.value);
    [left, before] = [right, after];
  }
  if (before.value === 0) found.push(left);
  return found;
}

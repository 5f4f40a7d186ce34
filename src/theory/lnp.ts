/** Neurons that share one state and fire at random at a rate that depends on it: the linear-nonlinear-Poisson population. */
import { expm1 } from "../base/index.ts";
import { findRoot } from "../numerics/index.ts";

/**
 * tau dh/dt = rest - h between spikes; each spike of one of `size` neurons moves the h of all by jump/size; each neuron fires with the
 * intensity f(h). N f(h) is the intensity of one Poisson process, so that the population is exact with one state for any size.
 */
export interface LnpPopulation {
  /** Time constant [ms]. */
  readonly tau: number;
  /** h without spikes. */
  readonly rest: number;
  /** What all neurons together move h by when each fires once. */
  readonly jump: number;
  readonly size: number;
  /** Intensity f(h) [1/ms]. */
  intensity(h: number): number;
  /** f'(h). */
  slope(h: number): number;
}

/** Where h stands still when nothing fluctuates. */
export interface LnpState {
  readonly h: number;
  /** f(h) [1/ms]. */
  readonly rate: number;
  /** Rate at which a disturbance decays, 1/tau - jump f'(h) [1/ms]; negative where it grows. */
  readonly decay: number;
}

/** Points at which a range is sampled for states. */
const samples = 4001;

/** All states with h in [low, high] at which h = rest + tau jump f(h), lowest first; two within a four-thousandth of the range may be missed. */
export function lnpStates(population: LnpPopulation, low: number, high: number): readonly LnpState[] {
  const { tau, rest, jump, intensity, slope } = population;
  const drive = (h: number) => (rest - h) / tau + jump * intensity(h);
  const place = (k: number) => low + ((high - low) * k) / (samples - 1);
  const states: LnpState[] = [];
  const add = (h: number) => states.push({ h, rate: intensity(h), decay: 1 / tau - jump * slope(h) });
  for (let k = 0; k < samples; k++) {
    const [a, b] = [drive(place(k)), k + 1 < samples ? drive(place(k + 1)) : Number.NaN];
    if (a === 0) add(place(k));
    else if (a * b < 0) add(findRoot(drive, place(k), place(k + 1)).x);
  }
  return states;
}

/** Linear noise around a stable state: what a diffusion approximation of first order in 1/N says. */
export interface LnpNoise {
  /** Variance of h, jump^2 f/(2 k N). */
  readonly variance: number;
  /** Two-sided spectrum of the activity at an angular frequency [1/ms], (f/N) (omega^2 + 1/tau^2)/(omega^2 + k^2) [1/ms]. */
  spectrum(omega: number): number;
  /**
   * Variance of the activity in bins of a width T [ms]: f/(N T) for independent spikes, and what the common h adds,
   * (f/N) (1/tau^2 - k^2) (k T - 1 + e^(-k T))/(k^3 T^2).
   */
  binned(width: number): number;
}

/** @param state  a stable one: its `decay` is positive */
export function lnpNoise({ tau, jump, size }: Pick<LnpPopulation, "tau" | "jump" | "size">, { rate, decay: k }: LnpState): LnpNoise {
  return {
    variance: (jump * jump * rate) / (2 * k * size),
    spectrum: (omega) => ((rate / size) * (omega * omega + 1 / (tau * tau))) / (omega * omega + k * k),
    binned: (width) => {
      const common = (1 / (tau * tau) - k * k) / (k * k * k * width * width);
      return (rate / size) * (1 / width + common * (k * width + expm1(-k * width)));
    },
  };
}

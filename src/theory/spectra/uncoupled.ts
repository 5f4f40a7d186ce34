/** Power spectra of spike trains and of the activity of a population without coupling. */
import { complexSize } from "../../numerics/index.ts";
import type { RenewalProcess } from "../renewal/process.ts";

/**
 * Two-sided power spectrum of a stationary renewal spike train at an angular frequency,
 *
 *   S = r (1 - |P_L(i omega)|^2)/|1 - P_L(i omega)|^2,   S(0) = r CV^2,   S(infinity) = r,
 *
 * from S_L, so that nothing is lost at low frequencies. The activity of N such neurons that do not interact has S/N.
 *
 * @param omega  angular frequency, 2 pi f
 * @see Cox, Lewis 1966, The Statistical Analysis of Series of Events; Gerstner et al. 2014, Neuronal Dynamics, eq. 7.41
 */
export function renewalSpectrum({ rate, cv, survivorLaplace }: RenewalProcess, omega: number): number {
  if (omega === 0) return rate * cv * cv;
  const [re, im] = survivorLaplace([0, omega]);
  // 1 - |P|^2 = 2 Re(1 - P) - |1 - P|^2 with 1 - P = i omega S_L
  const square = re * re + im * im;
  return (rate * (-2 * im - omega * square)) / (omega * square);
}

/**
 * The spectrum that the linearised stochastic integral equation (mesoscopic model) gives instead, without coupling,
 *
 *   S = r omega^2/(omega^2 + Lambda^2)/|1 - P_L(i omega)|^2 = r/((omega^2 + Lambda^2) |S_L(i omega)|^2),   S(0) = r^3/Lambda^2.
 *
 * Exact at omega = 0 for Lambda = 1/sigma (`lambdaInterval`), too large there by (r/(Lambda CV))^2 else, and exact for high frequencies. For N neurons, S/N.
 *
 * @param lambda  Lambda, one over the unit of the intervals
 */
export function mesoscopicSpectrum({ rate, survivorLaplace }: RenewalProcess, lambda: number, omega: number): number {
  const size = complexSize(survivorLaplace([0, omega]));
  return rate / ((omega * omega + lambda * lambda) * size * size);
}

/** The power at frequency 0 of the mesoscopic model with a Lambda, over the exact one: (r/(Lambda CV))^2. 1 for Lambda = 1/sigma. */
export function lambdaPowerRatio({ rate, cv }: RenewalProcess, lambda: number): number {
  const ratio = rate / (lambda * cv);
  return ratio * ratio;
}

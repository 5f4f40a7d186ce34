/** Linear response of the rate of the leaky integrate-and-fire neuron in white noise. */
import { log } from "../../base/index.ts";
import {
  type Complex,
  complexDifference,
  complexExpm1,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSum,
} from "../../numerics/index.ts";
import { farPassage, followPassage } from "./passage-transform.ts";
import { type NoisyLeaky, siegertRate, siegertSlopes } from "./siegert.ts";
import { passageQuotient } from "./white-noise-lif.ts";

/**
 * chi(omega): a target + epsilon e^(i omega t) makes the rate of a population r_0 + epsilon chi e^(i omega t). With lambda = i omega tau and u, x as in `whiteNoiseLif`,
 *
 *   chi = r_0 sqrt(2)/noise/(1 + lambda) (u'(x_R) - u'(x_T))/(u(x_T) - e^(-i omega t_ref) u(x_R)),
 *
 * which is the formula with parabolic cylinder functions of order -lambda - 1 and -lambda, since u' = -lambda e^(x^2/4) D_(-lambda-1). chi(0) is Siegert's
 * derivative; for fast modulation chi tends to r_0 sqrt(2)/(noise sqrt(i omega tau)). Relative error about 1e-13.
 *
 * @param omega  angular frequency in one over the unit of tau
 * @see Brunel, Chance, Fourcaud, Abbott 2001, Phys. Rev. Lett. 86:2186, doi:10.1103/PhysRevLett.86.2186; Lindner, Schimansky-Geier 2001,
 *      Phys. Rev. Lett. 86:2934, doi:10.1103/PhysRevLett.86.2934
 */
export function whiteNoiseResponse(neuron: NoisyLeaky, omega: number): Complex {
  if (omega === 0) return [siegertSlopes(neuron).byTarget, 0];
  const { tau, target, threshold, reset, refractory, noise } = neuron;
  const [high, low] = [(Math.SQRT2 * (target - reset)) / noise, (Math.SQRT2 * (target - threshold)) / noise];
  const lambda: Complex = [0, omega * tau];
  const late = complexExpm1([0, -omega * refractory]);
  const { slopes, lost, value } = slopeDifference(lambda, high, low);
  const factor = (siegertRate(neuron) * Math.SQRT2) / noise;
  const divisor = complexProduct([1, omega * tau], complexDifference(lost, complexProduct(late, value)));
  return complexQuotient(complexScaled(slopes, factor), divisor);
}

/** (u'_R - u'_T)/u_T with 1 - u_R/u_T and u_R/u_T. */
function slopeDifference(lambda: Complex, high: number, low: number): { slopes: Complex; lost: Complex; value: Complex } {
  const next = complexSum(lambda, [1, 0]);
  const [farHigh, farLow, nextHigh, nextLow] = [
    farPassage(lambda, high),
    farPassage(lambda, low),
    farPassage(next, high),
    farPassage(next, low),
  ];
  if (farHigh && farLow && nextHigh && nextLow) {
    const { value, lost } = passageQuotient(lambda, log(high / low), farHigh, farLow);
    // u'/u = -lambda/x (1 + excess of order lambda + 1)/(1 + excess of order lambda)
    const ratio = (x: number, own: Complex, other: Complex) =>
      complexScaled(complexProduct(lambda, complexQuotient(complexSum([1, 0], other), complexSum([1, 0], own))), -1 / x);
    const [up, down] = [ratio(high, farHigh.excess, nextHigh.excess), ratio(low, farLow.excess, nextLow.excess)];
    return { slopes: complexDifference(complexProduct(up, value), down), lost, value };
  }
  const u = followPassage(lambda, high, low);
  return {
    slopes: complexQuotient(complexDifference(u.highSlope, u.lowSlope), u.low),
    lost: complexQuotient(u.gain, u.low),
    value: complexQuotient(u.high, u.low),
  };
}

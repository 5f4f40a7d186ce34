/** The leaky integrate-and-fire neuron in white noise as a renewal process. */
import { log } from "../../base/index.ts";
import {
  type Complex,
  complexDifference,
  complexExp,
  complexExpm1,
  complexLog1p,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
} from "../../numerics/index.ts";
import type { RenewalProcess } from "../renewal/process.ts";
import { firstPassageCv } from "./first-passage.ts";
import { type Far, farPassage, followPassage, startAbove } from "./passage-transform.ts";
import { type NoisyLeaky, siegertRate } from "./siegert.ts";

/**
 * Intervals between spikes of tau dV = (target - V) dt + noise sqrt(tau) dW,
 *
 *   P_L(lambda) = e^(-lambda t_ref) u(x_R)/u(x_T),   x = sqrt(2) (target - V)/noise,   u'' - x u' - tau lambda u = 0,
 *
 * that is e^delta D_(-tau lambda)(x_R)/D_(-tau lambda)(x_T) with parabolic cylinder functions and delta = (x_R^2 - x_T^2)/4. Without their cancellation:
 * u is followed from far above by Taylor steps, or taken from its asymptotic series where the noise is small. Meromorphic, with
 * real poles to the left. The noise must be positive and the reset below the threshold.
 *
 * @see Lindner, Schimansky-Geier, Longtin 2002, Phys. Rev. E 66:031916, doi:10.1103/PhysRevE.66.031916
 */
export function whiteNoiseLif(neuron: NoisyLeaky): RenewalProcess {
  const { tau, target, threshold, reset, refractory, noise } = neuron;
  const [high, low] = [(Math.SQRT2 * (target - reset)) / noise, (Math.SQRT2 * (target - threshold)) / noise];
  const rate = siegertRate(neuron);
  const mean = 1 / rate;
  const dead = (lambda: Complex) => complexExp(complexScaled(lambda, -refractory));
  /** P_L, 1 - P_L and P_L' of the passage alone, in units of tau. */
  const passage = (lambda: Complex): { value: Complex; lost: Complex; byLambda: Complex } => {
    const [far, near] = [farPassage(lambda, high), farPassage(lambda, low)];
    if (far && near) return passageQuotient(lambda, log(high / low), far, near);
    const u = followPassage(lambda, high, low);
    const slope = complexDifference(complexProduct(u.highByLambda, u.low), complexProduct(u.high, u.lowByLambda));
    return {
      value: complexQuotient(u.high, u.low),
      lost: complexQuotient(u.gain, u.low),
      byLambda: complexQuotient(complexQuotient(slope, u.low), u.low),
    };
  };
  return {
    mean,
    rate,
    cv: firstPassageCv(neuron),
    abscissa: Number.NEGATIVE_INFINITY,
    laplace: (lambda) => complexProduct(dead(lambda), passage(complexScaled(lambda, tau)).value),
    laplaceDerivative: (lambda) => {
      const { value, byLambda } = passage(complexScaled(lambda, tau));
      return complexProduct(dead(lambda), complexDifference(complexScaled(byLambda, tau), complexScaled(value, refractory)));
    },
    survivorLaplace: (lambda) => {
      if (complexSize(lambda) === 0) return [mean, 0];
      const { value, lost } = passage(complexScaled(lambda, tau));
      const late = complexProduct(value, complexExpm1(complexScaled(lambda, -refractory)));
      return complexQuotient(complexDifference(lost, late), lambda);
    },
    characteristic: (reach) => {
      const isFar = farPassage([tau * reach, 0], low) !== undefined;
      const start = startAbove(high, [-tau * reach, 0]);
      return (lambda) => {
        const late = complexExpm1(complexScaled(lambda, -refractory));
        if (isFar) {
          const { value, lost } = passage(complexScaled(lambda, tau));
          return complexDifference(lost, complexProduct(value, late));
        }
        // u_low - e^(-lambda t_ref) u_high has the zeros of 1 - P_L and no poles.
        const u = followPassage(complexScaled(lambda, tau), high, low, start);
        return complexDifference(u.gain, complexProduct(u.high, late));
      };
    },
  };
}

/** u_high/u_low = (x_R/x_T)^(-lambda) (1 + excess_R)/(1 + excess_T), 1 less it, and its derivative; `distance` is log(x_R/x_T). */
export function passageQuotient(lambda: Complex, distance: number, high: Far, low: Far) {
  const exponent = complexSum(complexScaled(lambda, -distance), complexDifference(complexLog1p(high.excess), complexLog1p(low.excess)));
  const relative = ({ excess, byLambda }: Far) => complexQuotient(byLambda, complexSum([1, 0], excess));
  const slope = complexSum([-distance, 0], complexDifference(relative(high), relative(low)));
  const value = complexExp(exponent);
  return { value, lost: complexScaled(complexExpm1(exponent), -1), byLambda: complexProduct(value, slope) };
}

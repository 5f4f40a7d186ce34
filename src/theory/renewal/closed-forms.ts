/** Renewal processes whose transform is elementary. */
import { cos, erfc, exp, log, sin } from "../../base/index.ts";
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
  complexSqrt,
  complexSum,
  erfcx,
  wrightOmega,
} from "../../numerics/index.ts";
import type { IntervalLaw, RenewalProcess } from "./process.ts";

/**
 * Poisson with dead time: hazard `hazard` from the age `deadTime` on, else 0.
 *
 *   P_L = nu e^(-lambda Delta)/(nu + lambda),   lambda_n = W_n(nu Delta e^(nu Delta))/Delta - nu
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export function deadTimePoisson({ hazard, deadTime }: { readonly hazard: number; readonly deadTime: number }): RenewalProcess {
  const [nu, delta] = [hazard, deadTime];
  const beyond = (lambda: Complex): Complex => [nu + lambda[0], lambda[1]];
  const laplace = (lambda: Complex) => complexQuotient(complexScaled(complexExp(complexScaled(lambda, -delta)), nu), beyond(lambda));
  return {
    mean: delta + 1 / nu,
    rate: nu / (1 + nu * delta),
    cv: 1 / (1 + nu * delta),
    abscissa: Number.NEGATIVE_INFINITY,
    laplace,
    laplaceDerivative: (lambda) => complexProduct(laplace(lambda), complexDifference([-delta, 0], complexQuotient([1, 0], beyond(lambda)))),
    // 1 - P_L = (lambda + nu (1 - e^(-lambda Delta)))/(nu + lambda)
    survivorLaplace: (lambda) => {
      if (complexSize(lambda) === 0) return [delta + 1 / nu, 0];
      const lost = complexScaled(complexExpm1(complexScaled(lambda, -delta)), -nu);
      return complexQuotient(complexQuotient(complexSum(lambda, lost), lambda), beyond(lambda));
    },
    eigenvalue: (n) => {
      if (delta === 0) return undefined;
      const [re, im] = wrightOmega([log(nu * delta) + nu * delta, 2 * Math.PI * n]);
      return [re / delta - nu, im / delta];
    },
    characteristic: () => (lambda) => complexDifference(beyond(lambda), complexScaled(complexExp(complexScaled(lambda, -delta)), nu)),
  };
}

/** What two moments say about a process. */
export interface RateAndCv {
  readonly rate: number;
  readonly cv: number;
}

/** A process with P_L = e^g: the transform of the survivors is -(e^g - 1)/lambda. */
function exponential(
  { rate, cv }: RateAndCv,
  exponent: (lambda: Complex) => Complex,
  slope: (lambda: Complex) => Complex,
  eigenvalue: (n: number) => Complex | undefined,
): RenewalProcess {
  const mean = 1 / rate;
  return {
    mean,
    rate,
    cv,
    abscissa: Number.NEGATIVE_INFINITY,
    laplace: (lambda) => complexExp(exponent(lambda)),
    laplaceDerivative: (lambda) => complexProduct(slope(lambda), complexExp(exponent(lambda))),
    survivorLaplace: (lambda) =>
      complexSize(lambda) === 0 ? [mean, 0] : complexScaled(complexQuotient(complexExpm1(exponent(lambda)), lambda), -1),
    eigenvalue,
  };
}

/**
 * The perfect integrate-and-fire neuron in white noise, whose intervals have the inverse Gaussian law.
 *
 *   P_L = exp((1 - sqrt(1 + 2 CV^2 lambda/r))/CV^2),   lambda_n = -2 pi^2 n^2 CV^2 r + 2 pi i n r
 *
 * and with m = 1/r, a = sqrt(m/t)/CV (t/m - 1), b = sqrt(m/t)/CV (t/m + 1)
 *
 *   P = sqrt(m/(2 pi t^3))/CV e^(-a^2/2),   S = (erfc(a/sqrt 2) - e^(-a^2/2) erfcx(b/sqrt 2))/2
 *
 * @see Gerstein, Mandelbrot 1964, Biophys. J. 4:41, doi:10.1016/S0006-3495(64)86768-0
 */
export function perfectIntegrator({ rate, cv }: RateAndCv): RenewalProcess & IntervalLaw {
  const square = cv * cv;
  const mean = 1 / rate;
  const steepness = (age: number) => Math.sqrt(mean / age) / cv;
  const root = (lambda: Complex) => complexSqrt(complexSum([1, 0], complexScaled(lambda, (2 * square) / rate)));
  const process = exponential(
    { rate, cv },
    // (1 - R)/CV^2 = -(2 lambda/r)/(1 + R)
    (lambda) => complexQuotient(complexScaled(lambda, -2 / rate), complexSum([1, 0], root(lambda))),
    (lambda) => complexQuotient([-1 / rate, 0], root(lambda)),
    (n) => [-2 * Math.PI * Math.PI * n * n * square * rate, 2 * Math.PI * n * rate],
  );
  return {
    ...process,
    density: (age) => {
      if (!(age > 0)) return 0;
      const a = steepness(age) * (age / mean - 1);
      return (steepness(age) / (age * Math.sqrt(2 * Math.PI))) * exp(-0.5 * a * a);
    },
    survivor: (age) => {
      if (!(age > 0)) return 1;
      const [a, b] = [steepness(age) * (age / mean - 1), steepness(age) * (age / mean + 1)];
      const [left, right] = [a / Math.SQRT2, b / Math.SQRT2];
      // For late ages both terms vanish alike.
      if (a > 0) return 0.5 * exp(-0.5 * a * a) * (erfcx(left) - erfcx(right));
      return 0.5 * (erfc(left) - exp(-0.5 * a * a) * erfcx(right));
    },
  };
}

/**
 * Two cumulants: P_L = exp(-lambda m + lambda^2 s^2/2), a Gaussian density that reaches below 0 and stands for narrow laws only.
 *
 *   lambda_n = (m/s^2)(1 - sqrt(1 - 4 pi i n s^2/m^2))      (the roots to the left; those to the right belong to the negative intervals)
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407
 */
export function gaussianLike({ rate, cv }: RateAndCv): RenewalProcess {
  const [mean, variance] = [1 / rate, (cv / rate) * (cv / rate)];
  return exponential(
    { rate, cv },
    (lambda) => complexProduct(lambda, [-mean + 0.5 * variance * lambda[0], 0.5 * variance * lambda[1]]),
    (lambda) => [-mean + variance * lambda[0], variance * lambda[1]],
    (n) => {
      // (1 - R)/s^2 with R^2 = 1 - i y, written as i y/(1 + R) so that narrow laws keep their digits.
      const y = 4 * Math.PI * n * cv * cv;
      return complexScaled(complexQuotient([0, 4 * Math.PI * n], complexSum([1, 0], complexSqrt([1, -y]))), rate);
    },
  );
}

/**
 * Intervals with the gamma law of shape k = 1/CV^2: P_L = (1 + lambda/(k r))^(-k), on the principal sheet. Its finitely many eigenvalues are
 * lambda_n = k r (e^(2 pi i n/k) - 1), n < k/2; for even k the last, n = k/2, is real: -2 k r.
 *
 * @see Cox 1962, Renewal Theory, section 1.4
 */
export function gammaIntervals({ rate, cv }: RateAndCv): RenewalProcess {
  const shape = 1 / (cv * cv);
  const scale = shape * rate;
  return exponential(
    { rate, cv },
    (lambda) => complexScaled(complexLog1p(complexScaled(lambda, 1 / scale)), -shape),
    (lambda) => complexQuotient([-1 / rate, 0], [1 + lambda[0] / scale, lambda[1] / scale]),
    (n) => {
      const angle = (2 * Math.PI * n) / shape;
      if (angle > Math.PI * (1 + 1e-12)) return undefined;
      const half = sin(0.5 * angle);
      return [-2 * scale * half * half, 2 * scale * half * (angle >= Math.PI * (1 - 1e-12) ? 0 : cos(0.5 * angle))];
    },
  );
}

/** How a change of the input mixes the eigenmodes of a population. */
import {
  type Complex,
  complexDifference,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
  conjugate,
} from "../../numerics/index.ts";
import { wholeLife } from "../renewal/ages.ts";
import { deadTimePoisson } from "../renewal/closed-forms.ts";
import { renewalLaw } from "../renewal/law.ts";
import type { Silent, Unresolved } from "../renewal/march.ts";
import { hazardResponse, linearised, type NeuronFamily, refinedDerivatives } from "../response/hazard-response.ts";
import { rateAnswer } from "../response/rate-answer.ts";
import { ageLine, combined } from "./age-line.ts";
import { eigenmodes, type Mode } from "./eigenvalues.ts";

/**
 * The coefficients of the low-dimensional equations at an input h,
 *
 *   A = F_0 - sum_n multiplicity_n Re(a_n/P_L'(lambda_n)),
 *   da_n/dt = lambda_n a_n + (drive_n + sum_m (among_nm a_m + conjugate_nm a_m^*)) dh/dt,
 *
 * where drive_n = c_n0, among_nm = c_nm, conjugate_nm = c_n,-m are <d psi_n/dh, phi_m>. A real mode is its own conjugate: its column of `conjugate` is 0.
 */
export interface ModeCouplings {
  readonly kind: "couplings";
  readonly rate: number;
  /** dF_0/dh. */
  readonly rateSlope: number;
  readonly modes: readonly Mode[];
  /** d lambda_n/dh. {M} */
  readonly eigenvalueSlopes: readonly Complex[];
  /** {M} */
  readonly drive: readonly Complex[];
  /** {M, M} */
  readonly among: readonly (readonly Complex[])[];
  /** {M, M} */
  readonly conjugate: readonly (readonly Complex[])[];
}

/**
 * The first `count` modes at an input with their couplings. With g_n = d rho/dh (1 - psi_n), all are integrals over the ages,
 *
 *   c_nm = integral g_n phi_m/(lambda_n - lambda_m),   d lambda_n/dh = integral g_n phi_n,   c_nn = integral a (g_n - lambda_n' psi_n) phi_n da
 *
 * (the last from the derivative of the equation of psi_n, integrated by parts), continued analytically where phi_m is not normalisable. `rho` is the
 * hazard of a neuron under constant input, membrane included. Relative error about 1e-9; there are fewer modes where `eigenmodes` has fewer.
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export function modeCouplings(family: NeuronFamily, input: number, count: number, step?: number): ModeCouplings | Silent | Unresolved {
  const law = renewalLaw(family(input));
  if (law.kind !== "law") return law;
  const { modes } = eigenmodes(law, count);
  const fastest = Math.max(0, ...modes.map(({ eigenvalue }) => complexSize(eigenvalue)));
  const whole = wholeLife(law.panels, law.tail);
  const along = refinedDerivatives(linearised(family, input, whole.panels, step), 3 / fastest);
  const life = { panels: along.panels, end: whole.end };
  const answer = hazardResponse(along, 0);
  const line = ageLine(life, law.tail);
  const byInput = line.onto(answer.atAges, answer.end);
  const seen = modes.map(({ eigenvalue }) => line.seen(eigenvalue));
  const driven = seen.map((psi) => combined(byInput, psi, (rho, value) => complexProduct(rho, complexDifference([1, 0], value))));
  /** -integral g_n S e^(-lambda a)/P_L' */
  const projected = (n: number, lambda: Complex, slope: Complex) => negative(complexQuotient(line.integral(lambda, driven[n]!), slope));
  const coupling = (n: number, lambda: Complex, slope: Complex) =>
    complexQuotient(projected(n, lambda, slope), complexDifference(modes[n]!.eigenvalue, lambda));
  const slopes = modes.map(({ eigenvalue, slope }, n) => projected(n, eigenvalue, slope));
  const own = (n: number): Complex => {
    const { eigenvalue, slope } = modes[n]!;
    const rest = combined(driven[n]!, seen[n]!, (g, psi) => complexDifference(g, complexProduct(slopes[n]!, psi)));
    return negative(complexQuotient(line.integral(eigenvalue, rest, 1), slope));
  };
  return {
    kind: "couplings",
    rate: law.rate,
    rateSlope: rateAnswer(law, life, answer, 0)[0],
    modes,
    eigenvalueSlopes: slopes,
    drive: modes.map((_, n) => coupling(n, [0, 0], [-law.mean, 0])),
    among: modes.map((_, n) => modes.map(({ eigenvalue, slope }, m) => (m === n ? own(n) : coupling(n, eigenvalue, slope)))),
    conjugate: modes.map((_, n) =>
      modes.map(({ eigenvalue, slope, multiplicity }) =>
        multiplicity === 1 ? ([0, 0] as const) : coupling(n, conjugate(eigenvalue), conjugate(slope)),
      ),
    ),
  };
}

function negative([re, im]: Complex): Complex {
  return [-re, -im];
}

/**
 * The couplings of Poisson neurons with dead time whose hazard nu depends on the input, in closed form. `hazardSlope` is d nu/dh.
 *
 *   c_n0 = nu'/((nu + lambda_n)(1 + Delta nu)),   lambda_n' = nu' lambda_n/(nu (1 + Delta (nu + lambda_n))),
 *   c_nm = nu' lambda_n (nu + lambda_m)/(nu (nu + lambda_n)(lambda_n - lambda_m)(1 + Delta (nu + lambda_m))),
 *   c_nn = -(lambda_n' Delta^2/2 + (nu' lambda_n - nu lambda_n')/(nu (nu + lambda_n)^2))/P_L'
 */
export function deadTimePoissonCouplings(
  { hazard: nu, deadTime: delta, hazardSlope }: { readonly hazard: number; readonly deadTime: number; readonly hazardSlope: number },
  count: number,
): ModeCouplings {
  const { modes } = eigenmodes(deadTimePoisson({ hazard: nu, deadTime: delta }), count);
  const beyond = ([re, im]: Complex): Complex => [nu + re, im];
  const dead = (lambda: Complex): Complex => complexSum([1, 0], complexScaled(beyond(lambda), delta));
  const slopes = modes.map(({ eigenvalue }) => complexScaled(complexQuotient(eigenvalue, dead(eigenvalue)), hazardSlope / nu));
  const coupling = (n: number, other: Complex) => {
    const own = modes[n]!.eigenvalue;
    const above = complexScaled(complexProduct(own, beyond(other)), hazardSlope / nu);
    return complexQuotient(above, complexProduct(complexProduct(beyond(own), complexDifference(own, other)), dead(other)));
  };
  const own = (n: number) => {
    const { eigenvalue, slope } = modes[n]!;
    const turned = complexDifference(complexScaled(eigenvalue, hazardSlope / nu), slopes[n]!);
    const square = complexProduct(beyond(eigenvalue), beyond(eigenvalue));
    const sum = complexSum(complexScaled(slopes[n]!, 0.5 * delta * delta), complexQuotient(turned, square));
    return negative(complexQuotient(sum, slope));
  };
  return {
    kind: "couplings",
    rate: nu / (1 + nu * delta),
    rateSlope: hazardSlope / ((1 + nu * delta) * (1 + nu * delta)),
    modes,
    eigenvalueSlopes: slopes,
    drive: modes.map(({ eigenvalue }) => complexQuotient([hazardSlope / (1 + nu * delta), 0], beyond(eigenvalue))),
    among: modes.map((_, n) => modes.map(({ eigenvalue }, m) => (m === n ? own(n) : coupling(n, eigenvalue)))),
    conjugate: modes.map((_, n) => modes.map(({ eigenvalue }) => coupling(n, conjugate(eigenvalue)))),
  };
}

/** How a change of the input mixes the eigenmodes of a population. */
import {
  type Complex,
  complexDifference,
  complexExp,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSum,
  conjugate,
} from "../../numerics/index.ts";
import type { AgedNeuron } from "../renewal/aged-neuron.ts";
import { type AtAges, paceOf, wholeLife } from "../renewal/ages.ts";
import { rateAnswer } from "../renewal/answer.ts";
import { deadTimePoisson } from "../renewal/closed-forms.ts";
import { chosenInputs } from "../renewal/columns.ts";
import { type RenewalLaw, renewalLaw } from "../renewal/law.ts";
import type { Silent, Unresolved } from "../renewal/march.ts";
import { nodeCount } from "../renewal/panel.ts";
import { type AgedSlopes, displaced, type Stretch, stretchesOf } from "../renewal/stretches.ts";
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
export interface ModeCouplings extends Couplings {
  readonly kind: "couplings";
  readonly rate: number;
  /** dF_0/dh. */
  readonly rateSlope: number;
  readonly modes: readonly Mode[];
}

/** What a change of the input makes of modes. */
export interface Couplings {
  /** How the rate answers a change at once, before any neuron has another age: F_0 integral d rho/dh S. */
  readonly prompt: number;
  /** d lambda_n/dh. {M} */
  readonly eigenvalueSlopes: readonly Complex[];
  /** {M} */
  readonly drive: readonly Complex[];
  /** {M, M} */
  readonly among: readonly (readonly Complex[])[];
  /** {M, M} */
  readonly conjugate: readonly (readonly Complex[])[];
}

/** Logarithm of survivors who are too few to count, grown as the fastest mode decays. */
const nobody = 60;

/**
 * The first `count` modes of a neuron with their couplings by one of the inputs of `slopes` (`numericalSlopes` where there are none in closed form). With g_n = d rho/dh (1 - psi_n), all are integrals over the ages,
 *
 *   c_nm = integral g_n phi_m/(lambda_n - lambda_m),   d lambda_n/dh = integral g_n phi_n,   c_nn = integral a (g_n - lambda_n' psi_n) phi_n da
 *
 * (the last from the derivative of the equation of psi_n, integrated by parts), continued analytically where phi_m is not normalisable. `rho` is the
 * hazard of a neuron under constant input, membrane included. Relative error
 * about 1e-9 where the eigenvalues lie within two rates of settling of the first pole, up to a percent at the end of what is known. There are fewer modes
 * where `eigenmodes` has fewer.
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export function modeCouplings(neuron: AgedNeuron, slopes: AgedSlopes, count: number, input = 0): ModeCouplings | Silent | Unresolved {
  const law = renewalLaw(neuron);
  if (law.kind !== "law") return law;
  const n = neuron.initial.length;
  const { modes } = eigenmodes(law, count);
  return {
    kind: "couplings",
    rate: law.rate,
    modes,
    ...couplingsBetween(law, modes, n, slopes, input),
    rateSlope: rateSlope(law, n, slopes, input),
  };
}

/** The same for modes that are known, of the law of a neuron with `n` states. */
export function couplingsBetween(law: RenewalLaw, modes: readonly Mode[], n: number, slopes: AgedSlopes, input = 0): Couplings {
  const pace = Math.max(0, ...modes.map(({ eigenvalue }) => paceOf(eigenvalue)));
  const whole = wholeLife(law.panels, law.tail);
  const steepest = Math.min(0, ...modes.map(({ eigenvalue }) => eigenvalue[0]));
  const alive = law.tail ? whole.panels : whole.panels.filter(({ start, exposure }) => exposure + steepest * start < nobody);
  const one = chosenInputs(slopes, n, [input]);
  const stretches = stretchesOf(alive, n, one, pace);
  const answer = hazardByInput(stretches, n, one);
  const line = ageLine(stretches, whole.end, law.tail);
  const byInput = line.onto(answer.atAges, answer.end);
  const seen = modes.map(({ eigenvalue }) => line.seen(eigenvalue));
  const psi = seen.map((one) => line.from(one));
  const driven = seen.map((psi) => combined(byInput, psi, (rho, value) => complexProduct(rho, complexDifference([1, 0], value))));
  /** What ages at which the hazard jumps, and which move with the input, add to integral a^power g_n S e^(-lambda a). */
  const jumping = (n: number, lambda: Complex, power: 0 | 1): Complex =>
    slopes.switches.reduce<Complex>(
      (sum, { age, height, byInput: moved }) => {
        const strength = -height * moved[input]! * law.survivor(age) * (power === 0 ? 1 : age);
        const turned = complexScaled(complexExp(complexScaled(lambda, -age)), strength);
        return complexSum(sum, complexProduct(turned, complexDifference([1, 0], psi[n]!(age))));
      },
      [0, 0],
    );
  /** -integral g_n S e^(-lambda a)/P_L' */
  const projected = (n: number, lambda: Complex, slope: Complex) =>
    negative(complexQuotient(complexSum(line.integral(lambda, driven[n]!), jumping(n, lambda, 0)), slope));
  const coupling = (n: number, lambda: Complex, slope: Complex) =>
    complexQuotient(projected(n, lambda, slope), complexDifference(modes[n]!.eigenvalue, lambda));
  const changes = modes.map(({ eigenvalue, slope }, n) => projected(n, eigenvalue, slope));
  const own = (n: number): Complex => {
    const { eigenvalue, slope } = modes[n]!;
    const rest = combined(driven[n]!, seen[n]!, (g, psi) => complexDifference(g, complexProduct(changes[n]!, psi)));
    return negative(complexQuotient(complexSum(line.integral(eigenvalue, rest, 1), jumping(n, eigenvalue, 1)), slope));
  };
  return {
    prompt:
      law.rate *
      slopes.switches.reduce(
        (sum, { age, height, byInput: moved }) => sum - height * moved[input]! * law.survivor(age),
        line.integral([0, 0], byInput)[0],
      ),
    eigenvalueSlopes: changes,
    drive: modes.map((_, n) => coupling(n, [0, 0], [-law.mean, 0])),
    among: modes.map((_, n) => modes.map(({ eigenvalue, slope }, m) => (m === n ? own(n) : coupling(n, eigenvalue, slope)))),
    conjugate: modes.map((_, n) =>
      modes.map(({ eigenvalue, slope, multiplicity }) =>
        multiplicity === 1 ? ([0, 0] as const) : coupling(n, conjugate(eigenvalue), conjugate(slope)),
      ),
    ),
  };
}

/** d hazard/d input under constant input at each age, membrane included, and where the stretches end. */
function hazardByInput(stretches: readonly Stretch[], n: number, slopes: AgedSlopes): { readonly atAges: AtAges; readonly end: Complex } {
  const { hazards, states: moved } = displaced(stretches, n, 1, [0, 0]);
  const last = stretches.at(-1);
  if (!last) return { atAges: hazards[0]!, end: [0, 0] };
  const row = new Float64Array((n + 1) * (n + 1));
  slopes.at(last.ages[nodeCount - 1]!, last.states.subarray((nodeCount - 1) * n), row);
  let end = row[n * (n + 1) + n]!;
  for (let i = 0; i < n; i++) end += row[n * (n + 1) + i]! * moved[2 * i]!;
  return { atAges: hazards[0]!, end: [end, 0] };
}

function rateSlope(law: RenewalLaw, n: number, slopes: AgedSlopes, input: number): number {
  const { answers, survivors } = rateAnswer(law, n, slopes)([0, 0]);
  return answers[input]![0] / survivors[0];
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
    prompt: hazardSlope / (1 + nu * delta),
    rateSlope: hazardSlope / ((1 + nu * delta) * (1 + nu * delta)),
    modes,
    eigenvalueSlopes: slopes,
    drive: modes.map(({ eigenvalue }) => complexQuotient([hazardSlope / (1 + nu * delta), 0], beyond(eigenvalue))),
    among: modes.map((_, n) => modes.map(({ eigenvalue }, m) => (m === n ? own(n) : coupling(n, eigenvalue)))),
    conjugate: modes.map((_, n) => modes.map(({ eigenvalue }) => coupling(n, conjugate(eigenvalue)))),
  };
}

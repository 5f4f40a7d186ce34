/** Laplace transforms of a law that is a polynomial on panels of age, with an exponential tail. */
import { exp } from "../../base/index.ts";
import {
  type Complex,
  complexDifference,
  complexExp,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSum,
  legendreMoments,
} from "../../numerics/index.ts";
import { coefficientsOf, nodeCount, type Panel, panelRule, type Settling, type Tail } from "./panel.ts";
import type { RenewalProcess } from "./process.ts";
import { continuedRates, powerMoments } from "./settling.ts";

export type Transform = Pick<RenewalProcess, "laplace" | "laplaceDerivative" | "survivorLaplace" | "abscissa" | "characteristic">;

/** Logarithm of what is far below rounding beside 1, whatever is made of it. */
const nothing = 100;

/** Legendre coefficients on a panel, as fractions of the survivors at its start. */
interface Expansion {
  readonly start: number;
  readonly width: number;
  readonly exposure: number;
  readonly survivor: Float64Array;
  readonly density: Float64Array;
  /** Of age times density. */
  readonly delayed: Float64Array;
}

/**
 * P_L, its derivative and S_L. Each panel is transformed exactly, however fast e^(-lambda t) turns or grows over it; an exponential tail has
 * S_T e^(-lambda T)/(hazard + lambda), continued to the left of its pole where the hazard is exactly constant, and past a few poles more where it is
 * known how the hazard settles.
 */
export function transformOf(panels: readonly Panel[], tail: Tail | undefined): Transform {
  let made: readonly Expansion[] | undefined;
  const before = tail?.settling ? panels.filter(({ start }) => start < tail.settling!.age) : panels;
  const sum = (lambda: Complex, of: "survivor" | "density" | "delayed"): Complex => {
    made ??= before.map(expansionOf);
    let [re, im] = [0, 0];
    for (const expansion of made) {
      const { start, width, exposure } = expansion;
      // Nobody is left who would count beside P_L = 1.
      if (exposure + lambda[0] * (lambda[0] < 0 ? start + width : start) > nothing) continue;
      const [partRe, partIm] = integral(expansion, expansion[of], lambda);
      re += partRe;
      im += partIm;
    }
    return [re, im];
  };
  const end = endOf(tail);
  const where = (transform: (lambda: Complex) => Complex) => (lambda: Complex) =>
    lambda[0] > end.abscissa ? transform(lambda) : ([Number.NaN, Number.NaN] as const);
  const laplace = where((lambda) => complexSum(sum(lambda, "density"), end.density(lambda)));
  return {
    abscissa: end.abscissa,
    survivorLaplace: where((lambda) => complexSum(sum(lambda, "survivor"), end.survivor(lambda))),
    laplace,
    laplaceDerivative: where((lambda) => complexDifference(end.densitySlope(lambda), sum(lambda, "delayed"))),
    characteristic: () => (lambda) =>
      end.poles
        .filter((pole) => pole > end.abscissa)
        .reduce((value, pole) => complexProduct(value, [lambda[0] - pole, lambda[1]]), complexDifference([1, 0], laplace(lambda))),
  };
}

/** The transforms of the tail alone. */
interface End {
  readonly abscissa: number;
  readonly poles: readonly number[];
  survivor(lambda: Complex): Complex;
  density(lambda: Complex): Complex;
  densitySlope(lambda: Complex): Complex;
}

function endOf(tail: Tail | undefined): End {
  if (!tail) {
    const none = (): Complex => [0, 0];
    return { abscissa: Number.NEGATIVE_INFINITY, poles: [], survivor: none, density: none, densitySlope: none };
  }
  return tail.settling ? settlingEnd(tail.hazard, tail.settling) : constantEnd(tail);
}

function constantEnd({ hazard, age, exposure, isExact }: Tail): End {
  const beyond = (lambda: Complex): Complex => [hazard + lambda[0], lambda[1]];
  const survivor = (lambda: Complex) => complexQuotient(complexExp([-lambda[0] * age - exposure, -lambda[1] * age]), beyond(lambda));
  return {
    abscissa: isExact ? Number.NEGATIVE_INFINITY : -hazard,
    poles: [-hazard],
    survivor,
    density: (lambda) => complexScaled(survivor(lambda), hazard),
    densitySlope: (lambda) => {
      const delay = complexSum([age, 0], complexQuotient([1, 0], beyond(lambda)));
      return complexProduct(complexScaled(survivor(lambda), -hazard), delay);
    },
  };
}

/** With a = (hazard + lambda)/rate: S_T e^(-lambda T)/rate sum over k of a coefficient times the k-th power moment. */
function settlingEnd(hazard: number, { age, exposure, rate, hazard: hazards, survivor }: Settling): End {
  const survivors = withoutNoise(coefficientsOf(panelRule(), (j) => survivor[j]!));
  const densities = withoutNoise(coefficientsOf(panelRule(), (j) => survivor[j]! * hazards[j]!));
  const factor = (lambda: Complex) => complexScaled(complexExp([-lambda[0] * age - exposure, -lambda[1] * age]), 1 / rate);
  const moments = (lambda: Complex) => powerMoments([(hazard + lambda[0]) / rate, lambda[1] / rate]);
  return {
    abscissa: -hazard - continuedRates * rate,
    poles: Array.from({ length: continuedRates }, (_, k) => -hazard - k * rate),
    survivor: (lambda) => complexProduct(factor(lambda), combined(survivors, moments(lambda).values)),
    density: (lambda) => complexProduct(factor(lambda), combined(densities, moments(lambda).values)),
    densitySlope: (lambda) => {
      const { values, slopes } = moments(lambda);
      const delayed = complexScaled(combined(densities, values), -age);
      return complexProduct(factor(lambda), complexSum(delayed, complexScaled(combined(densities, slopes), 1 / rate)));
    },
  };
}

/** Coefficients at rounding would be multiplied by the largest moments. */
function withoutNoise(coefficients: Float64Array): Float64Array {
  const largest = coefficients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return coefficients.map((value) => (Math.abs(value) < 1e-15 * largest ? 0 : value));
}

function combined(coefficients: Float64Array, moments: readonly Complex[]): Complex {
  let [re, im] = [0, 0];
  for (const [k, [momentRe, momentIm]] of moments.entries()) {
    re += coefficients[k]! * momentRe;
    im += coefficients[k]! * momentIm;
  }
  return [re, im];
}

function expansionOf({ start, width, exposure, hazard, exposures }: Panel): Expansion {
  const { coefficients } = panelRule();
  const survivor = new Float64Array(nodeCount);
  const density = new Float64Array(nodeCount);
  for (let j = 0; j < nodeCount; j++) {
    const left = exp(-exposures[j]!);
    for (let k = 0; k < nodeCount; k++) {
      const weight = coefficients[k * nodeCount + j]! * left;
      survivor[k]! += weight;
      density[k]! += weight * hazard[j]!;
    }
  }
  // Age is start + width (x + 1)/2, and x P_k = ((k + 1) P_(k+1) + k P_(k-1))/(2k + 1).
  const delayed = new Float64Array(nodeCount + 1);
  for (let k = 0; k < nodeCount; k++) {
    const turned = (0.5 * width * density[k]!) / (2 * k + 1);
    delayed[k]! += (start + 0.5 * width) * density[k]!;
    delayed[k + 1]! += (k + 1) * turned;
    if (k > 0) delayed[k - 1]! += k * turned;
  }
  return { start, width, exposure, survivor, density, delayed };
}

/** Integral over the panel of e^(-lambda t) times the survivors at its start times the sum of Legendre polynomials. */
function integral({ start, width, exposure }: Expansion, values: Float64Array, lambda: Complex): Complex {
  const [re, im] = combined(values, legendreMoments([0.5 * width * lambda[0], 0.5 * width * lambda[1]], values.length));
  // The moments are 1 where the exponential is largest: at the start of the panel, or at its end.
  const origin = lambda[0] < 0 ? start + width : start;
  const factor = complexExp([-lambda[0] * origin - exposure, -lambda[1] * origin]);
  return complexProduct(factor, [0.5 * width * re, 0.5 * width * im]);
}

/** Laplace transforms of a law that is a polynomial on panels of age, with an exponential tail. */
import { exp } from "../../base/index.ts";
import { type Complex, complexExp, complexProduct, complexQuotient, complexSum, legendreMoments } from "../../numerics/index.ts";
import { nodeCount, type Panel, panelRule, type Tail } from "./panels.ts";
import type { RenewalProcess } from "./process.ts";

export type Transform = Pick<RenewalProcess, "laplace" | "laplaceDerivative" | "survivorLaplace" | "abscissa">;

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
 * P_L, its derivative and S_L. Each panel is transformed exactly, however fast e^(-lambda t) turns or grows over it. An exponential tail
 * has the transform S_T e^(-lambda T)/(hazard + lambda); where the hazard only approaches its final value it says nothing to the left of the pole.
 */
export function transformOf(panels: readonly Panel[], tail: Tail | undefined): Transform {
  let made: readonly Expansion[] | undefined;
  const sum = (lambda: Complex, of: "survivor" | "density" | "delayed"): Complex => {
    made ??= panels.map(expansionOf);
    let [re, im] = [0, 0];
    for (const expansion of made) {
      const [partRe, partIm] = integral(expansion, expansion[of], lambda);
      re += partRe;
      im += partIm;
    }
    return [re, im];
  };
  const abscissa = !tail || tail.isExact ? Number.NEGATIVE_INFINITY : -tail.hazard;
  const where = (transform: (lambda: Complex) => Complex) => (lambda: Complex) =>
    lambda[0] > abscissa ? transform(lambda) : ([Number.NaN, Number.NaN] as const);
  const hazard = tail?.hazard ?? 0;
  const pole = (lambda: Complex): Complex => [hazard + lambda[0], lambda[1]];
  const rest = (lambda: Complex): Complex =>
    tail ? complexQuotient(complexExp([-lambda[0] * tail.age - tail.exposure, -lambda[1] * tail.age]), pole(lambda)) : [0, 0];
  const delay = (lambda: Complex): Complex => complexSum([hazard * (tail?.age ?? 0), 0], complexQuotient([hazard, 0], pole(lambda)));
  return {
    abscissa,
    survivorLaplace: where((lambda) => complexSum(sum(lambda, "survivor"), rest(lambda))),
    laplace: where((lambda) => complexSum(sum(lambda, "density"), complexProduct([hazard, 0], rest(lambda)))),
    laplaceDerivative: where((lambda) => {
      const [re, im] = tail ? complexProduct(delay(lambda), rest(lambda)) : [0, 0];
      const [panelRe, panelIm] = sum(lambda, "delayed");
      return [-re - panelRe, -im - panelIm];
    }),
  };
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
  const moments = legendreMoments([0.5 * width * lambda[0], 0.5 * width * lambda[1]], values.length);
  let [re, im] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    re += values[k]! * moments[k]![0];
    im += values[k]! * moments[k]![1];
  }
  // The moments are 1 where the exponential is largest: at the start of the panel, or at its end.
  const origin = lambda[0] < 0 ? start + width : start;
  const factor = complexExp([-lambda[0] * origin - exposure, -lambda[1] * origin]);
  return complexProduct(factor, [0.5 * width * re, 0.5 * width * im]);
}

/** From the answer of the hazard at each age to the answer of the rate. */
import { exp } from "../../base/index.ts";
import { type Complex, complexProduct, complexQuotient, complexScaled, complexSum } from "../../numerics/index.ts";
import { type AtAges, fromAgeOn, overAges, type WholeLife } from "../renewal/ages.ts";
import type { RenewalLaw } from "../renewal/law.ts";

/** Answers of the hazard, and the one where the panels end, which lasts. */
export interface HazardAnswer {
  readonly atAges: AtAges;
  readonly end: Complex;
}

/**
 * chi = F_0/S_L(i omega) integral rho_1(a) S(a) R(a) da with the discounted time to live R(a) = integral_a^inf S(t)/S(a) e^(-i omega (t - a)) dt: the amplitude of the rate when the
 * hazard at age a has the amplitude rho_1(a).
 */
export function rateAnswer({ rate, survivorLaplace }: RenewalLaw, life: WholeLife, { atAges, end }: HazardAnswer, omega: number): Complex {
  const beyond: Complex = life.end ? complexQuotient([1, 0], [life.end.hazard, omega]) : [0, 0];
  const toLive = fromAgeOn(life.panels, [0, omega], "time", beyond);
  const inside = atAges.map((row, p) => row.map((value, j) => complexProduct(value, toLive[p]![j]!)));
  const sum = overAges(life.panels, [0, 0], inside);
  const rest = life.end ? complexScaled(complexProduct(end, beyond), exp(-life.end.exposure) / life.end.hazard) : ([0, 0] as const);
  return complexQuotient(complexScaled(complexSum(sum, rest), rate), survivorLaplace([0, omega]));
}

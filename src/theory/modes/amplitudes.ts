/** The amplitudes of modes in a population whose ages are known. */
import type { Complex } from "../../numerics/index.ts";
import { paceOf, refined, wholeLife } from "../renewal/ages.ts";
import type { RenewalLaw } from "../renewal/law.ts";
import { ageLine } from "./age-line.ts";

/**
 * a = sum over the ages of part times psi(age), with psi(a) = integral_a^inf P(t)/S(a) e^(-lambda (t - a)) dt: 1 for neurons that have just fired.
 * Neurons that have not fired, in any state, have the transform P_L(lambda) of the law of their first spike.
 *
 * @param ages   ages
 * @param parts  part of the neurons of each age
 */
export function amplitudeOfAges(law: RenewalLaw, lambda: Complex, ages: ArrayLike<number>, parts: ArrayLike<number>): Complex {
  const life = wholeLife(law.panels, law.tail);
  const pace = paceOf(lambda);
  const line = ageLine(
    refined(life.panels, () => pace),
    life.end,
    law.tail,
  );
  const psi = line.from(line.seen(lambda));
  let [re, im] = [0, 0];
  for (let k = 0; k < ages.length; k++) {
    if (parts[k]! === 0) continue;
    const value = psi(ages[k]!);
    re += parts[k]! * value[0];
    im += parts[k]! * value[1];
  }
  return [re, im];
}

/** Eigenfunctions of the refractory density equation and of its adjoint. */
import { type Complex, complexExp, complexQuotient, complexScaled } from "../../numerics/index.ts";
import { paceOf, refined, wholeLife } from "../renewal/ages.ts";
import type { RenewalLaw } from "../renewal/law.ts";
import { ageLine } from "./age-line.ts";
import type { Mode } from "./eigenvalues.ts";

/**
 * The eigenfunctions of a mode at given ages, <psi_n, phi_m> = delta_nm,
 *
 *   phi_n = -S e^(-lambda_n a)/P_L'(lambda_n),   psi_n = e^(lambda_n a)/S (1 - integral_0^a P e^(-lambda_n s) ds),   psi_n(0) = 1,
 *
 * psi from behind, by the integral over all later ages, which does not lose its digits where S is small.
 *
 * @param ages  any ages, in the unit of the law {n}
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export function eigenfunctions(
  law: RenewalLaw,
  { eigenvalue, slope }: Mode,
  ages: readonly number[],
): { readonly phi: readonly Complex[]; readonly psi: readonly Complex[] } {
  const life = wholeLife(law.panels, law.tail);
  const pace = paceOf(eigenvalue);
  const line = ageLine(
    refined(life.panels, () => pace),
    life.end,
    law.tail,
  );
  const psi = line.from(line.seen(eigenvalue));
  const phi = ages.map((age) => {
    const turned = complexExp(complexScaled(eigenvalue, -age));
    return complexQuotient(complexScaled(turned, -law.survivor(age)), slope);
  });
  return { phi, psi: ages.map(psi) };
}

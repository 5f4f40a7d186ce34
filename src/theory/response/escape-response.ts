/** Linear response of the rate of a population of neurons with escape noise. */
import type { Complex } from "../../numerics/index.ts";
import { wholeLife } from "../renewal/ages.ts";
import { type RenewalLaw, renewalLaw } from "../renewal/law.ts";
import type { Silent, Unresolved } from "../renewal/march.ts";
import { hazardResponse, type Linearised, linearised, type NeuronFamily, refinedDerivatives } from "./hazard-response.ts";
import { rateAnswer } from "./rate-answer.ts";

/** The stationary population at an input, and its response. */
export interface EscapeResponse {
  readonly kind: "response";
  readonly law: RenewalLaw;
  /**
   * chi(omega): an input h + epsilon e^(i omega t) makes the rate F_0 + epsilon chi e^(i omega t) [rate per unit of the input]. omega is an angular frequency in one
   * over the unit of age; chi(-omega) is the complex conjugate. chi(0) = dF_0/dh.
   */
  at(omega: number): Complex;
}

/**
 * Solves the linearised refractory density equation. With rho_1(a) the answer of the hazard at age a (`hazardResponse`: the membrane's too),
 *
 *   chi = F_0/S_L(i omega) integral rho_1(a) S(a) R(a) da,   R(a) = integral_a^inf S(t)/S(a) e^(-i omega (t - a)) dt,
 *
 * from p_1' = -(i omega + rho) p_1 - rho_1 p_0, p_1(0) = chi, and no mass in p_1. Relative error about 1e-9, of the derivatives of flow and hazard.
 *
 * @see Gerstner 2000, Neural Comput. 12:43, doi:10.1162/089976600300015899; Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407
 */
export function escapeResponse(family: NeuronFamily, input: number, step?: number): EscapeResponse | Silent | Unresolved {
  const law = renewalLaw(family(input));
  if (law.kind !== "law") return law;
  const life = wholeLife(law.panels, law.tail);
  // Of those who are older than 45 units of hazard, e^-45, nothing is seen.
  const panels = life.panels.filter(({ exposure }) => exposure < 45);
  const young = panels.length === life.panels.length ? life : { panels, end: undefined };
  let along: Linearised | undefined;
  return {
    kind: "response",
    law,
    at: (omega) => {
      along ??= linearised(family, input, young.panels, step);
      const fine = refinedDerivatives(along, 3 / Math.abs(omega));
      return rateAnswer(law, { panels: fine.panels, end: young.end }, hazardResponse(fine, omega), omega);
    },
  };
}

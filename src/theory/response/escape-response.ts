/** Linear response of the rate of a population of neurons with escape noise. */
import { type Complex, complexQuotient } from "../../numerics/index.ts";
import type { AgedNeuron } from "../renewal/aged-neuron.ts";
import { rateAnswer } from "../renewal/answer.ts";
import { type RenewalLaw, renewalLaw } from "../renewal/law.ts";
import type { Silent, Unresolved } from "../renewal/march.ts";
import type { AgedSlopes } from "../renewal/stretches.ts";

/** The stationary population, and its response. */
export interface EscapeResponse {
  readonly kind: "response";
  readonly law: RenewalLaw;
  /**
   * chi(omega) of each input: h + epsilon e^(i omega t) makes the rate F_0 + epsilon chi e^(i omega t) [rate per unit of the input]. omega is an angular frequency
   * in one over the unit of age; chi(-omega) is the complex conjugate; chi(0) = dF_0/dh.
   */
  at(omega: number): readonly Complex[];
}

/** The linearised refractory density equation (`rateAnswer`) at imaginary z, per mass of the perturbation. Relative error about 1e-10. */
export function escapeResponse(neuron: AgedNeuron, slopes: AgedSlopes): EscapeResponse | Silent | Unresolved {
  const law = renewalLaw(neuron);
  if (law.kind !== "law") return law;
  const answer = rateAnswer(law, neuron.initial.length, slopes);
  return {
    kind: "response",
    law,
    at: (omega) => {
      const { answers, survivors } = answer([0, omega]);
      return answers.map((value) => complexQuotient(value, survivors));
    },
  };
}

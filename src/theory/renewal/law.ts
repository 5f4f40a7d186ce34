/** The law of the intervals of any neuron whose hazard is known since its last spike. */
import { exp, expm1 } from "../../base/index.ts";
import type { AgedNeuron } from "./aged-neuron.ts";
import { lookUp } from "./look-up.ts";
import { many, march, type Silent, tooMany, type Unresolved } from "./march.ts";
import { nodeCount, type Panel, panelRule, type Tail } from "./panel.ts";
import type { RenewalProcess } from "./process.ts";
import { transformOf } from "./transform.ts";

/** The intervals of an aged neuron: functions of age, moments, transforms. Times in the unit of the neuron's ages. */
export interface RenewalLaw extends RenewalProcess {
  readonly kind: "law";
  readonly variance: number;
  /** E(T - mean)^3. */
  readonly thirdCentralMoment: number;
  /** Mean distance E|T1 - T2| of two intervals, 2 integral S (1 - S). */
  readonly meanDifference: number;
  /** 1/E|T1 - T2|: what Lambda = integral lambda S (1 - S) / integral S (1 - S) of Schwalger, Deger, Gerstner 2017 is in the stationary state. */
  readonly lambdaSurvival: number;
  /** 1/sigma of the interval, with which the mesoscopic model has the exact power at frequency 0. */
  readonly lambdaInterval: number;
  /** Probability that the interval is longer than an age. */
  survivor(age: number): number;
  /** Density of the interval, hazard times survivor. */
  density(age: number): number;
  hazard(age: number): number;
  /** The age at which nobody is left, or from which on the hazard is constant: nothing is drawn beyond a few means after it. */
  readonly end: number;
  /** The hazard from `end` on where it is constant, else infinity: there the survivors vanish. */
  readonly finalHazard: number;
  /** Stretches of age on which the law is a polynomial, and what follows them. */
  readonly panels: readonly Panel[];
  readonly tail: Tail | undefined;
}

export interface RenewalOptions {
  /** Relative size of the neglected terms of density and survivor on each stretch of age; 1e-13 unless given. */
  readonly tolerance?: number;
}

/** What the tolerance is multiplied by where it cannot be reached. */
const coarser = 1e4;

/**
 * The law of the intervals of a neuron under constant drive,
 *
 *   S(a) = exp(-integral_0^a hazard),   P = hazard S,   F_0 = 1/integral S.
 *
 * The states are followed by collocation at 20 Gauss-Legendre nodes on stretches of age that are as long as the law is smooth; where the
 * neuron has settled the rest is an exponential in closed form. Relative error of rate and CV about 1e-13 times the length of the law
 * in time constants; 1e-9 where rounding of the states does not let the tolerance be reached. A neuron that may never fire, or whose equations cannot be followed, is returned as such.
 *
 * @see Cox 1962, Renewal Theory, chapter 1; Gerstner et al. 2014, Neuronal Dynamics, section 7.5
 */
export function renewalLaw(neuron: AgedNeuron, { tolerance = 1e-13 }: RenewalOptions = {}): RenewalLaw | Silent | Unresolved {
  const strict = march(neuron, tolerance, many);
  // The last unit of a potential moves a steep hazard by more: with Delta_u a thousandth of the threshold by 1e-13 of itself.
  const marched = strict.kind === "unresolved" ? march(neuron, coarser * tolerance, tooMany) : strict;
  if (marched.kind !== "complete") return marched;
  const { panels, tail } = marched;
  const moments = momentsOf(panels, tail);
  const at = lookUp(panels, tail);
  const sigma = Math.sqrt(moments.variance);
  return {
    kind: "law",
    ...moments,
    rate: 1 / moments.mean,
    cv: sigma / moments.mean,
    lambdaSurvival: 1 / moments.meanDifference,
    lambdaInterval: 1 / sigma,
    survivor: (age) => exp(-at(age).exposure),
    density: (age) => at(age).hazard * exp(-at(age).exposure),
    hazard: (age) => at(age).hazard,
    end: tail?.age ?? endOf(panels),
    finalHazard: tail?.hazard ?? Number.POSITIVE_INFINITY,
    ...transformOf(panels, tail),
    panels,
    tail,
  };
}

function endOf(panels: readonly Panel[]): number {
  const last = panels.at(-1)!;
  return last.start + last.width;
}

type Moments = Pick<RenewalLaw, "mean" | "variance" | "thirdCentralMoment" | "meanDifference">;

function momentsOf(panels: readonly Panel[], tail: Tail | undefined): Moments {
  const left = tail ? exp(-tail.exposure) : 0;
  const scale = tail ? 1 / tail.hazard : 0;
  const mean = left * scale + sumOver(panels, (_, __, exposure) => exp(-exposure));
  // E|T1 - T2|/2 = integral S (1 - S), in which 1 - S keeps its digits.
  const half = left * scale * (1 - 0.5 * left) + sumOver(panels, (_, __, exposure) => -expm1(-exposure) * exp(-exposure));
  // Moments about the mean, of the density, have no cancellation; in units of the mean they do not overflow.
  const central = (power: 2 | 3) =>
    sumOver(panels, (age, hazard, exposure) => {
      const d = (age - mean) / mean;
      return (power === 2 ? d * d : d * d * d) * hazard * exp(-exposure);
    });
  const [d, e] = [tail ? (tail.age - mean + scale) / mean : 0, scale / mean];
  const variance = (central(2) + left * (d * d + e * e)) * mean * mean;
  const third = central(3) + left * (d * d * d + 3 * d * e * e + 2 * e * e * e);
  return { mean, variance, thirdCentralMoment: third * mean * mean * mean, meanDifference: 2 * half };
}

function sumOver(panels: readonly Panel[], term: (age: number, hazard: number, exposure: number) => number): number {
  const { weights } = panelRule();
  let total = 0;
  for (const { width, ages, hazard, exposure, exposures } of panels) {
    let sum = 0;
    for (let j = 0; j < nodeCount; j++) sum += weights[j]! * term(ages[j]!, hazard[j]!, exposure + exposures[j]!);
    total += 0.5 * width * sum;
  }
  return total;
}

/** Closed forms that scales, figures and tests compare with. */
export { currentAtRest, type Exponential, exponentialRheobase, hopf, type Onset, saddleNode } from "./exponential.ts";
export { type Leaky, lifPeriod, lifRate, lifRheobase } from "./lif.ts";
export { type LnpNoise, type LnpPopulation, type LnpState, lnpNoise, lnpStates } from "./lnp.ts";
export { eigenmodes, type Mode, type Modes } from "./modes/eigenvalues.ts";
export { type NoisyLif, nnlifRate } from "./nnlif.ts";
export { type Quadratic, qifPeriod, thetaPeriod } from "./qif.ts";
export type { AgedNeuron } from "./renewal/aged-neuron.ts";
export { type RateAnswer, rateAnswer } from "./renewal/answer.ts";
export { deadTimePoisson, gammaIntervals, gaussianLike, perfectIntegrator, type RateAndCv } from "./renewal/closed-forms.ts";
export { type EscapeLif, escapeLif } from "./renewal/escape-lif.ts";
export { type RenewalLaw, type RenewalOptions, renewalLaw } from "./renewal/law.ts";
export type { Silent, Unresolved } from "./renewal/march.ts";
export type { Panel, Settling, Tail } from "./renewal/panel.ts";
export type { RenewalProcess } from "./renewal/process.ts";
export type { AgedSlopes } from "./renewal/stretches.ts";
export { firstPassageCv } from "./white-noise/first-passage.ts";
export { type NoisyLeaky, type SiegertSlopes, siegertRate, siegertSlopes } from "./white-noise/siegert.ts";
export { whiteNoiseLif } from "./white-noise/white-noise-lif.ts";

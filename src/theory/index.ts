/** Closed forms that scales, figures and tests compare with. */
export { currentAtRest, type Exponential, exponentialRheobase, hopf, type Onset, saddleNode } from "./exponential.ts";
export { type Leaky, lifPeriod, lifRate, lifRheobase } from "./lif.ts";
export { type LnpNoise, type LnpPopulation, type LnpState, lnpNoise, lnpStates } from "./lnp.ts";
export { type NoisyLif, nnlifRate } from "./nnlif.ts";
export { type Quadratic, qifPeriod, thetaPeriod } from "./qif.ts";
export type { AgedNeuron } from "./renewal/aged-neuron.ts";
export { type EscapeLif, escapeLif } from "./renewal/escape-lif.ts";
export { type RenewalLaw, type RenewalOptions, renewalLaw } from "./renewal/law.ts";
export type { Panel, Silent, Tail, Unresolved } from "./renewal/panels.ts";
export type { RenewalProcess } from "./renewal/process.ts";
export { type NoisyLeaky, siegertRate } from "./siegert.ts";

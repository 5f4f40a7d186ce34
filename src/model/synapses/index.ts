/**
 * The catalogue of synapses: one line a kind. Not lazy, unlike that of models: a kind is a few lines of text, and every document with a
 * projection needs one while it is bound, which does not wait.
 */
import { activity } from "./activity.ts";
import { alpha } from "./alpha.ts";
import { biexponential } from "./biexponential.ts";
import { delta } from "./delta.ts";
import { exponential } from "./exponential.ts";
import { gapJunction } from "./gap-junction.ts";
import type { SynapseKind } from "./kind.ts";
import { nmda } from "./nmda.ts";
import { pulse } from "./pulse.ts";
import { tsodyksMarkram } from "./tsodyks-markram.ts";

/** Every kind of synapse. */
export const synapseKinds: readonly SynapseKind[] = [
  delta,
  exponential,
  alpha,
  biexponential,
  pulse,
  activity,
  nmda,
  tsodyksMarkram,
  gapJunction,
];

/** The ids of the catalogue. */
export const synapseIds: readonly string[] = synapseKinds.map(({ id }) => id);

/** What a rule that finds causes looks at. */
import type { Cause } from "../../../contract/index.ts";
import type { Experiment } from "../../../model/index.ts";
import type { Trials } from "../trials.ts";

/** Two scales of one document that were compared. */
export interface Compared {
  readonly experiment: Experiment;
  readonly reference: Trials;
  readonly other: Trials;
  /** Mean activity of each population on the reference scale [Hz]. */
  readonly rates: ReadonlyMap<string, number>;
}

/** Finds causes of one kind. */
export type CauseRule = (compared: Compared) => readonly Cause[];

/** Scales that compute every neuron with its own connections; the others take mean in-degrees, weights and input. */
const individual: ReadonlySet<string> = new Set(["cell", "network", "event-driven"]);

/** Whether one of the scales knows single neurons and the other means alone. */
export function isOfMeans({ reference, other }: Compared): boolean {
  const [a, b] = [reference, other].map(({ contestant }) => individual.has(contestant.scale.id));
  return a !== b;
}

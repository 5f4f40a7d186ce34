/** How many connections a projection makes. */
import { constantValue } from "../language/index.ts";
import type { Experiment, Projection } from "./experiment.ts";

/** The number of connections; of `probability` its mean. undefined where that depends on the two neurons, or for the activity as a whole. */
export function connectionsOf({ assets }: Experiment, { from, to, connect }: Projection): number | undefined {
  if (!connect) return undefined;
  const [sources, targets] = [from.to - from.from, to.to - to.from];
  const shared = from.population === to.population ? Math.max(0, Math.min(from.to, to.to) - Math.max(from.from, to.from)) : 0;
  const pairs = sources * targets - ("self" in connect && !connect.self ? shared : 0);
  switch (connect.kind) {
    case "all":
      return pairs;
    case "one-to-one":
      // Of equal ranges each neuron would be connected to itself, and of shifted ones none.
      return from.population === to.population && from.from === to.from && !connect.self ? 0 : targets;
    case "probability": {
      const probability = constantValue(connect.probability);
      return probability === undefined ? undefined : probability * pairs;
    }
    case "indegree":
      return connect.count * targets;
    case "outdegree":
      return connect.count * sources;
    case "total":
      return connect.count;
    case "pairs":
      return assets[connect.asset]?.columns.pre?.length;
  }
}

/** Stimuli made of spikes: `poisson` and `spikes`. They are checked here; the scales that run them come with the network. */
import { LapicqueError } from "../../base/index.ts";
import { checkDimension } from "../../language/index.ts";
import { divideUnits, noUnit } from "../../units/index.ts";
import { child, itemsOf, type MapNode, textOf } from "../document/node.ts";
import type { Demand } from "../experiment.ts";
import type { Context } from "./context.ts";
import { type Place, type Populations, placesNamed } from "./populations.ts";
import { bindSynapseUse } from "./synapse-use.ts";
import { targetsOf } from "./targets.ts";
import { parseScalar } from "./value.ts";

/** Checks a `poisson` or `spikes` stimulus and says what it asks of a scale. */
export function bindSpikeSource(
  context: Context,
  populations: Populations,
  node: MapNode,
  kind: "poisson" | "spikes",
  name: string,
): Demand {
  const to = child(node, "to");
  if (!to) throw new LapicqueError("no-target", {}, node.span);
  const synapse = child(node, "synapse");
  const description = child(node, kind);
  const weight = child(description, "weight");
  const rate = child(description, "rate");
  for (const item of itemsOf(to)) {
    const places: readonly Place[] = synapse
      ? placesNamed(populations, textOf(item), item.span)
      : targetsOf(populations, textOf(item), item.span, "state").map((target) => {
          if (weight)
            checkDimension(
              parseScalar(context, weight),
              { ...target.place.population.bound.parameters.scope, random: true },
              target.unit,
              "`weight`",
            );
          return target.place;
        });
    for (const place of places) {
      const scope = { ...place.population.bound.parameters.scope, random: true };
      if (rate) checkDimension(parseScalar(context, rate), scope, divideUnits(noUnit, context.time), "`rate`");
      if (synapse?.kind !== "map") continue;
      const use = bindSynapseUse(context, synapse, place, scope);
      if (weight && use.weight) checkDimension(parseScalar(context, weight), scope, use.weight, "`weight`");
    }
  }
  return { feature: kind === "poisson" ? "poisson" : "spike-trains", where: `stimuli.${name}` };
}

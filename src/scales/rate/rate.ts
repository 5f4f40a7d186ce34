import type { Scale } from "../../contract/index.ts";
import { unitScale } from "../units.ts";
import { stationary } from "./stationary.ts";

/** The entries of `rates` as ordinary (or stochastic) differential equations, with the methods of single cells. */
export const rate: Scale = {
  stationary,
  ...unitScale({
    id: "rate",
    populations: (experiment) => experiment.rates,
    refuse(experiment) {
      if (experiment.rates.length === 0) return [{ code: "scale-needs-rates", data: { scale: "rate" } }];
      return experiment.populations.length > 0
        ? [{ code: "scale-ignores-rates", data: { scale: "rate", other: "populations of neurons" } }]
        : [];
    },
  }),
};

/** Ends of grids of populations whose noise is that of the spikes they receive. */
import { type DensityReading, densityGrid, planDensities, reach, type Transport } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { Rest } from "./stationary/rest.ts";

/** Parts of the way from reset to threshold at which the drift is looked at. */
const parts = 20;

/** Activities, over those that make themselves, at which neurons shall find room. */
const levels = [0, 1, 2] as const;

/**
 * Lower ends by population, where drift and noise are those of all that arrives: at activities that make themselves, at twice those, and without any. Undefined for
 * populations that nothing keeps within bounds. Only neurons with a threshold have such ends.
 */
export function lowEnds(experiment: Experiment): ReadonlyMap<string, number | undefined> {
  const thresholdOf = ({ firing, reset }: DensityReading) => (firing.kind === "threshold" ? firing.at : reset);
  const drawn = planDensities(experiment, {
    scheme: "backward-euler",
    grid: (reading) => densityGrid(2 * reading.reset - thresholdOf(reading), thresholdOf(reading), 2 * parts),
  });
  // To rates that stay as they are delays are nothing.
  const plan = { ...drawn, couplings: drawn.couplings.map((one) => ({ ...one, delay: 0 })) };
  const { duration, transient } = experiment.run;
  const rest = new Rest(plan, 0.5 * (duration + transient));
  const ends = new Map<string, number | undefined>();
  const consistent = rest.fromSilence();
  for (const [i, { cell, reading }] of plan.cells.entries()) {
    const { name } = cell.population;
    const found = levels.map((level) =>
      lowAt(
        rest,
        i,
        reading,
        consistent.map((rate) => level * rate),
      ),
    );
    const known = [...found, ...(ends.has(name) ? [ends.get(name)] : [])].filter((one) => one !== undefined);
    ends.set(name, known.length > 0 && found[1] !== undefined ? Math.min(...known) : undefined);
  }
  rest.close();
  return ends;
}

function lowAt(rest: Rest, i: number, reading: DensityReading, rates: Float64Array): number | undefined {
  const { firing, reset } = reading;
  if (firing.kind !== "threshold") return undefined;
  const at = rest.transportUnder(i, rest.settle(i, rates));
  const out = new Float64Array(3);
  const transport = (v: number): Transport => {
    at(v, out);
    return { drift: out[0]!, diffusion: out[1]! };
  };
  return reach(transport, reset, -(firing.at - reset) / parts);
}

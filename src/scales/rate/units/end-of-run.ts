/** Where the run of a network ends: one of the states from which stationary ones are looked for. */
import type { Chunk, Scale } from "../../../contract/index.ts";
import type { UnitNetwork } from "../../../kernels/index.ts";
import { name } from "../../../language/index.ts";
import type { Experiment, Recording } from "../../../model/index.ts";

/** Runs that take longer are not made [s]. */
const longest = 20;

/**
 * The states of all units at the end of the run; states of synapses are as they begin. Undefined where the run would take too long, needs a step
 * that the document does not have, or does not reach its end.
 *
 * @param network  makes the run
 */
export function endOfRun(network: Scale, experiment: Experiment, { places, initial }: UnitNetwork): Float64Array | undefined {
  const { run, populations } = experiment;
  const recordings = populations.flatMap(({ name: population, size, flow }) =>
    flow.states.map(({ name: label, unit }): Recording => {
      return { population, from: 0, to: size, what: { kind: "signal", label, tree: name(label), unit, factor: 1, mean: false } };
    }),
  );
  // One sample, of the last moment.
  const recorded: Experiment = { ...experiment, recordings, run: { ...run, transient: run.duration } };
  if (network.accepts(recorded).length > 0) return undefined;
  const plan = network.plan(recorded, { seed: run.seed, arithmetic: "reference" });
  if ((plan.needs.seconds ?? 0) > longest) return undefined;
  const simulation = network.create(plan, { from: 0, to: plan.atoms });
  const x = initial(run.seed);
  try {
    if (simulation.advance(run.duration).kind !== "reached") return undefined;
    const channels = new Map(plan.channels.map((channel) => [channel.id, channel]));
    simulation.drain(({ channel: id, data }: Chunk) => {
      const channel = channels.get(id)!;
      const place = places.find(({ population }) => population.name === channel.population)!;
      const state = place.population.flow.states.findIndex((one) => one.name === channel.label);
      if (state >= 0 && data.length > 0) x[place.first + (channel.neuron ?? 0) * place.states + state] = data[data.length - 1]!;
    });
    return x;
  } finally {
    simulation.close();
  }
}

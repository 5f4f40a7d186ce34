/** Which histograms a network makes where densities are recorded: over what, and from where to where. */
import type { Reason } from "../../contract/index.ts";
import { constantIn, type Histogram, thresholdRule } from "../../kernels/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { endsOf } from "../density-options.ts";

/** Bins where nothing is said; the fewest and the most. */
const [usualBins, fewestBins, mostBins] = [100, 2, 10_000];

/** Without ends a histogram begins so many distances from threshold to reset below the threshold. */
const usualReach = 6;

/** Scales whose options may name the ends of the same state. */
const scales = ["network", "fokker-planck", "voltage-conductance"] as const;

/** Names of states that are potentials. */
export function potentialsOf({ populations }: Experiment): readonly string[] {
  return [...new Set(populations.flatMap((population) => potentialOf(population) ?? []))];
}

/** The state that is compared with a threshold, or the first that a spike resets. */
function potentialOf({ flow }: Population): string | undefined {
  const rule = thresholdRule(flow, (tree) => constantIn(tree, flow, undefined));
  const isState = (name: string | undefined) => flow.states.some((state) => state.name === name);
  const target = flow.reset?.assignments[0]?.target;
  return rule?.state ?? (isState(target) ? target : undefined);
}

/** The histograms of populations whose densities are recorded, by name; none where nothing says its ends. */
export function histogramsOf(experiment: Experiment): ReadonlyMap<string, Histogram> {
  const wanted = experiment.populations.filter(({ name }) =>
    experiment.recordings.some(({ what, population }) => what.kind === "density" && population === name),
  );
  const bins = Number(experiment.run.options?.network?.bins ?? usualBins);
  return new Map(
    wanted.flatMap((population) => {
      const state = potentialOf(population);
      const ends = state === undefined ? undefined : rangeOf(experiment, population, state);
      if (state === undefined || ends === undefined) return [];
      const [low, high] = ends;
      return [[population.name, { state, low, width: (high - low) / bins, bins }] as const];
    }),
  );
}

function rangeOf(experiment: Experiment, population: Population, state: string): readonly [number, number] | undefined {
  const { flow } = population;
  for (const scale of scales) {
    const ends = givenEnds(experiment.run.options?.[scale]?.[state], population, state);
    if (ends !== undefined && typeof ends !== "string") return ends;
  }
  const rule = thresholdRule(flow, (tree) => constantIn(tree, flow, undefined));
  return rule && [rule.threshold - usualReach * (rule.threshold - rule.reset), rule.threshold];
}

function givenEnds(given: unknown, { flow }: Population, state: string) {
  const lookup = (name: string) => constantIn({ kind: "name", name }, flow, undefined);
  return given === undefined ? undefined : endsOf(given, { flow, lookup }, state);
}

/** What is wrong with the options of histograms. */
export function histogramReasons(experiment: Experiment): readonly Reason[] {
  const given = experiment.run.options?.network ?? {};
  const { bins = usualBins } = given;
  const refuse = (name: string, value: unknown, what: string): Reason => ({
    code: "density-option",
    data: { scale: "network", name, given: JSON.stringify(value), what },
  });
  const isCount = typeof bins === "number" && Number.isInteger(bins) && bins >= fewestBins && bins <= mostBins;
  const wrong = experiment.populations.flatMap((population) => {
    const state = potentialOf(population);
    const ends = state === undefined ? undefined : givenEnds(given[state], population, state);
    return typeof ends === "string" ? [refuse(state!, given[state!], ends)] : [];
  });
  return [...(isCount ? [] : [refuse("bins", bins, `a whole number from ${fewestBins} to ${mostBins} is needed`)]), ...wrong];
}

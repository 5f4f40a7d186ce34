/** Connections that differ from neuron to neuron, of which a scale of means knows the mean. */
import type { Cause } from "../../../contract/index.ts";
import { constantValue } from "../../../language/index.ts";
import { connectionsOf, type Draw, type Experiment, type Projection, type Value } from "../../../model/index.ts";
import { type CauseRule, isOfMeans } from "./cause.ts";
import { responseOf } from "./response.ts";

/** What a projection brings to a neuron, in the square of the input's unit. */
interface Part {
  readonly mean: number;
  /** Variance in time that all neurons share; of a neuron alone; of its mean over the neurons. */
  readonly shared: number;
  readonly alone: number;
  readonly quenched: number;
}

/**
 * Of the variance of the input that a neuron receives, what a scale of means leaves out. With K connections on average of N sources of rate r, weights
 * of mean w and variance s^2, and one response of area A and square Q, spikes being independent:
 *
 *   shared    w^2 K^2/N r Q            kept: the fluctuations of the activity
 *   alone     (w^2 (1 - K/N) + s^2) K r Q
 *   quenched  (w^2 Var K + s^2 K) (A r)^2
 *
 * The quotient of the last two by all three is the size; K has the variance of the rule.
 */
export const randomInDegrees: CauseRule = (compared) => {
  if (!isOfMeans(compared)) return [];
  const { experiment, rates, reference, other } = compared;
  // A density has the noise of single spikes as a diffusion, but one in-degree for all.
  const isDiffusing = [reference, other].some(({ contestant }) => contestant.scale.id === "fokker-planck");
  return experiment.populations.flatMap(({ name, flow }) => {
    const inputs = new Set(experiment.projections.filter(({ to }) => to.population === name).map(({ into }) => into));
    return [...inputs].flatMap((into): readonly Cause[] => {
      const reaching = experiment.projections.filter((one) => one.to.population === name && one.into === into);
      const parts = reaching.map((one) => partOf(experiment, one, rates));
      if (parts.some((one) => one === undefined)) return [];
      const sum = (pick: (part: Part) => number) => parts.reduce((total, part) => total + pick(part!), 0);
      const [mean, shared, alone, quenched] = [
        sum((part) => part.mean),
        sum((part) => part.shared),
        sum((part) => part.alone),
        sum((part) => part.quenched),
      ];
      const left = isDiffusing ? quenched : alone + quenched;
      const size = left / (shared + alone + quenched);
      if (!(size > 0)) return [];
      const { unit, factor } = [...flow.inputs, ...flow.states].find((one) => one.name === into)!;
      const number = (value: number) => `${Number((value / factor).toPrecision(2))}${unit === "" ? "" : ` ${unit}`}`;
      const words =
        `random in-degrees or weights: ${Number((100 * size).toPrecision(2))} % of the variance of ${into} of a neuron is left out ` +
        `(standard deviation ${isDiffusing ? "" : `${number(Math.sqrt(alone))} in time, `}${number(Math.sqrt(quenched))} between neurons, mean ${number(mean)})`;
      return [
        { cause: "random in-degrees", population: name, size, words, moves: ["mean", "variance", "spectrum", "shape", "time course"] },
      ];
    });
  });
};

function partOf(experiment: Experiment, projection: Projection, rates: ReadonlyMap<string, number>): Part | undefined {
  const target = experiment.populations.find(({ name }) => name === projection.to.population)!;
  const response = responseOf(projection, target.flow);
  const weight = momentsOf(projection.weight);
  const degree = degreeOf(experiment, projection);
  if (projection.synapse.kind === "activity") return { mean: 0, shared: 0, alone: 0, quenched: 0 };
  if (!response || !weight || !degree) return undefined;
  const rate = (rates.get(projection.from.population) ?? 0) * (experiment.units === "physical" ? 1 / 1000 : 1);
  const sources = projection.from.to - projection.from.from;
  const { mean: w, variance: s } = weight;
  const { mean: k, variance: spread } = degree;
  return {
    mean: w * k * rate * response.area,
    shared: ((w * w * k * k) / sources) * rate * response.square,
    alone: (w * w * Math.max(0, 1 - k / sources) + s) * k * rate * response.square,
    quenched: (w * w * spread + s * k) * (response.area * rate) * (response.area * rate),
  };
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of the number of connections that a neuron receives. */
function degreeOf(experiment: Experiment, projection: Projection): Moments | undefined {
  const { connect, to } = projection;
  const all = connectionsOf(experiment, projection);
  if (connect === undefined || all === undefined) return undefined;
  const targets = to.to - to.from;
  const mean = all / targets;
  switch (connect.kind) {
    case "all":
    case "one-to-one":
    case "indegree":
      return { mean, variance: 0 };
    case "probability":
      return { mean, variance: mean * (1 - constantValue(connect.probability)!) };
    case "outdegree":
    case "total":
      return { mean, variance: mean * (1 - 1 / targets) };
    case "pairs": {
      const counts = new Float64Array(targets);
      for (const post of experiment.assets[connect.asset]!.columns.post!) counts[post]!++;
      return { mean, variance: counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / targets };
    }
  }
}

/** Mean and variance of a weight; limits of a distribution are taken as far away. Undefined where it depends on the neurons. */
function momentsOf(value: Value): Moments | undefined {
  if (value.kind === "draw") return drawnMoments(value.draw);
  const mean = constantValue(value.tree);
  return mean === undefined ? undefined : { mean, variance: 0 };
}

function drawnMoments(draw: Draw): Moments | undefined {
  switch (draw.kind) {
    case "truncated":
    case "clipped":
      return drawnMoments(draw.of);
    case "exponential": {
      const mean = constantValue(draw.mean);
      return mean === undefined ? undefined : { mean, variance: mean * mean };
    }
    default: {
      const [a, b] = [constantValue(draw.a), constantValue(draw.b)];
      if (a === undefined || b === undefined) return undefined;
      return draw.kind === "uniform" ? { mean: (a + b) / 2, variance: ((b - a) * (b - a)) / 12 } : { mean: a, variance: b * b };
    }
  }
}

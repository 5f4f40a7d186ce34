/** Where the spikes of each neuron go, when they arrive, and with which weight. */
import { InternalError, stream } from "../../base/index.ts";
import { Batch, Drawing, evaluateValue, type Neurons, openWiring } from "../../kernels/index.ts";
import { evaluate } from "../../language/index.ts";
import type { Asset, Experiment, Projection, Value } from "../../model/index.ts";
import { isConstant, type Members } from "./members.ts";

/** Connections of one neuron that arrive at one time. */
export interface Bundle {
  readonly projection: Projection;
  /** From the spike to the arrival [ms]; 0: at once. */
  readonly delay: number;
  /** Numbers of the units. */
  readonly targets: Uint32Array;
  /** One for each target, or the same for all. */
  readonly weights: Float64Array | number;
}

/** A population and the number of its first unit. */
export interface Placed extends Members {
  readonly first: number;
}

/** All bundles of a document, by population and neuron. */
export class Connections {
  readonly #bundles = new Map<string, (readonly Bundle[])[]>();

  constructor(experiment: Experiment, placed: ReadonlyMap<string, Placed>, seed: number) {
    for (const [name, { population }] of placed) this.#bundles.set(name, new Array<readonly Bundle[]>(population.size).fill([]));
    const drawing = new Drawing();
    experiment.projections.forEach((projection, key) => {
      const { from } = projection;
      const outgoing = this.#bundles.get(from.population)!;
      const wired = new Wired(experiment, projection, { key, seed, drawing }, placed);
      for (let source = from.from; source < from.to; source++) outgoing[source] = [...outgoing[source]!, ...wired.bundles(source)];
    });
  }

  of(population: string, neuron: number): readonly Bundle[] {
    return this.#bundles.get(population)![neuron]!;
  }
}

/** Connections of one source before they are put together by their delays. */
interface Found {
  readonly target: number;
  readonly weight: number;
  readonly delay: number;
}

/** One projection, source by source. */
class Wired {
  readonly #projection: Projection;
  readonly #post: Placed;
  readonly #find: (source: number) => readonly Found[];
  /** The same for every source. */
  readonly #shared: readonly Bundle[] | undefined;

  constructor(experiment: Experiment, projection: Projection, random: Random, placed: ReadonlyMap<string, Placed>) {
    const { connect, weight, delay, from, to } = projection;
    const [pre, post] = [placed.get(from.population)!, placed.get(to.population)!];
    this.#projection = projection;
    this.#post = post;
    const neurons = { projection, pre, post, ...random };
    this.#find =
      connect?.kind === "pairs"
        ? findPairs(neurons, experiment.assets[connect.asset]!)
        : post.isCrowd
          ? findCrowd(neurons)
          : findDrawn(neurons);
    const isSame = isConstant(weight) && (delay === undefined || isConstant(delay));
    this.#shared = isSame && connect?.kind === "all" && (connect.self || pre !== post) ? this.#make(from.from) : undefined;
  }

  bundles(source: number): readonly Bundle[] {
    return this.#shared ?? this.#make(source);
  }

  /** One bundle for each delay, in the order of its first target. */
  #make(source: number): readonly Bundle[] {
    const byDelay = new Map<number, { targets: number[]; weights: number[] }>();
    for (const { target, weight, delay } of this.#find(source)) {
      const bundle = byDelay.get(delay) ?? { targets: [], weights: [] };
      byDelay.set(delay, bundle);
      bundle.targets.push(this.#post.first + target);
      bundle.weights.push(weight);
    }
    return [...byDelay].map(([delay, { targets, weights }]) => ({
      projection: this.#projection,
      delay,
      targets: Uint32Array.from(targets),
      weights: weights.every((one) => one === weights[0]) ? weights[0]! : Float64Array.from(weights),
    }));
  }
}

/** What is drawn for a projection depends on its number and the seed. */
interface Random {
  readonly key: number;
  readonly seed: number;
  readonly drawing: Drawing;
}

/** A projection with its populations. */
interface Between extends Random {
  readonly projection: Projection;
  readonly pre: Placed;
  readonly post: Placed;
}

/** The delay of one connection after another; drawn ones from a sequence of their source. */
function delaysOf({ projection, pre, post, key, seed }: Between): (source: number) => (target: number) => number {
  const { delay } = projection;
  if (delay === undefined) return () => () => 0;
  return (source) => {
    const draws = stream(seed, `delays of projection ${key}`, source);
    return (target) =>
      Math.max(
        0,
        evaluateValue(delay, (name) => lookUp(name, pre, post, source, target), draws),
      );
  };
}

function lookUp(name: string, pre: Placed, post: Placed, source: number, target: number): number {
  if (name.startsWith("pre.")) return pre.lookup(source)(name.slice(4));
  if (name.startsWith("post.")) return post.lookup(target)(name.slice(5));
  throw new InternalError(`a connection cannot read ${name}`);
}

/** All neurons of a crowd are one target. */
function findCrowd(between: Between): (source: number) => readonly Found[] {
  const { weight, delay } = between.projection;
  const only = [{ target: 0, weight: numberOf(weight), delay: delay === undefined ? 0 : numberOf(delay) }];
  return () => only;
}

function numberOf(value: Value): number {
  if (!isConstant(value) || value.kind !== "expression") throw new InternalError("a crowd receives unequally");
  return evaluate(value.tree, () => Number.NaN);
}

/** By the rule of the projection, as every scale draws it; delays apart, which there are counted in steps. */
function findDrawn(between: Between): (source: number) => readonly Found[] {
  const { projection, pre, post, key, seed, drawing } = between;
  const { delay: _, ...undelayed } = projection;
  const wiring = openWiring(
    { projection: undelayed, key, seed, step: 1, pre: neuronsOf(pre), post: neuronsOf(post) },
    drawing,
    projection.to.from,
    projection.to.to,
  );
  const delays = delaysOf(between);
  const law = wiring.weight;
  const batch = new Batch(drawing);
  return (source) => {
    batch.length = 0;
    wiring.connect(source, batch);
    const delayOf = delays(source);
    return Array.from(batch.targets.subarray(0, batch.length), (target, k) => ({
      target,
      weight: law.kind === "constant" ? law.value : law.kind === "drawn" ? law.at(batch.words[k]!) : batch.weights[k]!,
      delay: delayOf(target),
    }));
  };
}

function neuronsOf({ population, lookup }: Placed): Neurons {
  const { name, size, geometry } = population;
  return {
    name,
    size,
    ...(geometry === undefined ? {} : { geometry }),
    column: (parameter) => Float64Array.from({ length: size }, (_, neuron) => lookup(neuron)(parameter)),
  };
}

/** From a list of pairs, both counted from the begin of their ranges. */
function findPairs(between: Between, { columns }: Asset): (source: number) => readonly Found[] {
  const { projection, pre, post, key, seed } = between;
  const { from, to, weight } = projection;
  const bySource: number[][] = Array.from({ length: from.to - from.from }, () => []);
  for (const [k, source] of columns.pre!.entries()) bySource[source]!.push(k);
  const delays = delaysOf(between);
  return (source) => {
    const draws = stream(seed, `weights of projection ${key}`, source);
    const delayOf = delays(source);
    return bySource[source - from.from]!.map((k) => {
      const target = to.from + columns.post![k]!;
      return {
        target,
        weight: columns.weight?.[k] ?? evaluateValue(weight, (name) => lookUp(name, pre, post, source, target), draws),
        delay: columns.delay?.[k] ?? delayOf(target),
      };
    });
  };
}

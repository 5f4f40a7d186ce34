/** What delivery to a partition will need, from expected numbers alone. */
import { wordBytes } from "../../compiler/index.ts";
import { delayLawOf, expectedConnections, type Projecting } from "../wiring/index.ts";
import { channelsOf, type Stored } from "./channels.ts";
import { grainsOf } from "./grain.ts";
import { isEstimated, quantumOf } from "./quantum.ts";
import { isSum, leftOut } from "./sum.ts";
import type { Arithmetic, DeliveryPlan, Entering, Grain, Partition, Route } from "./types.ts";
import { type Weighed, weigh } from "./weighed.ts";

/** Deviations by which the number of connections may exceed its mean before memory must grow beyond the plan. */
const deviations = 6;
/** Of a ring of integers, where it stays in a core's own cache. */
const cachedBytes = 1.25 * 1024 * 1024;
/** What a cache holds that all cores share. */
const sharedCacheBytes = 32 * 1024 * 1024;
const [fewestRows, mostRows] = [8, 64];
const lastWord = 4294967295;

/**
 * Chooses formats, rows and quanta. `inputs` are all projections of the network, whoever owns their targets: what is chosen for a projection
 * is the same in every partition, so that results do not depend on the cut.
 *
 * @param neurons  number of neuron ids, of all partitions
 */
export function planDelivery(inputs: readonly Entering[], partition: Partition, neurons: number, arithmetic: Arithmetic): DeliveryPlan {
  const weighed = weigh(inputs);
  const rings = 1 + Math.max(-1, ...inputs.map(({ ring }) => ring));
  const quanta = quantaOf(weighed, rings, arithmetic);
  const grains =
    arithmetic === "reference"
      ? inputs.map((): Grain => ({ kind: "exact" }))
      : grainsOf(weighed, ({ input }) => quanta[input.post.name]![input.ring]!);
  const entering = weighed.map((one, i) => ({ ...one, grain: grains[i]! })).filter(({ input }) => overlaps(input, partition).length > 0);
  const sums = entering.filter(isSum).map(({ input, grain }): Route => ({ input, grain, connections: 0 }));
  const stored = entering.flatMap((one): readonly Stored[] => (isSum(one) ? correctionOf(one) : [one]));
  const targetBits = bitsFor(partition.size);
  const longest = Math.max(1, ...stored.map(({ input }) => longestDelay(input)));
  const rows = arithmetic === "fast" ? rowsFor(partition.size, rings, longest) : 1 << bitsFor(longest);
  const channels = channelsOf(stored, targetBits + bitsFor(rows));
  const expected = stored.map(({ input }) => expectedIn(input, partition));
  const routes = stored.map((one, i): Route => ({ ...one, channel: channels[i]!, connections: expected[i]!.mean }));
  const distinct = [...new Map(channels.map((channel) => [channel.number, channel])).values()].sort((a, b) => a.number - b.number);
  const columns = 1 + Math.max(-1, ...inputs.map(({ payload }) => payload?.column ?? -1));
  const bytesOfRoutes = routes.map(({ channel, connections }, i) => {
    return wordBytes[channel!.format] * (connections + deviations * Math.sqrt(expected[i]!.variance));
  });
  const bytesOfWords = 64 + Math.ceil(total(bytesOfRoutes));
  const segments = neurons * (1 + Math.ceil(longest / rows) * distinct.length);
  const cellBytes = arithmetic === "fast" ? 4 : 8;
  return {
    ...{ arithmetic, partition, neurons, rings, columns, targetBits, rows, quanta, channels: distinct },
    routes: [...routes, ...sums],
    connections: total(routes.map(({ connections }) => connections)),
    watched: arithmetic === "fast" ? [...new Set(weighed.filter(isEstimated).map(({ input }) => input.ring))] : [],
    wordBytes: bytesOfWords,
    readsAhead: bytesOfWords > sharedCacheBytes,
    bytes: Math.ceil(bytesOfWords + 8 * segments + (4 + 8 * columns) * neurons + cellBytes * rings * rows * (1 << targetBits)),
  };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** What a sum has too much, with the opposite weight. */
function correctionOf({ input, grain }: Stored): readonly Stored[] {
  const projection = leftOut(input.projection);
  if (projection === undefined) return [];
  return [{ input: { ...input, projection }, grain: grain.kind === "constant" ? { kind: "constant", quanta: -grain.quanta } : grain }];
}

/** By target population and arrival variable. */
function quantaOf(weighed: readonly Weighed[], rings: number, arithmetic: Arithmetic): Record<string, readonly number[]> {
  const populations = new Set(weighed.map(({ input }) => input.post.name));
  const quantum = (population: string, ring: number) =>
    arithmetic === "reference" ? 1 : quantumOf(weighed.filter(({ input }) => input.post.name === population && input.ring === ring));
  return Object.fromEntries([...populations].map((name) => [name, Array.from({ length: rings }, (_, ring) => quantum(name, ring))]));
}

/** As many rows as stay in a core's cache, but no more than delays need. */
function rowsFor(targets: number, rings: number, longest: number): number {
  let rows = fewestRows;
  while (rows < mostRows && 2 * rows * targets * rings * 4 <= cachedBytes) rows *= 2;
  return Math.min(rows, 1 << bitsFor(longest));
}

/** In steps, where the law tells; where each connection has its own, as long as a ring can be. */
export function longestDelay(input: Projecting): number {
  const law = delayLawOf(input);
  if (law.kind === "each") return mostRows;
  return law.kind === "constant" ? law.value : Math.max(law.at(0), law.at(lastWord));
}

/** Connections onto the targets that the partition owns. */
function expectedIn(input: Entering, partition: Partition): { readonly mean: number; readonly variance: number } {
  const parts = overlaps(input, partition).map(({ from, to }) => expectedConnections(input, from, to));
  return { mean: total(parts.map(({ mean }) => mean)), variance: total(parts.map(({ variance }) => variance)) };
}

/** Bits that count up to n. */
export function bitsFor(n: number): number {
  return n <= 1 ? 0 : 32 - Math.clz32(n - 1);
}

/** The parts of a projection's targets that the partition owns, with the local index of neuron 0 of the population. */
export function overlaps({ projection }: Projecting, { shares }: Partition): readonly { from: number; to: number; origin: number }[] {
  return shares
    .filter(({ population }) => population === projection.to.population)
    .map((share) => ({
      from: Math.max(share.from, projection.to.from),
      to: Math.min(share.to, projection.to.to),
      origin: share.local - share.from,
    }))
    .filter(({ from, to }) => from < to);
}

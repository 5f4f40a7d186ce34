/** Connections of the full cortical microcircuit built and delivered, and events at sizes from a core's cache to memory. */
import { Delivery, planDelivery } from "../dist/kernels/index.js";
import { consumed } from "./measure.mjs";

const number = (value) => ({ kind: "number", value });
const normal = (mean, sd, low, high) => {
  const draw = { kind: "normal", a: number(mean), b: number(sd) };
  return { kind: "draw", draw: low === undefined ? draw : { kind: "truncated", of: draw, low: number(low), high: number(high) } };
};
const cpu = () => process.cpuUsage().user / 1e6;

/** Populations, connection probabilities (rows: targets) of Potjans & Diesmann 2014, Cereb. Cortex 24:785. */
const names = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];
const sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];
const probabilities = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];

/** Projections of the microcircuit with `scale` of its neurons; in-degrees as they are. */
function microcircuit(scale) {
  const counts = sizes.map((size) => Math.round(size * scale));
  const populations = counts.map((size, i) => ({ name: names[i], size, column: () => Number.NaN }));
  const offsets = counts.map((_, i) => counts.slice(0, i).reduce((a, b) => a + b, 0));
  const inputs = [];
  for (let target = 0; target < 8; target++) {
    for (let source = 0; source < 8; source++) {
      const p = probabilities[target][source];
      if (p === 0) continue;
      const pairs = sizes[source] * sizes[target];
      const total = Math.round((Math.log(1 - p) / Math.log1p(-1 / pairs)) * scale * scale);
      const isInhibitory = source % 2 === 1;
      const psc = isInhibitory ? -351.23 : source === 2 && target === 0 ? 175.62 : 87.81;
      const [mean, sd] = isInhibitory ? [0.75, 0.375] : [1.5, 0.75];
      inputs.push({
        projection: {
          name: `${names[source]}-${names[target]}`,
          from: { population: names[source], from: 0, to: counts[source] },
          to: { population: names[target], from: 0, to: counts[target] },
          synapse: { kind: "jump", name: "delta" },
          into: "I",
          connect: { kind: "total", count: total, self: true },
          weight: psc > 0 ? normal(psc, 0.1 * psc, 0, 1e9) : normal(psc, -0.1 * psc, -1e9, 0),
          delay: normal(mean, sd, 0.05, 1e9),
        },
        ...{ key: inputs.length, seed: 1, step: 0.1, pre: populations[source], post: populations[target] },
        ...{ preOffset: offsets[source], ring: 0 },
      });
    }
  }
  return { inputs, populations, neurons: counts.reduce((a, b) => a + b, 0) };
}

/** Blocks dealt to so many partitions, as equal as blocks allow. */
function partitionsOf(populations, parts) {
  const blocks = populations.flatMap(({ name, size }) =>
    Array.from({ length: Math.ceil(size / 1024) }, (_, i) => ({ population: name, from: 1024 * i, to: Math.min(size, 1024 * (i + 1)) })),
  );
  return Array.from({ length: parts }, (_, part) => {
    const own = blocks.slice(Math.round((part * blocks.length) / parts), Math.round(((part + 1) * blocks.length) / parts));
    const shares = [];
    let size = 0;
    for (const block of own) {
      const last = shares.at(-1);
      if (last?.population === block.population) last.to = block.to;
      else {
        size = 4 * Math.ceil(size / 4);
        shares.push({ ...block, local: size });
      }
      size += block.to - block.from;
    }
    return { shares, size: 4 * Math.ceil(size / 4) };
  });
}

/** A fixed piece of work on numbers in registers, to tell how busy the machine is [s]. */
function calibrate() {
  const start = cpu();
  let x = 1;
  for (let i = 0; i < 2e8; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  consumed.sum += x;
  return cpu() - start;
}

/** One population onto another, in-degree fixed, delays of 0.1 to 3 ms. */
function plain(sources, targets, outdegree) {
  const [pre, post] = [
    { name: "A", size: sources, column: () => Number.NaN },
    { name: "B", size: targets, column: () => Number.NaN },
  ];
  const projection = {
    name: "p",
    from: { population: "A", from: 0, to: sources },
    to: { population: "B", from: 0, to: targets },
    synapse: { kind: "jump", name: "delta" },
    into: "V",
    connect: { kind: "total", count: sources * outdegree, self: true },
    weight: normal(87.81, 8.781),
    delay: normal(1.5, 0.75, 0.05, 1e9),
  };
  const inputs = [{ projection, key: 0, seed: 1, step: 0.1, pre, post, preOffset: 0, ring: 0 }];
  return { inputs, populations: [post], neurons: sources };
}

/** Deliveries of a network in so many partitions. */
function build({ inputs, populations, neurons }, parts) {
  return partitionsOf(populations, parts).map((partition) => {
    const plan = planDelivery(inputs, partition, neurons, "fast");
    const start = cpu();
    const delivery = new Delivery(plan, new WebAssembly.Memory({ initial: 1 }), 0);
    const refused = delivery.build();
    if (refused) throw new Error(JSON.stringify(refused));
    console.log(
      `  partition of ${partition.size}: ${delivery.connections} connections, ${plan.rows} rows, ${plan.channels.length} channels, ` +
        `${(delivery.bytes / 1e6).toFixed(1)} MB (planned ${(plan.bytes / 1e6).toFixed(1)}), ${(cpu() - start).toFixed(2)} CPU s`,
    );
    return delivery;
  });
}

/** User CPU of one event [ns] when each neuron fires with the given probability in each step: the least of several stretches. */
function timeEvents(deliveries, neurons, events, probability, ticks) {
  let state = 1;
  const trains = Array.from({ length: ticks }, () => {
    const ids = [];
    for (let id = 0; id < neurons; id++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      if (state < probability * 4294967296) ids.push(id);
    }
    return Uint32Array.from(ids);
  });
  const spikes = trains.reduce((sum, ids) => sum + ids.length, 0);
  let tick = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const start = cpu();
    for (const ids of trains) {
      for (const delivery of deliveries) delivery.deliver(tick, ids, ids.length);
      tick++;
    }
    if (round > 0) least = Math.min(least, (cpu() - start) / ((spikes / neurons) * events));
  }
  return 1e9 * least;
}

console.log(`calibration ${calibrate().toFixed(3)} s`);
for (const [name, network] of [
  ["1,000 x 200, a core's own cache", plain(1000, 1000, 200)],
  ["8,000 x 1,000, the shared cache", plain(8000, 8000, 1000)],
]) {
  console.log(name);
  const deliveries = build(network, 1);
  const events = deliveries.reduce((sum, { connections }) => sum + connections, 0);
  console.log(`  ${timeEvents(deliveries, network.neurons, events, 0.01, 400).toFixed(2)} ns an event`);
}
const scale = Number(process.argv[2] ?? 1);
console.log(`cortical microcircuit at scale ${scale}, in memory`);
const network = microcircuit(scale);
const start = cpu();
const deliveries = build(network, 2);
const built = cpu() - start;
const connections = deliveries.reduce((sum, delivery) => sum + delivery.connections, 0);
console.log(
  `  construction: ${built.toFixed(2)} CPU s, ${((built / connections) * 1e9).toFixed(1)} ns a connection, peak ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB`,
);
console.log(`  ${timeEvents(deliveries, network.neurons, connections, 3.3e-4, 1000).toFixed(2)} ns an event`);
console.log(`calibration ${calibrate().toFixed(3)} s`);

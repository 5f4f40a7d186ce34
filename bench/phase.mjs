/** A phase plane that follows a slider: the portrait again for other parameters in the same window, without compiling. */
import { phasePortrait } from "../dist/analysis/index.js";
import { bind, catalogue, modelText, resolveDocument } from "../dist/model/index.js";
import { scales } from "../dist/scales/index.js";
import { compare, table } from "./measure.mjs";

const names = { scales: ["cell", "rate"], methods: ["auto"], figures: [], synapses: [] };
const models = new Map(await Promise.all(catalogue.map(async (line) => [line.id, await line.load()])));

async function systemOf(id) {
  const { document } = resolveDocument("bench.yaml", new Map([["bench.yaml", { text: modelText(models.get(id)) }]]), models);
  const { experiment } = bind(document, new Map(), names);
  const scale = await scales.find((one) => one.id === (experiment.populations.length > 0 ? "cell" : "rate")).load();
  return { scale, experiment, system: scale.system(experiment) };
}

const moves = 20;
const portraits = {};
const compiling = {};
for (const id of ["adex", "izhikevich", "fitzhugh-nagumo", "morris-lecar", "wilson-cowan", "hodgkin-huxley", "lif"]) {
  const { scale, experiment, system } = await systemOf(id);
  const {
    axes: [x, y],
  } = phasePortrait(system);
  const window = { xRange: [x.low, x.high], ...(y ? { yRange: [y.low, y.high] } : {}) };
  portraits[id] = () => {
    let points = 0;
    for (let k = 0; k < moves; k++) {
      const p = Float64Array.from(system.parameters, ({ value }) => value);
      p[p.length - 1] *= 1 + 0.01 * k;
      points += phasePortrait(system, { ...window, p }).nullclines.length;
    }
    return points;
  };
  compiling[id] = () => {
    let states = 0;
    for (let k = 0; k < moves; k++) {
      const one = scale.system(experiment);
      states += one.states.length;
      one.close();
    }
    return states;
  };
}

const milliseconds = (times) => Object.fromEntries(Object.entries(times).map(([id, time]) => [id, time / 1e6]));
table("portrait for other parameters: field, nullclines, fixed points, threshold, reset", milliseconds(compare(portraits, moves)), "ms");
table("system from an experiment", milliseconds(compare(compiling, moves)), "ms");

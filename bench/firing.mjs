/** An f-I curve that follows a slider: `quick` for other parameters without compiling; and the exact one of the command line. */
import { firingCurve } from "../dist/analysis/index.js";
import { bind, catalogue, modelText, resolveDocument } from "../dist/model/index.js";
import { cell } from "../dist/scales/cell/index.js";
import { compare, table } from "./measure.mjs";

const names = { scales: ["cell", "rate"], methods: ["auto"], figures: [], synapses: [] };
const models = new Map(await Promise.all(catalogue.map(async (line) => [line.id, await line.load()])));

function systemOf(id, set) {
  const { document } = resolveDocument("bench.yaml", new Map([["bench.yaml", { text: modelText(models.get(id), set) }]]), models);
  const { experiment } = bind(document, new Map(), names);
  return cell.system(experiment);
}

const points = {};
const contenders = (effort, chosen) =>
  Object.fromEntries(
    chosen.map(([id, set]) => {
      const system = systemOf(id, set);
      const p = Float64Array.from(system.parameters, ({ value }) => value);
      points[`${id} ${effort}`] = firingCurve(system, { effort, p }).points.length;
      let move = 0;
      return [
        id,
        () => {
          p[0] *= 1 + 0.001 * (move++ % 2 === 0 ? 1 : -1);
          return firingCurve(system, { effort, p }).points.length;
        },
      ];
    }),
  );

const two = [["lif"], ["qif"], ["adex", "adaptation"], ["izhikevich", "regular-spiking"], ["morris-lecar"], ["persistent-sodium"]];
const milliseconds = (times) => Object.fromEntries(Object.entries(times).map(([id, time]) => [id, time / 1e6]));
table("quick curve for other parameters", milliseconds(compare(contenders("quick", two), 1)), "ms");
table("exact curve", milliseconds(compare(contenders("exact", [...two, ["hodgkin-huxley"], ["wang-buzsaki"]]), 1, 3)), "ms");
table("points", points, "");

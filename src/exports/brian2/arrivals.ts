/** Spikes from outside: Poisson trains that are counted in each step, and trains from files. */
import { LapicqueError } from "../../base/index.ts";
import { linearIn } from "../../language/index.ts";
import type { SpikeSource, Synapse } from "../../model/index.ts";
import { dimension, dimensionless, rational } from "../../units/index.ts";
import { arrayText, during, type Script, timeText } from "./script.ts";
import { spellFactor, type Word } from "./spell.ts";
import type { SynapseWriter } from "./synapses.ts";
import { constantOf, numpyDraw, quantityText, unitIn } from "./values.ts";

const perTime = dimension({ time: rational(-1) });

/** Writes every train that a document sends into its neurons. */
export function writeSpikeSources(script: Script, synapses: SynapseWriter): void {
  for (const source of script.experiment.spikeSources)
    script.attempt(`stimuli.${source.name}`, () => {
      if (source.source.kind === "poisson") writePoisson(script, synapses, source, source.source);
      else writeTrains(script, synapses, source, source.source.asset);
    });
}

/** The weight as a word: one number for all spikes. Throws `export-drawn-course`. */
function weightWord(script: Script, { weight, to, into, synapse }: SpikeSource): Word {
  const group = script.group(to.population);
  const value = weight.kind === "expression" ? constantOf(weight.tree, group.known) : undefined;
  if (value === undefined || weight.kind !== "expression") throw new LapicqueError("export-drawn-course", {});
  const said = weight.tree.kind === "number" && weight.tree.unit ? weight.tree.unit.dimension : group.input(into).dimension;
  const of = unitIn([weight.tree], said);
  return { text: quantityText(value, of), dimension: synapse ? said : group.input(into).dimension, level: value < 0 ? 5 : 6 };
}

/** The count of each step is drawn, however many spikes there are: PoissonGroup sends one a step at most, PoissonInput takes no rate that changes. */
function writePoisson(
  script: Script,
  synapses: SynapseWriter,
  source: SpikeSource,
  train: Extract<SpikeSource["source"], { kind: "poisson" }>,
): void {
  const { to, into, synapse, start, stop, delay } = source;
  if (synapse && !addsUp(synapse)) throw new LapicqueError("export-poisson-rule", {});
  const group = script.group(to.population);
  const conditions = [during(start + delay, stop + delay), script.within(to)].filter((one) => one !== undefined);
  const active = conditions.length === 0 ? "" : `*int(${conditions.join(" and ")})`;
  const weight = weightWord(script, source);
  const count = `poisson(${rateText(script, source, train)}*dt${active})`;
  const factor: Word = { ...weight, text: `${weight.text}*${count}`, level: 6 };
  const lines = synapses.arrival(to, into, synapse, "", factor, new Map());
  const rule = `'${lines.join("; ")}'`;
  group.after.push(`${group.object}.run_regularly(${rule}, when='synapses')`);
}

function rateText(
  script: Script,
  { name, to, start }: SpikeSource,
  { rate, each, redraw }: Extract<SpikeSource["source"], { kind: "poisson" }>,
): string {
  const group = script.group(to.population);
  const isPlain = script.experiment.units === "none";
  if (rate.kind === "expression") {
    const constant = constantOf(rate.tree, group.known);
    if (constant !== undefined) return `${Number((1000 * constant).toPrecision(15))}*Hz`;
    return isPlain ? `${spellFactor(rate.tree, group.lookup, dimensionless)}/ms` : spellFactor(rate.tree, group.lookup, perTime);
  }
  const { duration } = script.experiment.run;
  const rows = redraw === undefined ? 1 : Math.ceil(duration / redraw) + 1;
  const drawn = numpyDraw(rate.draw, 0.001, each === "neuron" ? `(${rows}, ${group.population.size})` : `${rows}`, group.known);
  if (drawn === undefined) throw new LapicqueError("export-draw", { kind: rate.draw.kind });
  const object = script.names.take(`${name}_rate`);
  script.before.push(`${object} = TimedArray(${drawn}*Hz, dt=${timeText(redraw ?? duration)})`);
  return `${object}(t${start > 0 ? ` - ${timeText(start)}` : ""}${each === "neuron" ? ", i" : ""})`;
}

/** Whether several arrivals at once do what one of their summed weight does. */
function addsUp(synapse: Synapse): boolean {
  if (synapse.kind !== "spiking") return synapse.kind === "jump";
  return (synapse.post.atArrival?.assignments ?? []).every(({ target, value }) => {
    const linear = value.kind === "expression" ? linearIn(value.tree, new Set(["weight", target])) : undefined;
    return linear !== undefined && linear.constant.kind === "number" && linear.constant.value === 0;
  });
}

/** Trains from a file: one for all neurons, or one for each. */
function writeTrains(script: Script, synapses: SynapseWriter, source: SpikeSource, asset: string): void {
  const { name, to, into, synapse, start, stop, delay } = source;
  const { time, neuron } = script.experiment.assets[asset]!.columns;
  if (!time) throw new LapicqueError("export-recording", {});
  const kept = [...time.keys()].filter((k) => start + time[k]! < stop);
  const times = Float64Array.from(kept, (k) => start + time[k]!);
  const indices = Float64Array.from(kept, (k) => neuron?.[k] ?? 0);
  const size = neuron ? to.to - to.from : 1;
  const generator = script.names.take(`${name}_trains`);
  const object = script.names.take(name, "synapses");
  const lines = synapses.arrival(to, into, synapse, "_post", weightWord(script, source), new Map());
  const rule = `'${lines.join("; ")}'`;
  script.connections.push(
    `${generator} = SpikeGeneratorGroup(${size}, ${arrayText(indices)}.astype(int), ${arrayText(times)}*ms)`,
    `${object} = Synapses(${generator}, ${script.part(to)}, on_pre=${rule}${delay > 0 ? `, delay=${timeText(delay)}` : ""})`,
    `${object}.connect(${neuron ? "j='i'" : ""})`,
  );
}

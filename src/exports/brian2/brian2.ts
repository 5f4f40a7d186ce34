/**
 * A document as a Python script for Brian2 (Stimberg, Brette & Goodman 2019, eLife 8, e47314; written for 2.5).
 *
 * Single neurons with their equations, thresholds, resets, refractoriness, noise, synapses, connections, stimuli and recordings. One step does
 * there what it does here, in another order: arrivals come after the test for spikes, and a spike is stamped at the beginning of its step.
 */
import { InternalError, LapicqueError } from "../../base/index.ts";
import { callsIn, constantValue, differentiate, isNoise, linearIn, namesIn, substitute, type Tree } from "../../language/index.ts";
import type { Exported, Exporter, ExportSource } from "../export.ts";
import { oneLine, provenanceLines } from "../provenance.ts";
import { writeSpikeSources } from "./arrivals.ts";
import { firingArguments, type Group, inputEquations, neuronEquations, parameterLines, startLines } from "./group.ts";
import { isExactName } from "./names.ts";
import { type Monitor, pictureLines, writeRecordings } from "./records.ts";
import { Script, stepOfCells, timeText } from "./script.ts";
import { writeStimuli } from "./stimuli.ts";
import { SynapseWriter } from "./synapses.ts";

/** Writes the script, or says what Brian2 cannot compute of the document. */
export const brian2: Exporter = (source: ExportSource): Exported => {
  const { opened } = source;
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a document with mistakes was exported");
  const script = new Script(opened, experiment);
  refuseFeatures(script);
  const synapses = new SynapseWriter(script);
  writeStimuli(script);
  synapses.writeAll();
  writeSpikeSources(script, synapses);
  const monitors = writeRecordings(script);
  remark(script, source);
  const groups = [...script.groups.values()].map((group) => groupLines(script, group));
  if (script.errors.length > 0) return { kind: "refused", errors: distinct(script.errors) };
  return { kind: "written", text: assemble(script, source, groups, monitors), notes: [...script.notes] };
};

/** One line of a document may be refused for each pair of populations; it is told once. */
function distinct(errors: readonly LapicqueError[]): readonly LapicqueError[] {
  return [...new Map(errors.map((error) => [`${error.message} ${error.span?.start}`, error])).values()];
}

function refuseFeatures(script: Script): void {
  for (const { name } of script.experiment.fields)
    script.attempt(`fields.${name}`, () => {
      throw new LapicqueError("export-field", {});
    });
  for (const { feature, where } of script.experiment.demands) {
    if (feature === "plasticity") script.attempt(where, () => refuse("export-plasticity"));
    if (feature === "initial-age") script.attempt(where, () => refuse("export-initial-age"));
  }
}

function refuse(code: "export-plasticity" | "export-initial-age"): never {
  throw new LapicqueError(code, {});
}

/** What reads differently there. */
function remark(script: Script, { opened }: ExportSource): void {
  const { run, populations, comparison } = script.experiment;
  if (populations.some(({ flow }) => flow.spike || flow.hazard))
    script.notes.add(
      "a spike is stamped at the beginning of its step; lapicque stamps its end, or finds the moment where steps are adaptive",
    );
  if (script.experiment.projections.length > 0 || script.experiment.spikeSources.length > 0)
    script.notes.add("arrivals are applied after the test for spikes of a step, in lapicque before it");
  if (run.step === undefined) script.notes.add(`the document gives no step: ${stepOfCells} ms here, adaptive steps in lapicque`);
  if (script.experiment.units === "none") script.notes.add("the document has no units: its unit of time is 1 ms here");
  if (comparison) script.notes.add("`compare:` with recorded data is left out");
  if (opened.axes.length > 0) script.notes.add("`sweep:` is left out: the script computes the document itself");
}

interface WrittenGroup {
  readonly group: Group;
  readonly equations: readonly string[];
  readonly extra: readonly string[];
  readonly parameters: readonly string[];
  readonly arguments: readonly string[];
  readonly after: readonly string[];
}

function groupLines(script: Script, group: Group): WrittenGroup {
  const { name, flow } = group.population;
  const path = script.experiment.populations.some((one) => one.name === name) ? `neurons.${flow.name}` : `rates.${name}`;
  const part = (key: string, body: () => readonly string[]): readonly string[] => {
    let lines: readonly string[] = [];
    script.attempt(`${path}.${key}`, () => {
      lines = body();
    });
    return lines;
  };
  // What fires may add equations, and these decide about the method.
  const firing = part(flow.hazard ? "hazard" : "spike", () => firingArguments(group));
  const equations = part("equations", () => neuronEquations(group));
  const method = part("equations", () => methodArguments(script, group));
  return {
    group,
    equations,
    extra: [...inputEquations(group), ...group.equations],
    parameters: parameterLines(group),
    arguments: [...firing, ...method],
    after: [...part("initial", () => startLines(group)), ...group.after, ...part("bounds", () => boundLines(group))],
  };
}

/** States that must stay within bounds are reflected there after each step. */
function boundLines(group: Group): readonly string[] {
  const { flow } = group.population;
  return Object.entries(flow.bounds).flatMap(([state, [low, high]]) => {
    const { text } = group.lookup(state);
    const number = (tree: Tree) => constantValue(tree) ?? group.known.get(tree.kind === "name" ? tree.name : "");
    const [a, b] = [number(low), number(high)];
    if (a === undefined || b === undefined) throw new LapicqueError("export-bounds", { name: state });
    const reflected = Number.isFinite(a) ? `${a} + abs(${text} - ${a})` : text;
    const both = Number.isFinite(b) ? `${b} - abs(${b} - (${reflected}))` : reflected;
    return [`${group.object}.run_regularly('${text} = ${both}', when='after_groups')`];
  });
}

/** Brian2's integrator: exact where all is linear, Euler-Maruyama or Heun with noise, else Runge-Kutta of fourth order. */
function methodArguments(script: Script, group: Group): readonly string[] {
  const { flow } = group.population;
  if (flow.states.length === 0) return [];
  const isNoisy = flow.noises.length > 0 || group.noisy.size > 0;
  if (isNoisy) return [`method='${noiseMethod(script, group)}'`];
  const states = new Set(flow.states.map(({ name }) => name));
  const definitions = new Map(flow.definitions.map(({ name, tree }) => [name, tree]));
  const trees = flow.states.map(({ rate }) => unfolded(rate, definitions));
  const isLinear = trees.every((tree) => {
    const linear = linearIn(tree, states);
    // Inputs are variables of their own: a product of one with a state is linear for us alone.
    return (
      linear &&
      [...linear.coefficients.values()].every(
        (one) => ![...namesIn(one)].some((name) => name === "t" || flow.inputs.some((input) => input.name === name)),
      )
    );
  });
  const changes = [...group.drives.values()].flat().some((text) => /\bt\b/.test(text)) || trees.some((tree) => namesIn(tree).has("t"));
  const isPlain =
    isLinear &&
    !changes &&
    [...group.words.values()].every(({ text }) => isExactName(text)) &&
    group.equations.every((line) => !/^d\w+\/dt|\(summed\)|^\w+ =/.test(line) || /^d(\w+)\/dt = -\1\/\([\d.]+\*ms\) :/.test(line));
  return [`method='${isPlain ? "exact" : "rk4"}'`];
}

function unfolded(tree: Tree, definitions: ReadonlyMap<string, Tree>): Tree {
  let result = tree;
  for (let k = 0; k <= definitions.size; k++) {
    const found = [...namesIn(result)].find((name) => definitions.has(name));
    if (found === undefined) return result;
    result = substituted(result, found, definitions.get(found)!);
  }
  return result;
}

const substituted = (tree: Tree, name: string, by: Tree) => substitute(tree, new Map([[name, by]]));

function noiseMethod(script: Script, group: Group): string {
  const { flow } = group.population;
  const states = new Set(flow.states.map(({ name }) => name));
  const depends = flow.states.some(({ rate }) =>
    [...namesIn(rate)].filter(isNoise).some((source) => {
      const strength = differentiate(rate, source);
      return [...namesIn(strength)].some((name) => states.has(name)) || callsIn(strength).has("where");
    }),
  );
  if (!depends) return "euler";
  if (script.experiment.run.sde === "stratonovich") return "heun";
  throw new LapicqueError("export-multiplicative", {});
}

function assemble(script: Script, source: ExportSource, groups: readonly WrittenGroup[], monitors: readonly Monitor[]): string {
  const { run } = script.experiment;
  const body = [
    ...groups.flatMap((one, k) => groupText(one, groups.slice(0, k))),
    ...(script.connections.length > 0 ? ["", "# Connections", ...script.connections] : []),
  ];
  const helpers = helperLines([...script.before, ...body].join("\n"));
  const hasMonitors = script.monitors.length > 0;
  const { transient, duration } = run;
  const lines = [
    ...provenanceLines(source, "# "),
    ...(script.notes.size > 0 ? ["#", "# What reads differently here:", ...[...script.notes].map((note) => `#   ${oneLine(note)}`)] : []),
    "",
    "import numpy as np",
    "from brian2 import *",
    "",
    `seed(${run.seed})`,
    `rng = np.random.default_rng(${run.seed})`,
    `defaultclock.dt = ${timeText(run.step ?? stepOfCells)}`,
    ...helpers,
    ...(script.before.length > 0 ? ["", "# Stimuli", ...script.before] : []),
    ...body,
    ...(hasMonitors ? ["", "# Recordings", ...script.monitors] : []),
    "",
    ...(transient > 0 && hasMonitors
      ? [
          `monitors = [${monitors.map(({ object }) => object).join(", ")}]`,
          "for monitor in monitors:",
          "    monitor.active = False",
          `run(${timeText(transient)})`,
          "for monitor in monitors:",
          "    monitor.active = True",
          `run(${timeText(duration - transient)}, report='text')`,
        ]
      : [`run(${timeText(duration)}, report='text')`]),
    ...(hasMonitors ? ["", ...pictureLines(monitors)] : []),
    "",
    "# The document:",
    ...source.opened.yaml
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => `# | ${oneLine(line)}`.trimEnd()),
    "",
  ];
  return lines.join("\n");
}

/** A group with its equations; those that an earlier one has are not written again. */
function groupText(written: WrittenGroup, earlier: readonly WrittenGroup[]): readonly string[] {
  const { group, equations, extra, parameters } = written;
  const { object, population } = group;
  const same = (part: (one: WrittenGroup) => readonly string[]) => earlier.find((one) => part(one).join("\n") === part(written).join("\n"));
  const own = `${object}_equations`;
  const before = same((one) => one.equations);
  const text = before ? `${before.group.object}_equations` : own;
  const more = extra.length > 0 ? ` + '''\n${extra.map((line) => `  ${line}`).join("\n")}\n'''` : "";
  const values = parameters.length === 0 ? undefined : same((one) => one.parameters);
  return [
    "",
    `# ${oneLine(population.name)}`,
    ...(before ? [] : [`${own} = '''`, ...equations.map((line) => `  ${line}`), "'''"]),
    ...(parameters.length > 0 && !values ? [`${object}_parameters = dict(`, ...parameters.map((line) => `    ${line}`), ")"] : []),
    `${object} = NeuronGroup(${[`${population.size}`, `${text}${more}`, ...written.arguments, ...(parameters.length > 0 ? [`namespace=${(values ?? written).group.object}_parameters`] : [])].join(", ")})`,
    ...written.after,
  ];
}

/** Functions that the script calls. */
function helperLines(text: string): readonly string[] {
  const helpers: readonly (readonly [name: string, lines: readonly string[]])[] = [
    [
      "truncated",
      [
        "def truncated(draw, low, high, n):",
        '    """n values of draw(n), each drawn again until it lies between low and high."""',
        "    values = draw(n)",
        "    while True:",
        "        outside = (values < low) | (values > high)",
        "        if not outside.any():",
        "            return values",
        "        values[outside] = draw(outside.sum())",
      ],
    ],
    [
      "numbers",
      [
        "def numbers(text):",
        '    """Doubles, little-endian, in base64."""',
        "    import base64",
        "    return np.frombuffer(base64.b64decode(text), dtype='<f8')",
      ],
    ],
    [
      "held",
      [
        "def held(at, times, values):",
        '    """Each sample until the next one; 0 before the first."""',
        "    k = np.searchsorted(times, at, side='right') - 1",
        "    return np.where(k < 0, 0, values[np.maximum(k, 0)])",
      ],
    ],
  ];
  return helpers.flatMap(([name, lines]) => (new RegExp(`\\b${name}\\(`).test(text) ? ["", "", ...lines, ""] : []));
}

/** What is recorded: monitors, and pictures of what they hold. */
import type { Recording } from "../../model/index.ts";
import { dimensionless } from "../../units/index.ts";
import { type Script, timeText } from "./script.ts";
import { dimensionAs, spell } from "./spell.ts";
import { baseUnit } from "./units.ts";

/** A monitor of the script, for the pictures. */
export interface Monitor {
  readonly object: string;
  readonly kind: "spikes" | "activity" | "signals";
  readonly label: string;
  readonly variables: readonly string[];
}

/** Writes the monitors; what single neurons do not have is remarked. */
export function writeRecordings(script: Script): readonly Monitor[] {
  const monitors: Monitor[] = [];
  const signals = new Map<string, { readonly recording: Recording; readonly variables: Set<string> }>();
  for (const recording of script.experiment.recordings) {
    const { population, from, to, what } = recording;
    if (script.experiment.fields.some(({ name }) => name === population)) continue;
    const part = script.part(recording);
    const label = part.replace(/\W+$/, "").replace(/\W+/g, "_");
    if (what.kind === "spikes" || what.kind === "activity") {
      const object = script.names.take(`${label}_${what.kind}`);
      script.monitors.push(`${object} = ${what.kind === "spikes" ? "SpikeMonitor" : "PopulationRateMonitor"}(${part})`);
      monitors.push({ object, kind: what.kind, label: part, variables: [] });
    } else if (what.kind === "signal") {
      const key = `${population} ${from} ${to}`;
      const entry = signals.get(key) ?? { recording, variables: new Set<string>() };
      signals.set(key, entry);
      script.attempt(`record.${population}`, () => entry.variables.add(variableOf(script, recording)));
    } else script.notes.add(`record: \`${what.kind}\` of ${population} belongs to other scales: Brian2 computes single neurons`);
  }
  for (const { recording, variables } of signals.values()) monitors.push(signalMonitor(script, recording, [...variables]));
  return monitors;
}

function signalMonitor(script: Script, { population, from, to }: Recording, variables: readonly string[]): Monitor {
  const group = script.group(population);
  const { every } = script.experiment.run;
  const { size } = group.population;
  const which = from === 0 && to === size ? "True" : `range(${from}, ${to})`;
  const object = script.names.take(`${group.object}${size === to - from ? "" : `_${from}`}_signals`);
  const names = variables.map((name) => `'${name}'`).join(", ");
  script.monitors.push(
    `${object} = StateMonitor(${group.object}, [${names}], record=${which}${every === undefined ? "" : `, dt=${timeText(every)}`})`,
  );
  return { object, kind: "signals", label: group.object, variables };
}

/** The variable that a signal is: one that the neuron has, or a definition of its own. */
function variableOf(script: Script, { population, what }: Recording): string {
  const group = script.group(population);
  if (what.kind !== "signal") return "";
  if (what.mean)
    script.notes.add(`record: \`${what.label}\` of ${population} is recorded for every neuron; its mean over them is \`.mean(axis=0)\``);
  if (what.tree.kind === "name" && group.words.has(what.tree.name) && !group.known.has(what.tree.name))
    return group.lookup(what.tree.name).text;
  const of = dimensionAs(what.tree, group.lookup) ?? dimensionless;
  const name = group.take(`signal_${what.label.replace(/\W+/g, "_").replace(/_+$/, "")}`);
  group.equations.push(`${name} = ${spell(what.tree, group.lookup, of)} : ${baseUnit(of)}`);
  return name;
}

/** Pictures of the monitors, where the script is run and not imported. */
export function pictureLines(monitors: readonly Monitor[]): readonly string[] {
  const rows = monitors.flatMap(({ object, kind, label, variables }) => {
    if (kind === "spikes") return [[`panel.plot(${object}.t/ms, ${object}.i, '.', markersize=2)`, `panel.set_ylabel('${label}')`]];
    if (kind === "activity")
      return [[`panel.plot(${object}.t/ms, ${object}.smooth_rate(width=5*ms)/Hz)`, `panel.set_ylabel('${label} (Hz)')`]];
    return variables.map((name) => [`panel.plot(${object}.t/ms, ${object}.${name}[:10].T)`, `panel.set_ylabel('${name} of ${label}')`]);
  });
  if (rows.length === 0) return [];
  const counts = monitors.flatMap(({ object, kind, label }) =>
    kind === "spikes" ? [`print('${label}:', ${object}.num_spikes, 'spikes')`] : [],
  );
  const panels = rows.flatMap((lines, k) => [`panel = panels[${k}, 0]`, ...lines]);
  return [
    "if __name__ == '__main__':",
    ...[
      ...counts,
      "import matplotlib.pyplot as plt",
      `figure, panels = plt.subplots(${rows.length}, 1, sharex=True, squeeze=False, figsize=(8, ${Math.min(2 + 2 * rows.length, 14)}))`,
      ...panels,
      "panel.set_xlabel('t (ms)')",
      "figure.tight_layout()",
      "plt.show()",
    ].map((line) => `    ${line}`),
  ];
}

/**
 * The JSON report of a run, as `run --json` prints it and `result.json` holds it.
 *
 * Keys carry the unit of their number (`duration_ms`, `rate_Hz`). Under `units: none` the suffix is dropped and nothing is
 * converted: a rate is per unit of time.
 */
import { rmsDifference } from "../analysis/index.ts";
import type { ComparisonResult, PopulationResult, Result, Signal } from "../contract/index.ts";
import type { Json } from "./json.ts";
import { spikeStatistics } from "./spike-statistics.ts";

type Fields = { [key: string]: Json };

/** Populations of at most this many neurons list every spike time. */
const LISTED = 100;

/** Every key of the report with its meaning, in order; the reference page is made from this table. */
export const reportKeys = {
  title: "title of the document",
  scale: "scale that ran",
  seed: "seed of all random numbers",
  duration_ms: "recorded time",
  step_ms: "fixed step; null where the method chooses its steps",
  "provenance.version": "version of lapicque",
  "provenance.document_sha256": "SHA-256 of document.yaml",
  "provenance.platform": "runtime and system",
  "provenance.options":
    "what was given on the command line or chosen automatically; `threads`: how many have computed a network, which changes no other number",
  "outcome.kind": "completed, cancelled, blow-up, event-storm, diverged, no-convergence, not-unique or does-not-fit",
  "outcome.time": "where the run ended [ms]",
  "outcome.error": "uncertainty of that time where the method knows it, else null",
  "outcome.message": "why it ended, null if completed",
  "outcome.remedy": "what to try, null if completed",
  "populations.NAME.size": "number of neurons",
  "populations.NAME.spike_count": "spikes in the recorded time; null for units without spikes",
  "populations.NAME.rate_Hz": "spikes per neuron and second",
  "populations.NAME.cv_isi": "coefficient of variation of the intervals, mean over the neurons with at least two; null if none has",
  "populations.NAME.cv2":
    "irregularity of neighbouring intervals, 2 |I' - I| / (I' + I), likewise: 0 for regular trains, 1 for Poisson trains",
  "populations.NAME.lv": "local variation, 3 ((I' - I) / (I' + I))^2, likewise: 0 for regular trains, 1 for Poisson trains",
  "populations.NAME.count_window_ms": "windows of `fano` and `correlation`: 100 ms in whole steps; under `units: none` five mean intervals",
  "populations.NAME.fano":
    "variance over mean of a neuron's spike counts in windows, mean over the neurons that fired; null for fewer than two windows",
  "populations.NAME.correlation":
    "correlation of the spike counts of two neurons, mean over all pairs whose counts vary; null if there is none",
  "populations.NAME.synchrony_bin_ms": "bins of `synchrony`: 3 ms in whole steps; under `units: none` a twentieth of the mean interval",
  "populations.NAME.synchrony":
    "chi of Golomb on the counts in bins: 1 if all fire together, 1/sqrt(size) if independently; null for one neuron and for silence",
  "populations.NAME.mean_isi_ms": "mean of all intervals of all neurons; null if there is none",
  "populations.NAME.order_parameter":
    "mean over time of |mean of exp(i phase)|, each phase growing evenly from spike to spike: 1 in synchrony, 0 in a splay state; null for one neuron",
  "populations.NAME.collective_period_ms":
    "period of the activity of the whole population; null where the neurons have no rhythm in common, and for one neuron",
  "populations.NAME.activity_mean":
    "at scales without single neurons: spikes per neuron and second (of time under `units: none`), mean over the recorded time",
  "populations.NAME.activity_final": "the same, in the last step",
  "populations.NAME.mass_error":
    "the same scales: largest difference from 1 of the part of the neurons whose last spike is known; rounding where nothing is drawn",
  "populations.NAME.grid_error":
    "the same scales: relative error of the activity that comes of telling ages apart more coarsely than by steps, estimated on the way",
  "populations.NAME.low_frequency_power":
    "the scale mesoscopic: power of the activity at low frequencies over that of the neurons, as the chosen `lambda` gives it where they do not act on one another; null without one",
  "populations.NAME.theory":
    "what theory says, where a figure of the document draws it: `label`; of neurons that are a renewal process (isi, spectrum) `rate_Hz`, `cv`; under sines (activity) `modulation`",
  "populations.NAME.theory.modulation":
    "for each sine by its `stimulus`: the activity swings by `amplitude_Hz` at `frequency_Hz`, ahead of the sine by `phase` (radians, behind where negative)",
  "populations.NAME.spike_times_ms": `one array per neuron, for populations of at most ${LISTED}; times count from the start of the transient`,
  "comparison.windows_ms": "half widths within which spikes coincide",
  "comparison.gamma": "coincidence factor: gamma[window][repetition]",
  "comparison.reliability": "mean coincidence factor between the recorded repetitions, per window",
  "comparison.signals.NAME.unit": "unit of a recorded signal",
  "comparison.signals.NAME.rms_difference":
    "root mean square of model minus recorded, spikes included, one per repetition; null where they have no time in common",
  lyapunov_exponents_per_ms:
    "of the network, from the largest on, without the 0 of a shift in time; where `run.options.event-driven.exponents` asks for them",
  notes: "what was left out or rounded",
  wall_s: "wall time of the computation",
  cpu_s: "CPU time of the computation",
  build_s: "wall time of compiling and allocating",
} as const;

function population(result: Result, { size, spikes, activity }: PopulationResult): Fields {
  const physical = result.units === "physical";
  const suffix = (unit: string) => (physical ? `_${unit}` : "");
  if (activity) {
    const rate = (perTime: number) => perTime * (physical ? 1000 : 1);
    return {
      size,
      spike_count: activity.spikes,
      [`rate${suffix("Hz")}`]: rate(activity.mean),
      cv_isi: null,
      activity_mean: rate(activity.mean),
      activity_final: rate(activity.final),
      mass_error: activity.massError,
      grid_error: activity.gridError,
      low_frequency_power: activity.lowFrequencyPower,
    };
  }
  if (!spikes) return { size, spike_count: null, [`rate${suffix("Hz")}`]: null, cv_isi: null };
  const found = spikeStatistics(result, spikes, size, recordedTime(result));
  return {
    size,
    spike_count: spikes.times.length,
    [`rate${suffix("Hz")}`]: found.rate * (physical ? 1000 : 1),
    cv_isi: found.cv ?? null,
    cv2: found.cv2 ?? null,
    lv: found.lv ?? null,
    [`count_window${suffix("ms")}`]: found.window,
    fano: found.fano ?? null,
    correlation: found.correlation ?? null,
    [`synchrony_bin${suffix("ms")}`]: found.bin,
    synchrony: found.synchrony ?? null,
    [`mean_isi${suffix("ms")}`]: found.interval ?? null,
    order_parameter: found.order ?? null,
    [`collective_period${suffix("ms")}`]: found.period ?? null,
    ...(size <= LISTED ? { [`spike_times${suffix("ms")}`]: found.trains.map((train) => [...train]) } : {}),
  };
}

function comparison({ signals }: Result, compared: ComparisonResult, ms: string): Fields {
  const labels = [...new Set(compared.signals.map(({ channel }) => channel.label))];
  const differences = (label: string) => {
    const isOurs = ({ channel }: Signal) => channel.population === compared.population && channel.label === label;
    const model = signals.find((signal) => isOurs(signal) && (signal.channel.neuron ?? 0) === 0);
    const recorded = compared.signals.filter(({ channel }) => channel.label === label);
    return recorded.map((one) => (model && rmsDifference(model, one)) ?? null);
  };
  const unitOf = (label: string) => compared.signals.find(({ channel }) => channel.label === label)!.channel.unit;
  return {
    [`windows${ms}`]: compared.windows,
    gamma: compared.gamma,
    reliability: compared.reliability,
    ...(labels.length > 0
      ? { signals: Object.fromEntries(labels.map((label) => [label, { unit: unitOf(label), rms_difference: differences(label) }])) }
      : {}),
  };
}

/** Time over which spikes were counted: up to where the run ended [ms]. */
export function recordedTime(result: Result): number {
  return Math.min(result.duration, Math.max(0, result.outcome.time - result.transient));
}

/** What theory says of a population. */
function theoryOf({ theory, units }: Result, name: string): Fields {
  const found = theory?.populations[name];
  const line = theory?.curves.find(({ population, responses }) => population === name && responses !== undefined);
  if (!found && !line) return {};
  const [Hz, factor] = units === "physical" ? ["_Hz", 1000] : ["", 1];
  const modulation = line?.responses?.map(({ stimulus, frequency, amplitude, phase }) => ({
    stimulus,
    [`frequency${Hz}`]: frequency * factor,
    [`amplitude${Hz}`]: amplitude * factor,
    phase,
  }));
  return {
    theory: {
      label: found?.label ?? line!.label,
      ...(found ? { [`rate${Hz}`]: found.rate * factor, cv: found.cv } : {}),
      ...(modulation ? { modulation } : {}),
    },
  };
}

/** Rates in 1/ms carry their unit. */
function measured({ measures = {}, units }: Result): Fields {
  const suffix = units === "physical" ? "_per_ms" : "";
  return Object.fromEntries(Object.entries(measures).map(([name, values]) => [`${name}${suffix}`, [...values]]));
}

/** The report of one scale. */
export function toReport(result: Result): Fields {
  const ms = result.units === "physical" ? "_ms" : "";
  const { kind, time, error, message, remedy } = result.outcome;
  return {
    title: result.title,
    scale: result.scale,
    seed: result.seed,
    [`duration${ms}`]: result.duration,
    [`step${ms}`]: result.step,
    provenance: { ...result.provenance },
    outcome: { kind, time, error, message, remedy },
    populations: Object.fromEntries(
      Object.entries(result.populations).map(([name, one]) => [name, { ...population(result, one), ...theoryOf(result, name) }]),
    ),
    ...(result.comparison ? { comparison: comparison(result, result.comparison, ms) } : {}),
    ...measured(result),
    notes: result.notes,
    wall_s: result.wall_s,
    cpu_s: result.cpu_s,
    build_s: result.build_s,
  };
}

/** The report of a run: the scale's own for one scale, `{ title, provenance, scales }` for several. */
export function toReports(results: readonly Result[]): Fields {
  const first = results[0]!;
  if (results.length === 1) return toReport(first);
  return { title: first.title, provenance: { ...first.provenance }, scales: results.map(toReport) };
}

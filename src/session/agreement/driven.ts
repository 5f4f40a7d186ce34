/** Whether what drives a document changes while it is recorded. */
import { type Tree, uses } from "../../language/index.ts";
import type { Draw, Experiment, Flow, Stimulus, Value } from "../../model/index.ts";

const time: ReadonlySet<string> = new Set(["t"]);

/**
 * Whether the law of the activity changes in the recorded time: a stimulus begins, ends or has a course; time stands in an equation; or the recording
 * begins with the run, so that it sees how the populations leave their initial state. Noise has no course.
 */
export function isDriven(experiment: Experiment): boolean {
  return experiment.run.transient === 0 || changes(experiment);
}

/** Whether, once the transient is over, a stimulus begins, ends or has a course, or time stands in an equation. */
export function changes({ run, stimuli, spikeSources, populations, rates }: Experiment): boolean {
  const hasEdge = (start: number, stop: number) =>
    (start > run.transient && start < run.duration) || (stop > run.transient && stop < run.duration);
  return (
    stimuli.some((stimulus) => hasEdge(stimulus.start, stimulus.stop) || (stimulus.stop > run.transient && hasCourse(stimulus))) ||
    spikeSources.some(({ start, stop, source }) => hasEdge(start, stop) || (source.kind === "spikes" ? true : readsTime(source.rate))) ||
    [...populations, ...rates].some(({ flow }) => flowReadsTime(flow))
  );
}

function hasCourse({ wave }: Stimulus): boolean {
  switch (wave.kind) {
    case "step":
    case "noise":
    case "white-noise":
      return false;
    case "expression":
    case "clamp":
      return uses(wave.tree, time);
    case "ramp":
    case "pulses":
    case "sine":
    case "chirp":
    case "recording":
      return true;
  }
}

function flowReadsTime({ states, definitions, spike, hazard, reset }: Flow): boolean {
  const trees = [
    ...states.map(({ rate }) => rate),
    ...definitions.map(({ tree }) => tree),
    ...(spike ? [spike] : []),
    ...(hazard ? [hazard] : []),
  ];
  return trees.some((tree) => uses(tree, time)) || (reset?.assignments.some(({ value }) => readsTime(value)) ?? false);
}

function readsTime(value: Value): boolean {
  return value.kind === "expression" ? uses(value.tree, time) : drawTrees(value.draw).some((tree) => uses(tree, time));
}

function drawTrees(draw: Draw): readonly Tree[] {
  switch (draw.kind) {
    case "exponential":
      return [draw.mean];
    case "truncated":
    case "clipped":
      return [...drawTrees(draw.of), draw.low, draw.high];
    default:
      return [draw.a, draw.b];
  }
}

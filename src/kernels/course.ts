/** What the inputs of a unit do in the course of a run. */
import type { Stretch } from "../contract/index.ts";
import { evaluate } from "../language/index.ts";
import type { Experiment, Flow, Population, Stimulus, Value } from "../model/index.ts";
import { Drive } from "./drive.ts";
import { makeProgram, type Program, slopeSlot } from "./program.ts";
import { stimulationOf } from "./stimuli.ts";
import { typicalConstants, typicalValue } from "./typical.ts";
import type { Constants } from "./values.ts";

/** Pieces into which a stretch is cut in which an input moves: so many that none of them lasts, see below. */
const pieces = 32;
/** Edges that are followed one by one; beyond them a run is sampled in as many parts. */
const mostEdges = 10_000;
/** Parts of the run that a value must last to count as what acts: of inputs that are not all zero, of any, see `Stretch`. */
const lasting = { driven: 1 / 5, any: 1 / 20 };

/** What drives a neuron, without chance. */
function following(experiment: Experiment, population: Population, flow: Flow, neuron: number) {
  const quiet: Experiment = { ...experiment, stimuli: experiment.stimuli.flatMap(withoutChance) };
  const stimulation = stimulationOf(quiet, population, experiment.run.seed);
  const program = makeProgram(flow, stimulation.drives, [], "written");
  const constants = typicalConstants(flow, population.size);
  const { driving, values } = stimulation.forNeuron(neuron, constants.lookup);
  const drive = new Drive(program, driving);
  const slots = new Float64Array(program.slots.length);
  slots.set(constants.parameters);
  for (const [slot, value] of values) slots[program.slots.indexOf(slot)] = value;
  return { program, constants, driving, drive, slots };
}

/** The inputs of a neuron at times, ascending, without chance. {inputs} of {times} */
export function inputsOver(experiment: Experiment, population: Population, neuron: number, times: Float64Array): readonly Float64Array[] {
  const { program, constants, drive, slots } = following(experiment, population, population.flow, neuron);
  const found = population.flow.inputs.map(() => new Float64Array(times.length));
  for (const [k, t] of times.entries()) {
    while (drive.next <= t) drive.apply(Math.max(drive.next, Math.min(0, t)), slots, 0);
    for (const [i, value] of inputsAt(program, slots, constants, t).entries()) found[i]![k] = value;
  }
  return found;
}

/** The course of the inputs of the first neuron. The flow is one without chance. */
export function courseOf(experiment: Experiment, population: Population, flow: Flow): readonly Stretch[] {
  const { program, constants, driving, drive, slots } = following(experiment, population, flow, 0);
  const moves = () =>
    driving.gates.some((gate) => slots[program.slots.indexOf(gate.slot)] === 1) ||
    flow.inputs.some((input) => (slots[program.slots.indexOf(slopeSlot(input.name))] ?? 0) !== 0);
  const course: Stretch[] = [];
  const end = experiment.run.duration;
  for (let [t, edges] = [0, 0]; t < end; edges++) {
    drive.apply(t, slots, 0);
    const next = Math.min(end, edges < mostEdges ? drive.next : Math.max(drive.next, t + end / mostEdges));
    const count = moves() ? pieces : 1;
    for (let k = 0; k < count; k++) {
      const [from, to] = [t + ((next - t) * k) / count, t + ((next - t) * (k + 1)) / count];
      join(course, { from, to, inputs: inputsAt(program, slots, constants, (from + to) / 2) });
    }
    t = next;
  }
  return course;
}

/** The stimulus at its mean; none of a clamp, which acts on a state. */
function withoutChance(stimulus: Stimulus): readonly Stimulus[] {
  const { wave } = stimulus;
  if (wave.kind === "clamp") return [];
  if (wave.kind === "noise" || wave.kind === "white-noise") {
    return [{ ...stimulus, wave: { kind: "step", amplitude: typicalValue(wave.mean) } }];
  }
  const isValue = (part: unknown): part is Value => typeof part === "object" && part !== null && "kind" in part && part.kind === "draw";
  const parts = Object.entries(wave).map(([key, part]) => [key, isValue(part) ? typicalValue(part) : part]);
  return [{ ...stimulus, wave: Object.fromEntries(parts) as typeof wave }];
}

function inputsAt(program: Program, slots: Float64Array, constants: Constants, t: number): readonly number[] {
  const lookup = (name: string) => {
    if (name === "t") return t;
    const slot = program.slots.indexOf(name);
    return slot < 0 ? constants.lookup(name) : slots[slot]!;
  };
  return program.flow.inputs.map((input) => evaluate(program.definitions.find((one) => one.name === input.name)!.tree, lookup));
}

/** Adds a stretch; one that goes on as before makes the last longer. */
function join(course: Stretch[], stretch: Stretch): void {
  const last = course.at(-1);
  if (last !== undefined && areEqual(last.inputs, stretch.inputs)) course[course.length - 1] = { ...last, to: stretch.to };
  else course.push(stretch);
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value === b[i]);
}

/** What acts for most of the run, see `Stretch`. Of what acts equally long, the last. */
export function actingInputs(course: readonly Stretch[], count: number): readonly number[] {
  const lengths = new Map<string, { readonly inputs: readonly number[]; length: number }>();
  const total = course.at(-1)?.to ?? 0;
  const mean = new Array<number>(count).fill(0);
  for (const { from, to, inputs } of course) {
    const key = inputs.join(" ");
    const known = lengths.get(key);
    // Put in again, so that the order is that of the last time.
    lengths.delete(key);
    lengths.set(key, { inputs, length: (known?.length ?? 0) + to - from });
    inputs.forEach((value, i) => {
      mean[i]! += (value * (to - from)) / total;
    });
  }
  const longest = (least: number, mayCount: (inputs: readonly number[]) => boolean) => {
    let best: { readonly inputs: readonly number[]; length: number } | undefined;
    for (const one of lengths.values()) {
      if (one.length >= least * total && mayCount(one.inputs) && one.length >= (best?.length ?? 0)) best = one;
    }
    return best?.inputs;
  };
  return longest(lasting.driven, (inputs) => inputs.some((value) => value !== 0)) ?? longest(lasting.any, () => true) ?? mean;
}

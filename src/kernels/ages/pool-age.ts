/** How old neurons are when what their last spike has set no longer tells them apart. */
import { exp, exprel } from "../../base/index.ts";
import { differentiate, evaluate, substitute, type Tree } from "../../language/index.ts";
import { Drive } from "../drive.ts";

import { longestMemory } from "../population/aging.ts";
import { constantsOf, type Lookup, refuseDraws } from "../values.ts";

import { fadedSum } from "./earlier.ts";
import type { CohortModel } from "./model.ts";
import { earlierInput } from "./reading.ts";

/** A difference is faded to exp(-5) of what it was. */
const faded = 0.006737946999085467;
/** Each look is that much later than the one before, relative to the age. */
const stride = 0.02;
/** Part of its last value by which a hazard that names `age` may still differ. */
const hazardMargin = 0.01;
/** Exponent of the growth of an unstable state between two looks. */
const mostGrowth = 100;

/**
 * Age, in steps after the end of refractoriness, from which on cohorts are one pool: every state that the last spike sets has come as near
 * to where it settles as exp(-5) of the way (5 tau_m of a leaky membrane), the traces of accumulating states are small, and a hazard that
 * names the age has come to rest. All that with the inputs and the common states as they are when the run begins.
 */
export function poolAge(model: CohortModel, from: number): number {
  const { step, reading } = model;
  const course = courseOf(model, from);
  const last = course.at(-1)!;
  let steps = 0;
  for (const [i, { states, hazard }] of course.entries()) {
    const differs = states.some((value, k) => {
      const way = Math.abs(course[0]!.states[k]! - last.states[k]!);
      return Math.abs(value - last.states[k]!) > faded * way;
    });
    const moves = reading.readsAge && Math.abs(hazard - last.hazard) > hazardMargin * Math.abs(last.hazard);
    if (differs || moves) steps = Math.ceil(course[Math.min(i + 1, course.length - 1)]!.age / step);
  }
  // What the hazard depends on may move while the run goes on.
  return Math.min(longestMemory, Math.max(1, reading.readsAge ? 2 * steps : steps, traceSteps(model, from)));
}

/** Steps after which what a spike leaves in accumulating states is as small as the pool takes it. */
function traceSteps({ reading, flow, population, step }: CohortModel, from: number): number {
  const { lookup } = constantsOf(flow, from, population.size, refuseDraws);
  const traces = reading.accumulating.map(({ sensitivity, jump, decay }) => ({
    size: Math.abs(evaluate(sensitivity, lookup) * evaluate(jump, lookup)),
    decay: evaluate(decay, lookup),
  }));
  const sum = (age: number) => traces.reduce((total, { size, decay }) => total + size * exp(-decay * age), 0);
  let steps = 0;
  while (sum(steps * step) > fadedSum && steps < longestMemory) steps = Math.ceil(steps * (1 + stride)) + 1;
  return steps;
}

interface Look {
  readonly age: number;
  readonly states: readonly number[];
  readonly hazard: number;
}

/** The states that the last spike sets, by age, until they have settled, and as far as they are finite. */
function courseOf(model: CohortModel, from: number): readonly Look[] {
  const { program, reading, step } = model;
  const names = [...reading.set.keys()].filter((state) => !reading.accumulating.some(({ own }) => own === state));
  const rates = names.map((state) => program.rates[program.states.indexOf(state)]!);
  const definitions = new Map(program.definitions.map((one) => [one.name, one.tree]));
  const inlined = new Map<string, Tree>();
  for (const [name, tree] of definitions) inlined.set(name, substitute(tree, inlined));
  const slopes = rates.map((rate, k) => differentiate(substitute(rate, inlined), names[k]!));
  const values = new Map([["age", 0]]);
  const outside = outsideOf(model, from);
  const look: Lookup = (name) => {
    const tree = definitions.get(name);
    return values.get(name) ?? (tree === undefined ? outside(name) : evaluate(tree, look));
  };
  for (const state of names) values.set(state, evaluate(reading.set.get(state)!, look));
  const course: Look[] = [];
  for (let age = 0, h = step; age < longestMemory * step; age += h, h = Math.max(step, stride * age)) {
    values.set("age", age);
    const states = names.map((state) => values.get(state)!);
    const hazard = evaluate(reading.hazard, look);
    if (!states.every(Number.isFinite) || !Number.isFinite(hazard)) break;
    course.push({ age, states, hazard });
    // Each relaxes exponentially by its own slope: stable however long the step.
    const moved = names.map((_, k) => h * evaluate(rates[k]!, look) * exprel(Math.min(h * evaluate(slopes[k]!, look), mostGrowth)));
    for (const [k, state] of names.entries()) values.set(state, states[k]! + moved[k]!);
  }
  return course;
}

/** Parameters, common states and what drives the population, when the run begins. */
function outsideOf({ program, flow, population, stimulation }: CohortModel, from: number): Lookup {
  const { lookup } = constantsOf(flow, from, population.size, refuseDraws);
  const { driving, values } = stimulation.forNeuron(from, lookup);
  const slots = new Float64Array(program.slots.length);
  new Drive(program, driving).apply(0, slots, 0);
  const known = new Set([...flow.parameters, ...flow.states].map(({ name }) => name));
  return (name) => {
    if (name === "t" || name === earlierInput) return 0;
    if (known.has(name) || name === "index" || name === "size") return lookup(name);
    // What synapses bring is 0 before anybody has fired.
    return values.get(name) ?? slots[program.slots.indexOf(name)] ?? 0;
  };
}

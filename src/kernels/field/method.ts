/** Methods of integration of fields, as expressions that compiled code computes cell by cell. */

import { jacobianTrees, type NamedTree } from "../../compiler/index.ts";
import type { Reason } from "../../contract/index.ts";
import { binary, call, name, number, simplify, type Tree, uses } from "../../language/index.ts";
import type { Experiment, Field } from "../../model/index.ts";
import { euler, heun, rk4, type Tableau } from "../../numerics/index.ts";
import { type Program, splitNoise, trialSlot } from "../program.ts";
import { reflected, stepTrees } from "../stochastic-step.ts";

/** Methods that fields are integrated with. */
export const fieldMethods = ["rk4", "heun", "euler", "exponential-euler", "euler-maruyama"] as const;
export type FieldMethod = (typeof fieldMethods)[number];

const tableaus: Readonly<Partial<Record<FieldMethod, Tableau>>> = { euler, heun, rk4 };

/** The method of a field, or why there is none. */
export function fieldMethod({ run }: Experiment, field: Field, program: Program): FieldMethod | Reason {
  const { name: where, flow } = field;
  const hasNoise = program.noises.length > 0;
  const method = fieldMethods.find((one) => one === run.method) ?? (hasNoise || hasBounds(field) ? "euler-maruyama" : "rk4");
  if (run.method !== "auto" && run.method !== method)
    return { code: "method-not-for-fields", data: { method: run.method, known: [...fieldMethods] } };
  if (method !== "euler-maruyama") {
    if (hasNoise) return { code: "method-without-noise", data: { method, where } };
    return hasBounds(field) ? { code: "bounds-need-noise", data: { where } } : method;
  }
  const diffusion = splitNoise(program);
  if (diffusion === undefined) return { code: "noise-not-linear", data: { where } };
  const states = new Set([...program.states, ...program.definitions.map((one) => one.name)]);
  const isAdded = diffusion.columns.flat().every((tree) => !uses(tree, states));
  if (run.sde === "stratonovich" && !isAdded) return { code: "field-stratonovich", data: { where: flow.name } };
  return method;
}

function hasBounds({ flow }: Field): boolean {
  return Object.keys(flow.bounds).length > 0;
}

/** One evaluation of the equations at a time, and what becomes of it. */
export interface Stage {
  /** Part of the step after which the equations are evaluated. */
  readonly c: number;
  /** The states, over those at the beginning of the step (`before.NAME`), slopes (`slope.i.NAME`) and what acts across the field. */
  readonly next: readonly Tree[];
  /** What the next stages need of this one: slopes of the states; none in the last stage. */
  readonly slopes: readonly Tree[];
}

/** A method for the equations of a field. */
export interface Scheme {
  readonly stages: readonly Stage[];
  readonly definitions: readonly NamedTree[];
}

/** Name of a state at the beginning of the step. */
export const before = (state: string) => `before.${state}`;
/** Name of the rate of a state in a stage. */
export const slope = (stage: number, state: string) => `slope.${stage}.${state}`;

/** The steps of a method. Its trees read the step from the slot `trialSlot` and noise from `incrementSlot(j)`. */
export function schemeOf(method: FieldMethod, program: Program): Scheme {
  const tableau = tableaus[method];
  if (tableau !== undefined) return { stages: explicitStages(tableau, program), definitions: program.definitions };
  if (method === "exponential-euler") return exponentialEuler(program);
  const { trees, definitions } = stepTrees(program, splitNoise(program)!, "euler-maruyama", "ito");
  const next = trees.map((tree, i) => reflected(program, program.states[i]!, tree));
  return { stages: [{ c: 0, next, slopes: [] }], definitions: [...program.definitions, ...definitions] };
}

/** Stage i + 1 begins with u_0 + h sum_j a_(i+1)j k_j; the last sum has the weights b. */
function explicitStages({ a, b, c }: Tableau, { rates, states }: Program): readonly Stage[] {
  return b.map((_, i): Stage => {
    const isLast = i === b.length - 1;
    const weights = isLast ? b : a[i + 1]!;
    const next = states.map((state, k) => {
      const terms = weights.flatMap((weight, j): Tree[] => {
        if (weight === 0) return [];
        return [binary("*", number(weight), j === i ? rates[k]! : name(slope(j, state)))];
      });
      const sum = terms.length === 0 ? number(0) : terms.reduce((all, term) => binary("+", all, term));
      return simplify(binary("+", name(before(state)), binary("*", name(trialSlot), sum)));
    });
    return { c: c[i]!, next, slopes: isLast ? [] : rates };
  });
}

/** u + h f exprel(h df/du), each state by itself: exact where it relaxes linearly and nothing else moves. */
function exponentialEuler({ rates, states, definitions }: Program): Scheme {
  const jacobian = jacobianTrees(rates, states, definitions);
  const h = name(trialSlot);
  const next = rates.map((rate, i) => {
    const factor = call("exprel", binary("*", h, jacobian.entries[i * states.length + i]!));
    return binary("+", name(states[i]!), binary("*", binary("*", h, rate), factor));
  });
  return { stages: [{ c: 0, next, slopes: [] }], definitions: jacobian.definitions };
}

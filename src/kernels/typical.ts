/** A neuron in the middle of what is drawn: every random value at its mean. */
import { stream, unreachable } from "../base/index.ts";
import { binary, call, number, type Tree } from "../language/index.ts";
import type { Draw, Flow, Value } from "../model/index.ts";
import { type Constants, constantsOf } from "./values.ts";

/** The mean of a distribution; of one that is cut off the mean without the cut, moved between the limits. */
function meanTree(draw: Draw): Tree {
  switch (draw.kind) {
    case "normal":
    case "lognormal":
      return draw.a;
    case "uniform":
      return binary("*", number(0.5), binary("+", draw.a, draw.b));
    case "exponential":
      return draw.mean;
    case "truncated":
    case "clipped":
      return call("clip", meanTree(draw.of), draw.low, draw.high);
    default:
      return unreachable(draw);
  }
}

/** The value as an expression. */
export function typicalTree(value: Value): Tree {
  return value.kind === "expression" ? value.tree : meanTree(value.draw);
}

/** The value without chance. */
export function typicalValue(value: Value): Value {
  return { kind: "expression", tree: typicalTree(value) };
}

/** The flow without chance: drawn values at their means, no noise, no hazard. Definitions may still name the noises. */
export function typicalFlow(flow: Flow): Flow {
  const { hazard: _, reset, refractory, ...rest } = flow;
  return {
    ...rest,
    states: flow.states.map((state) => ({ ...state, initial: typicalValue(state.initial) })),
    parameters: flow.parameters.map((parameter) => ({ ...parameter, value: typicalValue(parameter.value) })),
    // What a hazard resets is never reached without it.
    ...(reset === undefined || flow.hazard !== undefined
      ? {}
      : { reset: { ...reset, assignments: reset.assignments.map((one) => ({ ...one, value: typicalValue(one.value) })) } }),
    ...(refractory === undefined || flow.hazard !== undefined
      ? {}
      : { refractory: { ...refractory, time: typicalValue(refractory.time) } }),
  };
}

/** Parameters and initial states of the first of `size` neurons of a flow without chance. */
export function typicalConstants(flow: Flow, size: number): Constants {
  // Nothing is drawn from the streams.
  return constantsOf(flow, 0, size, (what) => stream(0, what, 0));
}

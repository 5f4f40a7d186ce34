/** One neuron in memory, stepped by hand: what a method sees, without events. */
import { Arena } from "../../src/kernels/arena.ts";
import { freeMode, Machine } from "../../src/kernels/machine.ts";
import type { Body, Method } from "../../src/kernels/method.ts";
import { Neuron } from "../../src/kernels/neuron.ts";
import { makeProgram, noDrives, stepSlot } from "../../src/kernels/program.ts";
import { evaluate } from "../../src/language/index.ts";
import { type Model, makeFlow } from "../scales/support.ts";

/** A body whose time can be set. */
export interface Bench extends Body {
  t: number;
  readonly method: Method;
  /** States now. */
  readonly states: Float64Array;
}

/** Puts a model into memory for a method. Initial values and parameters are constants. */
export function bench(model: Model, method: Method, tolerance = 1e-8): Bench {
  const flow = makeFlow("cell", model);
  const program = makeProgram(flow, noDrives, [], "smooth");
  const n = program.states.length;
  const arena = new Arena(Machine.doubles(program) + Neuron.doubles(program));
  const machine = new Machine(program, arena);
  const [y, p, slope] = [arena.take(n), arena.take(program.slots.length), arena.take(n)];
  const { numbers } = arena;
  const constant = (value: (typeof flow.parameters)[number]["value"]) =>
    value.kind === "expression" ? evaluate(value.tree, () => Number.NaN) : Number.NaN;
  flow.states.forEach((state, i) => {
    numbers[y + i] = constant(state.initial);
  });
  flow.parameters.forEach((parameter, i) => {
    numbers[p + i] = constant(parameter.value);
  });
  numbers[p + program.slots.indexOf(stepSlot)] = method.step ?? 0;
  const ends = () => new Float64Array(machine.levels.length);
  return {
    machine,
    method,
    unit: machine.unit(freeMode, method),
    t: 0,
    y,
    p,
    slope,
    absolute: new Float64Array(n).fill(tolerance),
    relative: tolerance,
    resolution: Number.EPSILON,
    ends: { value0: ends(), flow0: ends(), value1: ends(), flow1: ends() },
    states: numbers.subarray(y, y + n),
  };
}

/** One step of at most `limit` from the present states; `look` sees the trial step before it is taken. Returns its length. */
export function stepOnce(body: Bench, limit: number, look?: (h: number) => void): number {
  const { machine, method, unit, y, p, slope } = body;
  unit.rate(body.t, 8 * y, 8 * p, 8 * slope);
  method.restart(body, true);
  const h = method.attempt(body, limit);
  look?.(h);
  for (let i = 0; i < machine.n; i++) machine.numbers[y + i] = machine.numbers[method.next + i]!;
  body.t += h;
  return h;
}

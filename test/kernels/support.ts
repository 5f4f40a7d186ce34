/** One neuron in memory, stepped by hand: what a method sees, without events. */
import { stream } from "../../src/base/index.ts";
import { Arena } from "../../src/kernels/arena.ts";
import { NeuronBody } from "../../src/kernels/body.ts";
import { freeMode, Machine } from "../../src/kernels/machine.ts";
import type { Method } from "../../src/kernels/method.ts";
import { makeProgram, noDrives, stepSlot } from "../../src/kernels/program.ts";
import { constantsOf } from "../../src/kernels/values.ts";
import { type Model, makeFlow } from "../scales/support.ts";

/** Puts a model of constant parameters and initial values into memory, ready for its first step. */
export function bodyOf(model: Model, method: Method, tolerance = 1e-8, end = 1): NeuronBody {
  const flow = makeFlow("cell", model);
  const program = makeProgram(flow, noDrives, [], "smooth");
  const arena = new Arena(Machine.doubles(program) + NeuronBody.doubles(program));
  const constants = constantsOf(flow, 0, 1, () => {
    return stream(1, "test", 0);
  });
  const body = new NeuronBody(new Machine(program, arena), constants, tolerance, end);
  body.numbers[body.placeOf(stepSlot)] = method.step ?? 0;
  body.unit = body.machine.unit(freeMode, method);
  body.refresh();
  body.readLevelsAtStart();
  method.restart(body, true);
  return body;
}

/** One step, at most to `stop`; `look` sees the trial step of h before it is taken. */
export function stepOnce(body: NeuronBody, method: Method, stop: number, look?: (h: number) => void): void {
  body.stop = stop;
  body.look = 0;
  const h = method.attempt(body);
  look?.(h);
  body.take(h, method.next, h >= stop - body.t - body.rest);
  body.carryOver(method);
}

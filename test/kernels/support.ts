/** One neuron in memory, stepped by hand: what a method sees, without events. */
import { stream } from "../../src/base/index.ts";
import { Arena } from "../../src/kernels/arena.ts";
import { NeuronBody } from "../../src/kernels/body.ts";
import { freeMode, Machine } from "../../src/kernels/machine.ts";
import type { Method } from "../../src/kernels/method.ts";
import { Neuron } from "../../src/kernels/neuron.ts";
import { makeProgram, noDrives, type Preparation, stepSlot } from "../../src/kernels/program.ts";
import { constantsOf } from "../../src/kernels/values.ts";
import { type Model, makeFlow } from "../scales/support.ts";

/** Puts a model of constant parameters and initial values into memory, ready for its first step. */
export function bodyOf(
  model: Model,
  method: Method,
  { tolerance = 1e-8, end = 1, preparation = "smooth" as Preparation } = {},
): NeuronBody {
  const flow = makeFlow("cell", model);
  const program = makeProgram(flow, noDrives, [], preparation);
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
  body.carryOver(method.nextSlope);
}

/** A neuron of a program of its own, with a method that the test makes; spike times up to `end`. */
export function spikesOf(
  model: Model,
  make: (entity: number) => Method,
  entity: number,
  end: number,
  preparation: Preparation,
): Float64Array {
  const flow = makeFlow("cell", model);
  const program = makeProgram(flow, noDrives, [], preparation);
  const arena = new Arena(Machine.doubles(program) + NeuronBody.doubles(program));
  const machine = new Machine(program, arena);
  const streamOf = (what: string) => stream(1, what, entity);
  const neuron = new Neuron({
    machine,
    method: make(entity),
    furnish: (changed) => ({
      constants: constantsOf(flow, entity, 1, streamOf, changed),
      driving: { inputs: [], gates: [], clamps: [] },
      values: new Map(),
    }),
    stimuliReadParameters: false,
    index: entity,
    size: 1,
    hazardStream: streamOf("hazard"),
    spikeStream: streamOf("spike"),
    tolerance: 1e-8,
    sampling: { from: 0, every: 1, isOn: false },
    end,
    duration: end,
    stormLimit: 1e9,
    where: "cell",
    timeUnit: "",
  });
  while (neuron.t < end) if (neuron.advance(end, 1e6) !== undefined) throw new Error("the neuron failed");
  const times = neuron.spikes.shift(neuron.spikes.length);
  arena.release();
  return times;
}

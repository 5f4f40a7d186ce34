/** Which method integrates a population, and with what step or tolerance. */
import { InternalError, type Stream } from "../base/index.ts";
import type { Reason } from "../contract/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { dormandPrince8, euler, heun, rk4, rodas5p, type Tableau, tsitouras5 } from "../numerics/index.ts";
import { AdaptiveMethod } from "./adaptive.ts";
import { ExactMethod, isExact } from "./exact.ts";
import { ExponentialEulerMethod } from "./exponential-euler.ts";
import { FixedStepMethod } from "./fixed-step.ts";
import type { Method } from "./method.ts";
import { type Drives, makeProgram, type Preparation, type Program, splitNoise } from "./program.ts";
import { RosenbrockMethod } from "./rodas.ts";
import { SequentialMethod } from "./sequential.ts";
import { StochasticMethod, streamIncrements } from "./stochastic.ts";
import { notCommuting } from "./stochastic-step.ts";

/** A method by name, with what it is for. `step`: it needs a fixed one, takes either, or chooses by itself. */
export interface MethodEntry {
  readonly id: string;
  readonly title: string;
  readonly step: "fixed" | "either" | "adaptive";
  readonly preparation: Preparation;
  readonly noise: boolean;
}

const smooth = { preparation: "smooth", noise: false } as const;
const noisy = { preparation: "written", noise: true } as const;

/** Every method of single units, in the order in which they are listed. */
export const methods: readonly MethodEntry[] = [
  { id: "dormand-prince8", title: "explicit Runge-Kutta of order 8(5,3), adaptive", step: "adaptive", ...smooth },
  { id: "tsitouras5", title: "explicit Runge-Kutta of order 5(4), adaptive", step: "adaptive", ...smooth },
  { id: "rodas", title: "Rosenbrock method of order 5(4) for stiff equations (Rodas5P)", step: "either", ...smooth },
  { id: "exact", title: "closed form, for separate linear equations", step: "either", ...smooth },
  { id: "rk4", title: "classical Runge-Kutta of order 4, fixed step", step: "fixed", ...smooth },
  { id: "heun", title: "Heun's method of order 2, fixed step", step: "fixed", ...smooth },
  { id: "euler", title: "Euler's method, fixed step", step: "fixed", ...smooth },
  { id: "exponential-euler", title: "exponential Euler of order 1, fixed step", step: "fixed", ...smooth },
  {
    id: "euler-sequential",
    title: "Euler line by line, each line using the new values above it; stimuli strictly within their times (published scripts)",
    step: "fixed",
    preparation: "written",
    noise: false,
  },
  { id: "euler-maruyama", title: "Euler-Maruyama for white noise, strong order 1/2, fixed step", step: "fixed", ...noisy },
  { id: "milstein", title: "Milstein's method for white noise, strong order 1, fixed step", step: "fixed", ...noisy },
];

/** A method with its numbers. */
export interface Choice {
  readonly method: string;
  /** Absent: adaptive. */
  readonly step?: number;
  /** Relative tolerance; the absolute one is this in the unit the user wrote, or in the internal unit where that is smaller. */
  readonly tolerance: number;
  readonly preparation: Preparation;
  readonly calculus: "ito" | "stratonovich";
  /** What takes over where the problem is found stiff. */
  readonly stiff?: Choice;
}

/** Spike times of regular neurons are then right to about 1e-6 ms after a second; see the benchmark. */
export const defaultTolerance = 1e-8;

/** Chooses for one population, or says why not. */
export function choose(experiment: Experiment, population: Population, drives: Drives): Choice | Reason {
  const { run } = experiment;
  const { flow, name: where } = population;
  const tolerance = run.tolerance ?? defaultTolerance;
  const hasNoise = flow.noises.length + drives.noises.length > 0;
  if (run.method === "auto") return automatic(experiment, population, drives, tolerance, hasNoise);
  const entry = methods.find((one) => one.id === run.method);
  if (entry === undefined)
    return { code: "method-unknown", data: { method: run.method, known: ["auto", ...methods.map((one) => one.id)] } };
  const { id: method, preparation } = entry;
  if (entry.step === "fixed" && run.step === undefined) return { code: "method-needs-step", data: { method } };
  if (entry.step === "adaptive" && run.step !== undefined) return { code: "method-takes-no-step", data: { method } };
  if (hasNoise && !entry.noise) return { code: "method-without-noise", data: { method, where } };
  if (Object.keys(flow.bounds).length > 0 && !entry.noise) return { code: "bounds-need-noise", data: { where } };
  const choice: Choice = { method, tolerance, preparation, calculus: run.sde, ...(run.step === undefined ? {} : { step: run.step }) };
  const program = makeProgram(flow, drives, [], preparation);
  if (method === "exact") return isExact(program) ? withoutStep(choice) : { code: "method-not-exact", data: { where } };
  return entry.noise ? (noiseReason(program, method, where) ?? choice) : choice;
}

function automatic(experiment: Experiment, population: Population, drives: Drives, tolerance: number, hasNoise: boolean): Choice | Reason {
  const { step, sde: calculus } = experiment.run;
  const { flow, name: where } = population;
  if (hasNoise || Object.keys(flow.bounds).length > 0) {
    if (step === undefined) return { code: hasNoise ? "noise-needs-step" : "bounds-need-noise", data: { where } };
    const program = makeProgram(flow, drives, [], "written");
    if (splitNoise(program) === undefined) return { code: "noise-not-linear", data: { where } };
    const method = notCommuting(program) === undefined ? "milstein" : "euler-maruyama";
    return { method, step, tolerance, preparation: "written", calculus };
  }
  const common = { tolerance, preparation: "smooth", calculus } as const;
  if (isExact(makeProgram(flow, drives, [], "smooth"))) return { method: "exact", ...common };
  if (step !== undefined) return { method: "rk4", step, ...common };
  return { method: "dormand-prince8", ...common, stiff: { method: "rodas", ...common } };
}

function withoutStep({ method, tolerance, preparation, calculus }: Choice): Choice {
  return { method, tolerance, preparation, calculus };
}

function noiseReason(program: Program, method: string, where: string): Reason | undefined {
  if (splitNoise(program) === undefined) return { code: "noise-not-linear", data: { where } };
  const name = method === "milstein" ? notCommuting(program) : undefined;
  return name === undefined ? undefined : { code: "noise-not-commutative", data: { name, where } };
}

/** Streams that a method draws from. */
export interface MethodStreams {
  /** One for each noise of the program. */
  readonly sources: readonly Stream[];
  /** Increments of parts of steps, and crossings within steps. */
  readonly parts: Stream;
  readonly bridge: Stream;
}

const explicit: ReadonlyMap<string, Tableau> = new Map([euler, heun, rk4, tsitouras5, dormandPrince8].map((one) => [one.id, one]));

/** Makes the method of one neuron. */
export function makeMethod(choice: Choice, streams: MethodStreams): Method {
  const { method, step = 0 } = choice;
  const tableau = explicit.get(method);
  if (tableau !== undefined) return choice.step === undefined ? new AdaptiveMethod(tableau) : new FixedStepMethod(tableau, choice.step);
  switch (method) {
    case "rodas":
      return new RosenbrockMethod(rodas5p, choice.step);
    case "exact":
      return new ExactMethod();
    case "exponential-euler":
      return new ExponentialEulerMethod(step);
    case "euler-sequential":
      return new SequentialMethod(step);
    case "euler-maruyama":
    case "milstein": {
      const { sources, parts, bridge } = streams;
      const increments = streamIncrements(sources, parts, step);
      return new StochasticMethod({ id: method, step, calculus: choice.calculus, increments, bridge }, sources.length);
    }
    default:
      throw new InternalError(`no method ${method}`);
  }
}

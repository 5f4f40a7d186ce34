/**
 * What the tour `densities` says, held against what its documents do: `claims.ts` says how.
 * @module-tag slow
 */
import type { Result } from "../../../src/contract/index.ts";
import { steady as steadyOf } from "../../../src/index.ts";
import { densities } from "../../../studio/src/tour/tours/densities.ts";
import { holdClaims, intervals, mean, signal, textOf } from "./claims.ts";

const last = (result: Result, label = "activity", population?: string) => signal(result, label, population).at(-1)!;
const largest = (result: Result) => Math.max(...signal(result, "activity"));

/** Times between rises of an activity through a level, in the later half of a run. */
function beats(result: Result, level: number): readonly number[] {
  const { times, values } = result.signals.find(({ channel }) => channel.label === "activity")!;
  return intervals(Array.from(times).filter((_, i) => i > times.length / 2 && values[i - 1]! < level && values[i]! >= level));
}

/** How fast the relative entropy falls, between two times. */
function fall(result: Result, from: number, to: number): number {
  const { times, values } = result.signals.find(({ channel }) => channel.label === "entropy")!;
  const at = (time: number) => Math.log(values[times.findIndex((t) => t >= time - 1e-9)]!);
  return (at(to) - at(from)) / (to - from);
}

const b = (value: number) => ({ "parameters.b": `${value}` });

holdClaims(densities, {
  forgetting: async ({ run }) => ({
    // In the end N = 1/I(0) = 0.119976 (Caceres, Carrillo and Perthame 2011).
    "in which 0.12": last(await run()),
    "a first burst": largest(await run({ "parameters.v0": "1" })) > 1,
    "the same end": Math.abs(last(await run({ "parameters.v0": "1" })) / last(await run()) - 1) < 0.01,
  }),
  entropy: async ({ run }) => {
    const alone = await run();
    const values = signal(alone, "entropy");
    return {
      "can only fall": values.every((value, i) => i === 0 || value <= values[i - 1]! * (1 + 1e-9)),
      "e to the -2.38": fall(alone, 3, 4.5),
      "it falls faster still": fall(await run(b(-10)), 2, 3) < -2.5,
    };
  },
  excitation: async ({ run }) => ({
    "the steady activity is 0.135": last(await run()),
    "0.192": last(await run({ ...b(1.5), "run.duration": "20" })),
    "it takes longer to get there": last(await run(b(1.5))) / 0.192364 < last(await run()) / 0.134775,
  }),
  branches: async ({ steady }) => {
    const { over } = await steadyOf(await textOf(densities.steps.find(({ id }) => id === "branches")!), { over: "b=0.5:3" });
    const fold = over!.changes.find(({ type }) => type === "fold")!;
    const at = async (value: number) => (await steady(b(value))).states;
    return {
      "Below b = 1": (await at(0.95)).length === 1 && (await at(1.05)).length === 2,
      "then two": (await at(1.5)).length === 2,
      "of which the busy one is unstable": (await at(1.5))[1]!.stable === false,
      "at 2.10": fold.parameter,
      "no state is left": (await at(2.5)).length === 0,
    };
  },
  "blow-up": async ({ run }) => ({
    "at the time 3.42": (await run()).outcome.time,
    "grows beyond all bounds": (await run()).outcome.kind === "blow-up",
    "it lives for ever": (await run(b(1.5))).outcome.kind === "completed",
  }),
  concentrated: async ({ run, steady }) => ({
    "there is a stable state": (await steady()).states.some(({ stable }) => stable === true),
    "a volley at 0.60": (await run()).outcome.kind === "blow-up" && (await run()).outcome.time,
    "they live": (await run({ "parameters.v0": "0", "run.duration": "10" })).outcome.kind === "completed",
  }),
  "quiet-or-busy": async ({ run, steady }) => ({
    "three steady states": (await steady()).states.length >= 3,
    "quietly, at 0.18": last(await run(), "activity", "quiet"),
    "or busily, at 10.7": last(await run(), "activity", "busy"),
    "the busy ones become quiet": last(await run(b(1)), "activity", "busy") < 0.3,
  }),
  rhythm: async ({ run }) => ({
    "together every 1.2": mean(beats(await run({ "run.step": "0.001" }), 1)),
    "an activity of 3.86": last(await run({ "neurons.nlif.parameters.tau": "0.1" })),
  }),
  "elapsed-time": async ({ run }) => ({
    "about every 2": Math.abs(mean(beats(await run({ "run.duration": "60" }), 0.5)) - 2.03) < 0.05,
    "rest at 0.334": mean(signal(await run({ "neurons.aged.parameters.J": "1", "run.duration": "40" }), "activity").slice(-500)),
  }),
  conductance: async ({ run }) => {
    const echo = (result: Result) => {
      const { times, values } = result.signals.find(({ channel }) => channel.label === "activity")!;
      const within = Array.from(values).filter((_, i) => times[i]! > 1 && times[i]! < 2);
      return Math.max(...within) - Math.min(...within);
    };
    const quiet = echo(await run());
    return {
      "fire together": largest(await run()) > 2 * last(await run()),
      "they forget sooner": echo(await run({ "parameters.a_0": "0.02" })) < 0.5 * quiet,
    };
  },
  "wilson-cowan": async ({ phase }) => {
    const { fixedPoints } = await phase();
    const saddle = fixedPoints.find(({ type }) => type === "saddle")!;
    return { "rest or are active": fixedPoints.filter(({ stable }) => stable).length === 2, "at E = 0.19": saddle.at[0]! };
  },
  hallucinations: async ({ run }) => {
    const contrast = (result: Result) => {
      const { values, times } = result.profiles![0]!;
      const end = values.slice(-values.length / times.length);
      return Math.max(...end) - Math.min(...end);
    };
    return {
      "one length, 7.34": 7.3418122056,
      // 1 = f'(u0) w^(k_c), f' = g/4: g = 4 * 0.9614997135.
      "below 3.85": 4 * 0.9614997135,
      "Stripes across the cortex": contrast(await run()) > 0.3,
      "nothing is seen": contrast(await run({ "parameters.g": "3.5" })) < 0.02,
    };
  },
});

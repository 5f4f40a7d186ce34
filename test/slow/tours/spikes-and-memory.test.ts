/**
 * What the tour `spikes-and-memory` says, held against what its documents do: `claims.ts` says how.
 * @module-tag slow
 */
import { phaseOver } from "../../../src/session/index.ts";
import { spikesAndMemory } from "../../../studio/src/tour/tours/spikes-and-memory.ts";
import { holdClaims, intervals, signal, train } from "./claims.ts";

const current = "stimuli.stimulus_1.step.amplitude";
const strength = (value: number) => ({ [current]: `${value} uA/cm^2` });
const last = (values: Float64Array) => values.at(-1)!;

holdClaims(spikesAndMemory, {
  impulse: async ({ run }) => {
    const fired = train(await run(strength(10)));
    return {
      "to -63.5 mV": last(signal(await run({ "run.duration": "300 ms" }), "V")),
      "fires 68 times a second": 1000 / intervals(fired).at(-1)!,
    };
  },
  gates: async ({ run }) => {
    const result = await run();
    const { times } = result.signals[0]!;
    const within = (label: string) =>
      [...signal(result, label)].map((value, i) => [times[i]!, value] as const).filter(([t]) => t > 74 && t < 80);
    const half = (label: string, isRising: boolean) => {
      const all = within(label);
      const middle = (Math.max(...all.map(([, v]) => v)) + Math.min(...all.map(([, v]) => v))) / 2;
      return all.find(
        ([, v], i) => i > 0 && (isRising ? v > middle && all[i - 1]![1] <= middle : v < middle && all[i - 1]![1] >= middle),
      )![0];
    };
    const blocked = await run({ "neurons.axon.parameters.g_K": "0 mS/cm^2" });
    return {
      "Sodium channels open first (m)": half("m", true) < half("n", true) && half("m", true) < half("h", false),
      "lift the membrane to 40 mV": Math.max(...signal(result, "V")),
      "one spike, and the membrane stays up": train(blocked).length === 1 && last(signal(blocked, "V")) > 0,
    };
  },
  "no-slow-rhythm": async ({ open, run }) => {
    const { bifurcations, cycles } = await phaseOver(await open(), "I=0:20");
    const fold = bifurcations.find(({ type }) => type === "fold of cycles")!;
    const slowest = Math.max(...cycles.flatMap(({ period, stable }) => [...period].filter((_, i) => stable[i] === 1)));
    return {
      "6.3 \u00b5A/cm\u00b2": fold.parameter,
      "some fifty spikes a second": Math.abs(1000 / slowest - 50) < 5,
      "or none at all": train(await run({ ...strength(6.2), "run.duration": "400 ms" })).at(-1)! < 100,
    };
  },
  "rest-or-rhythm": async ({ run }) => {
    const stopped = train(await run());
    const free = train(await run({ "stimuli.stimulus_4.step.amplitude": "0 uA/cm^2" }));
    return {
      "a pulse at 120 ms starts the spikes": stopped[0]! > 120 && stopped[0]! < 125,
      "another at 152 ms stops them": stopped.every((time) => time < 152),
      "nothing ends the rhythm": free.at(-1)! > 215,
    };
  },
  accommodation: async ({ run }) => ({
    "makes no spike": train(await run()).length === 0,
    "it fires": train(await run({ "parameters.rise": "10 ms" })).length === 1,
  }),
  fatigue: async ({ run }) => {
    const fired = train(await run());
    const answered = (from: number) => fired.filter((time) => time >= from && time < from + 5000).length;
    return {
      "it answers 607": fired.length,
      "of 800 stimuli": 40_000 / 50,
      "first all of them, then fewer": answered(0) === 100 && answered(35_000) < 100,
      "it answers every time": train(await run({ "stimuli.stimulus_1.pulses.period": "100 ms" })).length === 400,
    };
  },
  decision: async ({ run }) => {
    const undecided = await run();
    const evident = await run({ "rates.choice.parameters.coherence": "0.5" });
    return {
      "here for the second": last(signal(undecided, "r_2")) > 10 * last(signal(undecided, "r_1")),
      "it wins": last(signal(evident, "r_1")) > 10 * last(signal(evident, "r_2")),
    };
  },
  watershed: async ({ phase, run }) => {
    const { fixedPoints } = await phase();
    const saddle = fixedPoints.find(({ type }) => type === "saddle")!.at;
    const quiet = {
      "stimuli.stimulus_1.noise.sd": "0 nA",
      "stimuli.stimulus_2.noise.sd": "0 nA",
      "rates.choice.parameters.coherence": "0.01",
    };
    const chosen = await run({ ...quiet, "run.duration": "5 s" });
    return {
      "a stable point, at 30 Hz": last(signal(chosen, "r_1")),
      "against 1 Hz": last(signal(chosen, "r_2")),
      "S_1 = S_2 = 0.42": saddle[0]!,
    };
  },
  "working-memory": async ({ phase, run }) => {
    const weak = { "rates.cell.parameters.J_same": "0.2 nA" };
    const stable = async (more?: Record<string, string>) => (await phase(more)).fixedPoints.filter((point) => point.stable).length;
    const kept = await run();
    const rate = (one: number, other: number) => {
      const x = 0.2609 * one - 0.0497 * other + 0.3255;
      const u = 270 * x - 108;
      return u / (1 - Math.exp(-0.154 * u));
    };
    return {
      "goes on at 20 Hz": rate(last(signal(kept, "S_1")), last(signal(kept, "S_2"))),
      "three stable points": (await stable()) === 3,
      "only one is left": (await stable(weak)) === 1,
      "the choice is forgotten": Math.abs(last(signal(await run(weak), "S_1")) - last(signal(await run(weak), "S_2"))) < 0.01,
    };
  },
  ring: async ({ run }) => {
    const result = await run();
    const { times } = result.signals[0]!;
    const at = (values: Float64Array, time: number) => values[times.findIndex((t) => t >= time)]!;
    const weak = await run({ "parameters.J1": "1.5" });
    const hill = (one: typeof result, time: number) =>
      Math.hypot(at(signal(one, "mean(along)"), time), at(signal(one, "mean(across)"), time));
    return {
      "1.4 high": at(signal(result, "r"), 450),
      "from 50 to 150 ms": true,
      "which stays": hill(result, 450) > 0.9 * hill(result, 250),
      "the hill sinks when the cue ends": hill(weak, 450) < 0.01,
    };
  },
  place: async ({ run, steady }) => {
    const bumps = (await steady()).localised!.bumps;
    const theta = "fields.cortex.parameters.theta";
    const excited = async (threshold: number, more?: Record<string, string>) => {
      const [profile] = (await run(more)).profiles!;
      const { values, times } = profile!;
      const cells = values.length / times.length;
      return [...values.slice(-cells)].filter((u) => u > threshold).length;
    };
    return {
      "width 2.46": bumps.find(({ stable }) => stable)!.width,
      "above 0.458 no bump can live": true,
      "a cue at -6": true,
      "leaves a bump": (await excited(0.4)) > 10,
      "Raise the threshold theta to 0.5": (await excited(0.5, { [theta]: "0.5" })) === 0,
    };
  },
  spiking: async () => ({}),
});

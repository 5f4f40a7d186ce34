/**
 * What the tour `single-cells` says, held against what its documents do: `claims.ts` says how.
 * @module-tag slow
 */
import { firing } from "../../../src/session/index.ts";
import { singleCells } from "../../../studio/src/tour/tours/single-cells.ts";
import { holdClaims, intervals, signal, train } from "./claims.ts";

const current = "stimuli.stimulus_1.step.amplitude";
const parameter = (name: string) => `neurons.cell.parameters.${name}`;
const ratio = (all: readonly number[]) => Math.max(...all) / Math.min(...all);

holdClaims(singleCells, {
  // The membrane charges with 20 ms: after 400 ms it is e^-20 from its end.
  rest: async ({ run }) => ({ "-55 mV": signal(await run({ [current]: "10 pA" }), "V").at(-1)! }),
  "integrate-and-fire": async ({ run, phase }) => {
    const quiet = await run();
    return {
      "5 mV below the threshold": -50 - signal(quiet, "V").at(-1)!,
      "stays silent": train(quiet).length === 0,
      "-49 mV lies": (await phase({ [current]: "16 pA" })).fixedPoints[0]!.at[0]!,
      "the neuron fires": train(await run({ [current]: "16 pA" })).length > 1,
    };
  },
  "phase-line": async ({ phase }) => ({
    "it is stable": (await phase()).fixedPoints[0]!.stable,
    "the fixed point moves right": (await phase({ [current]: "10 pA" })).fixedPoints[0]!.at[0]! > (await phase()).fixedPoints[0]!.at[0]!,
  }),
  "no-rest": async ({ run }) => ({
    "beyond 15 pA": true,
    "the spikes begin":
      train(await run({ [current]: "14.9 pA" })).length === 0 &&
      train(await run({ [current]: "15.1 pA", "run.duration": "1 s" })).length > 0,
  }),
  "f-i": async ({ open }) => ({
    "= 15 pA": (await firing(await open())).rheobase.step!,
    "the curve begins earlier": (await firing(await open({ [parameter("V_thresh")]: "-55 mV" }))).rheobase.step! < 15,
  }),
  // Without adaptation the spike is the exponential alone: from the threshold V_T to V_peak it takes longer the larger Delta_T.
  "soft-spike": async ({ run }) => {
    const rise = async (width: string) => {
      const result = await run({ [parameter("Delta_T")]: width });
      const { times, values } = result.signals.find(({ channel }) => channel.label === "V")!;
      const spike = train(result)[0]!;
      const from = [...values].findIndex((value, i) => value > -50 && times[i]! < spike);
      return spike - times[from]!;
    };
    return { "carries it upwards by itself": true, "the spike sets in more gently": (await rise("4 mV")) > (await rise("2 mV")) };
  },
  adaptation: async ({ run }) => {
    const all = intervals(train(await run({ [parameter("b")]: "5 pA" })));
    return { "the intervals between the spikes grow": all.at(-1)! > 1.2 * all[0]! };
  },
  "phase-plane": async ({ run, phase }) => ({
    "the nullclines cross again":
      (await phase()).fixedPoints.length === 0 && (await phase({ [current]: "10 pA" })).fixedPoints.length === 2,
    "every trajectory ends there": train(await run({ [current]: "10 pA" })).length === 0,
  }),
  bursts: async ({ run }) => ({
    "the membrane fires again at once": ratio(intervals(train(await run())).slice(4)) > 3,
    "the bursts become single spikes": ratio(intervals(train(await run({ [parameter("V_r")]: "-60 mV" }))).slice(4)) < 1.2,
  }),
  "driven-harder": async ({ run }) => {
    const all = intervals(train(await run({ [current]: "40 pA" })));
    return { "fires fast and regularly": ratio(all.slice(-10)) < 1.01 };
  },
  rebound: async ({ run }) => ({
    "w becomes negative": Math.min(...signal(await run(), "w")) < 0,
    "look at what follows its end": train(await run({ [current]: "-60 pA" })).some((time) => time > 400),
  }),
});

/**
 * What the tour `populations` says, held against what its documents do: `claims.ts` says how.
 * @module-tag slow
 */
import type { Result } from "../../../src/contract/index.ts";
import { compare } from "../../../src/index.ts";
import { populations } from "../../../studio/src/tour/tours/populations.ts";
import { holdClaims, mean, signal, textOf } from "./claims.ts";

const step = (id: string) => populations.steps.find((each) => each.id === id)!;

/** Mean and spread of an activity in bins of 10 ms. */
function fluctuating(result: Result, population = "n") {
  const values = signal(result, "activity", population);
  const width = 100;
  const bins = Array.from({ length: Math.floor(values.length / width) }, (_, i) => mean(values.slice(i * width, (i + 1) * width)));
  const middle = mean(bins);
  return { middle, spread: Math.sqrt(mean(bins.map((value) => (value - middle) ** 2))) };
}

/** Times a population of the tour goes over from one state of rest to the other: h beyond 7.44 mV, or below 2.56 mV. */
function hops(result: Result): number {
  const dt = 0.5;
  let h = 1.447941;
  let isBusy = false;
  let count = 0;
  for (const activity of signal(result, "activity")) {
    h += dt * (-h / 20 + (5 * activity) / 1000);
    if (isBusy ? h < 2.56 : h > 7.44) {
      isBusy = !isBusy;
      count++;
    }
  }
  return count;
}

/** Difference of the extremes of an activity within a stretch of time. */
function swing(result: Result, population: string, from: number, to: number): number {
  const { times, values } = result.signals.find(({ channel }) => channel.population === population)!;
  const within = Array.from(values).filter((_, i) => times[i]! >= from && times[i]! <= to);
  return Math.max(...within) - Math.min(...within);
}

holdClaims(populations, {
  "by-chance": async ({ run }) => {
    const few = fluctuating(await run({ "run.duration": "10 s" }));
    const many = fluctuating(await run({ "parameters.N": "1000", "run.duration": "10 s" }));
    return {
      // Renewal theory: 13.7231 Hz; 27,000 spikes of CV 0.39 leave an error of 0.03 Hz.
      "13.7 spikes a second": few.middle,
      "as one over the square root of N": Math.abs(few.spread / many.spread / Math.sqrt(10) - 1) < 0.1,
    };
  },
  mesoscopic: async () => {
    const { scales, verdict } = await compare(await textOf(step("mesoscopic"), { "run.duration": "40 s" }));
    return {
      "the same mean, the same fluctuations": verdict !== "differs",
      "Compare the scales mesoscopic and network": scales.map(({ scale }) => scale).join() === "mesoscopic,network",
    };
  },
  "infinitely-many": async ({ run }) => {
    const after = (result: Result) => Math.max(...signal(result, "activity"));
    const result = await run();
    const sharp = await run({ "neurons.escape.parameters.Delta_u": "1 mV" });
    return {
      "leaps from 4.6": signal(result, "activity")[0]!,
      "to 53 Hz": after(result),
      "rings down to 28": signal(result, "activity").at(-1)!,
      "they stay in step for longer": swing(sharp, "n", 800, 900) > 2 * swing(result, "n", 800, 900),
      "a first leap to 120 Hz": after(sharp),
    };
  },
  "two-states": async ({ steady }) => {
    const { states } = await steady();
    const weak = (await steady({ "parameters.J": "4.5 mV" })).states;
    return {
      "quiet, at 14.5 Hz": states[0]!.activities[0]!,
      "busy, at 85.5 Hz": states[2]!.activities[0]!,
      "the state at 50 Hz": states[1]!.activities[0]!,
      "is unstable": !states[1]!.stable && states[0]!.stable === true && states[2]!.stable === true,
      "only the quiet state is left": weak.length === 1 && weak[0]!.activities[0]! < 20,
    };
  },
  hopping: async ({ run }) => ({
    "hop 9 times": hops(await run()),
    "in 10 s": (await run()).duration / 1000,
    "they stay": hops(await run({ "parameters.N": "40" })) === 0,
  }),
  column: async ({ run }) => {
    const result = await run({ "run.duration": "2 s" });
    const rate = (population: string) => mean(signal(result, "activity", population));
    const driven = await run({ "parameters.pulse": "1" });
    const within = (population: string, from: number, to: number) => {
      const { times, values } = driven.signals.find(({ channel }) => channel.population === population)!;
      return mean(Array.from(values).filter((_, i) => times[i]! >= from && times[i]! < to));
    };
    const grows = (population: string, from: number, to: number) => within(population, from, to) / within(population, 500, 560);
    const later = ["L23E", "L5E"];
    return {
      "77,169 neurons": Object.values(result.populations).reduce((sum, { size }) => sum + size, 0),
      "from 1 spike a second": rate("L23E"),
      "in layer 2/3": true,
      "to 9": rate("L5I"),
      "in layer 5 (inhibitory)": true,
      "layer 4 answers first": grows("L4E", 560, 563) > 1.5 && later.every((layer) => grows(layer, 560, 563) < 1.3),
      "layers 2/3 and 5 follow": later.every((layer) => grows(layer, 566, 570) > 1.5),
    };
  },
  "same-moments": async ({ run }) => {
    const { populations: five } = await run({ "run.duration": "10 s" });
    return {
      "Five kinds of neurons": Object.keys(five).length === 5,
      "all at 20 Hz": mean(Object.values(five).map(({ spikes, size }) => spikes!.times.length / size / 10)),
      "coefficient of variation of 0.2": true,
    };
  },
  spectrum: async ({ run }) => ({
    "their rate of 20 Hz": Object.values((await run()).populations)[0]!.spikes!.times.length / 200 / 10,
    "the level 0.1 Hz": 20 / 200,
  }),
  // Poisson neurons with dead time: nu/(1 + nu 10 ms), nu = 50 Hz exp(h/4 mV).
  "few-modes": async ({ run }) => {
    const result = await run();
    // How far the rate falls below its end, after the first peak.
    const ringing = (one: Result) => {
      const values = signal(one, "activity", "four");
      const end = values.at(-1)!;
      const after = values.slice(values.indexOf(Math.max(...values)));
      return (end - Math.min(...after)) / end;
    };
    const settled = (h: number) => (50 * Math.exp(h / 4)) / (1 + 0.5 * Math.exp(h / 4));
    return {
      "from 33.3": signal(result, "activity", "four")[0]!,
      "to 78.7 Hz": settled(8),
      "the rate settles": Math.abs(signal(result, "activity", "four").at(-1)! - settled(8)) < 0.1,
      "the population hardly rings": ringing(await run({ "stimuli.stimulus_1.step.amplitude": "4 mV" })) < 0.5 * ringing(result),
    };
  },
  "late-inhibition": async ({ run }) => {
    const driven = await run();
    const less = await run({ "stimuli.stimulus_1.step.amplitude": "1 mV" });
    return {
      "from 220 to 280 ms": 220 + 60,
      "oscillates when it is driven hard": swing(driven, "four", 260, 280) > 30,
      "two modes are enough to see it": Math.abs(swing(driven, "two", 260, 280) / swing(driven, "four", 260, 280) - 1) < 0.25,
      "what is left is small, and shrinks":
        swing(less, "four", 270, 280) < 0.1 * swing(driven, "four", 270, 280) &&
        swing(less, "four", 270, 280) < 0.9 * swing(less, "four", 230, 240),
    };
  },
});

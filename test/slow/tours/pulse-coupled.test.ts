/**
 * What the tour `pulse-coupled` says, held against what its documents do: `claims.ts` says how.
 * @module-tag slow
 */
import { pulseCoupled } from "../../../studio/src/tour/tours/pulse-coupled.ts";
import { holdClaims, intervals, mean, signal, train } from "./claims.ts";

const current = "stimuli.stimulus_1.step.amplitude";
const alpha = "projections.pulses.synapse.alpha";

/** Period of firing in turn of infinitely many neurons: T = ln(A/(A - 1)), A = a + g/T (Abbott and van Vreeswijk 1993). */
function periodInTurn(a: number, g: number): number {
  let period = 1;
  for (let i = 0; i < 200; i++) {
    const input = a + g / period;
    period = Math.log(input / (input - 1));
  }
  return period;
}

type Complex = readonly [number, number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const exp = ([a, b]: Complex): Complex => [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];

/** (e^(iwT) - 1)(iw + alpha)^2 (1 + iw) - (g alpha^2 iw/(T A))(e^((iw + 1) T) - 1): zero where firing in turn loses its stability. */
function residual(w: number, fast: number, a: number, g: number): Complex {
  const period = periodInTurn(a, g);
  const turned = exp([0, w * period]);
  const slow: Complex = [fast, w];
  const left = times(times([turned[0] - 1, turned[1]], times(slow, slow)), [1, w]);
  const grown = exp([period, w * period]);
  const right = times([0, (g * fast ** 2 * w) / (period * (a + g / period))], [grown[0] - 1, grown[1]]);
  return [left[0] - right[0], left[1] - right[1]];
}

/** The rate of decay at which firing in turn becomes unstable, by Newton's method near a guess. */
function critical(a: number, g: number, guess: readonly [w: number, alpha: number]): number {
  let [w, fast] = guess;
  const h = 1e-6;
  for (let i = 0; i < 50; i++) {
    const [x, y] = residual(w, fast, a, g);
    const byW = residual(w + h, fast, a, g).map((v, k) => (v - [x, y][k]!) / h);
    const byFast = residual(w, fast + h, a, g).map((v, k) => (v - [x, y][k]!) / h);
    const det = byW[0]! * byFast[1]! - byW[1]! * byFast[0]!;
    w -= (x * byFast[1]! - y * byFast[0]!) / det;
    fast -= (y * byW[0]! - x * byW[1]!) / det;
  }
  return fast;
}

/** Times at which a signal rises through a level. */
function rises(at: ArrayLike<number>, values: ArrayLike<number>, level: number): readonly number[] {
  return Array.from(values).flatMap((value, i) => {
    const before = i === 0 ? Number.NaN : values[i - 1]!;
    return before < level && value >= level ? [at[i - 1]! + ((level - before) / (value - before)) * (at[i]! - at[i - 1]!)] : [];
  });
}

const range = (values: Float64Array) => Math.max(...values) - Math.min(...values);

holdClaims(pulseCoupled, {
  circuit: async ({ run }) => ({
    "by 5 mV": 100e6 * 50e-12 * 1000,
    "to -60 mV": signal(await run(), "v").at(-1)!,
    "it stays silent": train(await run()).length === 0,
    "and fires": train(await run({ [current]: "150 pA" })).length > 1,
  }),
  period: async ({ run }) => ({
    "22.0 ms": intervals(train(await run())).at(-1)!,
    "8.1 ms": intervals(train(await run({ [current]: "300 pA" }))).at(-1)!,
    "T = tau ln(R I/(v_r + R I - Theta))": Math.abs(intervals(train(await run())).at(-1)! - 20 * Math.log(15 / (-65 + 15 + 55))) < 1e-6,
  }),
  scaled: async ({ run, phase }) => ({
    "the period is 1.47": intervals(train(await run())).at(-1)!,
    "below 1": true,
    "a stable point, and no spike":
      (await phase({ "neurons.lif.parameters.a": "0.9" })).fixedPoints.some(({ stable, at }) => stable && at[0]! < 1) &&
      train(await run({ "neurons.lif.parameters.a": "0.9" })).length === 0,
  }),
  uncoupled: async ({ run }) => ({
    "one spike each in 1.47": intervals(train(await run())).at(-1)!,
    "one spike in 0.82": intervals(train(await run({ "neurons.lif.parameters.g": "0.4" }))).at(-1)!,
    "Fifty such neurons": Object.values((await run()).populations)[0]!.size === 50,
  }),
  "in-turn": async ({ run }) => {
    const slow = await run();
    const fast = signal(await run({ [alpha]: "9" }), "mean(E)");
    const field = signal(slow, "mean(E)");
    return {
      "about 1/alpha": true,
      "stays at 1.22": mean(field),
      "the neurons fire in turn": range(field) < 0.02 && Math.abs(mean(field) - 1 / periodInTurn(1.3, 0.4)) < 1e-3,
      "swings from 0.44": Math.min(...fast),
      "to 2.34": Math.max(...fast),
    };
  },
  "partial-synchrony": async ({ run }) => ({
    "alpha = 8.34": critical(1.3, 0.4, [7.4, 8.3]),
    "firing in turn is unstable": range(signal(await run(), "mean(E)")) > 1.5,
    "the swing of E dies out": range(signal(await run({ [alpha]: "7" }), "mean(E)")) < 0.02,
  }),
  "two-clocks": async ({ run }) => {
    const result = await run();
    const { times: at, values } = result.signals[0]!;
    const own = intervals(train(result));
    return {
      "every 0.885": mean(intervals(rises(at, values, 1.2))),
      "each neuron every 0.862": mean(own),
      "they spread about their mean": Math.max(...own) - Math.min(...own) > 0.05,
    };
  },
  balance: async ({ run }) => {
    const irregularity = async (more?: Record<string, string>) => {
      const result = await run(more);
      const all = Array.from({ length: 20 }, (_, neuron) => intervals(train(result, "E", neuron))).filter(({ length }) => length > 4);
      return mean(all.map((one) => Math.sqrt(mean(one.map((value) => (value - mean(one)) ** 2))) / mean(one)));
    };
    const { spikes, size } = (await run()).populations.E!;
    return {
      "fires irregularly": (await irregularity()) > 0.6,
      "at 42 Hz": spikes!.times.length / size / 0.3,
      "four times fewer": 2000 / 500 === 4,
      "the network fires in volleys": (await irregularity({ "parameters.g": "3" })) < 0.1,
    };
  },
  rates: async ({ run }) => {
    const squares = (result: Awaited<ReturnType<typeof run>>) => signal(result, "mean(x2)");
    return {
      "move chaotically for ever": squares(await run()).at(-1)! > 0.5,
      "below 1": true,
      "every activity dies out": squares(await run({ "parameters.g": "0.9" })).at(-1)! < 1e-6,
    };
  },
  hebb: async ({ run }) => ({
    "five patterns": true,
    "of 0.999": signal(await run(), "mean(m1)").at(-1)!,
    "with a quarter of its units wrong": Math.abs(signal(await run(), "mean(m1)")[0]! - 0.5) < 0.05,
    "below 1": true,
    "nothing is remembered": Math.abs(signal(await run({ "parameters.beta": "0.8", "run.duration": "400 ms" }), "mean(m1)").at(-1)!) < 0.01,
  }),
});

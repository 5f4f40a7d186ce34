/** Published phenomena of the integrate-and-fire models. */
import { describe, expect, test } from "vitest";
import { deviation, intervals, intervalsOf, mean, onsetExponent, spikes, within } from "./bench.ts";

const isIncreasing = (values: readonly number[]) => values.every((value, k) => k === 0 || value > values[k - 1]! - 1e-6);

describe("one variable", () => {
  test("the course's LIF is silent at 15 pA, its rheobase, and fires at 15.1 pA", async () => {
    expect(await spikes("lif.course", { set: ["I=15pA"] })).toEqual([]);
    expect((await spikes("lif.course", { set: ["I=15.1pA"] })).length).toBeGreaterThan(0);
  });

  test("QIF and EIF begin at rate 0: the interval grows as the square root of the distance from the saddle-node (type I)", async () => {
    // The exponent is -1/2 up to the time spent away from the ghost: a few percent at these distances. A type II neuron has 0.
    expect(await onsetExponent("qif", 0.5625, "nA", 1e-4, 4e-4, "60 s")).toBeCloseTo(-0.5, 1);
    expect(await onsetExponent("eif", 0.162, "uA/cm^2", 1e-4, 4e-4, "20 s")).toBeCloseTo(-0.5, 1);
  });

  test("a QIF that is reset above its critical potential goes on firing after the pulse that started it", async () => {
    const times = await spikes("qif.bistable");
    expect(times[0]).toBeGreaterThan(20);
    expect(times.at(-1)).toBeGreaterThan(90);
    expect(await spikes("qif.bistable", { set: ["I=0nA"] })).toEqual([]);
  });

  test("the theta neuron: the longer pulse carries it around once, the shorter does not", async () => {
    const times = await spikes("theta.excitable");
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThan(30);
  });

  test("parabolic bursts: within a burst the intervals fall, then rise", async () => {
    const times = await spikes("theta.bursting");
    const burst = intervalsOf(within(times, 0, 60));
    const shortest = burst.indexOf(Math.min(...burst));
    expect(times).toHaveLength(18);
    expect([shortest > 0, shortest < burst.length - 1]).toEqual([true, true]);
  });
});

describe("AdEx", () => {
  test("tonic: intervals change by less than a tenth; adapting: they grow sixfold", async () => {
    const [tonic, adapting] = [await intervals("adex.tonic"), await intervals("adex.adaptation")];
    expect(tonic.at(-1)! / tonic[0]!).toBeLessThan(1.1);
    expect(adapting.at(-1)! / adapting[0]!).toBeGreaterThan(6);
    expect(isIncreasing(adapting)).toBe(true);
  });

  test("initial burst: two short intervals, then long ones", async () => {
    const all = await intervals("adex.initial-burst");
    expect(all.map((one) => one < 10)).toEqual([true, true, ...all.slice(2).map(() => false)]);
  });

  test("regular bursting: bursts of the same length again and again", async () => {
    const all = (await intervals("adex.regular-bursting", { duration: "3 s" })).slice(-8);
    expect(all.map((one) => one > 100)).toEqual(all.map((_, k) => all[0]! > 100 === (k % 2 === 0)));
  });

  test("delayed and accelerating: the first spike comes later than any interval is long, and intervals fall", async () => {
    const times = await spikes("adex.delayed-accelerating");
    const all = intervalsOf(times);
    expect(times[0]).toBeGreaterThan(Math.max(...all));
    expect(isIncreasing(all.toReversed())).toBe(true);
  });

  test("delayed regular bursting: the first burst comes after 57 ms", async () => {
    const times = await spikes("adex.delayed-regular-bursting");
    expect(times[0]).toBeGreaterThan(50);
    expect(intervalsOf(times).filter((one) => one > 30).length).toBeGreaterThan(3);
  });

  test("transient: one spike", async () => expect(await spikes("adex.transient")).toHaveLength(1));

  test("irregular: intervals of many lengths without any noise; in the end ten of them take turns", async () => {
    const all = await intervals("adex.irregular", { duration: "4 s" });
    expect(deviation(all) / mean(all)).toBeGreaterThan(0.3);
    expect(new Set(all.slice(0, 30).map((one) => one.toFixed(1))).size).toBeGreaterThan(20);
    const late = all.slice(-40);
    expect(late.every((one, k) => Math.abs(one - (late[k + 10] ?? one)) < 0.01)).toBe(true);
  });

  test("Touboul and Brette's neuron: two intervals in turn at V_r = -48.6 mV, chaos at -48, bursts of six at -46.5", async () => {
    const late = async (set: string) => (await intervals(`adex.${set}`, { duration: "3 s" })).slice(-24);
    const repeats = (all: readonly number[], period: number) => all.every((one, k) => Math.abs(one - (all[k + period] ?? one)) < 0.01);
    const [doubled, chaos, bursting] = [
      await late("touboul-brette-doubled"),
      await late("touboul-brette"),
      await late("touboul-brette-bursting"),
    ];
    expect([repeats(doubled, 1), repeats(doubled, 2)]).toEqual([false, true]);
    expect([1, 2, 3, 4, 5, 6, 7, 8].some((period) => repeats(chaos, period))).toBe(false);
    expect([repeats(bursting, 5), repeats(bursting, 6)]).toEqual([false, true]);
  });

  test("chaos: two starts of Touboul and Brette's neuron 1e-6 mV apart are together for a second and apart after three", async () => {
    const long = { duration: "4 s" };
    const one = await spikes("adex.touboul-brette", long);
    const other = await spikes("adex.touboul-brette", { ...long, set: ["neurons.cell.initial.V=E_L + 0.000001 mV"] });
    const apart = (from: number, to: number) => Math.max(...one.slice(from, to).map((t, k) => Math.abs(t - other[k + from]!)));
    expect(apart(0, 40)).toBeLessThan(1e-3);
    expect(apart(180, 230)).toBeGreaterThan(1);
  });

  test("the course's cell spikes after inhibition, not during it", async () => {
    const times = await spikes("adex.course-rebound");
    expect(times[0]).toBeGreaterThan(250);
  });
});

describe("Izhikevich", () => {
  /** Spikes of each panel in the time of the published picture: of the exact solution, and of the published program. */
  const panels: Readonly<Record<string, readonly [exact: number, published: number]>> = {
    "tonic-spiking": [5, 5],
    "phasic-spiking": [1, 1],
    "tonic-bursting": [29, 28],
    "phasic-bursting": [8, 6],
    "mixed-mode": [7, 6],
    "frequency-adaptation": [6, 6],
    "class-1": [10, 10],
    "class-2": [18, 14],
    "spike-latency": [1, 1],
    "subthreshold-oscillation": [1, 1],
    "resonator-pattern": [1, 1],
    integrator: [1, 1],
    "rebound-spike": [1, 1],
    "rebound-burst": [14, 7],
    "threshold-variability": [1, 1],
    bistability: [7, 5],
    "depolarising-after-potential": [8, 1],
    accommodation: [1, 1],
    "inhibition-induced-spiking": [4, 3],
  };
  const steps: Readonly<Record<string, string>> = {
    "phasic-bursting": "0.2",
    "spike-latency": "0.2",
    "rebound-spike": "0.2",
    "rebound-burst": "0.2",
    "depolarising-after-potential": "0.1",
    accommodation: "0.5",
    "inhibition-induced-spiking": "0.5",
  };
  test.each(Object.entries(panels))(
    "%s: as many spikes as the equations have, and as the published program prints",
    async (set, [exact, published]) => {
      const scheme = { set: ["run.method=euler-sequential", `run.step=${steps[set] ?? "0.25"}ms`] };
      const name = `izhikevich.${set}`;
      expect([(await spikes(name)).length, (await spikes(name, scheme)).length]).toEqual([exact, published]);
    },
  );

  test("inhibition-induced bursting: only while inhibited, as published; the exact equations run away", async () => {
    const name = "izhikevich.inhibition-induced-bursting";
    const published = await spikes(name, { set: ["run.method=euler-sequential", "run.step=0.5ms"], duration: "350 ms" });
    expect([published[0]! > 50, published.at(-1)! < 255]).toEqual([true, true]);
    expect(intervalsOf(published).filter((one) => one > 30).length).toBeGreaterThan(0);
    const rate = (from: number, to: number, times: readonly number[]) => within(times, from, to).length / (to - from);
    const exact = await spikes(name);
    expect(rate(120, 130, exact)).toBeGreaterThan(2 * rate(90, 100, exact));
  });
});

describe("MAT", () => {
  test("regular spiking adapts more than threefold less than it starts; fast spiking hardly; chattering bursts at the refractory period", async () => {
    const [regular, fast, chattering] = [
      await intervals("mat.regular-spiking"),
      await intervals("mat.fast-spiking"),
      await intervals("mat.chattering"),
    ];
    expect(isIncreasing(regular)).toBe(true);
    expect(regular.at(-1)! / regular[0]!).toBeGreaterThan(2.5);
    expect(fast.at(-1)!).toBeLessThan(6);
    expect(chattering.filter((one) => Math.abs(one - 2) < 1e-9).length).toBeGreaterThan(20);
    expect(chattering.filter((one) => one > 30).length).toBeGreaterThan(3);
  });
});

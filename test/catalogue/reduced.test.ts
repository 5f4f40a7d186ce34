/** Published phenomena of models with two or three variables, and of rate models. */
import { describe, expect, test } from "vitest";
import { catalogueNumbers as numbers } from "../../src/verify/reference/catalogue.ts";
import { intervals, onsetExponent, play, signal, spikes, within } from "./bench.ts";

describe("FitzHugh-Nagumo", () => {
  test("a spike follows the end of an inhibition", async () => {
    const [first, ...others] = await spikes("fitzhugh-nagumo.anode-break");
    expect(first).toBeGreaterThan(60);
    expect(others).toEqual([]);
  });
  test("along a ramp the spikes begin and end near the two Andronov-Hopf currents 0.331 and 1.419", async () => {
    const times = await spikes("fitzhugh-nagumo.block");
    const current = (t: number) => (1.8 * t) / 800;
    // A ramp passes the first point before the oscillation has grown, and the last spike comes up to a period before the second.
    expect(current(times[0]!)).toBeGreaterThan(0.331);
    expect(current(times[0]!)).toBeLessThan(0.65);
    expect(current(times.at(-1)!)).toBeGreaterThan(1.419 - (1.8 * 45) / 800);
    expect(current(times.at(-1)!)).toBeLessThan(1.55);
  });
});

describe("Morris-Lecar", () => {
  test("Hopf set: the rate jumps at the onset (type II)", async () => {
    expect((await spikes("morris-lecar.hopf", { set: ["I=88uA/cm^2"], duration: "3 s" })).length).toBeLessThan(3);
    const all = await intervals("morris-lecar.hopf", { set: ["I=94uA/cm^2"], duration: "3 s" });
    // 135 ms is the longest period, at the fold of cycles (AUTO).
    expect(Math.max(...all.slice(2))).toBeLessThan(135.4);
  });
  test("SNIC set: the interval grows as the square root of the distance from the saddle-node (type I)", async () => {
    expect(
      await onsetExponent("morris-lecar.snic", numbers["morris-lecar.snic saddle-node I"]!, "uA/cm^2", 0.002, 0.008, "12 s"),
    ).toBeCloseTo(-0.5, 1);
  });
  test("homoclinic set: a pulse starts the spikes, another stops them, the current is the same", async () => {
    const times = await spikes("morris-lecar.homoclinic");
    expect(within(times, 50, 100)).toEqual([]);
    expect(within(times, 100, 328).length).toBeGreaterThanOrEqual(6);
    expect(within(times, 335, 500)).toEqual([]);
  });
});

describe("persistent sodium and potassium", () => {
  test("high threshold: type I", async () => {
    expect(
      await onsetExponent("persistent-sodium.snic", numbers["persistent-sodium.snic saddle-node I"]!, "uA/cm^2", 0.001, 0.004, "2 s"),
    ).toBeCloseTo(-0.5, 1);
  });
  test("low threshold: oscillates from 14.66 uA/cm^2 on, at first with a small amplitude (supercritical)", async () => {
    const amplitude = async (current: number) => {
      const { values } = signal(await play("persistent-sodium.hopf", { set: [`I=${current}uA/cm^2`], duration: "1 s" }), "V");
      const late = Array.from(values.slice(-Math.floor(values.length / 5)));
      return Math.max(...late) - Math.min(...late);
    };
    const [below, above, further] = [await amplitude(14.5), await amplitude(14.75), await amplitude(15.02)];
    expect(below).toBeLessThan(0.1);
    // It grows as the square root of the distance: four times as far, twice as large.
    expect(further / above).toBeGreaterThan(1.8);
    expect(further / above).toBeLessThan(2.2);
  });
  test("fast potassium: a pulse starts the spikes, another stops them", async () => {
    const times = await spikes("persistent-sodium.bistable");
    expect([within(times, 0, 20).length, within(times, 20, 60).length > 10, within(times, 61, 100).length]).toEqual([0, true, 0]);
  });
});

describe("Hindmarsh-Rose", () => {
  test("bursts of four at I = 2.8, disorder at 3.25, single spikes at 4", async () => {
    const late = async (set: string) => (await intervals(`hindmarsh-rose.${set}`, { duration: "4000" })).slice(-24);
    const repeats = (all: readonly number[], period: number) => all.every((one, k) => Math.abs(one - (all[k + period] ?? one)) < 0.5);
    const [bursting, chaos, spiking] = [await late("bursting"), await late("chaos"), await late("spiking")];
    expect([repeats(bursting, 2), repeats(bursting, 4)]).toEqual([false, true]);
    expect([1, 2, 3, 4, 5, 6, 7, 8].some((period) => repeats(chaos, period))).toBe(false);
    expect(repeats(spiking, 1)).toBe(true);
  });
});

describe("Mitchell-Schaeffer", () => {
  test("the first beat lasts about tau_close ln(1/h_min), h_min = 4 tau_in/tau_out = 0.2", async () => {
    const { times, values } = signal(await play("mitchell-schaeffer.restitution"), "v");
    const end = times.findIndex((t, k) => t > 30 && values[k]! < 0.13);
    // The leading order of the paper; the next is a few tau_out ln, so 20 %.
    expect((times[end]! - 20) / (150 * 1.6094379124341003)).toBeGreaterThan(1);
    expect((times[end]! - 20) / (150 * 1.6094379124341003)).toBeLessThan(1.25);
  });
  test("paced every 300 ms every second stimulus fails", async () => {
    const { times, values } = signal(await play("mitchell-schaeffer.block"), "v");
    const lasts = (beat: number) => times.filter((t, k) => t >= 20 + 300 * beat && t < 320 + 300 * beat && values[k]! > 0.5).length;
    expect([6, 7, 8, 9].map((beat) => lasts(beat) > 100)).toEqual([true, false, true, false]);
  });
});

describe("rates", () => {
  test("Wilson-Cowan oscillates at P = 1.25 and rests at P = 0", async () => {
    const [moving, resting] = [await play("wilson-cowan.oscillation"), await play("wilson-cowan.rest")];
    const late = (values: ArrayLike<number>) => Array.from(values).slice(-Math.floor(values.length / 4));
    const E = late(signal(moving, "E").values);
    expect(Math.max(...E) - Math.min(...E)).toBeGreaterThan(0.1);
    expect(Math.max(...late(signal(resting, "E").values))).toBeLessThan(1e-3);
  });
  test("Wong-Wang: one population wins, either, by chance; with evidence always the first", async () => {
    const winner = async (changes: Parameters<typeof play>[1]) => {
      const result = await play("wong-wang.decision", changes);
      const [one, other] = [signal(result, "S_1").values.at(-1)!, signal(result, "S_2").values.at(-1)!];
      expect(Math.abs(one - other)).toBeGreaterThan(0.3);
      return one > other ? 1 : 2;
    };
    const seeds = ["1", "2", "3", "4", "5", "6", "7", "8"];
    const free = await Promise.all(seeds.map((seed) => winner({ seed, duration: "4 s" })));
    expect(new Set(free).size).toBe(2);
    const guided = await Promise.all(seeds.map((seed) => winner({ seed, set: ["coherence=0.5"] })));
    expect(guided).toEqual(seeds.map(() => 1));
  });
  test("Wong-Wang: a decision takes longer than any time constant of its synapses", async () => {
    const result = await play("wong-wang.decision", { duration: "4 s" });
    const [one, other] = [signal(result, "S_1"), signal(result, "S_2")];
    const decided = one.times.find((_, k) => Math.abs(one.values[k]! - other.values[k]!) > 0.3)!;
    expect(decided).toBeGreaterThan(300);
  });
});

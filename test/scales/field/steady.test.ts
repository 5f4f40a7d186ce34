/** Homogeneous states of fields, what becomes of waves on them, bumps and fronts. */
import { describe, expect, test } from "vitest";
import { steady } from "../../../src/index.ts";
import { profilesOf, type Ring, ring } from "./support.ts";

const mexicanHat = "w(d) = A_e*G(d, s_e) - A_i*G(d, s_i)\nG(x, s) = exp(-x^2/(2*s^2))/(sqrt(2*pi)*s)";
const pattern: Ring = {
  equations: `du/dt = -u + conv(w, 1/(1 + exp(-g*(u - theta))))\n${mexicanHat}`,
  initial: "0",
  parameters: { A_e: 2, s_e: 1, A_i: 1.5, s_i: 2, g: 5, theta: 0.25 },
  x: [-40, 40, 512],
};
const onOff: Ring = {
  ...pattern,
  equations: `du/dt = -u + conv(w, heaviside(u - theta))\n${mexicanHat}`,
  parameters: { A_e: 2, s_e: 1, A_i: 1.5, s_i: 2, theta: 0.4 },
  x: [-20, 20, 800],
};

describe("Turing's analysis", () => {
  // k_c^2 = 2 log(A_i s_i^2/(A_e s_e^2))/(s_i^2 - s_e^2), where the transform of the kernel is largest; the gain is its inverse there.
  test.each([
    [{ A_e: 2, s_e: 1, A_i: 1.5, s_i: 2 }, 0.8558085022, 0.9614997135],
    [{ A_e: 3, s_e: 0.5, A_i: 2, s_i: 1 }, 1.6172645655, 0.6163211328],
  ])("of %o has the wave number and the gain of the closed form", async (kernel, waveNumber, gain) => {
    const { states } = await steady(ring({ ...pattern, parameters: { ...pattern.parameters, ...kernel } }));
    const { critical } = states[0]!.dispersion!;
    expect(Math.abs(critical!.waveNumber - waveNumber)).toBeLessThan(1e-8);
    expect(Math.abs(critical!.gain! - gain)).toBeLessThan(1e-8);
  });

  test("says the growth that waves have in a run", async () => {
    // Six waves around a ring, from an amplitude of 1e-6: the nonlinear parts are of relative size 1e-10.
    const k = (2 * Math.PI * 6) / 40;
    const model = { ...pattern, x: [-20, 20, 256] as const, initial: `0.25 + 0.000001*cos(${k}*x)` };
    const { states } = await steady(ring(model));
    const { waveNumbers, growth } = states[0]!.dispersion!;
    const at = waveNumbers.findIndex((one) => one >= k);
    const share = (k - waveNumbers[at - 1]!) / (waveNumbers[at]! - waveNumbers[at - 1]!);
    const expected = growth[at - 1]! + share * (growth[at]! - growth[at - 1]!);
    const { last } = await profilesOf(ring({ ...model, run: "duration: 5, step: 0.05" }));
    const amplitude = (Math.max(...last) - Math.min(...last)) / 2;
    // Interpolation between neighbouring wave numbers and the maximum on the grid.
    expect(Math.abs(Math.log(amplitude / 1e-6) / 5 - expected)).toBeLessThan(1e-3);
  });

  test("of two coupled fields finds waves that travel: eigenvalues of the two by two matrix of each wave number", async () => {
    const text = ring({
      equations:
        "du/dt = -u + 2*conv(w, u) - 3*conv(v, a)\nda/dt = -a/2 + conv(w, u)\nw(d) = exp(-d^2/2)/sqrt(2*pi)\nv(d) = exp(-d^2/8)/sqrt(8*pi)",
      initial: "0",
      x: [-30, 30, 256],
    }).replace('initial: { u: "0" }', "initial: { u: 0, a: 0 }");
    const { dispersion } = (await steady(text)).states[0]!;
    for (const i of [0, 40, 120]) {
      const k = dispersion!.waveNumbers[i]!;
      const [w, v] = [Math.exp((-k * k) / 2), Math.exp(-2 * k * k)];
      const [trace, determinant] = [2 * w - 1.5, (2 * w - 1) * -0.5 + 3 * v * w];
      const root = (trace * trace) / 4 - determinant;
      const [re, im] = root < 0 ? [trace / 2, Math.sqrt(-root)] : [trace / 2 + Math.sqrt(root), 0];
      expect(dispersion!.growth[i]!).toBeCloseTo(re, 11);
      expect(dispersion!.omega[i]!).toBeCloseTo(im, 11);
    }
  });

  test("of diffusion finds -D k^2, and of a kernel that is felt to one side waves that move", async () => {
    const one = await steady(ring({ equations: "du/dt = -u + D*laplacian(u)", initial: "0", parameters: { D: 0.3 } }));
    const { waveNumbers, growth } = one.states[0]!.dispersion!;
    expect(growth[50]!).toBeCloseTo(-1 - 0.3 * waveNumbers[50]! ** 2, 12);
    const other = await steady(ring({ equations: "du/dt = -u + 0.5*conv(w, u)\nw(d) = exp(-(d - 1)^2/2)/sqrt(2*pi)", initial: "0" }));
    const { waveNumbers: K, growth: re, omega } = other.states[0]!.dispersion!;
    const k = K[40]!;
    expect(re[40]!).toBeCloseTo(-1 + 0.5 * Math.exp((-k * k) / 2) * Math.cos(k), 11);
    expect(Math.abs(omega[40]!)).toBeCloseTo(0.5 * Math.exp((-k * k) / 2) * Math.abs(Math.sin(k)), 11);
  });

  test("over the slope of the activation finds where the first wave that fits round begins to grow", async () => {
    const { over } = await steady(ring({ ...pattern, x: [-20, 20, 128] }), { over: "g=2:5" });
    const k = (2 * Math.PI * 5) / 40;
    const transform = 2 * Math.exp((-k * k) / 2) - 1.5 * Math.exp(-2 * k * k);
    // The state is 1/4 for every slope, and the gain g/4.
    expect(over!.changes.map(({ type }) => type)).toEqual(["branch point"]);
    expect(over!.changes[0]!.parameter).toBeCloseTo(4 / transform, 6);
  });
});

describe("bumps of a field that is on or off", () => {
  test("have the widths at which the integral of the kernel is the threshold; the wide ones are stable", async () => {
    const { localised } = await steady(ring(onOff));
    const [narrow, wide] = localised!.bumps;
    expect(Math.abs(narrow!.width - 1.0208983079)).toBeLessThan(1e-9);
    expect(Math.abs(wide!.width - 2.4612694414)).toBeLessThan(1e-9);
    expect(localised!.bumps.map(({ stable }) => stable)).toEqual([false, true]);
  });

  test("are none above the largest integral of the kernel, 0.45822383", async () => {
    for (const [theta, count] of [
      [0.4582, 2],
      [0.4583, 0],
    ]) {
      const { localised } = await steady(ring({ ...onOff, parameters: { ...onOff.parameters, theta: theta! } }));
      expect(localised!.bumps).toHaveLength(count!);
    }
  });

  /** Width above the threshold at the end of a run that begins with so wide a bump. */
  async function widthFrom(width: number): Promise<number> {
    const { last, x } = await profilesOf(ring({ ...onOff, initial: `heaviside(${width / 2} - abs(x))`, run: "duration: 30, step: 0.1" }));
    return last.filter((value) => value > 0.4).length * (x[1]! - x[0]!);
  }

  test("are what runs end with, to a few cells to which they are pinned, and narrower ones than the unstable one die out", async () => {
    expect(Math.abs((await widthFrom(1.4)) - 2.4612694414)).toBeLessThan(3 * 0.05);
    expect(Math.abs((await widthFrom(4)) - 2.4612694414)).toBeLessThan(3 * 0.05);
    expect(await widthFrom(0.6)).toBe(0);
  });
});

describe("fronts", () => {
  const front = (theta: number, n: number, step: number, duration: number, length = 60): Ring => ({
    equations: "du/dt = -u + conv(w, heaviside(u - theta))\nw(d) = exp(-abs(d))/2",
    initial: `heaviside(${8 - length / 2} - x)`,
    parameters: { theta },
    x: [-length / 2, length / 2, n],
    isOpen: true,
    run: `duration: ${duration}, step: ${step}`,
  });
  // Above 1/2 what is off moves into what is on, as on into off at 1 - theta.
  const exact = (theta: number) => (1 - 2 * theta) / (2 * Math.min(theta, 1 - theta));

  test.each([0.1, 0.2, 0.25, 0.4, 0.7])("at the threshold %d have the speed of the closed form", async (theta) => {
    const { localised } = await steady(ring({ ...front(theta, 600, 0.1, 1), isOpen: false }));
    expect(localised!.front!.speed).toBeCloseTo(exact(theta), 9);
  });

  /** The slope of the last point above the threshold over time, late in a run; between two cells by interpolation. */
  async function measured(model: Ring): Promise<number> {
    const { theta } = model.parameters as { theta: number };
    const { times, at, x } = await profilesOf(ring(model));
    const place = (k: number) => {
      const u = at(k);
      let i = u.length - 1;
      while (u[i]! <= theta) i--;
      return x[i]! + ((u[i]! - theta) / (u[i]! - u[i + 1]!)) * (x[i + 1]! - x[i]!);
    };
    const used = Array.from(times.keys()).filter((k) => times[k]! > 0.4 * times.at(-1)!);
    const mean = (of: (k: number) => number) => used.reduce((sum, k) => sum + of(k), 0) / used.length;
    const [t, p] = [mean((k) => times[k]!), mean(place)];
    return mean((k) => (times[k]! - t) * (place(k) - p)) / mean((k) => (times[k]! - t) ** 2);
  }

  test("move in runs with that speed to 1 % with cells of 1/20 and steps of 1/50", async () => {
    for (const [theta, duration] of [
      [0.2, 15],
      [0.25, 20],
      [0.4, 25],
    ] as const)
      expect(Math.abs((await measured(front(theta, 1200, 0.02, duration))) / exact(theta) - 1)).toBeLessThan(0.01);
  });

  test("that are fast have an error that falls by more than half as cells and steps are halved", async () => {
    const errors: number[] = [];
    for (const n of [600, 1200, 2400]) errors.push(Math.abs((await measured(front(0.1, n, 24 / n, 6.24, 100))) / 4 - 1));
    expect(errors[2]!).toBeLessThan(0.01);
    for (const k of [0, 1]) expect(Math.log2(errors[k]! / errors[k + 1]!)).toBeGreaterThan(1);
  });
});

describe("refused, with the reason", () => {
  const refusal = (text: string) =>
    steady(text).then(
      () => "",
      (error: { data: { reasons: readonly string[] } }) => error.data.reasons.join("\n"),
    );
  const good = { equations: "du/dt = -u + conv(w, u)\nw(d) = exp(-d^2)", initial: "0" };

  test.each([
    ["a field with ends", { ...good, isOpen: true }, /has ends along `x`/],
    ["a field that reads its coordinate", { ...good, equations: "du/dt = -u + x" }, /not alike/],
    ["a kernel that depends on the place", { ...good, equations: "du/dt = -u + conv(w, u)\nw(d) = x*d" }, /not alike/],
    ["an integral of an integral", { ...good, equations: "du/dt = -u + conv(w, conv(w, u))\nw(d) = exp(-d^2)" }, /acts on another/],
  ])("%s", async (_, model, reason) => {
    expect(await refusal(ring(model))).toMatch(reason);
  });
});

/**
 * Networks of neurons with noisy conductances against their kinetic equation.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare } from "../../src/index.ts";

const text = readFileSync(new URL("../../examples/voltage-conductance.yaml", import.meta.url), "utf8");

describe("a network of 20,000 neurons and the density over potential and conductance", () => {
  test("agree while the neurons, weakly coupled and noisy, come to rest", async () => {
    const noisy = text
      .replace("g_0: 0.5, a_0: 0.005, a_1: 0.002", "g_0: 0.3, a_0: 0.05, a_1: 0")
      .replace("step: 0.005", "step: 0.001")
      .replace("g: [0, 1.5]", "g: [0, 2.5]");
    const found = await compare(noisy, { trials: 4 });
    // Rates and distribution within 2 %, the course, volley by volley, within 10 %: the usual margins.
    for (const { name, verdict, difference } of found.quantities) expect(verdict, `${name} by ${difference}`).not.toBe("differs");
    const distribution = found.quantities.find(({ name }) => name === "distribution")!;
    // What four networks tell apart.
    expect(Math.abs(distribution.difference!), `${distribution.difference}`).toBeLessThan(0.01);
  });

  test("differ in the course of volleys by the steps of the network, which compare says", async () => {
    const meanAt = async (step: number) => {
      const { quantities } = await compare(text.replace("step: 0.005", `step: ${step}`), { trials: 3 });
      const find = (name: string) => quantities.find((one) => one.name === name)!;
      return { mean: find("mean"), course: find("time course") };
    };
    const [whole, half] = await Promise.all([meanAt(0.005), meanAt(0.0025)]);
    expect(whole.course.knownCauses.some((words) => words.includes("O(h)"))).toBe(true);
    // Spikes come half a step late, r h/2 = 0.6 %, and raise each other less for it: b dN/dg doubles it. Of first order in the step.
    const [late, less] = [whole, half].map(({ mean }) => [mean.difference!, mean.standardErrors[1]! / mean.values[0]!] as const) as [
      readonly [number, number],
      readonly [number, number],
    ];
    expect(Math.abs(late[0] - 2 * less[0])).toBeLessThan(4.9 * Math.hypot(late[1], 2 * less[1]) + 0.001);
    expect(late[0]).toBeLessThan(-0.006);
    expect(late[0]).toBeGreaterThan(-0.02);
  });
});

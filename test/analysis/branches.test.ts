/** Branches of cycles of the catalogue's models, and what they end in, against integrations and shooting by other programs. */
import { expect, test } from "vitest";
import type { CyclePoint } from "../../src/analysis/continuation/cycle-curve.ts";
import type { CycleTrack } from "../../src/analysis/continuation/cycles.ts";
import { finishOf } from "../../src/analysis/continuation/ends.ts";
import { continuation } from "../../src/analysis/continuation/index.ts";
import type { Landmark } from "../../src/analysis/continuation/through-fold.ts";
import { evaluatePieces } from "../../src/analysis/cycles/closed-orbit.ts";
import { findCycles } from "../../src/analysis/cycles/find.ts";
import { withDynamics } from "../../src/analysis/cycles/index.ts";
import { portray } from "../../src/analysis/cycles/portray.ts";
import { Flight } from "../../src/analysis/flow/flight.ts";
import { phasePortrait } from "../../src/analysis/phase/index.ts";
import type { Continuation } from "../../src/contract/index.ts";
import { compiled } from "./compiled.ts";
import { startOf, systemBy, thresholdJump, valuesOf } from "./systems.ts";

function over(model: string, values: Readonly<Record<string, number>>, name: string, low: number, high: number): Continuation {
  const { system, p } = compiled(model, values);
  const parameter = system.parameters.findIndex((one) => one.name === name);
  const { factor } = system.parameters[parameter]!;
  return continuation(system, p, { parameter, low: low * factor, high: high * factor });
}

// Kills: nearness to an Andronov-Hopf point by one state of the orbit; spikes that are missed where the potential dips within one step.
test("persistent sodium fires from the saddle-node to where the trough reaches the spike level, 176.99547557 (DOP853, rtol 1e-12)", () => {
  const { words } = over("persistent-sodium", {}, "I", -20, 220);
  expect(words).toContain("fires from I = 4.51287 to 176.995 uA/cm^2");
  expect(words).toContain("oscillates without spikes from I = 176.995 to 200.439 uA/cm^2");
});

// The return map on a section through the focus, in 80-bit arithmetic: 115.948721487830, period 37.035848480.
// Kills: an orbit taken for a repeated one for a sample that lies just behind its start.
test("Morris and Lecar with a saddle-node on a circle: the branch from the subcritical Hopf point folds at 115.94872149", () => {
  const found = over("morris-lecar", { phi: 0.067, g_Ca: 4, V_3: 12, V_4: 17.4 }, "I", 30, 140);
  const fold = found.bifurcations.find(({ type }) => type === "fold of cycles")!;
  expect(Math.abs(fold.parameter - 115.94872148783)).toBeLessThan(1e-7);
  expect(Math.abs(fold.period! - 37.03584848)).toBeLessThan(1e-5);
  expect(found.words.filter((one) => one.startsWith("fires"))).toEqual(["fires from I = 39.9632 to 115.949 uA/cm^2"]);
});

test("rate models oscillate; they do not fire", () => {
  const { words } = over("wilson-cowan", {}, "P", 1, 2);
  expect(words.join("; ")).toMatch(/oscillates from P = 1.06819 to 1.87931/);
  expect(words.join("; ")).not.toMatch(/fire|firing|spike/);
});

// Kills: pieces so unstable that a guess must be nearer than orbits come; a pattern of eight that is four spikes run through twice.
test("Hindmarsh and Rose at 2.8: bursts of four, period 132.2470965809 (80-bit integration)", () => {
  const { system, p } = compiled("hindmarsh-rose", { I: 2.8 });
  const stable = findCycles(system, p, { equilibria: [] }).map((solved) => portray(system, p, solved));
  expect(stable.map(({ spikes, stable }) => [spikes, stable])).toEqual([[4, true]]);
  expect(Math.abs(stable[0]!.period - 132.2470965809)).toBeLessThan(1e-8);
});

const circle = systemBy({ name: "circle", states: { x: 1, y: 0 }, parameters: {}, rhs: (y) => [-y[1]!, y[0]!] });

test("an orbit that is run through twice is known by its coming back after half the time", () => {
  const round = (turns: number) =>
    evaluatePieces(
      circle,
      new Float64Array(0),
      { kind: "smooth", nodes: [startOf(circle)], shares: [1], period: 2 * Math.PI * turns },
      { tolerance: 1e-9, derivatives: true },
    )!.repeats;
  expect([1, 2, 3, 4].map(round)).toEqual([1, 2, 3, 4]);
});

// Kills: a level that counts as passed only from below at the end of a step.
test("a level that is left for a part of a step only is passed upwards at each turn", () => {
  const jump = thresholdJump(2, -0.999, 0);
  const noted = systemBy({
    name: "noted",
    states: { x: 1, y: 0 },
    parameters: {},
    rhs: (y) => [-y[1]!, y[0]!],
    jump: { ...jump, resets: false },
  });
  const flight = new Flight(noted, valuesOf(noted), { tolerance: 1e-7 });
  flight.start([1, 0]);
  const times: number[] = [];
  while (flight.time < 20 * Math.PI) if (flight.advance(20 * Math.PI - flight.time) === "spike") times.push(flight.time);
  // cos t = -0.999 on its way up.
  expect(times.length).toBe(10);
  times.forEach((time, k) => {
    expect(Math.abs(time - (2 * k * Math.PI + 2 * Math.PI - Math.acos(-0.999)))).toBeLessThan(1e-5);
  });
});

const point = (period: number, value: number) => ({ orbit: { period }, value, scales: { parameter: 1 } }) as unknown as CyclePoint;
function finish(kind: "lost" | "long", points: readonly CyclePoint[], landmarks: readonly Landmark[] = []) {
  const track = { points, events: [], ends: [{ kind: "range" }, { kind }] } as unknown as CycleTrack;
  return finishOf(track, 1, landmarks, () => true, false, 1, {
    landing: () => undefined,
    limit: () => ({ value: Number.NaN, uncertainty: 0 }),
  });
}

test("a branch that was lost far from the end of its period's growth ends in nothing that is known, saddle or not", () => {
  const lost = [1, 2, 4, 8, 16].map((T) => point(T, 0.5 + 1 / (T * T)));
  expect(finish("lost", lost)).toEqual({ kind: "unknown", value: 0.5 + 1 / 256 });
  // Where the parameter stands still the orbit is homoclinic however the branch ended: the distance falls with the period's exponential.
  const still = [1, 10, 20, 24, 30].map((T) => point(T, 0.5 + Math.exp(-T)));
  expect(finish("lost", still).kind).toBe("homoclinic");
});

test("a period T_0 + k/sqrt(distance) leads through the saddle-node, long before 1/T^2 shows it", () => {
  const fold: Landmark = { type: "saddle-node", value: 0.2, y: new Float64Array(1) };
  const points = [0.3, 0.1, 0.04, 0.015, 0.006, 0.002].map((distance) => point(10 + 2 / Math.sqrt(distance), 0.2 + distance));
  expect(finish("long", points, [fold])).toEqual({ kind: "saddle-node", at: fold });
  expect(finish("long", points, [{ ...fold, value: 0.19 }]).kind).not.toBe("saddle-node");
});

// Kills: every unit without a stable state called irregular.
test("what turns around a centre and what grows beyond all bounds is said to do so", () => {
  const words = (name: string, rhs: (y: ArrayLike<number>) => readonly number[]) => {
    const system = systemBy({ name, states: { x: 1, y: 0.1 }, parameters: {}, rhs });
    return withDynamics(system, valuesOf(system), phasePortrait(system, {})).words[0];
  };
  expect(words("oscillator", (y) => [y[1]!, -y[0]!])).toMatch(/^turns around a centre/);
  expect(words("explosion", (y) => [y[0]! * y[0]! + 1, -y[1]!])).toMatch(/beyond all bounds/);
});

test("a saddle-node at the origin is there, not at some 1e-19", () => {
  const { words } = over("theta", {}, "I", -0.1, 0.4);
  expect(words[0]).toBe("rest vanishes at I = 0 in a saddle-node (theta = 0)");
});

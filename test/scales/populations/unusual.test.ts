/** Documents that are sound and unusual run to their end with numbers, or end with a reason; what is refused says where and what to do. */
import { describe, expect, test } from "vitest";
import { LapicqueError } from "../../../src/base/index.ts";
import { figures } from "../../../src/figures/index.ts";
import { network } from "../../../src/scales/network/index.ts";
import { chooseScales } from "../../../src/session/choose.ts";
import { builtNames, openText, portableHost } from "../../../src/session/index.ts";
import { bindText } from "../../model/open.ts";
import { escapeNeuron, mesoscopic, refractoryDensity, run } from "./support.ts";

const scales = [mesoscopic, refractoryDensity];
const populations = (size: number, more = "") => `populations: { n: { neuron: escape, size: ${size}${more} } }\n`;
const coupled = (weight = "0.05 mV", more = "delay: 1 ms, connect: all") =>
  `projections: [{ from: n, to: n, synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: ${weight}, ${more} }]\n`;
const end = "run: { duration: 100 ms, step: 0.1 ms, seed: 2 }\nrecord: { n: [activity, mass] }\n";

/** Spikes of a neuron and second, of numbers that are all finite and not negative. */
function soundRate(text: string, scale: (typeof scales)[number]): number {
  const { values, outcome } = run(text, scale);
  expect(outcome).toEqual({ kind: "reached" });
  for (const column of values.values()) expect(column.every((one) => one >= 0 && one < 1e9)).toBe(true);
  const activity = values.get("n.activity")!;
  return (1000 * activity.reduce((sum, one) => sum + one, 0)) / activity.length;
}

describe("documents that are sound", () => {
  const blown = { equations: "tau_m*dV/dt = V*V/(1 mV) + mu + RI" };
  const adapting = (decay: string, jump: string) =>
    escapeNeuron({
      equations: `tau_m*dV/dt = -V + mu + RI\ntau_a*dtheta/dt = ${decay}`,
      initial: "V: 0 mV, theta: 0 mV",
      hazard: "c*exp((V - V_th - theta)/Delta_u)",
      reset: `V: V_r, theta: theta + ${jump}`,
      parameters: ", tau_a: 100 ms",
    });
  // Rates that are known: of one spike in each period, of none, and of nobody who waits.
  const known: readonly (readonly [string, string, number])[] = [
    ["a hazard of zero", escapeNeuron({ hazard: "0 Hz" }) + populations(50) + coupled() + end, 0],
    ["a hazard below zero, which is none", escapeNeuron({ hazard: "-c" }) + populations(50) + end, 0],
    // A spike at 0.1 ms, and then every 4.1 ms: at the end of the first step after refractoriness.
    ["a huge hazard", escapeNeuron({ hazard: "1e9*c*exp((V - V_th)/Delta_u)" }) + populations(50) + coupled() + end, 250],
    ["a hazard beyond all numbers", escapeNeuron({ hazard: "c*exp(V/(1e-4 mV))" }) + populations(50) + end, 240],
    ["a huge hazard without refractoriness", escapeNeuron({ hazard: "1e9*c", refractory: "" }) + populations(50) + end, 10_000],
  ];
  test.each(known.flatMap(([name, text, rate]) => scales.map((scale) => [scale.id, name, text, rate, scale] as const)))(
    "%s: %s",
    (_, __, text, rate, scale) => {
      expect(Math.abs(soundRate(text, scale) - rate)).toBeLessThan(0.05 * rate + 1e-9);
    },
  );

  const others: readonly (readonly [string, string])[] = [
    ["one neuron", escapeNeuron() + populations(1) + coupled() + end],
    ["refractoriness of 0", escapeNeuron({ refractory: "refractory: 0 ms" }) + populations(50) + coupled() + end],
    [
      "a step as long as refractoriness and delay",
      escapeNeuron() + populations(50) + coupled("0.05 mV", "delay: 4 ms, connect: all") + end.replace("0.1 ms", "4 ms"),
    ],
    [
      "populations that nothing connects",
      `${escapeNeuron()}populations: { n: { neuron: escape, size: 10 }, m: { neuron: escape, size: 1 } }\n${end}`,
    ],
    [
      "neurons of two kinds",
      `${escapeNeuron()}  dead: { inputs: { rate: Hz }, hazard: rate, refractory: 10 ms }
populations: { n: { neuron: escape, size: 50 }, d: { neuron: dead, size: 70 } }
projections: [{ from: d, to: n, synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: 0.1 mV, connect: all }]
stimuli: [{ to: d.rate, step: { amplitude: 50 Hz } }]
${end}`,
    ],
    [
      "a stimulus on one neuron of a population",
      `${escapeNeuron()}${populations(50)}${coupled()}stimuli: [{ to: "n[3:4].RI", step: { amplitude: 10 mV } }]\n${end}`,
    ],
    ["weights that blow every neuron up", escapeNeuron() + populations(50) + coupled("1e6 mV") + end],
    ["a membrane that blows up by itself, and whose hazard does as well", escapeNeuron(blown) + populations(50) + end],
    ["ages beyond all memory", escapeNeuron() + populations(50, ", initial-age: 1000 s") + end],
    ["adaptation that lowers the threshold", adapting("-theta", "-1 mV") + populations(50) + end],
    ["adaptation that does not decay", adapting("0 mV", "1 mV") + populations(50) + end],
    ["a hazard that falls with the age from infinity", escapeNeuron({ hazard: "c/(age/(1 ms))" }) + populations(50) + end],
    [
      "connections of which each is drawn",
      escapeNeuron() +
        populations(50) +
        coupled('"normal(0.05 mV, 0.1 mV)"', 'delay: "uniform(0.5 ms, 3 ms)", connect: { indegree: 10 }') +
        end,
    ],
  ];
  test.each(others.flatMap(([name, text]) => scales.map((scale) => [scale.id, name, text, scale] as const)))(
    "%s: %s",
    (_, __, text, scale) => {
      expect(soundRate(text, scale)).toBeGreaterThanOrEqual(0);
    },
  );

  test("a membrane that blows up fires when it does: at a population's rate, in the network as well", () => {
    // V' = (V^2/mV + mu)/tau from 0: at infinity after tau pi/(2 sqrt(18)) = 7.40 ms, and once again 4 ms after the spike.
    const text = `${escapeNeuron(blown)}${populations(50)}run: { duration: 1 s, step: 0.02 ms }\nrecord: { n: [activity] }\n`;
    const expected = 1000 / ((20 * Math.PI) / (2 * Math.sqrt(18)) + 4);
    for (const scale of [refractoryDensity, network]) {
      // It fires before: with V_th 15 mV above 0 at the last moment, a hundredth of the period. Kills an infinite hazard that is none.
      expect(soundRate(text, scale) / expected).toBeGreaterThan(0.99);
      expect(soundRate(text, scale) / expected).toBeLessThan(1.2);
    }
  });

  test("a membrane that blows up and need not fire is no number any more, and the run says so", () => {
    const text = escapeNeuron({ ...blown, hazard: "c/(1 + exp((V_th - V)/Delta_u))" }) + populations(50) + end;
    for (const scale of [...scales, network])
      expect(run(text, scale).outcome).toMatchObject({ kind: "diverged", reason: { code: "not-finite", data: { name: "V" } } });
  });

  test("parameters, inputs and states that change during the run", () => {
    for (const scale of scales) {
      const { experiment } = bindText(escapeNeuron() + populations(50) + coupled() + end);
      const simulation = scale.create(scale.plan(experiment!, { seed: 1 }), { from: 0, to: 1 });
      const spikes = () => simulation.activities!().n!.spikes;
      simulation.advance(50);
      const before = spikes();
      simulation.set!("n.mu", 40);
      simulation.set!("n.V", 10);
      simulation.kick!("n.V", 5);
      simulation.set!("n.RI", 3);
      expect(simulation.advance(100)).toEqual({ kind: "reached" });
      // 40 + 3 mV drive some 80 Hz, 18 mV some 14 Hz.
      expect(spikes() - before).toBeGreaterThan(3 * before);
      simulation.close();
    }
  });
});

describe("what is refused", () => {
  const raised = {
    equations: "tau_m*dV/dt = -V + mu + RI - w\ntau_m*dw/dt = -w",
    initial: "V: 0 mV, w: 0 mV",
    reset: "V: V_r, w: w + 1 mV",
  };
  const ending = "run: { duration: 10 ms, step: 0.1 ms, scale: SCALE }\nrecord: { n: [activity] }\n";
  const of = (neuron: string, more = "", last = ending) => neuron + populations(10) + more + last;
  const projection = (synapse: string, delay = "") =>
    `projections: [{ name: p, from: n, to: n, synapse: { ${synapse}, into: RI }, weight: 1 mV, connect: all${delay} }]\n`;
  /** Document, code, and what stands where the sentence points. */
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a threshold", of(escapeNeuron({ hazard: "" }).replace("    hazard: \n", "    spike: V > V_th\n")), "cohorts-need-hazard", "n: {"],
    ["a drawn parameter", of(escapeNeuron({ parameters: ', I_0: "normal(1 mV, 0.1 mV)"' })), "cohorts-differ", "n: {"],
    ["a drawn beginning", of(escapeNeuron({ initial: 'V: "uniform(0 mV, 1 mV)"' })), "cohorts-differ", "n: {"],
    ["noise of one's own", of(escapeNeuron({ equations: "tau_m*dV/dt = -V + mu + RI + sqrt(tau_m)*1 mV*xi" })), "cohorts-noise", "n: {"],
    ["a current that adapts", of(escapeNeuron(raised)), "cohorts-decay", "n: {"],
    [
      "a memory of the potential",
      of(escapeNeuron({ ...raised, equations: "tau_m*dV/dt = -V + mu + RI - w\ntau_m*dw/dt = V - w", reset: "V: V_r" })),
      "cohorts-remember",
      "n: {",
    ],
    ["a reset that multiplies", of(escapeNeuron({ reset: "V: 0.5*V" })), "cohorts-reset", "n: {"],
    ["a reset that is drawn", of(escapeNeuron({ reset: 'V: "normal(0 mV, 1 mV)"' })), "cohorts-reset", "n: {"],
    ["a drawn refractory time", of(escapeNeuron({ refractory: "refractory: exponential(4 ms)" })), "cohorts-refractory", "n: {"],
    // Such a synapse lost its spikes in stationary states, and a run of it was a mistake of the program.
    [
      "a synapse with states at once",
      of(escapeNeuron(), projection("kind: exponential, tau: 3 ms", ", delay: 0 ms")),
      "cohorts-synapse-at-once",
      "{ name: p",
    ],
    [
      "Poisson trains",
      of(escapeNeuron(), "stimuli: [{ name: s, to: n.V, poisson: { rate: 10 Hz, weight: 1 mV } }]\n"),
      "cohorts-input",
      "{ name: s",
    ],
    ["a clamp", of(escapeNeuron(), "stimuli: [{ name: s, clamp: { to: n.V, value: 1 mV } }]\n"), "scale-lacks", "{ name: s"],
    [
      "resources of synapses",
      of(escapeNeuron(), projection("kind: tsodyks-markram, U: 0.5, tau_f: 1 s, tau_d: 200 ms, tau: 3 ms")),
      "cohorts-synapse",
      "{ name: p",
    ],
    [
      "delays by neuron",
      of(escapeNeuron(), projection("kind: exponential, tau: 3 ms", ", delay: 1 ms + 0.1 ms*pre.index")),
      "cohorts-delay",
      "{ name: p",
    ],
    ["no step", of(escapeNeuron(), "", ending.replace(" step: 0.1 ms,", "")), "cohorts-need-step", "run:"],
    ["a method for cells", of(escapeNeuron(), "", ending.replace("step:", "method: rodas, step:")), "network-method", "method:"],
    [
      "an option that is none",
      of(escapeNeuron(), "", ending.replace("step:", "options: { SCALE: { colour: red } }, step:")),
      "scale-option",
      "colour:",
    ],
    [
      "rates beside neurons",
      of(escapeNeuron(), 'rates: { r: { equations: "dx/dt = -x/(1 ms)", initial: { x: 1 } } }\n'),
      "scale-ignores-rates",
      "run:",
    ],
  ];
  const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
  const every = ["mesoscopic", "refractory-density", "low-dimensional"].flatMap((scale) => cases.map((one) => [scale, ...one] as const));

  test.each(every)("%s: %s, at its place and with advice", async (scale, _, text, code, place) => {
    const { experiment, document, errors } = await openText(environment, text.replaceAll("SCALE", scale), "doc.yaml");
    expect(errors).toEqual([]);
    const refusal = await chooseScales(experiment!, document).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(LapicqueError);
    const { code: found, message, hint, span } = refusal as LapicqueError;
    expect(found).toBe(code);
    // In words, about this scale; no name that is the program's own.
    expect(message).toMatch(new RegExp(`\\b${scale}\\b`));
    expect(`${message} ${hint}`).not.toMatch(/undefined|\[object|reset\.V/);
    expect(hint).toMatch(/^(write|give|have|choose|use|add|remove|leave|there is|there are|the hazard is their noise: remove)\b/);
    expect(span!.source.text.slice(span!.start).startsWith(place)).toBe(true);
  });
});

test("a hazard that is not a number ends the run of a network, where a neuron may fire", () => {
  // infinity/infinity before the first spike. In its refractory time a neuron needs no hazard: kills a look that does not ask.
  const text = (before: string) => `
neurons:
  g:
    equations: dx/dt = -x/(10 ms)
    initial: { x: 0 mV }
    hazard: 1/(2 ms)*(age - 2 ms)^3/(1 ms + abs(age - 2 ms))^3/sqrt(heaviside(age - 1 ms))
    reset: { x: x + 1 mV }
    refractory: 2 ms
populations: { n: { neuron: g, size: 10${before} } }
run: { duration: 50 ms, step: 0.1 ms, scale: network }
record: { n: [spikes] }
`;
  const ended = (before: string) => {
    const { experiment, errors } = bindText(text(before));
    expect(errors).toEqual([]);
    const plan = network.plan(experiment!, { seed: 1 });
    const simulation = network.create(plan, { from: 0, to: plan.atoms });
    const outcome = simulation.advance(experiment!.run.duration);
    simulation.close();
    return outcome;
  };
  const outcome = ended("");
  expect(outcome).toMatchObject({ kind: "diverged", reason: { code: "not-finite", data: { name: "hazard", where: "n[0]" } } });
  expect(ended(", initial-age: 5 ms").kind).toBe("reached");
});

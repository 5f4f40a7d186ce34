import { expect, test } from "vitest";
import type { Code } from "../../../src/base/index.ts";
import { builtNames, openText, portableHost, refusalsOf } from "../../../src/session/index.ts";
import { mends } from "../../../src/session/mends/offers.ts";
import { leakyNeurons, pulsesToAll } from "../../common-documents.ts";

const environment = { host: portableHost, names: builtNames(["traces", "raster"]) };

const lif = `${leakyNeurons}run: { duration: 1 s }
`;
const network = lif + pulsesToAll;
const hazard = network.replace("spike: V > theta", "hazard: 10 Hz*exp((V - theta)/(2 mV))");
const stepped = (text: string) => text.replace("1 s }", "1 s, step: 0.1 ms }");

/** A document that is refused with each code, and what is offered first. */
const refused: Readonly<Partial<Record<Code, readonly [text: string, label: string]>>> = {
  "unknown-key": [lif.replace("spike:", "spikes:"), "Change `spikes` to `spike`"],
  "unknown-choice": [lif.replace("1 s }", "1 s, scale: cel }"), "Change `cel` to `cell`"],
  "unknown-model": ["neurons: { c: { model: adx } }\npopulations: { c: { neuron: c } }\nrun: { duration: 1 s }", "Change `adx` to `adex`"],
  "unknown-set": [
    "neurons: { c: { model: adex, set: tonc } }\npopulations: { c: { neuron: c } }\nrun: { duration: 1 s }",
    "Change `tonc` to `tonic`",
  ],
  "unknown-unit": [lif.replace("MOhm", "Mohm"), "Change `Mohm` to `MOhm`"],
  "unknown-name": [lif.replace("> theta", "> thta"), "Change `thta` to `theta`"],
  "unknown-function": [lif.replace("-V + R*I", "-V + R*I*exq(1)"), "Change `exq` to `exp`"],
  "unknown-neuron": [lif.replace("neuron: cell", "neuron: cel"), "Change `cel` to `cell`"],
  "unknown-population": [
    stepped(network).replace("E: {", "Exc: {").replace("from: E, to: E,", "from: Exc, to: Exk,"),
    "Change `Exk` to `Exc`",
  ],
  "no-such-target": [
    `${lif.replaceAll("I", "I_ext")}stimuli:\n  - { to: E.I_ex, step: { amplitude: 1 pA } }\n`,
    "Change `I_ex` to `I_ext`",
  ],
  "unknown-synapse": [stepped(network).replace("kind: delta", "kind: dleta"), "Change `dleta` to `delta`"],
  "unknown-synapse-parameter": [
    stepped(network.replace("delta, into: V }, weight: 0.1 mV", "exponential, tua: 5 ms, into: I }, weight: 0.1 pA")),
    "Change `tua` to `tau`",
  ],
  "foreign-spelling": [lif.replace("-V + R*I", "-V + R*I*2**2"), "Change `**` to `^`"],
  "foreign-unit": [lif.replace("1 s", "2 h"), "Change `2 h` to `7200 s`"],
  "unclosed-parenthesis": [lif.replace("-V + R*I", "-(V - R*I"), "Add `)` at the end of the line"],
  "extra-parenthesis": [lif.replace("-V + R*I", "-V + R*I)"), "Delete this `)`"],
  "tab-indent": [lif.replace("  cell:", "\tcell:").replaceAll("    ", "\t\t"), "Indent with spaces"],
  "no-initial": [
    lif
      .replace("-V + R*I", "|\n      tau*dV/dt = -V + R*I - R*w\n      tau*dw/dt = -w")
      .replace("equations: tau*dV/dt = |", "equations: |"),
    "Add `initial: { w: 0 pA }`",
  ],
  "no-duration": [lif.replace("duration: 1 s", "seed: 1"), "Add `duration: 1 s` to `run`"],
  "nothing-to-run": [lif.replace(/populations:\n.*\n/, ""), "Add `populations: { cell: { neuron: cell } }`"],
  "unknown-format": [`format: 2\n${lif}`, "Change `format` to `1`"],
  "dt-without-step": [lif.replace("R*I", "R*I*dt/tau"), "Add `step: 0.1 ms` to `run`"],
  "network-needs-step": [network, "Add `step: 0.1 ms` to `run`"],
  "cohorts-need-step": [hazard.replace("1 s }", "1 s, scale: mesoscopic }"), "Add `step: 0.1 ms` to `run`"],
  "density-step": [
    `${lif.replace("1 s }", "1 s, scale: fokker-planck }")}stimuli:\n  - { to: E.I, white-noise: { mean: 100 pA, intensity: 50 pA*sqrt(ms) }, each: neuron }\n`,
    "Add `step: 0.1 ms` to `run`",
  ],
  "noise-needs-step": [lif.replace("R*I", "R*I + 1 mV*sqrt(2*tau)*xi"), "Add `step: 0.01 ms` to `run`"],
  "method-needs-step": [lif.replace("1 s }", "1 s, method: heun }"), "Add `step: 0.1 ms` to `run`"],
  "network-method": [stepped(network).replace("step:", "method: milstein, step:"), "Let the scale choose its method"],
  "method-with-events": [stepped(network).replace("step:", "scale: event-driven, method: euler, step:"), "Let the scale choose its method"],
  "method-not-exact": [
    stepped(lif).replace("step:", "method: exact, step:").replace("-V + R*I", "-V + R*I + V^2/(1 mV)"),
    "Let the scale choose its method",
  ],
  "method-without-noise": [
    stepped(lif).replace("step:", "method: rk4, step:").replace("R*I", "R*I + 1 mV*sqrt(2*tau)*xi"),
    "Let the scale choose its method",
  ],
  "duplicate-key": [lif.replace("tau: 20 ms,", "tau: 20 ms, tau: 10 ms,"), "Remove `tau: 10 ms`"],
  "no-value": [lif.replace("inputs:", "refractory:\n    inputs:"), "Remove `refractory:`"],
  "include-and-model": [
    "neurons: { c: { include: other.yaml, model: adex } }\npopulations: { c: { neuron: c } }\nrun: { duration: 1 s }",
    "Remove `include: other.yaml`",
  ],
  "set-without-model": [lif.replace("inputs:", "set: tonic\n    inputs:"), "Remove `set: tonic`"],
  "parameter-and-input": [lif.replace("theta: 20 mV", "theta: 20 mV, I: 1 pA"), "Remove `I: pA`"],
  "spike-and-hazard": [lif.replace("reset:", "hazard: 10 Hz\n    reset:"), "Remove `hazard: 10 Hz`"],
  "reset-without-spike": [lif.replace("    spike: V > theta\n", ""), "Remove `reset: { V: 0 mV }`"],
  "activity-connects": [
    stepped(network.replace("delta, into: V }, weight: 0.1 mV", "activity, into: I }, weight: 0.1 pA*s")),
    "Remove `connect: all`",
  ],
  "send-and-post": [
    stepped(network.replace("kind: delta, into: V }, weight: 0.1 mV", "kind: own, into: I }, weight: 0.1 pA")).replace(
      "populations:",
      "synapses:\n  own:\n    send: pre.V/(1 mV)\n    post: { equations: ds/dt = -s/(2 ms) }\npopulations:",
    ),
    "Remove `post: { equations: ds/dt = -s/(2 ms) }`",
  ],
};

test("every mend has a document that is refused", () => {
  expect(Object.keys(refused).sort()).toEqual(Object.keys(mends).sort());
});

test.each(Object.entries(refused))(
  "%s is mended: what is offered is accepted (kills: an edit at the wrong place, the wrong word of a line)",
  async (code, [text, label]) => {
    const before = await openText(environment, text, "a.yaml");
    const refusals = await refusalsOf(environment, text, "a.yaml");
    const mended = refusals.find(({ offers }) => offers[0]?.label === label);
    expect(mended, JSON.stringify(refusals.map(({ message, offers }) => [message, offers.map((one) => one.label)]))).toBeDefined();
    const after = await refusalsOf(environment, mended!.offers[0]!.text, "a.yaml");
    expect(after).toEqual([]);
    // Mistakes have the code that the mend is registered for; refusals of scales have no place among them.
    if (before.errors.length > 0) expect(before.errors.map((error) => error.code)).toContain(code);
  },
);

test("what helps nothing is not offered (kills: offers that nobody tried)", async () => {
  // Between the two letters of `xx` and any name of the document lie more edits than a slip of the finger makes.
  const [only, ...others] = await refusalsOf(environment, lif.replace("> theta", "> nowhere_near"), "a.yaml");
  expect([only!.offers, others]).toEqual([[], []]);
  // A unit that is spelled right and is no voltage: the suggestion would not fit.
  const [wrong] = await refusalsOf(environment, lif.replace("theta: 20 mV", "theta: 20 ms"), "a.yaml");
  expect(wrong!.offers).toEqual([]);
});

test("a scale that refuses is told, with what lets it run and which others do", async () => {
  const named = stepped(lif).replace("step:", "scale: fokker-planck, step:");
  const [refusal] = await refusalsOf(environment, named, "a.yaml");
  expect(refusal!.offers.map(({ label }) => label)).toContain("Run at the scale cell");
  const [asked] = await refusalsOf(environment, hazard.replace("1 s }", "1 s, scale: mesoscopic }"), "a.yaml", "mesoscopic");
  expect(asked!.offers.map(({ label }) => label)).toEqual(["Add `step: 0.1 ms` to `run`"]);
});

test("a document that is accepted has no refusals, one that cannot be read has its own", async () => {
  expect(await refusalsOf(environment, lif, "a.yaml")).toEqual([]);
  const [unreadable] = await refusalsOf(environment, "run: [", "a.yaml");
  expect(unreadable!.offers).toEqual([]);
});

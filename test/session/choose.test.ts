/** Which scale runs a document, and what is said where none does. */
import { expect, test } from "vitest";
import type { LapicqueError } from "../../src/base/index.ts";
import { bind } from "../../src/model/index.ts";
import { chooseScales } from "../../src/session/choose.ts";
import { names, open, place } from "../model/open.ts";

const rest = "populations: { p: { neuron: n } }\n";
const leaky = "neurons: { n: { equations: dV/dt = -V/(9 ms) + I/(9 ms), inputs: { I: mV }, initial: { V: 0 mV } } }\n";
const noisy = "neurons: { n: { equations: dV/dt = -V/(9 ms) + 1 mV/sqrt(ms)*xi, initial: { V: 0 mV } } }\n";

async function refusalOf(text: string): Promise<string> {
  const document = open(text);
  const { experiment } = bind(document, new Map(), names);
  return chooseScales(experiment!, document).then(
    ([scale]) => `runs: ${scale?.id}`,
    (error: LapicqueError) => place(error),
  );
}

test.each([
  ["cells", `${leaky}${rest}run: { duration: 1 s }`, "runs: cell"],
  ["rates", "units: none\nrates: { r: { equations: dx/dt = -x, initial: { x: 1 } } }\nrun: { duration: 1 }", "runs: rate"],
  ["a method that lacks its step", `${leaky}${rest}run: { duration: 1 s, method: rk4 }`, "doc.yaml:3:23 method-needs-step"],
  ["noise without a step", `${noisy}${rest}run: { duration: 1 s }`, "doc.yaml:3:1 noise-needs-step"],
  [
    "spikes from outside",
    `${leaky}${rest}stimuli: [{ name: s, to: p.V, poisson: { rate: 9 Hz, weight: 1 mV } }]\nrun: { duration: 1 s, step: 0.1 ms }`,
    "runs: network",
  ],
  [
    "single neurons, as a network where that is asked for",
    `${leaky}${rest}run: { duration: 1 s, step: 0.1 ms, scale: network }`,
    "runs: network",
  ],
  [
    "a network without a step",
    `${leaky}${rest}stimuli: [{ name: s, to: p.V, poisson: { rate: 9 Hz, weight: 1 mV } }]\nrun: { duration: 1 s }`,
    "doc.yaml:4:1 network-needs-step",
  ],
  [
    "two reasons are told together",
    `${leaky}${rest}run: { duration: 1 s, method: rk4 }\nrates: { r: { equations: dx/dt = -x/(1 s), initial: { x: 1 } } }`,
    "doc.yaml:3:1 no-scale-fits",
  ],
])("%s", async (_name, text, expected) => {
  expect(await refusalOf(text)).toBe(expected);
});

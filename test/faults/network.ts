/** Faults of networks, numbered as those of `fixtures.ts`. */
import type { Fault } from "./fixtures.ts";

const sound = `title: network
neurons:
  lif:
    equations: tau*dV/dt = -V
    initial: { V: 0 mV }
    spike: V > 20 mV
    reset: { V: 0 mV }
    parameters: { tau: 20 ms }
populations:
  E: { neuron: lif, size: 100 }
  I: { neuron: lif, size: 25 }
projections:
  - from: E
    to: [E, I]
    synapse: { kind: delta, into: V }
    connect: { probability: 0.1 }
    weight: 0.1 mV
    delay: 1.5 ms
run: { duration: 100 ms, step: 0.1 ms, scale: network }
`;

/** The line of `from` with `to` in its place, and where the value begins. */
function fault(number: number, name: string, from: string, to: string, says: RegExp): Fault {
  if (!sound.includes(from)) throw new Error(`the network does not contain ${from}`);
  const before = sound.slice(0, sound.indexOf(from)).split("\n");
  const value = to.lastIndexOf(" ", to.replace(/ (mV|ms|Hz)?[ }]*$/, "").length - 1) + 1;
  return {
    number,
    name,
    files: sound.replace(from, to),
    exit: 2,
    at: [before.length, before.at(-1)!.length + value + 1],
    says: [says],
    isAlone: true,
  };
}

export const networkFaults: readonly Fault[] = [
  fault(26, "size 0", "size: 100", "size: 0", /whole number above 0/),
  fault(26, "size negative", "size: 100", "size: -3", /whole number above 0/),
  fault(26, "size fractional", "size: 100", "size: 2.5", /whole number above 0/),
  fault(27, "size 1e12: refused before anything is allocated", "size: 100", "size: 1e12", /at most 4294967295 neurons/),
  fault(28, "probability above 1", "probability: 0.1", "probability: 1.5", /between 0 and 1/),
  fault(28, "probability negative", "probability: 0.1", "probability: -0.1", /between 0 and 1/),
  fault(35, "delay below the step", "delay: 1.5 ms", "delay: 0.05 ms", /0\.5 steps/),
  fault(36, "delay negative", "delay: 1.5 ms", "delay: -1.5 ms", /cannot be negative/),
  fault(36, "delay no multiple of the step", "delay: 1.5 ms", "delay: 1.53 ms", /15\.3 steps/),
];

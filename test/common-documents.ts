/** Documents that tests of several parts open. */

/** One passive cell for 10 ms, with one figure. */
export const passiveCell = `
neurons:
  leaky:
    parameters: { tau: 10 ms, E: -70 mV }
    equations: dV/dt = (E - V)/tau
    initial: { V: -60 mV }
populations: { cell: { neuron: leaky } }
run: { duration: 10 ms }
record: { cell: [V] }
figures: [traces]
`;

/** Ten leaky integrate-and-fire neurons, without a run. */
export const leakyNeurons = `neurons:
  cell:
    equations: tau*dV/dt = -V + R*I
    inputs: { I: pA }
    initial: { V: 0 mV }
    spike: V > theta
    reset: { V: 0 mV }
    parameters: { tau: 20 ms, R: 100 MOhm, theta: 20 mV }
populations:
  E: { neuron: cell, size: 10 }
`;

/** Each of them sends pulses to all. */
export const pulsesToAll = `projections:
  - { from: E, to: E, synapse: { kind: delta, into: V }, weight: 0.1 mV, delay: 1 ms, connect: all }
`;

/** Documents that several groups compute at different scales. */

/** Brunel 2000: tau 20 ms, threshold 20 mV, reset 10 mV, refractory 2 ms, J 0.1 mV, 1000 and 250 inputs, as many from outside. */
export const brunel = (g: number, eta: number, run = "duration: 1 s, step: 0.1 ms, scale: network") => `
parameters: { J: 0.1 mV, g: ${g}, eta: ${eta} }
neurons:
  lif:
    equations: tau_m*dV/dt = -V
    initial: { V: 0 mV }
    spike: V > theta
    reset: { V: V_r }
    refractory: 2 ms
    parameters: { tau_m: 20 ms, theta: 20 mV, V_r: 10 mV }
populations: { E: { neuron: lif, size: 10000 }, I: { neuron: lif, size: 2500 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: J, delay: 1.5 ms, connect: { indegree: 1000 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -g*J, delay: 1.5 ms, connect: { indegree: 250 } }
stimuli: [{ to: [E.V, I.V], poisson: { rate: eta*theta/(J*tau_m), weight: J } }]
run: { ${run} }
record: { E: [spikes, activity], I: [spikes, activity] }
`;

/** Wilson and Cowan 1972, with the parameters of one of their regimes. */
export const wilsonCowan = (regime: string, { E = 0.1, I = 0.05, run = "duration: 1" } = {}) => `
units: none
rates:
  EI:
    equations: |
      dE/dt = -E + (k_e - E)*S(c1*E - c2*I + P, a_e, th_e)
      dI/dt = -I + (k_i - I)*S(c3*E - c4*I, a_i, th_i)
      S(x, a, th) = 1/(1 + exp(-a*(x - th))) - 1/(1 + exp(a*th))
      k_e = 1 - 1/(1 + exp(a_e*th_e))
      k_i = 1 - 1/(1 + exp(a_i*th_i))
    initial: { E: ${E}, I: ${I} }
    parameters: { ${regime} }
run: { ${run}, scale: rate }
record: { EI: [E, I] }
`;

/** It oscillates between P = 1.088 and a fold of cycles. */
export const oscillating = (P: number) => `c1: 16, c2: 12, c3: 15, c4: 3, a_e: 1.3, th_e: 4, a_i: 2, th_i: 3.7, P: ${P}`;

/** Three states between P = -0.3996 and 0.3048. */
export const hysteretic = (P: number) => `c1: 12, c2: 4, c3: 13, c4: 11, a_e: 1.2, th_e: 2.8, a_i: 1, th_i: 4, P: ${P}`;

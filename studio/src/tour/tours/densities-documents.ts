/** The documents of the tour `densities`: examples on coarser grids, which answer in a second or two. */

export const noisy = {
  name: "noisy.yaml",
  text: `format: 1
title: Noisy integrate-and-fire neurons, as a density of their potentials
units: none
parameters:
  b: { value: 0, meaning: strength of the connections, range: [-10, 4] }
  v0: { value: -1, meaning: mean of the potentials at the beginning, range: [-2, 1.9] }
  s2: { value: 0.5, meaning: variance of the potentials at the beginning, range: [0.003, 1] }
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2*a)*xi
    initial: { V: "truncated(normal(v0, sqrt(s2)), -infinity, V_F)" }
    spike: V > V_F
    reset: { V: V_R }
    parameters: { a: 1, V_F: 2, V_R: 1 }
populations: { n: { neuron: nlif, size: 20000 } }
projections: [{ name: recurrent, from: n, to: n, synapse: { kind: delta, into: V }, weight: b/pre.size, connect: all }]
run: { duration: 5, step: 0.005, seed: 1, scale: [fokker-planck, network], options: { fokker-planck: { cells: 400, V: [-6, 2], entropy: (x - 1)^2 } } }
record: { n: [activity, density, entropy] }
figures: [density]
`,
};

export const refractory = {
  name: "refractory.yaml",
  text: `format: 1
title: Refractory neurons stay quiet or busy as they have begun
units: none
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2*a)*xi
    initial: { V: "truncated(normal(0, 0.5), -infinity, V_F)" }
    spike: V > V_F
    reset: { V: V_R }
    refractory: exponential(tau)
    parameters: { a: 1, V_F: 2, V_R: 1, tau: 0.025 }
populations:
  quiet: { neuron: nlif, size: 20000 }
  busy: { neuron: nlif, size: 20000 }
parameters: { b: { value: 1.5, meaning: strength of the connections, range: [0, 3] } }
projections:
  - { from: quiet, to: quiet, synapse: { kind: delta, into: V }, weight: b/pre.size, delay: 0.01, connect: all }
  - { from: busy, to: busy, synapse: { kind: delta, into: V }, weight: b/pre.size, delay: 0.01, connect: all }
run:
  duration: 2
  step: 0.001
  scale: fokker-planck
  options:
    fokker-planck:
      cells: 300
      V: [-6, 2]
      initial: { busy: "10.7*where(V > V_R, 1 - exp(-14.5*(V_F - V)), exp(15*(V - V_R)))/(16 - V)" }
record: { quiet: [activity, density, mass], busy: [activity, density, mass] }
figures: [density]
`,
};

export const rhythmic = {
  name: "rhythm.yaml",
  text: `format: 1
title: A random threshold and refractoriness make a rhythm
units: none
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2*a)*xi
    initial: { V: "normal(0, 0.5)" }
    hazard: where(V > V_F, 1/epsilon, 0)
    reset: { V: V_R }
    refractory: exponential(tau)
    parameters:
      a: { value: 1, meaning: strength of the noise }
      V_F: { value: 2, meaning: potential above which neurons fire }
      V_R: { value: 1, meaning: reset }
      epsilon: { value: 0.1, meaning: mean time to a spike there, range: [0.01, 1] }
      tau: { value: 0.5, meaning: mean refractory time, range: [0.05, 1] }
populations:
  n: { neuron: nlif, size: 20000 }
parameters: { b: 5 }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: V }, weight: b/pre.size, connect: all }
run: { duration: 10, step: 0.005, seed: 1, scale: fokker-planck, options: { fokker-planck: { cells: 400, V: [-6, 6] } } }
record: { n: [activity, density, mass] }
figures: [density]
`,
};

export const elapsed = {
  name: "elapsed.yaml",
  text: `format: 1
title: Elapsed-time model with self-sustained oscillation (Pakdaman, Perthame, Salort)
units: none
neurons:
  aged:
    equations: |
      lambda*dX/dt = N - X
      sigma = 2 - (J*X)^4/(1 + (J*X)^4)
    inputs: { N: 1 }
    initial: { X: 0.3 }
    hazard: heaviside(age - sigma)
    parameters:
      J: { value: 2.75, meaning: strength of the connections, range: [0, 4] }
      lambda: { value: 0.1, meaning: delay of the activity, range: [0.02, 0.5] }
populations:
  n: { neuron: aged, size: 20000, initial-age: "truncated(normal(0.5, 0.1), 0, infinity)" }
projections:
  - { from: n, to: n, synapse: { kind: activity, into: N } }
run: { duration: 20, step: 0.01, seed: 1, scale: refractory-density }
record: { n: [activity, density] }
figures: [density, activity]
`,
};

export const conductance = {
  name: "conductance.yaml",
  text: `format: 1
title: Voltage-conductance equation of an excitatory network
units: none
parameters:
  b: { value: 0.1, meaning: strength of the connections, range: [0, 0.2] }
  g_0: { value: 0.5, meaning: conductance from outside, range: [0.1, 0.8] }
  a_0: { value: 0.005, meaning: noise of the conductance, range: [0.002, 0.03] }
  a_1: { value: 0.002, meaning: noise for each unit of activity }
neurons:
  cond:
    equations: |
      dv/dt = -g_L*v + g*(V_E - v)
      sigma_E*dg/dt = g_0 + b*N - g + sqrt(2*(a_0 + a_1*N)*sigma_E)*xi
    inputs: { N: 1 }
    bounds: { g: [0, infinity] }
    initial: { v: 0, g: g_0 }
    spike: v > V_F
    reset: { v: 0 }
    parameters: { g_L: 1, V_E: 4.67, V_F: 1, sigma_E: 0.2 }
populations:
  n: { neuron: cond, size: 20000 }
projections:
  - { from: n, to: n, synapse: { kind: activity, into: N } }
run: { duration: 4, step: 0.01, seed: 1, scale: voltage-conductance, options: { voltage-conductance: { cells: [100, 60], g: [0, 1.5] } } }
record: { n: [activity, density, mean(g)] }
figures: [density, joint-density, activity]
`,
};

export const hallucination = {
  name: "hallucination.yaml",
  text: `format: 1
title: What a drugged cortex sees (Ermentrout and Cowan 1979)
units: none
parameters:
  A_e: { value: 2, meaning: strength of excitation }
  s_e: { value: 1, meaning: reach of excitation }
  A_i: { value: 1.5, meaning: strength of inhibition }
  s_i: { value: 2, meaning: reach of inhibition }
  g: { value: 6, meaning: slope of the activation, range: [2, 8] }
  wave: { value: 7.3418122056, meaning: length of the waves that grow first }
fields:
  cortex:
    axes: { x: [0, 12*wave, 64], y: [-6*wave, 6*wave, 64] }
    equations: |
      da/dt = -a + conv(w, 1/(1 + exp(-g*(a - theta))))
      w(dx, dy) = A_e*G(dx, dy, s_e) - A_i*G(dx, dy, s_i)
      G(x, y, s) = exp(-(x^2 + y^2)/(2*s^2))/(2*pi*s^2)
    initial: { a: 0.25 + 0.01*cos(2*pi*(6*x + 10*y)/(12*wave)) }
    parameters: { theta: 0.25 }
run: { duration: 30, step: 0.2, scale: field }
record: { cortex: [a] }
figures: [retinal, planform]
`,
};

/** Documents of the tour `populations`, of populations alone: examples made small enough to answer in a second or two. */

export const many = {
  name: "many.yaml",
  text: `format: 1
title: Neurons that fire by chance, and their population
parameters: { N: { value: 100, meaning: number of neurons, range: [20, 2000] } }
neurons:
  escape:
    equations: tau_m*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters:
      tau_m: { value: 20 ms, meaning: time constant of the membrane, range: [5 ms, 50 ms] }
      mu: { value: 18 mV, meaning: constant input, range: [10 mV, 30 mV] }
      c: { value: 10 Hz, meaning: hazard at the threshold, range: [1 Hz, 50 Hz] }
      V_th: { value: 15 mV, meaning: threshold, range: [10 mV, 20 mV] }
      Delta_u: { value: 2 mV, meaning: softness of the threshold, range: [0.5 mV, 5 mV] }
populations: { n: { neuron: escape, size: round(N) } }
run: { transient: 200 ms, duration: 1 s, step: 0.1 ms, seed: 1, scale: network }
record: { n: [spikes, activity] }
figures: [raster, { activity: { window: 10 ms } }]
`,
};

export const population = {
  name: "population.yaml",
  text: `format: 1
title: A population of neurons that fire by chance
parameters: { N: { value: 100, meaning: number of neurons, range: [20, 2000] } }
neurons:
  escape:
    equations: tau_m*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters:
      tau_m: { value: 20 ms, meaning: time constant of the membrane, range: [5 ms, 50 ms] }
      mu: { value: 18 mV, meaning: constant input, range: [10 mV, 30 mV] }
      c: { value: 10 Hz, meaning: hazard at the threshold, range: [1 Hz, 50 Hz] }
      V_th: { value: 15 mV, meaning: threshold, range: [10 mV, 20 mV] }
      Delta_u: { value: 2 mV, meaning: softness of the threshold, range: [0.5 mV, 5 mV] }
populations: { n: { neuron: escape, size: round(N) } }
run: { transient: 200 ms, duration: 1 s, step: 0.1 ms, seed: 1, scale: [mesoscopic, network] }
record: { n: [activity] }
figures: [{ activity: { window: 10 ms } }]
`,
};

export const infinite = {
  name: "infinite.yaml",
  text: `format: 1
title: A step of the input, seen by infinitely many neurons
neurons:
  escape:
    equations: tau_m*dV/dt = -V + mu + RI
    inputs: { RI: mV }
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters:
      tau_m: { value: 20 ms, meaning: time constant of the membrane, range: [5 ms, 50 ms] }
      mu: { value: 14 mV, meaning: constant input, range: [10 mV, 30 mV] }
      c: { value: 10 Hz, meaning: hazard at the threshold, range: [1 Hz, 50 Hz] }
      V_th: { value: 15 mV, meaning: threshold, range: [10 mV, 20 mV] }
      Delta_u: { value: 2 mV, meaning: softness of the threshold, range: [0.5 mV, 5 mV] }
populations: { n: { neuron: escape, size: 1000 } }
stimuli: [{ name: step, to: n.RI, step: { amplitude: 11 mV }, start: 600 ms }]
run: { transient: 500 ms, duration: 400 ms, step: 0.2 ms, scale: refractory-density }
record: { n: [activity, density] }
figures: [density]
`,
};

export const hopping = {
  name: "hopping.yaml",
  text: `format: 1
title: A population with two states of rest
parameters:
  J: { value: 5 mV, meaning: strength of the coupling, range: [2.5 mV, 7 mV] }
  N: { value: 10, meaning: number of neurons, range: [5, 100] }
neurons:
  poisson:
    equations: tau*dh/dt = -h
    initial: { h: 1.447941 mV }
    hazard: r_max/(1 + exp(-(h - h_half)/width))
    parameters:
      tau: { value: 20 ms, meaning: time constant of the membrane }
      r_max: { value: 100 Hz, meaning: highest rate }
      h_half: { value: 5 mV, meaning: potential of half that rate }
      width: { value: 2 mV, meaning: softness of the threshold }
populations: { n: { neuron: poisson, size: round(N) } }
projections: [{ name: recurrent, from: n, to: n, synapse: { kind: delta, into: h }, weight: J/pre.size, delay: 0 ms, connect: all }]
run: { duration: 10 s, step: 0.5 ms, seed: 1, scale: mesoscopic }
record: { n: [activity] }
figures: [{ activity: { window: 50 ms } }]
`,
};

export const perfect = {
  name: "perfect.yaml",
  text: `format: 1
title: Spectrum of a population of perfect integrate-and-fire neurons
parameters:
  r: { value: 20 Hz, meaning: rate, range: [5 Hz, 50 Hz] }
  CV: { value: 0.3, meaning: irregularity of the intervals, range: [0.1, 1.2] }
neurons:
  perfect:
    equations: dx/dt = r + CV*sqrt(r)*xi
    initial: { x: "uniform(0, 1)" }
    spike: x > 1
    reset: { x: 0 }
populations: { perfect: { neuron: perfect, size: 200 } }
run: { transient: 200 ms, duration: 10 s, step: 0.1 ms, seed: 1, scale: network }
record: { perfect: [spikes] }
figures: [{ spectrum: { segment: 400 ms } }, isi]
`,
};

export const five = {
  name: "five.yaml",
  text: `format: 1
title: Eigenvalues of five renewal models at equal rate and CV
neurons:
  dead-time:
    hazard: heaviside(age - 40 ms)/(10 ms)
  gaussian:
    equations: |
      z = (age - 50 ms)/(10 ms)
      late = z + 1/(z + 2/(z + 3/(z + 4/(z + 5/(z + 6/z)))))
    hazard: where(z < 3, sqrt(2/pi)*exp(-z^2/2)/(1 - erf(z/sqrt(2))), late)/(10 ms)
  perfect-if:
    equations: v' = 20 Hz + 0.2*sqrt(20 Hz)*xi
    initial: { v: "uniform(0, 1)" }
    spike: v > 1
    reset: { v: 0 }
  escape-lif:
    equations: tau*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters: { tau: 20 ms, mu: 19.57535558 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 1.24981367 mV }
  noisy-lif:
    equations: tau*dV/dt = -V + mu + s*sqrt(tau)*xi
    initial: { V: 0 mV }
    spike: V > 15 mV
    reset: { V: 0 mV }
    parameters: { tau: 20 ms, mu: 16.13254995 mV, s: 1.0952007 mV }
populations:
  dead-time: { neuron: dead-time, size: 100 }
  gaussian: { neuron: gaussian, size: 100, initial-age: "uniform(0 ms, 50 ms)" }
  perfect-if: { neuron: perfect-if, size: 100 }
  escape-lif: { neuron: escape-lif, size: 100 }
  noisy-lif: { neuron: noisy-lif, size: 100 }
run: { transient: 500 ms, duration: 4 s, step: 0.1 ms, seed: 1, scale: network }
record: { dead-time: [spikes], gaussian: [spikes], perfect-if: [spikes], escape-lif: [spikes], noisy-lif: [spikes] }
figures: [eigenmodes, isi, { spectrum: { segment: 500 ms } }]
`,
};

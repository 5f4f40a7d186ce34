/** Documents of the tour `populations`, of circuits and of modes: examples made small enough to answer in a second or two. */

export const few = {
  name: "few-modes.yaml",
  text: `format: 1
title: Relaxation of uncoupled populations with one mode and with four
neurons:
  poisson:
    equations: tau_h*dh/dt = -h + RI
    inputs: { RI: mV }
    initial: { h: 0 mV }
    hazard: nu*exp(h/Delta_u)
    refractory: 10 ms
    parameters: { tau_h: 2 ms, nu: 50 Hz, Delta_u: 4 mV }
populations:
  one: { neuron: poisson, size: 1000 }
  four: { neuron: poisson, size: 1000 }
stimuli: [{ to: [one.RI, four.RI], step: { amplitude: 8 mV }, start: 120 ms }]
run:
  transient: 100 ms
  duration: 200 ms
  step: 0.2 ms
  scale: low-dimensional
  options: { low-dimensional: { modes: { one: 1, four: 4 }, noise: none, remainder: none } }
record: { one: [activity], four: [activity] }
figures: [activity]
`,
};

export const late = {
  name: "late-inhibition.yaml",
  text: `format: 1
title: Inhibition that comes late
neurons:
  poisson:
    equations: tau_h*dh/dt = -h + mu + RI
    inputs: { RI: mV }
    initial: { h: 4 mV }
    hazard: nu*exp(h/Delta_u)
    refractory: 10 ms
    parameters: { tau_h: 2 ms, mu: 9 mV, nu: 50 Hz, Delta_u: 4 mV }
populations:
  two: { neuron: poisson, size: 1000 }
  four: { neuron: poisson, size: 1000 }
projections:
  - { from: two, to: two, synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: -0.06 mV, delay: 3 ms, connect: all }
  - { from: four, to: four, synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: -0.06 mV, delay: 3 ms, connect: all }
stimuli: [{ to: [two.RI, four.RI], step: { amplitude: 6 mV }, start: 220 ms, duration: 60 ms }]
run:
  transient: 200 ms
  duration: 120 ms
  step: 0.2 ms
  scale: low-dimensional
  options: { low-dimensional: { modes: { two: 2, four: 4 }, noise: none, remainder: none } }
record: { two: [activity], four: [activity] }
figures: [activity]
`,
};

export const column = {
  name: "column.yaml",
  text: `format: 1
title: Cortical microcircuit with escape noise (Schwalger, Deger and Gerstner 2017)
parameters:
  f: 1
  adaptation: 0
  pulse: { value: 0, meaning: strength of the thalamic volley, range: [0, 2] }
  background: 0                 # [mV]
  tau_m: 10 ms
  tau_s: 0.5 ms
  J: 0.1756 mV/f                # what a spike adds to the membrane if it comes at once: 87.8 pA for tau_s into 250 pF
neurons:
  escape:
    equations: |
      tau_m*dV/dt = -V + mu + J_a*rate + background*1 mV + RI
      tau_a*dtheta/dt = -theta
    inputs: { RI: mV }
    initial: { V: 0 mV, theta: 0 mV }
    hazard: c*exp((V - V_th - theta)/Delta_u)
    reset: { V: 0 mV, theta: theta + J_a/tau_a }
    refractory: 2 ms
    parameters: { mu: 20 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 5 mV, tau_a: 1 s, J_a: adaptation*1 mV*s, rate: 0 Hz }
  quick:
    include: neurons.escape
    parameters: { J_a: 0 mV*s }
populations:
  L23E: { neuron: escape, size: round(f*20683), parameters: { mu: 19.14942021 mV, rate: 0.9736411 Hz } }
  L23I: { neuron: quick, size: round(f*5834), parameters: { mu: 20.36247192 mV } }
  L4E: { neuron: escape, size: round(f*21915), parameters: { mu: 30.80455243 mV, rate: 4.67324687 Hz } }
  L4I: { neuron: quick, size: round(f*5479), parameters: { mu: 28.06868188 mV } }
  L5E: { neuron: escape, size: round(f*4850), parameters: { mu: 29.43680143 mV, rate: 8.1409982 Hz } }
  L5I: { neuron: quick, size: round(f*1065), parameters: { mu: 29.32954448 mV } }
  L6E: { neuron: escape, size: round(f*14395), parameters: { mu: 34.93225564 mV, rate: 0.98813263 Hz } }
  L6I: { neuron: quick, size: round(f*2948), parameters: { mu: 32.08123423 mV } }
  excitatory: [L23E, L4E, L5E, L6E]
  inhibitory: [L23I, L4I, L5I, L6I]
  cortex: [L23E, L23I, L4E, L4I, L5E, L5I, L6E, L6I]
projections:
  - name: excitation
    from: excitatory
    to: cortex
    parameters:
      w: J
      p:
        - [0.1009, 0.0437, 0.0323, 0.0076]
        - [0.1346, 0.0316, 0.0755, 0.0042]
        - [0.0077, 0.0497, 0.0067, 0.0453]
        - [0.0691, 0.0794, 0.0033, 0.1057]
        - [0.1004, 0.0505, 0.0831, 0.0204]
        - [0.0548, 0.0257, 0.06, 0.0086]
        - [0.0156, 0.0211, 0.0572, 0.0396]
        - [0.0364, 0.0034, 0.0277, 0.0658]
    except: [{ from: L4E, to: L23E, parameters: { w: 2*J } }]
    synapse: { kind: exponential, tau: tau_s, into: RI }
    connect: all
    weight: p*w*tau_m/tau_s
    delay: 1.5 ms
  - name: inhibition
    from: inhibitory
    to: cortex
    parameters:
      p:
        - [0.1689, 0.0818, 0, 0]
        - [0.1371, 0.0515, 0, 0]
        - [0.0059, 0.135, 0.0003, 0]
        - [0.0029, 0.1597, 0, 0]
        - [0.0622, 0.0057, 0.3726, 0]
        - [0.0269, 0.0022, 0.3158, 0]
        - [0.0066, 0.0166, 0.0197, 0.2252]
        - [0.001, 0.0005, 0.008, 0.1443]
    synapse: { kind: exponential, tau: tau_s, into: RI }
    connect: all
    weight: -4*p*J*tau_m/tau_s
    delay: 1.5 ms
stimuli:
  - { name: volley_4E, to: L4E.RI, step: { amplitude: pulse*15 mV }, start: 560 ms, duration: 30 ms }
  - { name: volley_4I, to: L4I.RI, step: { amplitude: pulse*9.44557 mV }, start: 560 ms, duration: 30 ms }
  - { name: volley_6E, to: L6E.RI, step: { amplitude: pulse*7.81282 mV }, start: 560 ms, duration: 30 ms }
  - { name: volley_6I, to: L6I.RI, step: { amplitude: pulse*2.99084 mV }, start: 560 ms, duration: 30 ms }
run: { transient: 300 ms, duration: 300 ms, step: 0.1 ms, seed: 1, scale: mesoscopic }
record: { cortex: [activity] }
figures:
  - activity: { populations: [L23E, L23I, L4E, L4I, L5E, L5I, L6E, L6I], window: 4 ms }
`,
};

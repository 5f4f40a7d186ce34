/**
 * What documents have in common: the compressor begins with this text, so that a link holds little but what is new. Never to be changed:
 * links of version 1 are read with it. A better one is version 2.
 */
export const dictionary1 = `{"open":["plane","traces","firing","live"],"plane":{"axes":["V","w"],"window":[-90,20,-100,300],"starts":[{"at":{"V":-60,"w":0},"backwards":true}],"hidden":["field","nullclines","cycles","separatrices","run"]},"traces":{"range":[0,1000],"hidden":[]},"firing":{"input":"I","range":[0,500]},"live":{"span":500,"speed":100,"kick":1}}
dn/dt = alpha_n(V)*(1 - n) - beta_n(V)*n
alpha_m(V) = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/10 mV))
C*dV/dt = I - g_Na*m^3*h*(V - E_Na) - g_K*n^4*(V - E_K) - g_L*(V - E_L)
stimuli:
  - { name: pulse, to: cell.I, pulses: { amplitude: 100 pA, period: 100 ms, width: 1 ms, count: 5 }, start: 100 ms, duration: 300 ms }
  - { to: [cell.I], noise: { mean: 0 pA, sd: 1 pA, tau: 5 ms } }
  - { to: cell.I, ramp: { from: 0 pA, to: 500 pA } }
parameters:
      C: { value: 281 pF, meaning: membrane capacitance, range: [ 10 pF, 1000 pF ], source: Naud, Marcille, Clopath & Gerstner 2008, as adapted in the Brian2 example }
      g_L: { value: 30 nS, meaning: leak conductance, range: [ 0.5 nS, 100 nS ], source: Brette & Gerstner 2005 }
      E_L: { value: -70.6 mV, meaning: leak reversal potential, range: [ -90 mV, -50 mV ], source: Brette & Gerstner 2005 }
      V_T: { value: -50.4 mV, meaning: effective threshold, range: [ -60 mV, -40 mV ] }
      tau_w: { value: 144 ms, meaning: time constant of adaptation, range: [ 1 ms, 1000 ms ] }
      b: { value: 80.5 pA, meaning: adaptation added by a spike, range: [ 0 pA, 1000 pA ] }
      V_r: { value: -70.6 mV, meaning: reset potential, range: [ -90 mV, -40 mV ] }
      V_peak: { value: 20 mV, meaning: potential at which a spike is stamped, range: [ -30 mV, 40 mV ] }
    refractory: 2 ms
    units: none
format: 1
title: Adapting AdEx neuron (Naud et al. 2008)
neurons:
  cell:
    equations: |
      tau_m*dV/dt = -(V - E_L) + R*I
      C*dV/dt = -g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) - w + I
      tau_w*dw/dt = a*(V - E_L) - w
    inputs: { I: pA }
    initial: { V: E_L, w: 0 pA }
    spike: V > V_peak
    reset: { V: V_r, w: w + b }
    parameters: { C: 200 pF, g_L: 12 nS, E_L: -70 mV, V_T: -50 mV, Delta_T: 2 mV, a: 2 nS, tau_w: 300 ms, b: 60 pA, V_r: -58 mV, V_peak: 0 mV }
populations:
  cell: { neuron: cell }
stimuli:
  - { to: cell.I, step: { amplitude: 500 pA } }
run: { transient: 0 ms, duration: 1 s, step: 0.1 ms, method: auto, seed: 1 }
record: { cell: [V, w, spikes] }
figures: [traces, raster, phase-plane, f-i]
`;

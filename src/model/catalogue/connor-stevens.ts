/** Connor-Stevens model of a crab's axon (1977) in the form of Dayan and Abbott. */
import type { Model, ModelSet, Protocol } from "./model.ts";

const source =
  "Dayan & Abbott 2001, section 6.2, after Connor, Walter & McKown 1977; compared with a published program (davrot/pytutorial); checked: rest at -68 mV, type I";

function shown(title: string, phenomenon: string, values: ModelSet["parameters"], drive: Protocol): ModelSet {
  return { title, phenomenon, source, parameters: values, record: ["V", "I_A"], ...drive };
}

/**
 * C V' = I - I_Na - I_K - I_A - I_L with I_A = g_A a^3 b (V - E_A);  x' = alpha_x (1 - x) - beta_x x for x = m, h, n;  tau_x x' = x_inf - x for x = a, b.
 */
export const connorStevens: Model = {
  id: "connor-stevens",
  title: "Connor-Stevens model with an A current",
  family: "conductance-based",
  phenomenon: "A transient potassium current delays the first spike and lets the neuron fire at arbitrarily low rates (type I).",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - I_Na - I_K - I_A - I_L",
    "I_Na = g_Na*m^3*h*(V - E_Na)",
    "I_K = g_K*n^4*(V - E_K)",
    "I_A = g_A*a^3*b*(V - E_A)",
    "I_L = g_L*(V - E_L)",
    "dm/dt = alpha_m(V)*(1 - m) - beta_m(V)*m",
    "dh/dt = alpha_h(V)*(1 - h) - beta_h(V)*h",
    "dn/dt = alpha_n(V)*(1 - n) - beta_n(V)*n",
    "da/dt = (a_inf(V) - a)/tau_a(V)",
    "db/dt = (b_inf(V) - b)/tau_b(V)",
    "alpha_m(V) = 0.38/ms/mV*(V + 29.7 mV)/(1 - exp(-(V + 29.7 mV)/(10 mV)))",
    "beta_m(V) = 15.2/ms*exp(-0.0556/mV*(V + 54.7 mV))",
    "alpha_h(V) = 0.266/ms*exp(-0.05/mV*(V + 48 mV))",
    "beta_h(V) = 3.8/ms/(1 + exp(-0.1/mV*(V + 18 mV)))",
    "alpha_n(V) = 0.02/ms/mV*(V + 45.7 mV)/(1 - exp(-(V + 45.7 mV)/(10 mV)))",
    "beta_n(V) = 0.25/ms*exp(-0.0125/mV*(V + 55.7 mV))",
    "a_inf(V) = (0.0761*exp(0.0314/mV*(V + 94.22 mV))/(1 + exp(0.0346/mV*(V + 1.17 mV))))^(1/3)",
    "tau_a(V) = 0.3632 ms + 1.158 ms/(1 + exp(0.0497/mV*(V + 55.96 mV)))",
    "b_inf(V) = (1/(1 + exp(0.0688/mV*(V + 53.3 mV))))^4",
    "tau_b(V) = 1.24 ms + 2.678 ms/(1 + exp(0.0624/mV*(V + 50 mV)))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: {
    V: "-68 mV",
    m: "alpha_m(V)/(alpha_m(V) + beta_m(V))",
    h: "alpha_h(V)/(alpha_h(V) + beta_h(V))",
    n: "alpha_n(V)/(alpha_n(V) + beta_n(V))",
    a: "a_inf(V)",
    b: "b_inf(V)",
  },
  spike: "V > 0 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_Na: { value: "120 mS/cm^2", meaning: "sodium conductance", range: ["0 mS/cm^2", "300 mS/cm^2"], source },
    g_K: { value: "20 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "100 mS/cm^2"], source },
    g_A: { value: "47.7 mS/cm^2", meaning: "conductance of the A current", range: ["0 mS/cm^2", "100 mS/cm^2"], source },
    g_L: { value: "0.3 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "2 mS/cm^2"], source },
    E_Na: { value: "55 mV", meaning: "reversal potential of sodium", range: ["30 mV", "70 mV"], source },
    E_K: { value: "-72 mV", meaning: "reversal potential of potassium", range: ["-100 mV", "-60 mV"], source },
    E_A: { value: "-75 mV", meaning: "reversal potential of the A current", range: ["-100 mV", "-60 mV"], source },
    E_L: { value: "-17 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "0 mV"], source },
  },
  sets: {
    delay: shown(
      "delayed first spike",
      "The A current holds the step back: the first spike comes later than every other interval is long.",
      { g_A: "47.7 mS/cm^2" },
      { stimuli: [{ step: { amplitude: "9 uA/cm^2" }, start: "20 ms" }], duration: "250 ms", record: ["V", "I_A", "I"] },
    ),
    "type-I": shown(
      "with the A current: type I",
      "Fires as slowly as you like just above the onset.",
      { g_A: "47.7 mS/cm^2" },
      { input: "8.5 uA/cm^2", duration: "500 ms" },
    ),
    "without-A": {
      ...shown(
        "without the A current: type II",
        "Without I_A, and with a leak that keeps the resting potential, it fires at no less than about 70 Hz.",
        { g_A: "0 mS/cm^2", E_L: "-67.87 mV" },
        { input: "8 uA/cm^2" },
      ),
      source: "Dayan & Abbott 2001, section 6.2; E_L computed so that the rest stays at -67.98 mV",
    },
  },
  scales: ["cell", "network"],
  example: { input: "15 uA/cm^2", duration: "200 ms", record: ["V", "I_A"] },
  plane: ["V", "n"],
  references: [
    `@article{connor1977neural,
  author = {Connor, John A. and Walter, D. and McKown, R.},
  title = {Neural repetitive firing: Modifications of the {H}odgkin-{H}uxley axon suggested by experimental results from crustacean axons},
  journal = {Biophysical Journal},
  volume = {18},
  pages = {81--102},
  year = {1977},
  doi = {10.1016/S0006-3495(77)85598-7}
}`,
    `@book{dayan2001theoretical,
  author = {Dayan, Peter and Abbott, Laurence F.},
  title = {Theoretical Neuroscience: Computational and Mathematical Modeling of Neural Systems},
  publisher = {MIT Press},
  year = {2001}
}`,
  ],
};

/** Morris-Lecar model of the barnacle muscle fibre (1981) with the parameter sets of Rinzel and Ermentrout (1998). */
import type { Model, ModelSet, Protocol } from "./model.ts";

const source =
  "Rinzel & Ermentrout 1998 and Ermentrout & Terman 2010; checked: Andronov-Hopf points at 93.86 and 212.02 and, of the other sets, saddle-node at 39.96 uA/cm^2";

function regime(
  title: string,
  phenomenon: string,
  [phi, g_Ca, V_3, V_4]: readonly [number, number, number, number],
  drive: Protocol,
): ModelSet {
  return {
    title,
    phenomenon,
    source,
    parameters: { phi: `${phi}/ms`, g_Ca: `${g_Ca} mS/cm^2`, V_3: `${V_3} mV`, V_4: `${V_4} mV` },
    duration: "1 s",
    ...drive,
  };
}

/**
 * C V' = I - g_L (V - E_L) - g_K w (V - E_K) - g_Ca m_inf(V) (V - E_Ca);  w' = phi cosh((V - V_3)/(2 V_4)) (w_inf(V) - w);
 * m_inf = (1 + tanh((V - V_1)/V_2))/2, w_inf = (1 + tanh((V - V_3)/V_4))/2.
 */
export const morrisLecar: Model = {
  id: "morris-lecar",
  title: "Morris-Lecar model",
  family: "reduced",
  phenomenon: "Calcium and potassium in the plane: one equation, three ways to begin to fire (Hopf, saddle-node on a circle, homoclinic).",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - g_L*(V - E_L) - g_K*w*(V - E_K) - g_Ca*m_inf*(V - E_Ca)",
    "dw/dt = phi*cosh((V - V_3)/(2*V_4))*(w_inf - w)",
    "m_inf = (1 + tanh((V - V_1)/V_2))/2",
    "w_inf = (1 + tanh((V - V_3)/V_4))/2",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: { V: "-60 mV", w: "w_inf" },
  spike: "V > 0 mV",
  parameters: {
    C: { value: "20 uF/cm^2", meaning: "membrane capacitance", range: ["5 uF/cm^2", "40 uF/cm^2"], source },
    g_L: { value: "2 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "10 mS/cm^2"], source },
    g_K: { value: "8 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "20 mS/cm^2"], source },
    g_Ca: { value: "4.4 mS/cm^2", meaning: "calcium conductance", range: ["0 mS/cm^2", "10 mS/cm^2"], source },
    E_L: { value: "-60 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "-40 mV"], source },
    E_K: { value: "-84 mV", meaning: "reversal potential of potassium", range: ["-100 mV", "-60 mV"], source },
    E_Ca: { value: "120 mV", meaning: "reversal potential of calcium", range: ["80 mV", "150 mV"], source },
    V_1: { value: "-1.2 mV", meaning: "half-activation of calcium", range: ["-20 mV", "20 mV"], source },
    V_2: { value: "18 mV", meaning: "width of the activation of calcium", range: ["5 mV", "40 mV"], source },
    V_3: { value: "2 mV", meaning: "half-activation of potassium", range: ["-20 mV", "30 mV"], source },
    V_4: { value: "30 mV", meaning: "width of the activation of potassium", range: ["5 mV", "50 mV"], source },
    phi: {
      value: "0.04/ms",
      meaning: "rate of potassium's activation",
      range: ["0.001/ms", "0.5/ms"],
      source: `${source}; some public files have 0.004`,
    },
  },
  sets: {
    hopf: regime(
      "Hopf: type II",
      "Begins to fire at a rate well above zero; between 88.3 and 93.9 uA/cm^2 rest and firing are both stable.",
      [0.04, 4.4, 2, 30],
      { input: "100 uA/cm^2" },
    ),
    snic: regime("saddle-node on a circle: type I", "Begins to fire at arbitrarily low rates.", [0.067, 4, 12, 17.4], {
      input: "42 uA/cm^2",
    }),
    homoclinic: regime(
      "homoclinic orbit",
      "Fast potassium: at 37 uA/cm^2 rest and firing are both stable; a pulse starts the spikes, another stops them.",
      [0.23, 4, 12, 17.4],
      {
        stimuli: [
          { step: { amplitude: "37 uA/cm^2" }, start: "50 ms" },
          { step: { amplitude: "80 uA/cm^2" }, start: "100 ms", duration: "5 ms" },
          { step: { amplitude: "-40 uA/cm^2" }, start: "328 ms", duration: "5 ms" },
        ],
        duration: "500 ms",
        record: ["V", "I"],
      },
    ),
  },
  scales: ["cell", "network"],
  example: { input: "100 uA/cm^2", duration: "1 s" },
  references: [
    `@article{morris1981voltage,
  author = {Morris, Catherine and Lecar, Harold},
  title = {Voltage oscillations in the barnacle giant muscle fiber},
  journal = {Biophysical Journal},
  volume = {35},
  pages = {193--213},
  year = {1981},
  doi = {10.1016/S0006-3495(81)84782-0}
}`,
    `@incollection{rinzel1998analysis,
  author = {Rinzel, John and Ermentrout, G. Bard},
  title = {Analysis of neural excitability and oscillations},
  booktitle = {Methods in Neuronal Modeling},
  editor = {Koch, Christof and Segev, Idan},
  publisher = {MIT Press},
  pages = {251--291},
  year = {1998}
}`,
    `@book{ermentrout2010mathematical,
  author = {Ermentrout, G. Bard and Terman, David H.},
  title = {Mathematical Foundations of Neuroscience},
  publisher = {Springer},
  year = {2010},
  doi = {10.1007/978-0-387-87708-2}
}`,
  ],
};

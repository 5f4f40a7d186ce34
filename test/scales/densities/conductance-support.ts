/** Documents of the scale `voltage-conductance`. */
import { voltageConductance } from "../../../src/scales/voltage-conductance/index.ts";
import { type Ran, run as runAt } from "../populations/support.ts";

export { voltageConductance };

export interface Conductance {
  readonly b?: number;
  readonly g0?: number;
  readonly a0?: number;
  readonly a1?: number;
  readonly bounds?: string;
  readonly initial?: string;
  readonly duration?: number;
  readonly step?: number;
  readonly cells?: readonly [number, number];
  readonly options?: string;
  readonly record?: string;
  readonly neuron?: string;
  readonly noise?: string;
  readonly synapse?: string;
  readonly scale?: string;
  readonly size?: number;
  readonly more?: string;
}

/** Excitatory neurons of leak 1 between 0 and 1, with conductances that white noise moves, as in Perthame & Salort 2013. */
export const conductance = (given: Conductance = {}) => {
  const { b = 0, g0 = 0.3, a0 = 0.05, a1 = 0, bounds = "g: [0, infinity]", initial = "v: 0, g: g_0", duration = 2, step = 0.005 } = given;
  const { cells = [100, 60], options = "", record = "activity", neuron = "", noise = "sqrt(2*(a_0 + a_1*N)*sigma_E)*xi" } = given;
  const { synapse = "{ kind: activity, into: N }", scale = "voltage-conductance", size = 100, more = "" } = given;
  return `
units: none
parameters: { b: ${b}, g_0: ${g0}, a_0: ${a0}, a_1: ${a1} }
neurons:
  cond:
    equations: |
      dv/dt = -g_L*v + g*(V_E - v) + I
      sigma_E*dg/dt = g_0 + b*N - g + ${noise}
    inputs: { N: 1, I: 1 }
    bounds: { ${bounds} }
    initial: { ${initial} }
    spike: v > V_F
    reset: { v: 0 }
    parameters: { g_L: 1, V_E: 4.67, V_F: 1, sigma_E: 0.2 }
    ${neuron}
populations: { n: { neuron: cond, size: ${size} } }
projections:
  - { from: n, to: n, synapse: ${synapse} }
run: { duration: ${duration}, step: ${step}, scale: ${scale}, options: { voltage-conductance: { cells: [${cells.join(", ")}]${options} } } }
record: { n: [${record}] }
${more}`;
};

export const run = (text: string, pieces = 1): Ran => runAt(text, voltageConductance, pieces);

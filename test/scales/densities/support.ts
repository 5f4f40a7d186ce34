/** Documents of the scale `fokker-planck`. */
import { fokkerPlanck } from "../../../src/scales/fokker-planck/index.ts";
import { type Ran, refusals as refusalsAt, run as runAt } from "../populations/support.ts";

export { fokkerPlanck };

export interface Nnlif {
  readonly b?: number;
  readonly v0?: number;
  readonly s2?: number;
  readonly duration?: number;
  readonly step?: number;
  readonly cells?: number;
  readonly low?: number;
  readonly options?: string;
  readonly record?: string;
  readonly neuron?: string;
  readonly delay?: string;
  readonly more?: string;
}

/** The noisy leaky network of Caceres, Carrillo & Perthame 2011: threshold 2, reset 1, diffusion 1. */
export const nnlif = (given: Nnlif = {}) => {
  const { b = 0.5, v0 = 0, s2 = 0.25, duration = 10, step = 0.01, cells = 600, low = -6 } = given;
  const { options = "", record = "activity", neuron = "", delay = "", more = "" } = given;
  return `
units: none
neurons:
  nlif:
    equations: dV/dt = -V + I + sqrt(2*a)*xi
    inputs: { I: 1 }
    initial: { V: "truncated(normal(${v0}, sqrt(${s2})), -infinity, V_F)" }
    spike: V > V_F
    reset: { V: V_R }
    parameters: { a: 1, V_F: 2, V_R: 1 }
    ${neuron}
populations: { n: { neuron: nlif, size: 100 } }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: V }, weight: ${b}/pre.size, connect: all${delay} }
run: { duration: ${duration}, step: ${step}, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}, V: [${low}, 2]${options} } } }
record: { n: [${record}] }
${more}`;
};

/** Runs to the end; after a blow-up so many pieces are enough for the runs that tell its time. */
export const run = (text: string, pieces = 1): Ran => runAt(text, fokkerPlanck, pieces);
export const refusals = (text: string) => refusalsAt(text, fokkerPlanck);

/** The activity in the last step. */
export const final = (text: string): number => run(text).activities.n!.final;

/** FitzHugh-Nagumo, Wilson-Cowan and the harmonic oscillator. */
import { cos } from "../../base/index.ts";
import { type Lab, lastOf, spikesOf } from "../lab.ts";
import { crossings } from "../reference/conductance.ts";
import { type Row, row, worst } from "../row.ts";

const fitzhugh = (current: number, duration: number, initial = "v: -1.2, w: -0.625") => `
units: none
neurons:
  cell:
    equations: |
      dv/dt = v - v^3/3 - w + I
      dw/dt = 0.08*(v + 0.7 - 0.8*w)
    inputs: { I: 1 }
    initial: { ${initial} }
    spike: v > 1
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: ${current} } }]
run: { duration: ${duration}, tolerance: 1e-11 }
record: { cell: [v, w, spikes] }
`;

/** Parameters of the 1972 paper. */
const wilsonCowan = (drive: string, E: string, I: string, duration: number) => `
units: none
rates:
  EI:
    equations: |
      dE/dt = -E + (k_e - E)*S(c1*E - c2*I + P, a_e, th_e)
      dI/dt = -I + (k_i - I)*S(c3*E - c4*I + Q, a_i, th_i)
      S(x, a, th) = 1/(1 + exp(-a*(x - th))) - 1/(1 + exp(a*th))
      k_e = 1 - 1/(1 + exp(a_e*th_e))
      k_i = 1 - 1/(1 + exp(a_i*th_i))
    initial: { E: ${E}, I: ${I} }
    parameters: { c1: 16, c2: 12, c3: 15, c4: 3, a_e: 1.3, th_e: 4, a_i: 2, th_i: 3.7, P: ${drive}, Q: 0 }
run: { duration: ${duration}, tolerance: 1e-12, scale: rate }
record: { EI: [E, I] }
`;

const harmonic = `
units: none
rates: { osc: { equations: "dx/dt = -y\\ndy/dt = x", initial: { x: 1, y: 0 } } }
run: { duration: 100, tolerance: 1e-12, scale: rate }
record: { osc: [x, y] }
`;

export async function oscillators(lab: Lab): Promise<readonly Row[]> {
  const reference = crossings["FHN_I0.5"]!;
  const times = spikesOf(await lab.run(fitzhugh(0.5, 500)));
  const rest = await lab.run(fitzhugh(0, 1000));
  // At the Hopf point the fixed point is marginal: started on it, the solution stays within the rounding of its 15 digits.
  const hopf = await lab.run(wilsonCowan("1.87931319808418", "0.249338253124938", "0.198220336554259", 20));
  const oscillator = await lab.run(harmonic);
  return [
    worst(`FitzHugh-Nagumo, I = 0.5: largest error of ${reference.length} crossings`, times, reference, 1e-6, "113-bit extrapolation"),
    row("FitzHugh-Nagumo at rest: v", lastOf(rest, "v"), -1.19940803524403, 1e-9, "40-digit arithmetic"),
    row("Wilson-Cowan, P at its Hopf point: E stays", lastOf(hopf, "E"), 0.249338253124938, 1e-9, "40-digit arithmetic"),
    row("Wilson-Cowan, P at its Hopf point: I stays", lastOf(hopf, "I"), 0.198220336554259, 1e-9, "40-digit arithmetic"),
    row("harmonic oscillator after 100: x", lastOf(oscillator, "x"), cos(100), 1e-9, "cos t"),
  ];
}

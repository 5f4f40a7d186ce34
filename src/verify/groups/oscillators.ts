/** FitzHugh-Nagumo, Wilson-Cowan and the harmonic oscillator. */
import { cos } from "../../base/index.ts";
import { oscillating, wilsonCowan } from "../documents.ts";
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
  const hopf = await lab.run(
    wilsonCowan(oscillating(1.87931319808418), { E: 0.249338253124938, I: 0.198220336554259, run: "duration: 20, tolerance: 1e-12" }),
  );
  const oscillator = await lab.run(harmonic);
  return [
    worst(`FitzHugh-Nagumo, I = 0.5: largest error of ${reference.length} crossings`, times, reference, 1e-6, "113-bit extrapolation"),
    row("FitzHugh-Nagumo at rest: v", lastOf(rest, "v"), -1.19940803524403, 1e-9, "40-digit arithmetic"),
    row("Wilson-Cowan, P at its Hopf point: E stays", lastOf(hopf, "E"), 0.249338253124938, 1e-9, "40-digit arithmetic"),
    row("Wilson-Cowan, P at its Hopf point: I stays", lastOf(hopf, "I"), 0.198220336554259, 1e-9, "40-digit arithmetic"),
    row("harmonic oscillator after 100: x", lastOf(oscillator, "x"), cos(100), 1e-9, "cos t"),
  ];
}

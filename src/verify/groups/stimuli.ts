/** A passive membrane answers each stimulus in closed form. */
import { cos, exp, sin } from "../../base/index.ts";
import { type Lab, lastOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

/** C 20 pF, g 1 nS: tau 20 ms. Voltages are measured from rest. */
const tau = 20;
const end = 73;

const passive = (stimulus: string) => `
neurons: { cell: { equations: C*dV/dt = -g*V + I, inputs: { I: pA }, initial: { V: 0 mV }, parameters: { C: 20 pF, g: 1 nS } } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, ${stimulus} }]
run: { duration: ${end} ms, tolerance: 1e-12 }
record: { cell: [V] }
`;

function sine(amplitude: number, omega: number): number {
  const x = omega * tau;
  return (amplitude / (1 + x * x)) * (sin(omega * end) - x * cos(omega * end) + x * exp(-end / tau));
}

/** Response at `end` to a pulse that lasted from `start` to `stop`. */
function pulse(amplitude: number, start: number, stop: number): number {
  return amplitude * (exp(-(end - stop) / tau) - exp(-(end - start) / tau));
}

export async function stimuli(lab: Lab): Promise<readonly Row[]> {
  const omega = 2 * Math.PI * 0.03;
  const cases: readonly (readonly [string, string, number, string])[] = [
    ["step", "step: { amplitude: 10 pA }, start: 13 ms, duration: 25 ms", pulse(10, 13, 38), "(I/g)(e^-(t-t1)/tau - e^-(t-t0)/tau)"],
    ["ramp", `ramp: { from: 0 pA, to: ${end} pA }`, end - tau * (1 - exp(-end / tau)), "(k/g)(t - tau(1 - e^-t/tau))"],
    [
      "pulses",
      "pulses: { amplitude: 10 pA, period: 20 ms, width: 5 ms, count: 3 }",
      pulse(10, 0, 5) + pulse(10, 20, 25) + pulse(10, 40, 45),
      "sum of three steps",
    ],
    ["sine", "sine: { amplitude: 10 pA, frequency: 30 Hz }", sine(10, omega), "low-pass filter with its transient"],
    [
      "expression",
      'expression: "10 pA*exp(-t/(5 ms))"',
      (10 / (20 / 5 - 1)) * (exp(-end / tau) - exp(-end / 5)),
      "difference of two exponentials",
    ],
  ];
  const rows: Row[] = [];
  for (const [name, text, reference, source] of cases)
    rows.push(row(`passive membrane, ${name}: V at ${end} ms [mV]`, lastOf(await lab.run(passive(text)), "V"), reference, 1e-9, source));
  return rows;
}

/** Izhikevich 2004, figure 1, panels A to H: the exact solution, and the published script's scheme. */
import { type Lab, spikesOf } from "../lab.ts";
import { izhikevichSpikes } from "../reference/izhikevich.ts";
import { type Row, worst } from "../row.ts";

interface Panel {
  readonly parameters: readonly [a: number, b: number, c: number, d: number];
  readonly v0: number;
  readonly duration: number;
  readonly step: number;
  /** Start of the stimulus, its value from then on, and before. */
  readonly onset: number;
  readonly drive: string;
  readonly before?: string;
  readonly linear?: string;
}

const panels: Readonly<Record<string, Panel>> = {
  A: { parameters: [0.02, 0.2, -65, 6], v0: -70, duration: 100, step: 0.25, onset: 10, drive: "14" },
  B: { parameters: [0.02, 0.25, -65, 6], v0: -64, duration: 200, step: 0.25, onset: 20, drive: "0.5" },
  C: { parameters: [0.02, 0.2, -50, 2], v0: -70, duration: 220, step: 0.25, onset: 22, drive: "15" },
  D: { parameters: [0.02, 0.25, -55, 0.05], v0: -64, duration: 200, step: 0.2, onset: 20, drive: "0.6" },
  E: { parameters: [0.02, 0.2, -55, 4], v0: -70, duration: 160, step: 0.25, onset: 16, drive: "10" },
  F: { parameters: [0.01, 0.2, -65, 8], v0: -70, duration: 85, step: 0.25, onset: 8.5, drive: "30" },
  G: { parameters: [0.02, -0.1, -55, 6], v0: -60, duration: 300, step: 0.25, onset: 30, drive: "0.075*(t - 30)", linear: "4.1*v + 108" },
  H: { parameters: [0.2, 0.26, -65, 0], v0: -64, duration: 300, step: 0.25, onset: 30, drive: "-0.5 + 0.015*(t - 30)", before: "-0.5" },
};

function document(
  { parameters: [a, b, c, d], v0, duration, onset, drive, before = "0", linear = "5*v + 140" }: Panel,
  run: string,
): string {
  return `
units: none
neurons:
  cell:
    equations: |
      dv/dt = 0.04*v^2 + ${linear} - u + I
      du/dt = a*(b*v - u)
    inputs: { I: 1 }
    initial: { v: ${v0}, u: b*v }
    spike: v > 30
    reset: { v: c, u: u + d }
    parameters: { a: ${a}, b: ${b}, c: ${c}, d: ${d} }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, expression: "where(t > ${onset}, ${drive}, ${before})" }]
run: { duration: ${duration}, ${run} }
record: { cell: [spikes] }
`;
}

export async function izhikevich(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, panel] of Object.entries(panels)) {
    const exact = izhikevichSpikes[`${name} exact`]!;
    const published = izhikevichSpikes[`${name} euler_published`]!;
    const solved = spikesOf(await lab.run(document(panel, "tolerance: 1e-12")));
    const stepped = spikesOf(await lab.run(document(panel, `step: ${panel.step}, method: euler-sequential`)));
    rows.push(
      worst(`Izhikevich panel ${name}, exact: largest error of ${exact.length} spikes [ms]`, solved, exact, 1e-6, "113-bit extrapolation"),
      worst(
        `Izhikevich panel ${name}, as published: largest error of ${published.length} spikes [ms]`,
        stepped,
        published,
        1e-9,
        "Izhikevich 2004, IEEE Trans Neural Netw 15:1063, the published script",
      ),
    );
  }
  return rows;
}

/** Documents of the tests of the scale `event-driven`, and what is read from their runs. */
import { run } from "../../../src/index.ts";

/** What varies in a network of pulse-coupled neurons. */
export interface Pulses {
  readonly size?: number;
  readonly alpha?: number;
  readonly g?: number;
  readonly initial?: string;
  readonly connect?: string;
  readonly run?: string;
  readonly more?: string;
}

/** v' = a - v + g E with pulses among all. */
export function pulses({ size = 100, alpha = 9, g = 0.4, initial = "0.9*index/size", connect = "all", ...rest }: Pulses = {}): string {
  return `
units: none
neurons:
  lif: { equations: dv/dt = a - v + g*E + I, inputs: { E: 1, I: 1 }, initial: { v: ${initial} }, spike: v > 1, reset: { v: 0 }, parameters: { a: 1.3, g: ${g} } }
populations: { n: { neuron: lif, size: ${size} } }
projections: [{ name: coupling, from: n, to: n, synapse: { kind: pulse, alpha: ${alpha}, into: E }, weight: 1/pre.size, connect: ${connect} }]
run: { ${rest.run ?? "duration: 30"}, scale: event-driven }
record: { n: spikes }
${rest.more ?? ""}
`;
}

/** Spikes of a population, in order. */
export async function spikesOf(text: string, population = "n") {
  const [result] = await run(text);
  const { spikes, size } = result!.populations[population]!;
  return { result: result!, times: [...spikes!.times], neurons: [...spikes!.neurons], size };
}

/** Intervals between the spikes of one neuron. */
export function intervals(
  { times, neurons }: { readonly times: readonly number[]; readonly neurons: readonly number[] },
  neuron: number,
): number[] {
  const train = times.filter((_, k) => neurons[k] === neuron);
  return train.slice(1).map((time, k) => time - train[k]!);
}

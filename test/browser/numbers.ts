import { run } from "../../src/index.ts";

/** Every number of every result of a document, as bytes: spikes, then signals, in the order of the result. */
export async function numbersOf(text: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const result of await run(text)) {
    for (const { spikes } of Object.values(result.populations))
      if (spikes) parts.push(new Uint8Array(spikes.times.slice().buffer), new Uint8Array(spikes.neurons.slice().buffer));
    for (const { times, values } of result.signals) parts.push(new Uint8Array(times.slice().buffer), new Uint8Array(values.slice().buffer));
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

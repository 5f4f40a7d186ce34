/** A network run by a host with threads: how many there were, and a hash of all that was recorded. */
import { sha256 } from "../../src/base/index.ts";
import { builtNames, type Host, openText, run } from "../../src/session/index.ts";

/** `2 threads, 15324 numbers, HASH`. */
export async function networkBits(host: Host, text: string, threads: number): Promise<string> {
  const opened = await openText({ host, names: builtNames([]) }, text, "network.yaml");
  const [ran] = await run(host, opened, { threads });
  const { populations, signals, provenance } = ran!.result;
  const columns = [
    ...Object.values(populations).flatMap(({ spikes }) => (spikes ? [spikes.times, Float64Array.from(spikes.neurons)] : [])),
    ...signals.flatMap(({ times, values }) => [times, values]),
  ];
  const all = Float64Array.from(columns.flatMap((column) => [...column]));
  return `${provenance.options.threads} threads, ${all.length} numbers, ${sha256(new Uint8Array(all.buffer))}`;
}

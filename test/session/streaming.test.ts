/** Recordings on their way to files: order, merging of time bases, partial names, folders that refuse. */
import { describe, expect, test } from "vitest";
import type { Channel } from "../../src/contract/index.ts";
import { Collector } from "../../src/session/collector.ts";
import type { Folder } from "../../src/session/host.ts";
import { guarded, writeFiles } from "../../src/session/output.ts";
import { RecordingStream } from "../../src/session/stream.ts";
import { systemReason } from "../../src/session/system-reason.ts";

function memory(refuse: (name: string) => boolean = () => false): Folder & { files: Map<string, string> } {
  const files = new Map<string, string>();
  const put = (name: string, text: string) => {
    if (refuse(name)) throw new Error("ENOSPC: no space left on device, write");
    files.set(name, text);
  };
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return {
    path: "out",
    files,
    write: async (name, bytes) => put(name, decode(bytes)),
    append: async (name, bytes) => put(name, (files.get(name) ?? "") + decode(bytes)),
    rename: async (from, to) => {
      files.set(to, files.get(from)!);
      files.delete(from);
    },
    remove: async (name) => void files.delete(name),
  };
}

const events = (population: string): Channel => ({
  id: `${population}.spikes`,
  population,
  label: "spikes",
  unit: "",
  factor: 1,
  kind: "events",
});
const samples = (label: string, factor = 1, unit = "mV"): Channel => ({
  id: label,
  population: "a",
  label,
  unit,
  factor,
  kind: "samples",
  neuron: 0,
});
const f64 = (...values: number[]) => Float64Array.from(values);

describe("spikes.csv", () => {
  test("rows are in order of time, although neurons are drained one after the other and run ahead", async () => {
    const collector = new Collector([events("a"), events("b")]);
    const folder = memory();
    const stream = new RecordingStream(folder, "", collector, true);
    collector.add({ channel: "a.spikes", times: f64(1, 12), data: Uint32Array.of(0, 0) });
    collector.add({ channel: "a.spikes", times: f64(3, 9), data: Uint32Array.of(1, 1) });
    collector.add({ channel: "b.spikes", times: f64(9), data: Uint32Array.of(0) });
    await stream.write(10);
    expect(folder.files.get("spikes.csv.partial")).toBe("population,neuron,time_ms\na,0,1\na,1,3\na,1,9\nb,0,9\n");
    collector.add({ channel: "a.spikes", times: f64(11), data: Uint32Array.of(1) });
    await stream.write(Number.POSITIVE_INFINITY);
    expect(folder.files.get("spikes.csv.partial")!.split("\n").slice(5, 7)).toEqual(["a,1,11", "a,0,12"]);
    expect(collector.spikes().a).toEqual({ times: f64(1, 3, 9, 11, 12), neurons: Uint32Array.of(0, 1, 1, 1, 0) });
  });
});

describe("signals.csv", () => {
  test("signals on different times share rows where they meet, in the units of the document", async () => {
    const collector = new Collector([samples("V"), samples("w", 1000, "nA")]);
    const folder = memory();
    const stream = new RecordingStream(folder, "", collector, false);
    collector.add({ channel: "V", times: f64(0, 1, 2), data: f64(-70, -69, -68) });
    collector.add({ channel: "w", times: f64(0, 2), data: f64(500, 1500) });
    await stream.write(Number.POSITIVE_INFINITY);
    expect(folder.files.get("signals.csv.partial")).toBe("time,V_mV,w_nA\n0,-70,0.5\n1,-69,\n2,-68,1.5\n");
  });
  test("a row waits for samples of earlier times that are not known yet", async () => {
    const collector = new Collector([samples("V"), { ...samples("bins"), lag: 1.5 }]);
    const folder = memory();
    const stream = new RecordingStream(folder, "", collector, false);
    collector.add({ channel: "V", times: f64(0, 1, 2, 3, 4), data: f64(0, 1, 2, 3, 4) });
    collector.add({ channel: "bins", times: f64(1.5), data: f64(7) });
    await stream.write(4);
    expect(folder.files.get("signals.csv.partial")).toBe("time,V_mV,bins_mV\n0,0,\n1,1,\n1.5,,7\n2,2,\n");
    collector.add({ channel: "bins", times: f64(3.5), data: f64(8) });
    await stream.write(Number.POSITIVE_INFINITY);
    expect(folder.files.get("signals.csv.partial")!.split("\n").slice(5, 8)).toEqual(["3,3,", "3.5,,8", "4,4,"]);
  });
  test("without signals there is no file", async () => {
    expect(new RecordingStream(memory(), "cell/", new Collector([events("a")]), true).names).toEqual(["cell/spikes.csv"]);
  });
});

describe("a folder that refuses", () => {
  test("the reason is the system's, without path and stack", () => {
    expect(systemReason(new Error("ENOSPC: no space left on device, write"))).toBe("no space left on device (ENOSPC)");
    expect(systemReason(new Error("EACCES: permission denied, open '/a, b/c'"))).toBe("permission denied (EACCES)");
    expect(systemReason(new Error("EXDEV: cross-device link not permitted, rename 'a' -> 'b'"))).toBe(
      "cross-device link not permitted (EXDEV)",
    );
  });
  test("the stream remembers the failure and does not end the run", async () => {
    const stream = new RecordingStream(guarded(memory(() => true)), "", new Collector([events("a")]), true);
    await stream.write(1);
    await stream.write(2);
    expect(stream.failure?.message).toBe("out/spikes.csv.partial cannot be written: no space left on device (ENOSPC)");
  });
  test("no file gets its final name unless every one was written", async () => {
    const folder = memory((name) => name.startsWith("b"));
    const files = ["a", "b"].map((name) => ({ name, bytes: new Uint8Array() }));
    await expect(writeFiles(folder, files)).rejects.toThrow();
    expect([...folder.files.keys()]).toEqual(["a.partial"]);
  });
});

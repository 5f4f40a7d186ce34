/** Runs that are kept and go on: the same bits, from the library and from the command line; and what is refused. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Checkpoints, type Options, open, resume, run } from "../../src/index.ts";
import { pack, unpack } from "../../src/io/index.ts";
import { run as command, type Files, type Report } from "../cli/virtual-shell.ts";

/** Everything that has a memory: drawn delays, short-term plasticity, Poisson input, noise, refractory times, bins, a mean, traces. */
const text = `title: kept
neurons:
  lif:
    equations: "tau*dV/dt = -V + I"
    inputs: { I: mV }
    initial: { V: "uniform(0 mV, 18 mV)" }
    spike: V > 20 mV
    reset: { V: 10 mV }
    refractory: 2 ms
    parameters: { tau: 20 ms }
populations: { E: { neuron: lif, size: 60 }, I: { neuron: lif, size: 20 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: tsodyks-markram, U: 0.5, tau_d: 100 ms, tau_f: 20 ms, tau: 3 ms, into: I }, weight: "normal(3 mV, 1 mV)", delay: "uniform(0.5 ms, 9 ms)", connect: { probability: 0.3 } }
  - { from: I, to: E, synapse: { kind: delta, into: V }, weight: -1 mV, delay: 2 ms, connect: { indegree: 5 } }
stimuli:
  - { to: [E.V, I.V], poisson: { rate: 9000 Hz, weight: 0.12 mV } }
  - { to: E.I, noise: { mean: 1 mV, sd: 2 mV, tau: 5 ms }, each: neuron }
run: { duration: 120 ms, transient: 10 ms, step: 0.1 ms, bin: 7 ms, every: 0.7 ms, seed: 4, scale: network }
record: { E: [spikes, activity, "mean(V)"], I: [spikes], "E[3:4]": [V] }
`;

const timeless = (report: Report) => ({ ...report, wall_s: 0, cpu_s: 0, build_s: 0 });

/** Stops when so many checkpoints have been kept. */
function stopAfter(count: number, every: number) {
  const kept: Uint8Array[] = [];
  const signal = { aborted: false };
  const checkpoint: Checkpoints = {
    every,
    keep: async (bytes) => {
      kept.push(bytes);
      signal.aborted ||= kept.length >= count;
    },
  };
  return { kept, options: { signal, checkpoint } satisfies Options };
}

describe("a run in the library", () => {
  test("from any of its checkpoints it ends as one that was never kept", async () => {
    const [whole] = await run(text);
    expect(whole!.populations.E!.spikes!.times.length).toBeGreaterThan(100);
    const { kept, options } = stopAfter(Number.POSITIVE_INFINITY, 33.3);
    expect(timeless((await run(text, options))[0])).toEqual(timeless(whole));
    expect(kept.length).toBe(3);
    for (const bytes of kept) expect(timeless((await resume(bytes))[0])).toEqual(timeless(whole));
  });

  test("stopped again and again, where it is between steps too, it goes on to the same end", async () => {
    const [whole] = await run(text);
    let { kept, options } = stopAfter(1, 8.03);
    let results = await run(text, options);
    let stops = 0;
    while (results[0]!.outcome.kind === "cancelled") {
      const bytes = kept.at(-1)!;
      ({ kept, options } = stopAfter(1, 17.77));
      results = await resume(bytes, options);
      stops++;
    }
    expect(stops).toBe(8);
    expect(timeless(results[0])).toEqual(timeless(whole));
  });

  test("the same moment is the same bytes", async () => {
    const [one, other] = [stopAfter(9, 40), stopAfter(9, 40)];
    await run(text, one.options);
    await run(text, other.options);
    expect(one.kept.map((bytes) => Buffer.compare(bytes, other.kept.shift()!))).toEqual([0, 0, 0]);
  });
});

const digest = async (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The last checkpoint of a run, with something changed in it and the checksum made to fit. */
async function forged(change: (checkpoint: Report) => Report): Promise<Uint8Array> {
  const { kept, options } = stopAfter(1, 5);
  await run(text, options);
  return pack(change(await unpack(kept[0]!, "", digest)), digest);
}

describe("55 a checkpoint is refused", () => {
  test("of another version", async () => {
    await expect(resume(await forged((one) => ({ ...one, version: "0.0.9" })))).rejects.toMatchObject({
      code: "checkpoint-version",
      message: "the checkpoint was written by lapicque 0.0.9; this is lapicque 0.1.0",
    });
  });

  test("of a build that made something else of the document", async () => {
    await expect(resume(await forged((one) => ({ ...one, plan: `${one.plan} ` })))).rejects.toMatchObject({ code: "checkpoint-version" });
  });

  test("of more threads than the host can begin", async () => {
    const halves = (one: Report) => ({ ...one, parts: [...one.parts, ...one.parts], snapshots: [...one.snapshots, ...one.snapshots] });
    await expect(resume(await forged(halves))).rejects.toMatchObject({ code: "checkpoint-threads" });
  });

  test("whose data file has changed, or has gone", async () => {
    const driven = text.replace("stimuli:\n", "stimuli:\n  - { to: I.I, recording: { file: drive.csv } }\n");
    const files = new Map([["drive.csv", "time_ms,I_mV\n0,3\n100,5\n200,4\n"]]);
    const host = {
      read: async (path: string) => {
        const content = files.get(path);
        if (content === undefined) throw new Error("ENOENT: no such file");
        return new TextEncoder().encode(content);
      },
    };
    const { errors } = await open(driven, { host });
    expect(errors.map(({ message }) => message)).toEqual([]);
    const { kept, options } = stopAfter(1, 50);
    await run(driven, { ...options, host });
    const [whole] = await run(driven, { host });
    const [resumed] = await resume(kept[0]!, { host });
    expect(timeless(resumed)).toEqual(timeless(whole));
    files.set("drive.csv", "time_ms,I_mV\n0,3\n100,6\n200,4\n");
    await expect(resume(kept[0]!, { host })).rejects.toMatchObject({ code: "checkpoint-data", data: { name: "drive.csv" } });
    files.clear();
    await expect(resume(kept[0]!, { host })).rejects.toMatchObject({ code: "cannot-read" });
  });
});

describe("the command line", () => {
  const args = ["run", "net.yaml", "--checkpoint", "kept/run.checkpoint", "--every", "25 ms", "--json"];
  const files: Files = { "net.yaml": text };

  test("--json prints what a run that was never stopped prints, and the files are the same", async () => {
    const whole = await command(["run", "net.yaml", "--json"], files);
    const signal = { aborted: false };
    const stop = (path: string, bytes: Uint8Array) => {
      if (path.endsWith("checkpoint.partial") && bytes.length > 0) signal.aborted = true;
    };
    const stopped = await command(args, files, { signal, onWrite: stop });
    expect([stopped.status, stopped.json().outcome.kind, stopped.json().outcome.time]).toEqual([1, "cancelled", 25]);
    expect(stopped.stderr).toContain("lapicque resume kept/run.checkpoint");
    // The document itself is not needed any more, nor what was streamed.
    const kept = stopped.files.get("kept/run.checkpoint")!;
    const resumed = await command(["resume", "kept/run.checkpoint", "--json"], {
      "kept/run.checkpoint": kept,
      "out/net/spikes.csv.partial": "of another run",
    });
    expect(resumed.stderr).not.toContain("error");
    expect([resumed.status, Object.keys(resumed.json())]).toEqual([0, Object.keys(whole.json())]);
    expect(timeless(resumed.json())).toEqual(timeless(whole.json()));
    for (const [name, bytes] of whole.files) {
      if (name === "net.yaml" || name.endsWith("result.json")) continue;
      expect(Buffer.compare(resumed.files.get(name) ?? new Uint8Array(), bytes), name).toBe(0);
    }
    expect([...resumed.files.keys()].filter((name) => name.endsWith(".partial"))).toEqual([]);
    // It goes on to be kept.
    expect(Buffer.compare(resumed.files.get("kept/run.checkpoint")!, kept)).not.toBe(0);
  });

  test.each([
    ["a scale that cannot", ["run", "izhikevich", "--checkpoint", "k/c", "--every", "5 ms"], /scale `cell` cannot be checkpointed/],
    ["two scales", [...args, "--scale", "network,network"], /a checkpoint is of one scale, and this run has 2/],
    ["no time between", [...args.slice(0, 5), "0 ms"], /time between checkpoints is 0/],
    ["a time without unit", [...args.slice(0, 5), "5"], /--every/],
    ["a file without a time", args.slice(0, 4), /--checkpoint FILE and --every T are given together/],
    [
      "a file that is something else",
      ["run", "net.yaml", "--checkpoint", "net.yaml", "--every", "5 ms"],
      /net.yaml is there and is no checkpoint/,
    ],
    ["something else to go on with", ["resume", "net.yaml"], /net.yaml is no checkpoint/],
    ["nothing to go on with", ["resume", "away"], /away cannot be read/],
  ])("refuses %s", async (_, given, says) => {
    const { status, stderr, files: after } = await command(given, files);
    expect([status, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect([...after.keys()].filter((name) => name.startsWith("out/"))).toEqual([]);
  });

  test("53 a checkpoint for which there is no room is noted; the results are complete", async () => {
    const onWrite = (path: string, bytes: Uint8Array) => {
      if (path.endsWith("checkpoint.partial") && bytes.length > 0) throw new Error("ENOSPC: no space left on device, write");
    };
    const ran = await command(args, files, { onWrite });
    expect([ran.status, ran.json().outcome.kind]).toEqual([0, "completed"]);
    expect(ran.json().notes.at(-1)).toMatch(/run\.checkpoint\.partial cannot be written: no space left/);
  });
});

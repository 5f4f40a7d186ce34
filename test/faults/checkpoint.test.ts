/**
 * Checkpoints of real processes that are killed. They run what `npm test` has just built.
 * @module-tag slow
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const main = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dist", "bin", "lapicque.js");
const folder = mkdtempSync(join(tmpdir(), "lapicque-checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = `title: kept
neurons:
  lif: { equations: "tau*dV/dt = -V", initial: { V: "uniform(0 mV, 18 mV)" }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
populations: { E: { neuron: lif, size: 1500 }, I: { neuron: lif, size: 500 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: "normal(0.2 mV, 0.05 mV)", delay: "uniform(0.5 ms, 9 ms)", connect: { indegree: 50 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -1 mV, delay: 1 ms, connect: { indegree: 10 } }
stimuli: [{ to: [E.V, I.V], poisson: { rate: 11000 Hz, weight: 0.1 mV } }]
run: { duration: 3 s, step: 0.1 ms, every: 1 ms, bin: 3 ms, seed: 5, scale: network }
record: { E: [spikes, activity, mean(V)], I: [spikes] }
`;
const files = ["spikes.csv", "signals.csv", "document.yaml"];
const at = (...path: readonly string[]) => join(folder, ...path);
const content = (name: string, file: string) => readFileSync(at(name, file), "utf8");
const report = (name: string) => ({ ...JSON.parse(content(name, "result.json")), wall_s: 0, cpu_s: 0, build_s: 0 });
const command = (...args: readonly string[]) => spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8" });

/** Begins a process and kills it so long after it has kept another checkpoint. False if it ended before. */
async function kill(args: readonly string[], checkpoint: string, wait: number): Promise<boolean> {
  const changed = () => (existsSync(at(checkpoint)) ? statSync(at(checkpoint)).mtimeMs : 0);
  const before = changed();
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: "ignore" });
  let hasEnded = false;
  const ended = new Promise<string | null>((done) =>
    child.on("exit", (_, signal) => {
      hasEnded = true;
      done(signal);
    }),
  );
  while (!hasEnded && changed() === before) await sleep(2);
  await sleep(wait);
  child.kill("SIGKILL");
  return (await ended) === "SIGKILL";
}

describe.skipIf(!existsSync(main))("a run that is killed (skipped without a build)", () => {
  beforeAll(() => {
    writeFileSync(at("net.yaml"), text);
    expect(command("run", "net.yaml", "--threads", "1", "--out", "whole").status).toBe(0);
  }, 60_000);

  // In one thread: test/session/checkpoint.test.ts.
  test.each([2])("49, 52 goes on from the last checkpoint to the same files, in %i threads", { timeout: 120_000 }, async (threads) => {
    const [name, checkpoint] = [`out-${threads}`, `run-${threads}.checkpoint`];
    const kept = ["--checkpoint", checkpoint, "--every", "40 ms"];
    expect(await kill(["run", "net.yaml", "--threads", `${threads}`, ...kept, "--out", name], checkpoint, 5)).toBe(true);
    // The document is in the checkpoint.
    if (threads === 2) rmSync(at("net.yaml"));
    // Where a checkpoint is being written too.
    for (const wait of [0, 9, 17]) expect(await kill(["resume", checkpoint], checkpoint, wait)).toBe(true);
    expect(readdirSync(at(name)).filter((file) => !file.endsWith(".partial"))).toEqual([]);
    const resumed = command("resume", checkpoint);
    expect([resumed.status, resumed.stderr]).toEqual([0, ""]);
    for (const file of files) expect(content(name, file) === content("whole", file), file).toBe(true);
    const whole = report("whole");
    const options = { ...whole.provenance.options, threads };
    expect(report(name)).toEqual({ ...whole, provenance: { ...whole.provenance, options } });
    expect(readdirSync(at(name)).filter((file) => file.endsWith(".partial"))).toEqual([]);
    expect(existsSync(at(`${checkpoint}.partial`))).toBe(false);
  });

  test.skipIf(process.platform === "win32")("51 is kept once more at Ctrl-C, and goes on from there", { timeout: 60_000 }, async () => {
    writeFileSync(at("again.yaml"), text);
    const args = ["run", "again.yaml", "--checkpoint", "c/stopped.checkpoint", "--every", "1000 s", "--out", "stopped"];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder });
    const ended = new Promise<number | null>((done) => child.on("exit", done));
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
    });
    // The streamed file is begun after a second of computing at the earliest; the run may be over by then on a fast machine.
    while (!existsSync(at("stopped", "spikes.csv.partial")) && child.exitCode === null) await sleep(2);
    child.kill("SIGINT");
    if ((await ended) === 0) return;
    expect(said).toContain("go on with: lapicque resume c/stopped.checkpoint");
    expect(command("resume", "c/stopped.checkpoint", "--quiet").status).toBe(0);
    for (const file of files) expect(content("stopped", file) === content("whole", file), file).toBe(true);
  });

  test("55 a checkpoint that was cut off, or changed, is refused and left alone", () => {
    const bytes = readFileSync(at("run-2.checkpoint"));
    writeFileSync(at("short"), bytes.subarray(0, bytes.length - 1));
    const changed = Buffer.from(bytes);
    changed[bytes.length >> 1]! ^= 1;
    writeFileSync(at("changed"), changed);
    const [short, other] = [command("resume", "short", "--out", "o"), command("resume", "changed", "--out", "o", "--json")];
    expect([short.status, short.stderr]).toEqual([
      2,
      expect.stringContaining(`short is cut off: it has ${bytes.length - 1} bytes of ${bytes.length}`),
    ]);
    expect([other.status, JSON.parse(other.stdout).errors[0].code]).toEqual([2, "checkpoint-damaged"]);
    expect(readFileSync(at("changed")).equals(changed)).toBe(true);
    expect(existsSync(at("o"))).toBe(false);
  });
});

/**
 * Faults that only a real process can suffer: signals, full disks, closed pipes. They run what `npm test` has just built.
 * @module-tag slow
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sound } from "./fixtures.ts";

const main = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dist", "bin", "lapicque.js");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lapicque-fault-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function command(...args: readonly string[]) {
  return spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8" });
}

describe.skipIf(!existsSync(main))("a process (skipped without a build)", () => {
  // Windows has no signals that a process can catch from outside.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    test.skipIf(process.platform === "win32")(`51 ${signal} keeps what was computed, marked incomplete`, async () => {
      writeFileSync(join(folder, "doc.yaml"), sound.replace("duration: 100 ms", "duration: 1000000 s").replace("[V, spikes]", "[spikes]"));
      const child = spawn(process.execPath, [main, "run", "doc.yaml", "--json", "--out", "out"], { cwd: folder });
      let stdout = "";
      child.stdout.on("data", (bytes) => {
        stdout += bytes;
      });
      const ended = new Promise<number | null>((done) => child.on("exit", done));
      const partial = join(folder, "out", "spikes.csv.partial");
      while (!existsSync(partial)) await sleep(20);
      child.kill(signal);
      expect(await ended).toBe(1);
      const report = JSON.parse(stdout);
      expect(report.outcome.kind).toBe("cancelled");
      expect(JSON.parse(readFileSync(join(folder, "out", "result.json"), "utf8"))).toEqual(report);
      const rows = readFileSync(partial, "utf8").trimEnd().split("\n");
      expect(rows.length - 1).toBe(report.populations.cell.spike_count);
      expect(existsSync(join(folder, "out", "spikes.csv"))).toBe(false);
    });

  test.skipIf(process.platform === "win32")(
    "51 SIGINT ends a network in threads likewise, and no thread keeps the program alive",
    async () => {
      const network = `neurons: { n: { equations: "dx/dt = A", inputs: { A: Hz }, initial: { x: 0 }, hazard: 20 Hz } }
populations: { n: { neuron: n, size: 3000 } }
projections: [{ from: n, to: n, synapse: { kind: activity, into: A } }]
run: { duration: 1000 s, step: 0.1 ms, scale: network }
`;
      writeFileSync(join(folder, "doc.yaml"), network);
      const child = spawn(process.execPath, [main, "run", "doc.yaml", "--threads", "2", "--json", "--out", "out"], { cwd: folder });
      let stdout = "";
      child.stdout.on("data", (bytes) => {
        stdout += bytes;
      });
      const ended = new Promise<number | null>((done) => child.on("exit", done));
      while (!existsSync(join(folder, "out", "spikes.csv.partial"))) await sleep(20);
      child.kill("SIGINT");
      expect(await ended).toBe(1);
      const report = JSON.parse(stdout);
      expect([report.outcome.kind, report.provenance.options.threads]).toEqual(["cancelled", 2]);
    },
  );

  test("48 the same seed in 1, 2 and 4 threads writes the same spikes", { timeout: 60_000 }, () => {
    const network = `neurons: { n: { equations: "tau*dV/dt = -V + J", inputs: { J: mV }, initial: { V: "uniform(0 mV, 20 mV)" }, spike: V > 20 mV, reset: { V: 0 mV }, parameters: { tau: 10 ms } } }
populations: { n: { neuron: n, size: 4500 } }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: V }, weight: "normal(0.3 mV, 0.1 mV)", delay: "uniform(0.5 ms, 4 ms)", connect: { indegree: 50 } }
  - { from: n, to: n, synapse: { kind: gap-junction, into: J }, weight: 0.01, connect: { indegree: 10 } }
stimuli: [{ to: n.V, poisson: { rate: "20 kHz + 1 Hz*index", weight: 0.1 mV } }]
run: { duration: 60 ms, step: 0.1 ms, seed: 8, scale: network }
`;
    writeFileSync(join(folder, "doc.yaml"), network);
    const spikes = [1, 2, 4].map((threads) => {
      expect(command("run", "doc.yaml", "--threads", `${threads}`, "--out", `${threads}`).status).toBe(0);
      return readFileSync(join(folder, `${threads}`, "spikes.csv"), "utf8");
    });
    expect(spikes[0]!.length).toBeGreaterThan(10_000);
    expect([spikes[1] === spikes[0], spikes[2] === spikes[0]]).toEqual([true, true]);
  });

  test.skipIf(process.platform === "win32")("51 a sweep that is interrupted keeps its points and says which are missing", async () => {
    writeFileSync(join(folder, "doc.yaml"), sound.replace("duration: 100 ms", "duration: 20 s"));
    const child = spawn(process.execPath, [main, "sweep", "doc.yaml", "--set", "I=100pA:600pA:400", "--json"], { cwd: folder });
    let stdout = "";
    child.stdout.on("data", (bytes) => {
      stdout += bytes;
    });
    const ended = new Promise<number | null>((done) => child.on("exit", done));
    // The output folder is made before the first point is computed.
    while (!existsSync(join(folder, "out", "doc"))) await sleep(20);
    await sleep(300);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.outcome.kind).toBe("cancelled");
    expect(report.rows.length).toBe(400);
    expect(report.rows.at(-1)["cell.rate"]).toBe(null);
    expect(JSON.parse(readFileSync(join(folder, "out", "doc", "sweep.json"), "utf8"))).toEqual(report);
  });

  test.skipIf(process.platform === "win32")("51 what computes in one go without looking up is ended at once", async () => {
    const child = spawn(process.execPath, [main, "phase", "hindmarsh-rose", "--over", "I=0:5", "--out", "out"], { cwd: folder });
    const ended = new Promise<string | null>((done) => child.on("exit", (_, signal) => done(signal)));
    // Far into the computation, which takes several seconds on any machine.
    await sleep(1500);
    child.kill("SIGTERM");
    expect(await ended).toBe("SIGTERM");
  });

  test.skipIf(process.platform !== "linux")("54 a place where the system makes no folder is refused, not waited for", () => {
    writeFileSync(join(folder, "doc.yaml"), sound);
    const { status, stderr } = command("run", "doc.yaml", "--out", "/proc/lapicque");
    expect([status, stderr]).toEqual([2, expect.stringContaining("/proc/lapicque cannot be written")]);
  });

  test.skipIf(process.platform !== "linux")("53 a full disk: a clear error, the results on standard output, no file taken for good", () => {
    writeFileSync(join(folder, "doc.yaml"), sound);
    spawnSync("mkdir", [join(folder, "out")]);
    symlinkSync("/dev/full", join(folder, "out", "signals.csv.partial"));
    const { status, stdout, stderr } = command("run", "doc.yaml", "--json", "--out", "out");
    expect(status).toBe(1);
    expect(JSON.parse(stdout).populations.cell.spike_count).toBeGreaterThan(0);
    expect(stderr).toMatch(/signals\.csv\.partial cannot be written: no space left on device \(ENOSPC\)/);
    expect(readdirSync(join(folder, "out")).filter((name) => !name.endsWith(".partial"))).toEqual([]);
  });

  // Node's recursive mkdir never ends there.
  test.skipIf(process.platform !== "linux")("54 a folder in which nothing can be made is refused at once", () => {
    writeFileSync(join(folder, "doc.yaml"), sound);
    const { status, stderr } = command("run", "doc.yaml", "--out", "/proc/lapicque/out");
    expect(status).toBe(2);
    expect(stderr).toContain("cannot be written");
  });

  test("54 an output folder that cannot be made is refused before anything is computed", () => {
    writeFileSync(join(folder, "doc.yaml"), sound);
    writeFileSync(join(folder, "taken"), "mine");
    const { status, stdout, stderr } = command("run", "doc.yaml", "--out", "taken/out");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/taken.out cannot be written/);
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("mine");
  });

  test("54 a file that stands where the folder should is left alone", () => {
    writeFileSync(join(folder, "doc.yaml"), sound);
    writeFileSync(join(folder, "taken"), "mine");
    expect(command("run", "doc.yaml", "--out", "taken").status).toBe(2);
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("mine");
  });

  test("a reader that goes away ends the program quietly", async () => {
    const child = spawn(process.execPath, [main, "verify", "--help"], { cwd: folder });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (bytes) => {
      stderr += bytes;
    });
    const status = await new Promise<number | null>((done) => child.on("exit", done));
    expect([status, stderr]).toEqual([0, ""]);
  });
});

/** `lapicque compare`: its JSON, its table, its files, its help, and what it refuses. */
import { describe, expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs/index.ts";
import { run } from "./virtual-shell.ts";

/** Neurons that fire by a constant hazard after 2 ms: a dead-time Poisson process of 1/(2 ms + 1/(50 Hz)) = 45.4545 Hz. */
const network = `title: net
neurons:
  poisson:
    inputs: { I: mV }
    equations: tau*dV/dt = -V + I
    initial: { V: 0 mV }
    hazard: c*exp(V/(1 mV))
    reset: { V: 0 mV }
    refractory: 2 ms
    parameters: { tau: 10 ms, c: 50 Hz }
populations: { E: { neuron: poisson, size: 50 } }
projections: [{ from: E, to: E, synapse: { kind: exponential, into: I, tau: 5 ms }, weight: 0 mV, delay: 1 ms, connect: all }]
run: { transient: 100 ms, duration: 2 s, step: 0.5 ms, scale: [network, network] }
record: { E: [spikes, V] }
`;
const files = { "net.yaml": network };
const compare = (args: readonly string[], text = network) => run(["compare", "net.yaml", ...args], { ...files, "net.yaml": text });
const twice = ["--scales", "network,network"];

/** Every key path of a report, list items as `[]`. */
function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    const inner = [...new Set(value.flatMap((item) => (typeof item === "object" && item !== null ? keysOf(item, `${path}[]`) : [])))];
    return inner.length > 0 ? inner : [path];
  }
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => keysOf(item, path ? `${path}.${key}` : key));
  return [path];
}

describe("the report", () => {
  test("has exactly the keys that are promised, in full precision", async () => {
    const ran = await compare([...twice, "--json"]);
    expect(ran.status).toBe(0);
    const report = ran.json();
    const promised = Object.keys(verbs.find(({ name }) => name === "compare")!.keys!).filter((key) => !key.startsWith("provenance"));
    const printed = keysOf(report).filter((key) => !key.startsWith("provenance"));
    // Nothing is left out here.
    expect(printed.toSorted()).toEqual([...promised.filter((key) => !key.startsWith("left_out[]")), "left_out"].toSorted());
    const [error] = report.quantities[0].standard_errors;
    expect(error).not.toBe(Number(error.toPrecision(12)));
  });

  test("the mean is that of the dead-time process, with its error: sqrt(CV^2 r/(N T))", async () => {
    const { quantities, verdict, scales, bin_ms } = (await compare([...twice, "--json"])).json();
    const rate = 1000 / 22;
    const error = (20 / 22) * Math.sqrt(rate / (50 * 2));
    const [mean] = quantities;
    expect(mean).toMatchObject({ population: "E", name: "mean", unit: "Hz", scales: ["network", "network 2"], margin: 0.02 });
    for (const value of mean.values) expect(Math.abs(value - rate)).toBeLessThan(4.89 * error);
    // About 1.5 blocks of ten bins are worth 30 degrees of freedom: their error is known to an eighth, 4.89 times.
    for (const found of mean.standard_errors) expect(Math.abs(found / error - 1)).toBeLessThan(0.62);
    expect(bin_ms).toBe(10);
    expect(verdict).toBe("undecided");
    expect(
      quantities.every((one: { verdict: string; longer_s: number | null }) => (one.verdict === "undecided") === (one.longer_s !== null)),
    ).toBe(true);
    expect(scales[0].seed).not.toBe(scales[1].seed);
  });

  test("the seed it names gives the same activity to `run`, and another seed of the document gives others", async () => {
    const first = (await compare([...twice, "--json"])).json();
    const ran = await run(["run", "net.yaml", "--scale", "network", "--seed", `${first.scales[1].seed}`, "--json"], files);
    // The bins count the spikes of the recorded time.
    expect(Math.abs(ran.json().populations.E.rate_Hz - first.quantities[0].values[1])).toBeLessThan(1e-9);
    const second = (await compare([...twice, "--seed", "2", "--json"])).json();
    expect(second.scales[0].seed).not.toBe(first.scales[0].seed);
  });

  test("a document that differs differs: half of the hazard at the other scale", async () => {
    const other = await compare([...twice, "--duration", "20 s", "--margin", "mean=30%", "--margin", "spectrum=0.5", "--json"]);
    expect(other.json().quantities.map(({ margin }: { margin: number }) => margin)).toEqual([0.3, 0.2, 0.5, 0.5]);
    expect(other.json().quantities[0].verdict).toBe("agrees");
  });

  test("trials are runs of their own; a drive that changes has ten and a time course", async () => {
    const step = network.replace("run:", "stimuli: [{ to: E.I, step: { amplitude: 1 mV }, start: 0.6 s, duration: 50 ms }]\nrun:");
    const { scales, quantities } = (await compare([...twice, "--duration", "1 s", "--json"], step)).json();
    expect(scales.map(({ trials }: { trials: number }) => trials)).toEqual([10, 10]);
    expect(new Set(scales.flatMap(({ seeds }: { seeds: number[] }) => seeds)).size).toBe(20);
    const course = quantities.find(({ name }: { name: string }) => name === "time course");
    expect(course.during_ms).toHaveLength(2);
    const three = (await compare([...twice, "--trials", "3", "--json"])).json();
    expect(three.scales[0].seeds).toHaveLength(3);
  });

  test("units: none has no suffixes", async () => {
    const plain = `units: none
neurons: { poisson: { equations: "dV/dt = -V", initial: { V: 0 }, hazard: "0.5", reset: { V: 0 } } }
populations: { E: { neuron: poisson, size: 20 } }
projections: [{ from: E, to: E, synapse: { kind: delta, into: V }, weight: 0, delay: 1, connect: all }]
run: { transient: 10, duration: 2000, step: 0.5 }
record: { E: [activity] }
`;
    const report = (await compare([...twice, "--json"], plain)).json();
    expect(report.bin).toBe(2);
    expect(report.quantities[0]).toMatchObject({ name: "mean", unit: "" });
    expect(keysOf(report).filter((key) => /_(ms|s|Hz)$/.test(key) && !/wall_s|cpu_s/.test(key))).toEqual([]);
  });
});

describe("for people", () => {
  test("a table, what the causes are, and the verdict as the last line", async () => {
    const { stdout } = await compare([...twice]);
    expect(stdout).toMatch(/population +quantity +reference +other +difference +99 % interval +margin +verdict/);
    expect(stdout).toMatch(/E +mean +4\d\.\d+ \+- 0\.\d+ Hz/);
    expect(stdout).toContain("known causes of differences");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^undecided: .* of recorded time would decide$/);
  });

  test("the folder has the report, a row for each quantity, and the picture with its numbers", async () => {
    const ran = await compare([...twice, "--out", "o"]);
    expect(ran.text("o/compare.csv").trim().split("\n")).toHaveLength(5);
    expect(JSON.parse(ran.text("o/compare.json")).verdict).toBe("undecided");
    for (const name of ["document.yaml", "figures/compare.svg", "figures/compare-dark.svg", "figures/compare.png", "figures/compare.csv"])
      expect(ran.files.has(`o/${name}`)).toBe(true);
  });

  test("--help says that the status is 0 whatever the verdict", async () => {
    const { stdout, status } = await run(["compare", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("exit status 0 whatever the verdict");
  });
});

describe("what is refused", () => {
  test.each([
    ["a scale that is not there", ["--scales", "network,nonsense"], "unknown-scale"],
    ["one scale", ["--scales", "network"], "compare-one-scale"],
    ["a scale that refuses the document", ["--scales", "network,event-driven"], "compare-refused"],
    ["a margin that is none", [...twice, "--margin", "mode=1%"], "compare-margin"],
    ["a margin above 1", [...twice, "--margin", "mean=2"], "compare-margin"],
    ["no trials", [...twice, "--trials", "0"], "usage"],
    ["a bin that is no time", [...twice, "--bin", "10 mV"], "wrong-dimension"],
    ["a bin as long as the run", [...twice, "--bin", "2 s"], "compare-bin"],
  ])("%s: status 2", async (_, args, code) => {
    const ran = await compare([...args, "--json"]);
    expect(ran.status).toBe(2);
    expect(ran.json().errors[0].code).toBe(code);
  });

  test("a refusal has the reasons of the scale", async () => {
    const ran = await compare(["--scales", "network,event-driven"]);
    expect(ran.stderr).toMatch(/event-driven: /);
  });

  test("a document without neurons that fire", async () => {
    const rates = "units: none\nrates: { x: { equations: dx/dt = -x, initial: { x: 1 } } }\nrun: { duration: 10 }\n";
    const ran = await compare(["--scales", "cell,rate", "--json"], rates);
    expect(ran.json().errors[0].code).toBe("compare-nothing");
  });

  test("a run that is stopped has no verdict and status 1", async () => {
    const ran = await run(["compare", "net.yaml", ...twice, "--json"], files, { signal: { aborted: true } });
    expect(ran.status).toBe(1);
    expect(ran.json()).toMatchObject({ verdict: null, quantities: [], outcome: { kind: "cancelled", scale: "network" } });
  });

  test("what never fires agrees, and says so", async () => {
    const silent = network.replace("c: 50 Hz", "c: 0 Hz");
    const report = (await compare([...twice, "--json"], silent)).json();
    expect(report.verdict).toBe("agrees");
    expect(report.left_out.map(({ name, reason }: { name: string; reason: string }) => `${name}: ${reason}`)).toEqual([
      "variance: neither fires",
      "spectrum: neither fires",
    ]);
    expect(report.notes.join(" ")).toContain("nothing fires");
  });

  test("one neuron for a moment is undecided, and how long it takes is said", async () => {
    const one = network.replace("size: 50", "size: 1");
    const report = (await compare([...twice, "--duration", "100 ms", "--json"], one)).json();
    expect(report.verdict).toBe("undecided");
    expect(report.quantities[0].longer_s).toBeGreaterThan(1);
  });
});

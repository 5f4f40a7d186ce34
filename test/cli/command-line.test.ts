/** The command line as a contract: verbs, flags, streams, exit statuses, keys. */
import { describe, expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs/index.ts";
import { reportKeys } from "../../src/session/index.ts";
import { type Report, run } from "./virtual-shell.ts";

const lif = `title: cell
neurons:
  cell:
    equations: C*dV/dt = -g_L*(V - E_L) + I
    inputs: { I: pA }
    initial: { V: V_r }
    spike: V > V_th
    reset: { V: V_r }
    parameters: { C: 20 pF, g_L: 1 nS, E_L: -65 mV, V_th: -50 mV, V_r: -70 mV }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 20 pA }, name: current }]
run: { duration: 100 ms, seed: 7 }
record: { cell: [V, spikes] }
figures: [traces]
`;
const files = { "cell.yaml": lif };

describe("help", () => {
  for (const { name } of verbs)
    test(`${name} --help has two examples and the exit statuses, and exits 0`, async () => {
      const { status, stdout } = await run([name, "--help"]);
      expect(status).toBe(0);
      expect(stdout.match(new RegExp(`^  lapicque ${name}`, "gm"))).toHaveLength(2);
      expect(stdout).toMatch(/Exit status:\n {2}0 .*\n {2}1 .*\n {2}2 /);
    });
  test("mistakes on the command line are told like others, with --json as one object", async () => {
    const ran = await run(["run", "cell.yaml", "--fast", "--json"], files);
    expect(ran.json().errors).toMatchObject([
      { code: "usage", message: "unknown option '--fast'", hint: "`lapicque run --help` shows what can be given" },
    ]);
    expect(ran.stderr).toContain("error: unknown option '--fast'");
  });
  test("an unknown verb, an unknown flag and a missing document are wrong input", async () => {
    for (const args of [["fly"], ["run", "cell.yaml", "--fast"], ["run"]]) expect((await run(args, files)).status).toBe(2);
  });
  test("every verb with a document takes --set --seed --out --json --quiet", () => {
    for (const { name, argument, flags } of verbs) {
      if (!argument?.spelling.includes("DOC")) continue;
      const given = flags.map(({ spelling }) => /--[a-z-]+/.exec(spelling)![0]);
      expect(given, name).toEqual(expect.arrayContaining(["--set", "--seed", "--out", "--json", "--quiet"]));
    }
  });
});

/** Paths of a report with names of populations as NAME and without the entries of arrays. */
function paths(value: Report, path: string[] = []): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [path.join(".")];
  if (path.join(".") === "provenance.options") return [path.join(".")];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner as Report, [...path, path.at(-1) === "populations" ? "NAME" : key]));
}

/** Paths of a report as the reference writes them: `rows[].value`; objects whose keys are the user's own are left to `free`. */
function keysOf(value: Report, free: Readonly<Record<string, string>>, path = ""): readonly string[] {
  if (Array.isArray(value)) {
    const inner = value.filter((item) => item !== null && typeof item === "object" && !Array.isArray(item));
    return inner.length > 0 ? [...new Set(inner.flatMap((item) => keysOf(item, free, `${path}[]`)))] : [path];
  }
  if (value === null || typeof value !== "object") return [path];
  return [
    ...new Set(
      Object.entries(value).flatMap(([key, inner]) =>
        keysOf(inner, free, [path, free[path] ?? key].filter((part) => part !== "").join(".")),
      ),
    ),
  ];
}

describe("--json has the keys of the reference", () => {
  const documented = (name: string) => Object.keys(verbs.find((verb) => verb.name === name)?.keys ?? {});
  const wrong = lif.replace("V > V_th", "V > V_t");
  const swept = `${lif}sweep: { over: { cell.I: [0 pA, 20 pA, -20 pA], run.seed: [1, 2] }, measure: [cell.rate] }\n`;
  test.each<[string, readonly string[], Record<string, string>, Record<string, string>]>([
    ["check", ["check", "cell.yaml"], { "cell.yaml": wrong.replace("C: 20 pF", "C: 20 F") }, {}],
    ["show", ["show", "adex"], {}, {}],
    ["list", ["list"], {}, {}],
    ["sweep", ["sweep", "cell.yaml"], { "cell.yaml": swept }, { "rows[].point": "PATH", "rows[].standard_errors": "MEASURE" }],
    [
      "phase",
      ["phase", "cell.yaml", "--over", "I=0pA:40pA"],
      files,
      { parameters: "NAME", "fixed_points[]": "NAME", "bifurcations[].state": "NAME" },
    ],
    ["cite", ["cite", "cell.yaml"], files, {}],
    ["export", ["export", "cell.yaml", "--to", "brian2"], files, {}],
  ])("%s", async (name, args, given, free) => {
    const ran = await run([...args, "--json"], given);
    const found = keysOf(ran.json(), free).map((key) =>
      key.replace(/^rows\[\]\.cell\.rate$/, "rows[].MEASURE").replace(/^provenance\..*/, "provenance.version"),
    );
    const expected = new Set(documented(name));
    // What is undocumented, and what is documented of keys that must be there; lists may be empty.
    expect([...new Set(found)].filter((key) => !expected.has(key) && ![...expected].some((one) => one.startsWith(`${key}[`)))).toEqual([]);
    expect([...expected].filter((key) => !key.includes("[]") && !found.includes(key))).toEqual([]);
  });
});

describe("run", () => {
  test("--json prints exactly one object on standard output, with the documented keys", async () => {
    const ran = await run(["run", "cell.yaml", "--json"], files);
    expect(ran.status, ran.stderr).toBe(0);
    const documented = Object.keys(reportKeys).filter(
      (key) => !/^(comparison|lyapunov|populations\.NAME\.(activity|mass|grid|low_frequency|theory))/.test(key),
    );
    expect(paths(ran.json())).toEqual(documented);
  });

  test("the report has the numbers of the closed form: period 20 ln 5 = 32.19 ms, three spikes in 100 ms", async () => {
    const report = (await run(["run", "cell.yaml", "--json"], files)).json();
    const period = 20 * Math.log(5);
    expect(report.populations.cell).toMatchObject({ size: 1, spike_count: 3, rate_Hz: 30 });
    report.populations.cell.spike_times_ms[0].forEach((time: number, k: number) => {
      expect(Math.abs(time - (k + 1) * period)).toBeLessThan(1e-11);
    });
    expect(report).toMatchObject({ title: "cell", scale: "cell", seed: 7, duration_ms: 100 });
    expect(report.outcome).toEqual({ kind: "completed", time: 100, error: null, message: null, remedy: null });
  });

  test("the folder holds result, document, tables and figures, nothing partial, and the last line names the picture", async () => {
    const ran = await run(["run", "cell.yaml"], files);
    const made = [...ran.files.keys()].filter((name) => name.startsWith("out/")).sort();
    expect(made).toEqual(
      [
        "document.yaml",
        "figures/traces-dark.svg",
        "figures/traces.csv",
        "figures/traces.png",
        "figures/traces.svg",
        "result.json",
        "signals.csv",
        "spikes.csv",
      ].map((name) => `out/cell/${name}`),
    );
    expect(ran.stdout.trimEnd().split("\n").at(-1)).toBe("out/cell/figures/traces.png");
    expect(ran.text("out/cell/spikes.csv").split("\n")[0]).toBe("population,neuron,time_ms");
    expect(ran.text("out/cell/signals.csv").split("\n")[0]).toMatch(/^time_ms,.*V.*mV/);
  });

  test("result.json is what standard output said", async () => {
    const ran = await run(["run", "cell.yaml", "--json", "--out", "there"], files);
    expect(ran.text("there/result.json")).toBe(ran.stdout);
  });

  test("document.yaml reruns the folder bit for bit, overrides included", async () => {
    const first = await run(["run", "cell.yaml", "--set", "I=25pA", "--seed", "3", "--duration", "90 ms", "--out", "a"], files);
    const second = await run(["run", "again.yaml", "--out", "b"], { "again.yaml": first.text("a/document.yaml") });
    const timeless = (text: string) => text.replace(/"(wall|cpu|build)_s": .*/g, "");
    for (const name of ["spikes.csv", "signals.csv", "document.yaml", "figures/traces.svg", "figures/traces.csv"])
      expect(second.text(`b/${name}`), name).toBe(first.text(`a/${name}`));
    expect(second.files.get("b/figures/traces.png")).toEqual(first.files.get("a/figures/traces.png"));
    expect(timeless(second.text("b/result.json"))).toBe(timeless(first.text("a/result.json")));
    expect(JSON.parse(first.text("a/result.json"))).toMatchObject({ seed: 3, duration_ms: 90 });
  });

  test("--quiet says nothing", async () => {
    const ran = await run(["run", "cell.yaml", "--quiet"], files);
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, "", ""]);
  });

  test("a figure of what the scale does not compute is named and the run goes on", async () => {
    const ran = await run(["run", "cell.yaml"], { "cell.yaml": lif.replace("[traces]", "[traces, density]") });
    expect(ran.status).toBe(0);
    expect(ran.stderr + ran.stdout).toMatch(/figure density/);
    expect(ran.files.has("out/cell/figures/traces.png")).toBe(true);
  });

  test("units: none drops the suffixes", async () => {
    const plain =
      "units: none\nneurons: { a: { equations: dx/dt = 1, initial: { x: 0 }, spike: x > 1, reset: { x: 0 } } }\npopulations: { a: { neuron: a } }\nrun: { duration: 10.5 }\nrecord: { a: [spikes] }\n";
    const report = (await run(["run", "doc.yaml", "--json"], { "doc.yaml": plain })).json();
    expect(report).toMatchObject({ duration: 10.5, step: null, populations: { a: { spike_count: 10, rate: 10 / 10.5 } } });
    expect(Object.keys(report.populations.a)).toContain("spike_times");
    expect(JSON.stringify(report)).not.toMatch(/_ms"|_Hz"/);
  });

  test("a run that was stopped keeps what was computed, as partial files, and exits 1", async () => {
    const signal = { aborted: true };
    const ran = await run(["run", "cell.yaml", "--json"], files, { signal });
    expect(ran.status).toBe(1);
    expect(ran.json().outcome.kind).toBe("cancelled");
    expect([...ran.files.keys()]).toContain("out/cell/spikes.csv.partial");
    expect([...ran.files.keys()]).not.toContain("out/cell/spikes.csv");
  });
});

describe("mistakes", () => {
  test("file, line, column, the line, a caret and a hint", async () => {
    const ran = await run(["run", "cell.yaml"], { "cell.yaml": lif.replace("V > V_th", "V > V_t") });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toBe(
      "cell.yaml:7:16: error: `V_t` is not defined\n  7 |     spike: V > V_t\n    |                ^^^\n  did you mean `V_r` or `V_th`?\n",
    );
  });
  test("with --json they are one object on standard output too", async () => {
    const ran = await run(["run", "cell.yaml", "--json"], { "cell.yaml": lif.replace("V > V_th", "V > V_t") });
    expect(ran.json().errors).toMatchObject([{ code: "unknown-name", file: "cell.yaml", line: 7, column: 16 }]);
  });
  test("a file that is not there", async () => {
    const ran = await run(["run", "nowhere.yaml"]);
    expect([ran.status, ran.stderr]).toEqual([
      2,
      expect.stringContaining("nowhere.yaml cannot be read: no such file or directory (ENOENT)"),
    ]);
  });
  test("a document that is right but does not say what to run: the reason, not silence", async () => {
    const ran = await run(["run", "cell.yaml"], { "cell.yaml": lif.replace(/run: .*\n/, "") });
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringMatching(/`run:` has no `duration`|has no `duration`/)]);
  });
  test("a flag is called by its name", async () => {
    const first = async (...args: string[]) => (await run(["run", "cell.yaml", ...args], files)).stderr.split("\n")[0];
    expect(await first("--seed", "abc")).toBe("--seed:1:1: error: `seed` must be a whole number, 0 or more");
    expect(await first("--duration", "3 pA")).toMatch(/^--duration:1:1: error: /);
    expect(await first("--scale", "foo")).toMatch(/^--scale:1:1: error: .*`foo`/);
    expect(await first("--seed", "")).toBe("--seed:1:1: error: `--seed` has no value");
  });
  test("warnings that may explain a mistake follow it", async () => {
    const ran = await run(["run", "cell.yaml", "--set", "g_L=4"], files);
    expect(ran.stderr).toMatch(/error: [\s\S]*warning: `g_L` is the plain number 4/);
  });
  test("a model or an example in the place of a document", async () => {
    const ran = await run(["run", "adex.transient", "--json"]);
    expect([ran.status, ran.json().populations]).toEqual([0, { cell: expect.objectContaining({ spike_count: 1 }) }]);
    expect((await run(["run", "adex.yaml"])).stderr).toContain("adex.yaml cannot be read");
    expect((await run(["run", "adex.tonick"])).stderr).toContain("did you mean `tonic`?");
    expect((await run(["run", "firing-patterns"])).stderr).toContain("did you mean `example:firing-patterns`?");
    expect((await run(["show", "adx"])).stderr).toContain("did you mean `adex`?");
  });
  test("an example that is not there", async () => {
    const ran = await run(["run", "example:nothing"]);
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining("firing-patterns")]);
  });
});

describe("check", () => {
  test("a sound document: ok, and the scales with their reasons", async () => {
    const report = (await run(["check", "cell.yaml", "--json"], files)).json();
    expect(report).toMatchObject({ ok: true, missing: [], errors: [] });
    expect(report.scales).toContainEqual({ id: "cell", accepts: true, reasons: [] });
  });
  test("every mistake at once, with code and place", async () => {
    const wrong = lif.replace("V > V_th", "V > V_t").replace("C: 20 pF", "C: 0 pF");
    const ran = await run(["check", "cell.yaml", "--json"], { "cell.yaml": wrong });
    expect(ran.status).toBe(2);
    expect(ran.json().ok).toBe(false);
    expect(ran.json().errors.length).toBeGreaterThanOrEqual(2);
  });
});

describe("list, show, cite", () => {
  test("list names what documents may use", async () => {
    const items = (await run(["list", "--json"])).json().items as { kind: string; id: string; title: string }[];
    const ids = (kind: string) => items.filter((item) => item.kind === kind).map(({ id }) => id);
    expect(ids("model")).toEqual(
      expect.arrayContaining(["lif", "eif", "adex", "izhikevich", "hodgkin-huxley", "fitzhugh-nagumo", "wilson-cowan"]),
    );
    expect(ids("scale")).toEqual(expect.arrayContaining(["cell", "rate"]));
    expect(ids("figure")).toEqual(expect.arrayContaining(["traces", "raster", "curve"]));
    expect(ids("method")).toEqual(expect.arrayContaining(["rk4", "euler", "euler-sequential"]));
    expect(ids("example")).toContain("firing-patterns");
    expect(ids("stimulus")).toContain("step");
  });
  test("an example is listed by its document's title", async () => {
    const items = (await run(["list", "examples", "--json"])).json().items as { id: string; title: string }[];
    const titles = new Map(items.map(({ id, title }) => [id, title]));
    expect(titles.get("hodgkin-huxley")).toBe("Hodgkin-Huxley neuron, step current");
    expect(titles.get("brunel")).toMatch(/^Balanced random network /);
  });
  test("list takes plurals and singulars", async () => {
    for (const kind of ["stimuli", "stimulus", "methods", "method"]) expect((await run(["list", kind])).status, kind).toBe(0);
  });
  test("list of an unknown kind is wrong input", async () => expect((await run(["list", "unicorns"])).status).toBe(2));
  test("show prints a model's equations, and --yaml a document that runs", async () => {
    const text = (await run(["show", "adex"])).stdout;
    expect(text).toMatch(/C\*dV\/dt = /);
    expect(text).toMatch(/tau_w/);
    const yaml = (await run(["show", "adex", "--yaml"])).stdout;
    const ran = await run(["run", "doc.yaml", "--json"], { "doc.yaml": yaml });
    expect([ran.status, ran.stderr]).toEqual([0, expect.not.stringContaining("error")]);
  });
  test("show of a model lists its sets, takes --set, and refuses a set that is not there", async () => {
    const text = (await run(["show", "adex", "--set", "a=7nS"])).stdout;
    expect(text).toMatch(/a +7 nS/);
    expect(text).toMatch(/adex\.tonic +tonic spiking +500 pA/);
    const wrong = await run(["show", "adex.tonik"]);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("did you mean `tonic`?")]);
  });
  test("show --json has equations and parameters, --latex and --mathml print the same equations", async () => {
    const report = (await run(["show", "cell.yaml", "--json"], files)).json();
    expect(report.equations.length).toBeGreaterThan(0);
    expect(report.parameters.map(({ name }: Report) => name)).toContain("g_L");
    expect((await run(["show", "cell.yaml", "--latex"], files)).stdout).toMatch(/\\frac/);
    expect((await run(["show", "cell.yaml", "--mathml"], files)).stdout).toMatch(/<math/);
  });
  test("cite gives BibTeX of the model and of the program", async () => {
    const ran = await run(["cite", "example:adex-adapting", "--json"]);
    const keys = [...ran.json().bibtex.matchAll(/^@\w+\{([^,]*),/gm)].map(([, key]: string[]) => key);
    expect(keys).toEqual(["brette2005adaptive", "naud2008firing", "hairer1993", "lapicque"]);
  });
});

describe("sweep", () => {
  const swept = `${lif}sweep: { over: { stimuli.current.step.amplitude: [10 pA, 20 pA, 50 pA] }, measure: [cell.rate] }\n`;
  test("one row per point, with the value in the unit of its path", async () => {
    const ran = await run(["sweep", "cell.yaml", "--json"], { "cell.yaml": swept });
    expect(ran.status, ran.stderr).toBe(0);
    const path = "stimuli.current.step.amplitude";
    expect(ran.json().rows).toEqual([
      { point: { [path]: 10 }, "cell.rate": 0 },
      { point: { [path]: 20 }, "cell.rate": 30 },
      // Period 20 ln(55/35) = 9.04 ms.
      { point: { [path]: 50 }, "cell.rate": 110 },
    ]);
  });
  test("--set PATH=a:b:n adds an axis", async () => {
    const ran = await run(["sweep", "cell.yaml", "--set", "I=0pA:50pA:6", "--json"], files);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json().rows.map(({ point }: Report) => Object.values(point)[0])).toEqual([0, 10, 20, 30, 40, 50]);
  });
  test("a point that the document refuses, or whose run fails, is said and loses nothing of the others", async () => {
    const ran = await run(["sweep", "cell.yaml", "--set", "C=-20pF:20pF:3", "--json"], files);
    expect(ran.status).toBe(1);
    const { rows, outcome } = ran.json();
    expect(rows.map((row: Report) => row["cell.rate"])).toEqual([null, null, 30]);
    expect(outcome.failures.map(({ point, kind }: Report) => [point, kind])).toEqual([
      ["C = -20 pF", "refused"],
      ["C = 0 pF", "refused"],
    ]);
    expect(ran.stderr).toContain("C = 0 pF");
    expect(ran.files.has("out/cell/sweep.csv")).toBe(true);
  });
  test("where every point is refused, the first reason is the error", async () => {
    const ran = await run(["sweep", "cell.yaml", "--set", "C=-20pF:-10pF:2", "--json"], files);
    expect([ran.status, ran.json().errors.length]).toEqual([2, 1]);
  });
});

describe("for people", () => {
  test("colours go where a terminal is, and nowhere else", async () => {
    // A name that is hidden is warned of.
    const warned = `${lif}parameters: { C: 1 pF }\n`;
    const coloured = async (out: boolean, err: boolean) => {
      const ran = await run(["run", "cell.yaml"], { "cell.yaml": warned }, { colour: { out, err } });
      return [ran.stdout.includes("\u001b["), ran.stderr.includes("\u001b[")];
    };
    expect(await coloured(true, false)).toEqual([true, false]);
    expect(await coloured(false, true)).toEqual([false, true]);
  });
  test("the last line names the picture, the line before it the files; --json keeps both from standard output", async () => {
    const lines = (await run(["run", "cell.yaml"], files)).stdout.trimEnd().split("\n");
    expect(lines.slice(-2)).toEqual(["out/cell: result.json, document.yaml, spikes.csv, signals.csv", "out/cell/figures/traces.png"]);
    const json = await run(["run", "cell.yaml", "--json"], files);
    expect(json.stderr.trimEnd().split("\n").slice(-2)).toEqual(lines.slice(-2));
  });
  test("verify that is stopped gives what was complete, and exit status 1", async () => {
    const ran = await run(["verify", "--json"], {}, { signal: { aborted: true } });
    // The first group runs no document, so that nothing in it can be stopped.
    expect([ran.status, ran.json().rows.length > 0, ran.json().rows.length < 60]).toEqual([1, true, true]);
    expect((await run(["verify"], {}, { signal: { aborted: true } })).stdout).toMatch(/cancelled: 1 of \d+ groups/);
  });
});

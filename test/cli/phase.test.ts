/** The verb `phase` and the figure that runs draw: keys, files, windows, what is refused. */
import { describe, expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

const adex = `title: cell
neurons: { cell: { model: adex, set: transient } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 180 pA }, start: 50 ms, duration: 300 ms }]
run: { duration: 400 ms }
record: { cell: [V, w, spikes] }
figures: [phase-plane]
`;
const files = { "cell.yaml": adex };

/** V and w of the stable node and the saddle: 40 digits (mpmath). */
const points = [
  { V: -55.94892512378596, w: 90.51074876214038, type: "stable node" },
  { V: -45.25023157504625, w: 197.4976842495375, type: "saddle" },
];

describe("phase", () => {
  test("--json prints the fixed points of the current that acts for most of the run, and those before it as a moment", async () => {
    const ran = await run(["phase", "cell.yaml", "--json"], files);
    expect(ran.status, ran.stderr).toBe(0);
    const report = ran.json();
    expect(report.parameters).toMatchObject({ I: 180, C: 100, tau_w: 90 });
    expect(report.fixed_points.map(({ type }: { type: string }) => type)).toEqual(points.map(({ type }) => type));
    for (const [k, { V, w }] of points.entries()) {
      expect(Math.abs(report.fixed_points[k].V / V - 1)).toBeLessThan(1e-10);
      expect(Math.abs(report.fixed_points[k].w / w - 1)).toBeLessThan(1e-10);
    }
    expect(report.limit_cycles).toEqual([]);
    expect(report.words[0]).toBe("silent: stable node at V = -55.95 mV, w = 90.51 pA");
    expect(report.moments).toMatchObject([{ from_ms: 0, to_ms: 50, inputs: { I: 0 } }]);
    // Without current: V = E_L but for the exponential's foot, 2 mV e^(-15/2)/2.
    expect(Math.abs(report.moments[0].fixed_points[0].V + 65)).toBeLessThan(1e-3);
  });

  test("the folder holds report, document, arrays and figure, nothing partial, and the last line names the picture", async () => {
    const ran = await run(["phase", "cell.yaml", "--out", "o"], files);
    expect([...ran.files.keys()].filter((name) => name.startsWith("o/")).sort()).toEqual(
      [
        "arrays.npz",
        "document.yaml",
        "figures/phase-plane-dark.svg",
        "figures/phase-plane.csv",
        "figures/phase-plane.png",
        "figures/phase-plane.svg",
        "phase.json",
      ].map((name) => `o/${name}`),
    );
    expect(ran.stdout.trimEnd().split("\n").at(-1)).toBe("o/figures/phase-plane.png");
    expect(ran.text("o/figures/phase-plane.csv").split("\n")[0]).toBe("curve,number,V_mV,w_pA");
    expect(ran.text("o/figures/phase-plane.svg")).toContain("Silent: stable node at V = -55.95 mV");
  });

  test("a model by its name has its own input; --set changes it", async () => {
    const tonic = (await run(["phase", "adex.tonic", "--json"])).json();
    expect([tonic.parameters.I, tonic.fixed_points, tonic.limit_cycles.length]).toEqual([500, [], 1]);
    const rest = (await run(["phase", "lif.course", "--set", "I=10pA", "--json"])).json();
    // E_L + I/g_L.
    expect(rest.fixed_points).toMatchObject([{ V: -55, type: "stable node", eigenvalues: [[-0.05, 0]], beyond_threshold: false }]);
    expect(rest.axes.length).toBe(1);
  });

  test("axes and their ranges are chosen, in the unit of the state or with one", async () => {
    const axes = async (x: string, y: string) => (await run(["phase", "cell.yaml", "--x", x, "--y", y, "--json"], files)).json().axes;
    expect(await axes("V=-80:-20", "w=-0.1nA:0.3nA")).toEqual([
      { state: "V", unit: "mV", low: -80, high: -20 },
      { state: "w", unit: "pA", low: -100, high: 300 },
    ]);
    expect((await axes("w", "V")).map(({ state }: { state: string }) => state)).toEqual(["w", "V"]);
  });

  test("the axes are those of the document's own figure, where the flags name none", async () => {
    const own = { "cell.yaml": adex.replace("[phase-plane]", "[{ phase-plane: { x: w, y: V=-70:-40 } }]") };
    const axes = async (...flags: string[]) => (await run(["phase", "cell.yaml", ...flags, "--json"], own)).json().axes;
    expect((await axes()).map(({ state, low }: { state: string; low: number }) => [state, low])[1]).toEqual(["V", -70]);
    expect((await axes("--x", "V")).map(({ state }: { state: string }) => state)).toEqual(["V", "w"]);
  });

  test("states off the axes are slaved, or frozen where they are named", async () => {
    const others = async (...flags: string[]) =>
      (await run(["phase", "hodgkin-huxley", "--x", "V", "--y", "n", ...flags, "--json"]))
        .json()
        .others.map(({ state, how }: { state: string; how: string }) => `${state} ${how}`);
    expect(await others()).toEqual(["m slaved", "h slaved"]);
    expect(await others("--frozen", "h")).toEqual(["h frozen", "m slaved"]);
  });

  test.each([
    [["--x", "u"], "unknown-state"],
    [["--x", "V", "--y", "V"], "same-axes"],
    [["--x", "V=-20:-80"], "bad-window"],
    [["--x", "V=-20"], "bad-axis-range"],
    [["--population", "other"], "unknown-population"],
  ])("%j is refused with %s", async (flags, code) => {
    const ran = await run(["phase", "cell.yaml", ...flags, "--json"], files);
    expect([ran.status, ran.json().errors[0].code]).toEqual([2, code]);
  });
});

test("run draws the phase plane that a document names, with the run in it", async () => {
  const ran = await run(["run", "cell.yaml", "--out", "o"], files);
  expect(ran.status, ran.stderr).toBe(0);
  expect(ran.files.has("o/figures/phase-plane.png")).toBe(true);
  const rows = ran.text("o/figures/phase-plane.csv").split("\n");
  // Samples every 0.02 ms and one spike: a point at the threshold, and an empty one.
  expect(rows.filter((row) => row.startsWith("orbit,")).length).toBe(20_001 + 2);
});

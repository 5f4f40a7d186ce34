/** `phase --over`: keys, files, ways to write the parameter, what is refused. */
import { describe, expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

const adex = `title: cell
neurons: { cell: { model: adex, set: brette-gerstner } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 500 pA } }]
run: { duration: 100 ms }
`;
const files = { "cell.yaml": adex };

describe("phase --over", () => {
  test("--json adds the bifurcations: the closed forms of the AdEx neuron to 1e-10", async () => {
    const ran = await run(["phase", "cell.yaml", "--over", "I=600:650", "--json"], files);
    expect(ran.status, ran.stderr).toBe(0);
    const { bifurcations, over, fixed_points } = ran.json();
    expect(fixed_points.length).toBe(2);
    expect(over).toMatchObject({ name: "I", unit: "pA", low: 600, high: 650 });
    const [hopf, fold] = bifurcations;
    expect(hopf).toMatchObject({ type: "Andronov-Hopf", criticality: "subcritical", period_ms: null });
    expect(Math.abs(hopf.parameter / 627.1824645086 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(hopf.state.V / -50.2739634621654 - 1)).toBeLessThan(1e-10);
    // omega^2 = (a/g_L - tau_m/tau_w)/(tau_m tau_w) with tau_m = 281/30, tau_w = 144 ms.
    const [taum, tauw] = [281 / 30, 144];
    expect(Math.abs(hopf.omega / Math.sqrt((4 / 30 - taum / tauw) / (taum * tauw)) - 1)).toBeLessThan(1e-10);
    expect(fold).toMatchObject({ type: "saddle-node", omega: null, criticality: null });
    expect(Math.abs(fold.parameter / 627.311093720872 - 1)).toBeLessThan(1e-12);
    expect(over.words.some((sentence: string) => sentence.startsWith("fires from I = 627"))).toBe(true);
  });

  test("a parameter, a path that ends in it, and a range with units", { tags: "slow" }, async () => {
    const plain = await run(["phase", "cell.yaml", "--over", "neurons.cell.parameters.E_L=-80:-60", "--json"], files);
    expect(plain.json().over).toMatchObject({ name: "E_L", unit: "mV", low: -80, high: -60 });
    const typed = await run(["phase", "cell.yaml", "--over", "cell.I=0.6nA:650pA", "--json"], files);
    expect(typed.json().over).toMatchObject({ name: "I", low: 600, high: 650 });
  });

  test("the figure, its data and the branches are written beside the phase plane's", async () => {
    const ran = await run(["phase", "lif.course", "--over", "I=0:30", "--out", "o"]);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stdout).toContain("fires from I = ");
    const names = [...ran.files.keys()];
    for (const name of ["bifurcation.png", "bifurcation.svg", "bifurcation-dark.svg", "bifurcation.csv"]) {
      expect(names).toContain(`o/figures/${name}`);
    }
    expect(ran.text("o/figures/bifurcation.csv").split("\n")[0]).toBe("what,branch,stable,I_pA,period_ms,V_lowest_mV,V_highest_mV");
    expect(ran.text("o/figures/bifurcation.csv")).toContain("\ngrazing,");
    expect(ran.text("o/figures/bifurcation.svg")).toContain("Rest reaches the threshold at I = ");
  });

  test("units: none drops the suffixes", { tags: "slow" }, async () => {
    const ran = await run(["phase", "fitzhugh-nagumo", "--over", "I=0:0.5", "--json"]);
    expect(ran.json().bifurcations[0]).toHaveProperty("period");
    expect(ran.json().bifurcations[0]).not.toHaveProperty("period_ms");
  });

  test("what is no parameter, no range or of the wrong unit is refused", async () => {
    const status = async (over: string) => {
      const ran = await run(["phase", "cell.yaml", "--over", over, "--json"], files);
      return [ran.status, ran.json().errors?.[0]?.code ?? ran.json().error?.code];
    };
    expect(await status("J=0:1")).toEqual([2, "unknown-parameter-over"]);
    expect(await status("I")).toEqual([2, "bad-over"]);
    expect(await status("I=3:1")).toEqual([2, "bad-over"]);
    expect((await status("I=0mV:1mV"))[0]).toBe(2);
  });
});

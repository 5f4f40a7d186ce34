/** Models are recognised by their equations: names, order of terms and literals in the place of parameters do not matter. */
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import type { Flow } from "../../src/model/index.ts";
import { builtNames, citations, openModel, openText, portableHost } from "../../src/session/index.ts";
import { correspond } from "../../src/session/recognise.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

async function flowOf(text: string): Promise<Flow> {
  const { experiment, errors } = await openText(environment, text, "cell.yaml");
  expect(errors.map(({ message }) => message)).toEqual([]);
  return [...experiment!.populations, ...experiment!.rates][0]!.flow;
}

async function modelOf(name: string): Promise<Flow> {
  const { experiment } = await openModel(environment, name);
  return [...experiment!.populations, ...experiment!.rates][0]!.flow;
}

const written = (entry: string, more = "") => `
neurons:
  cell:
${entry.replace(/^/gm, "    ")}
populations: { cell: { neuron: cell } }
run: { duration: 10 ms }
record: { cell: [spikes] }
${more}`;

const renamed = written(`
equations: |
  dU/dt = (I_ext - z - g*(U - E) + g*s*exp((U - U_T)/s))/Cap
  dz/dt = (kappa*(U - E) - z)/tau_z
inputs: { I_ext: pA }
initial: { U: E, z: 0 pA }
spike: U > 0 mV
reset: { z: z + jump, U: U_reset }
parameters: { Cap: 200 pF, g: 12 nS, E: -70 mV, U_T: -50 mV, s: 2 mV, kappa: 2 nS, tau_z: 300 ms, jump: 60 pA, U_reset: -58 mV }`);

describe("correspond", () => {
  test("AdEx in other names, terms in another order, a literal for the peak", async () => {
    const found = correspond(await modelOf("adex"), await flowOf(renamed));
    const names = Object.fromEntries([...(found ?? [])].map(([name, tree]) => [name, tree.kind === "name" ? tree.name : tree.kind]));
    expect(names).toEqual({
      V: "U",
      w: "z",
      I: "I_ext",
      C: "Cap",
      g_L: "g",
      E_L: "E",
      V_T: "U_T",
      Delta_T: "s",
      a: "kappa",
      tau_w: "tau_z",
      b: "jump",
      V_r: "U_reset",
      V_peak: "number",
    });
  });
  test("a sign, a missing term or two meanings of one name make another model", async () => {
    const adex = await modelOf("adex");
    for (const [from, to] of [
      ["I_ext - z", "I_ext + z"],
      [" + g*s*exp((U - U_T)/s)", ""],
      ["g*s*exp", "kappa*s*exp"],
      ["exp((U", "exp(2*(U"],
    ] as const) {
      expect(renamed).toContain(from);
      expect(correspond(adex, await flowOf(renamed.replace(from, to))), from).toBeUndefined();
    }
  });
  test("a passive membrane is no LIF", async () => {
    const passive = written(
      "equations: C*dV/dt = -g*(V - E) + I\ninputs: { I: pA }\ninitial: { V: E }\nparameters: { C: 20 pF, g: 1 nS, E: -65 mV }",
    ).replace("[spikes]", "[V]");
    expect(correspond(await modelOf("lif"), await flowOf(passive))).toBeUndefined();
  });
});

describe("citations", () => {
  const keys = async (text: string) => {
    const { experiment } = await openText(environment, text, "cell.yaml");
    return [...(await citations(environment, experiment!)).matchAll(/^@\w+\{([^,]*),/gm)].map(([, key]) => key);
  };
  test("typed-out equations are cited by the model, their numbers by the set they agree with", async () => {
    expect(await keys(renamed)).toEqual(["brette2005adaptive", "naud2008firing", "hairer1993", "lapicque"]);
    expect(await keys(renamed.replace("300 ms", "301 ms"))).toEqual(["brette2005adaptive", "hairer1993", "lapicque"]);
  });
  test("a source of the document that is in the catalogue becomes its entry, another one a note with its DOI", async () => {
    const sourced = (source: string) => renamed.replace("Cap: 200 pF", `Cap: { value: 210 pF, source: "${source}" }`);
    expect(await keys(sourced("Touboul and Brette 2008, Table 1"))).toContain("touboul2008dynamics");
    const { experiment } = await openText(environment, sourced("Pospischil et al. 2008, doi:10.1007/s00422-008-0263-8."), "cell.yaml");
    expect(await citations(environment, experiment!)).toContain(
      "@misc{10-1007-s00422-008-0263-8,\n  note = {Pospischil et al. 2008, doi:10.1007/s00422-008-0263-8.},\n  doi = {10.1007/s00422-008-0263-8}\n}",
    );
  });
});

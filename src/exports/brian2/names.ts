/** Names that Brian2 and Python accept. */
import { isUnitName } from "./units.ts";

/** Names with a meaning in Brian2's equations, and words of Python. */
const taken = new Set(
  (
    "t dt i j N xi lastspike not_refractory rand randn poisson int pi inf e exprel timestep " +
    "and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield"
  ).split(" "),
);

/** A variable of equations: `lambda_var` of `lambda`, `position_x` of `position.x`. */
export function variableName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^_+|_+$/g, "");
  const isTaken = plain === "" || taken.has(plain) || /^xi_|_(pre|post)$/.test(plain) || isUnitName(plain);
  return isTaken ? `${plain === "" ? "x" : plain}_var` : plain;
}

/** Names that Brian2's exact integrator takes for functions of the algebra that it works with. */
const ofAlgebra = new Set("beta gamma zeta S O Q li Li Ci Si Chi Shi Ei re im arg sum product diff limit test root Lambda var".split(" "));

/** Whether the exact integrator understands equations with these names. */
export function isExactName(name: string): boolean {
  return !ofAlgebra.has(name);
}

/** Names of the script's own that a population or projection must not hide. */
const ofScript = new Set(
  (
    "np rng seed run defaultclock NeuronGroup Synapses SpikeMonitor StateMonitor PopulationRateMonitor TimedArray SpikeGeneratorGroup " +
    "Hz kHz second amp volt siemens farad ohm metre mole kelvin molar coulomb inf pi len print plt zlib base64 clipped truncated numbers monitors grid monitor Network " +
    "start_scope prefs ms mV"
  ).split(" "),
);

/** Gives every object of the script a name of its own. */
export class ObjectNames {
  private readonly used = new Set<string>();

  /** `name`, or `name_more`, or `name_2`. */
  take(name: string, more = ""): string {
    const plain = name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])/, "n");
    const candidates = [plain, ...(more === "" ? [] : [`${plain}_${more.replace(/[^A-Za-z0-9_]/g, "_")}`])];
    for (let k = 2; ; k++) {
      const free = candidates.find((one) => !this.used.has(one) && !ofScript.has(one) && !taken.has(one) && !isUnitName(one));
      if (free !== undefined) {
        this.used.add(free);
        return free;
      }
      candidates.push(`${candidates.at(1) ?? plain}_${k}`);
    }
  }
}

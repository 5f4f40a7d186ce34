/** f-I curves: rates, periods, rheobases. */

import { atan, log } from "../../base/index.ts";
import type { FiringCurve } from "../../contract/index.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

const auto = "AUTO-07p, two meshes";
const digits = "40-digit arithmetic";

/** The steady rate at an input that the curve was asked for. */
function rateAt({ points }: FiringCurve, input: number): number {
  return points.find((point) => point.input === input)?.rate ?? Number.NaN;
}

const nothing = Number.NaN;

export async function firing(lab: Lab): Promise<readonly Row[]> {
  return [...(await integrateAndFire(lab)), ...(await hodgkinHuxley(lab)), ...(await onsets(lab))];
}

async function integrateAndFire(lab: Lab): Promise<readonly Row[]> {
  const lif = await lab.firing("lif", { at: "300" });
  const theta = await lab.firing("theta", { input: "I=-1:4", at: "2" });
  const quadratic = await lab.firing("qif", { at: "2" });
  // tau v' = a0 (v - v_rest)(v - v_c) + R I: with x = v - (v_rest + v_c)/2 it is x' = a x^2 + c.
  const [a, c] = [0.1 / 10, (10 * 2 - 0.1 * 7.5 * 7.5) / 10];
  const root = Math.sqrt(a * c);
  const passage = (atan((a * (-40 + 62.5)) / root) - atan((a * (-70 + 62.5)) / root)) / root;
  return [
    row("LIF at 300 pA: rate [Hz]", rateAt(lif, 300), 1000 / (2 + 20 * log((300 - 10 * 12) / (300 - 200))), 1e-7, "closed form"),
    row("LIF: rheobase [pA]", lif.rheobase.step ?? nothing, 200, 1e-10, "g_L (V_th - E_L)"),
    row("theta neuron at 2: rate", rateAt(theta, 2), Math.SQRT2 / Math.PI, 1e-9, "sqrt(I)/pi, Ermentrout & Kopell 1986"),
    row("QIF at 2 nA: rate [Hz]", rateAt(quadratic, 2), 1000 / passage, 1e-6, "closed form"),
    row("QIF: rheobase [nA]", quadratic.rheobase.ramp ?? nothing, 0.5625, 1e-12, "a0 (v_c - v_rest)^2/(4 R)"),
  ];
}

async function hodgkinHuxley(lab: Lab): Promise<readonly Row[]> {
  const curve = await lab.firing("hodgkin-huxley", { input: "I=5:60", at: "7,10,20,50" });
  const periods: Readonly<Record<number, number>> = { 7: 17.150608184, 10: 14.638324788661684, 20: 11.565435599179571, 50: 8.544604633 };
  return [
    ...Object.entries(periods).map(([input, period]) =>
      row(`Hodgkin-Huxley, I = ${input}: period of the cycle [ms]`, 1000 / rateAt(curve, Number(input)), period, 1e-7, auto),
    ),
    row("Hodgkin-Huxley: a slow ramp ends rest at [uA/cm^2]", curve.rheobase.ramp ?? nothing, 9.77933799539313, 1e-11, digits),
    row(
      "Hodgkin-Huxley: smallest step with a spike [uA/cm^2]",
      curve.rheobase.single ?? nothing,
      2.2409458542,
      1e-9,
      "bisection with DOP853 at 1e-12",
    ),
    row(
      "Hodgkin-Huxley: smallest step with sustained firing [uA/cm^2]",
      curve.rheobase.step ?? nothing,
      6.264221274,
      1e-7,
      `fold of cycles, ${auto}`,
    ),
  ];
}

/** Where slow ramps end rest, and steps begin sustained firing. */
async function onsets(lab: Lab): Promise<readonly Row[]> {
  const ramp = async (name: string, title: string, reference: number, tolerance: number, source: string) =>
    row(title, (await lab.firing(name, { effort: "quick" })).rheobase.ramp ?? nothing, reference, tolerance, source);
  const lecar = await lab.firing("morris-lecar");
  return [
    await ramp("adex.adaptation", "AdEx, adaptation: Andronov-Hopf at [pA]", 256.180548862234, 1e-9, "Touboul & Brette 2008"),
    await ramp("adex.brette-gerstner", "AdEx 2005: Andronov-Hopf at [pA]", 627.1824645086, 1e-9, "Touboul & Brette 2008"),
    await ramp("eif", "EIF: saddle-node at [uA/cm^2]", 0.162, 1e-12, "g_L (V_T - E_L - Delta_T)"),
    await ramp(
      "izhikevich.regular-spiking",
      "Izhikevich RS: Andronov-Hopf at [mV/ms]",
      3.7975,
      1e-11,
      "(b - 5) v - 0.04 v^2 - 140, v = (a - 5)/0.08",
    ),
    await ramp("wang-buzsaki", "Wang-Buzsaki: saddle-node at [uA/cm^2]", 0.16008632716529733, 1e-13, digits),
    await ramp("connor-stevens", "Connor-Stevens: saddle-node at [uA/cm^2]", 8.11405331484425, 1e-11, digits),
    await ramp("traub-miles", "Traub-Miles: saddle-node at [uA/cm^2]", 0.11934570794039372, 1e-13, digits),
    await ramp("persistent-sodium", "Persistent sodium: saddle-node at [uA/cm^2]", 4.512867630296458, 1e-11, digits),
    await ramp("fitzhugh-nagumo", "FitzHugh-Nagumo: Andronov-Hopf at", 0.331281337454746, 1e-12, "w - v + v^3/3 at v^2 = 1 - 0.08*0.8"),
    row("Morris-Lecar: Andronov-Hopf at [uA/cm^2]", lecar.rheobase.ramp ?? nothing, 93.8576183737255, 1e-10, digits),
    row(
      "Morris-Lecar: smallest step with sustained firing [uA/cm^2]",
      lecar.rheobase.step ?? nothing,
      88.29325054,
      1e-6,
      `fold of cycles, ${auto}`,
    ),
  ];
}

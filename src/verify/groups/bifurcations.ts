/** Where rest and cycles change over the input: closed forms, 40-digit values, AUTO's folds of cycles. */
import type { Bifurcation, Continuation } from "../../contract/index.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

const digits = "40-digit arithmetic (mpmath)";
const auto = "AUTO-07p on two meshes, which agree to 1e-9";
const touboul = "closed form of Touboul, Brette 2008, doi:10.1007/s00422-008-0267-4";

/** Model, range, then what is to be found: type, which of them in order, value, source. */
const points = [
  ["adex.brette-gerstner", "I=600:650", "Andronov-Hopf", 0, 627.1824645086, touboul],
  ["adex.brette-gerstner", "I=600:650", "saddle-node", 0, 627.311093720872, touboul],
  ["hodgkin-huxley", "I=0:200", "Andronov-Hopf", 0, 9.77933799539313, digits],
  ["hodgkin-huxley", "I=0:200", "Andronov-Hopf", 1, 154.526333665808, digits],
  ["morris-lecar.hopf", "I=50:250", "Andronov-Hopf", 0, 93.8576183737255, digits],
  ["morris-lecar.hopf", "I=50:250", "Andronov-Hopf", 1, 212.018816100374, digits],
  ["fitzhugh-nagumo", "I=0:2", "Andronov-Hopf", 0, 0.331281337454746, digits],
  ["fitzhugh-nagumo", "I=0:2", "Andronov-Hopf", 1, 1.41871866254525, digits],
  ["izhikevich", "I=-5:10", "saddle-node", 0, 4, "closed form: (5 - b)^2/0.16 - 140 with b = 0.2"],
] as const;

/** Folds of cycles: model, range, which, value, period, source. */
const folds = [
  ["morris-lecar.hopf", "I=50:250", 0, 88.29325054, 135.38614],
  ["morris-lecar.hopf", "I=50:250", 1, 216.8998014, 77.92905],
] as const;

export async function bifurcations(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [model, over, type, index, value, source] of points) {
    const found = of(await lab.over(model, over, "fixed points"), type)[index];
    rows.push(row(`${model}: ${type} ${index + 1} over ${over}`, found?.parameter ?? Number.NaN, value, 1e-12 * Math.abs(value), source));
  }
  for (const [model, over, index, value, period] of folds) {
    const found = of(await lab.over(model, over), "fold of cycles")[index];
    rows.push(row(`${model}: fold of cycles ${index + 1}`, found?.parameter ?? Number.NaN, value, 1e-9 * value, auto));
    rows.push(row(`${model}: period at fold of cycles ${index + 1} [ms]`, found?.period ?? Number.NaN, period, 1e-6 * period, auto));
  }
  const hodgkinHuxley = await lab.over("hodgkin-huxley", "I=6:12");
  const fold = of(hodgkinHuxley, "fold of cycles").reduce((a, b) => (a.parameter < b.parameter ? a : b));
  rows.push(row("hodgkin-huxley: fold of cycles", fold.parameter, 6.264221274, 1e-9 * 6.264221274, auto));
  rows.push(row("hodgkin-huxley: period at the fold of cycles [ms]", fold.period ?? Number.NaN, 19.89524, 1e-6 * 19.89524, auto));
  return rows;
}

function of({ bifurcations }: Continuation, type: Bifurcation["type"]): readonly Bifurcation[] {
  return bifurcations.filter((one) => one.type === type);
}

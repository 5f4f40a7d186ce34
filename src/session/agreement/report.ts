/** A comparison as JSON and as tables. */
import type { Agreement, ComparedQuantity, Table } from "../../contract/index.ts";
import type { Json } from "../json.ts";
import type { ComparedScales } from "./compare.ts";

type Fields = { [key: string]: Json };

/** The report of a comparison, as `compare --json` prints it; a comparison that did not complete has no quantities. */
export function compareReport(compared: ComparedScales): Fields {
  if (compared.kind === "unfinished") {
    const { title, provenance, scale, seed, outcome } = compared;
    const { kind, time, message, remedy } = outcome;
    return {
      title,
      provenance: { ...provenance },
      scales: [],
      quantities: [],
      verdict: null,
      outcome: { kind, scale, seed, time, message, remedy },
    };
  }
  const { agreement } = compared;
  const isPhysical = agreement.units === "physical";
  const ms = isPhysical ? "_ms" : "";
  return {
    title: agreement.title,
    provenance: { ...agreement.provenance },
    scales: agreement.scales.map(({ scale, seeds, isRandom, step, wall_s, cpu_s }) => ({
      scale,
      seed: seeds[0]!,
      seeds: [...seeds],
      trials: seeds.length,
      random: isRandom,
      [`duration${ms}`]: agreement.duration,
      [`step${ms}`]: step,
      wall_s,
      cpu_s,
    })),
    [`bin${ms}`]: agreement.bin,
    quantities: agreement.quantities.map((one) => quantityReport(one, isPhysical)),
    left_out: agreement.leftOut.map(({ population, name, scales, reason }) => ({ population, name, scales: [...scales], reason })),
    causes: agreement.causes.map(({ cause, population, size, words }) => ({ cause, population, size, words })),
    verdict: agreement.verdict,
    words: agreement.words,
    notes: [...agreement.notes],
    outcome: { kind: "completed" },
  };
}

function quantityReport(one: ComparedQuantity, isPhysical: boolean): Fields {
  const { population, name, unit, scales, values, standardErrors, difference, interval, during, margin, knownCauses, verdict, longer } =
    one;
  return {
    population,
    name,
    unit,
    scales: [...scales],
    values: [...values],
    standard_errors: [...standardErrors],
    difference,
    interval: interval.map((end) => (Number.isFinite(end) ? end : null)),
    [`during${isPhysical ? "_ms" : ""}`]: during ? [...during] : null,
    at: one.at ?? null,
    margin,
    known_cause: knownCauses.length > 0 ? knownCauses.join("; ") : null,
    verdict,
    [`longer${isPhysical ? "_s" : ""}`]: longer === null ? null : isPhysical ? longer / 1000 : longer,
  };
}

/** A row for each quantity. */
export function compareTable({ quantities, units }: Agreement): Table {
  const numbers = (name: string, pick: (one: ComparedQuantity) => number | null, unit = "") => ({
    name,
    unit,
    values: Float64Array.from(quantities, (one) => pick(one) ?? Number.NaN),
  });
  const texts = (name: string, pick: (one: ComparedQuantity) => string) => ({ name, unit: "", values: quantities.map(pick) });
  return {
    columns: [
      texts("population", ({ population }) => population),
      texts("name", ({ name }) => name),
      texts("unit", ({ unit }) => unit),
      texts("reference", ({ scales }) => scales[0]),
      texts("other", ({ scales }) => scales[1]),
      numbers("reference_value", ({ values }) => values[0]),
      numbers("reference_se", ({ standardErrors }) => standardErrors[0]),
      numbers("other_value", ({ values }) => values[1]),
      numbers("other_se", ({ standardErrors }) => standardErrors[1]),
      numbers("difference", ({ difference }) => difference),
      numbers("interval_low", ({ interval }) => interval[0]),
      numbers("interval_high", ({ interval }) => interval[1]),
      numbers("margin", ({ margin }) => margin),
      texts("verdict", ({ verdict }) => verdict),
      numbers("longer", ({ longer }) => (longer === null || units === "none" ? longer : longer / 1000), units === "none" ? "" : "s"),
      texts("known_cause", (one) => one.knownCauses.join("; ")),
    ],
  };
}

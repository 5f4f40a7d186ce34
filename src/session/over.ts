/** What fixed points and cycles of a unit do over a parameter: from what was opened to the continuation. */
import { type ContinuationOptions, continuation } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Bifurcation, Continuation, System } from "../contract/index.ts";
import type { NumberArray } from "../io/index.ts";
import type { Json } from "./json.ts";
import type { Opened } from "./open.ts";
import { portrayer } from "./phase.ts";
import { readRange } from "./range.ts";

/**
 * Fixed points and cycles over `PATH=a:b`: a parameter or input of the unit, by its name or by a path that ends in it, and its range.
 * Throws `unknown-parameter-over`, `bad-over`, `unknown-population`.
 */
export async function phaseOver(
  opened: Opened,
  over: string,
  { population, of, progress }: { readonly population?: string | undefined } & Pick<ContinuationOptions, "of" | "progress"> = {},
): Promise<Continuation> {
  const unit = await portrayer(opened, population);
  try {
    const { system } = unit;
    const { index, low, high } = choiceOf(system, over);
    const { factor } = system.parameters[index]!;
    const values = system.parameters.map(({ value }) => value);
    const found = continuation(system, values, {
      parameter: index,
      low: low * factor,
      high: high * factor,
      title: unit.title,
      ...(of ? { of } : {}),
      ...(progress ? { progress } : {}),
    });
    return { ...found, provenance: opened.provenance };
  } finally {
    unit.close();
  }
}

function choiceOf(system: System, over: string): { readonly index: number; readonly low: number; readonly high: number } {
  const at = over.indexOf("=");
  const [path, text] = [over.slice(0, Math.max(at, 0)).trim(), over.slice(at + 1)];
  if (at <= 0) throw new LapicqueError("bad-over", { given: over });
  const name = path.slice(path.lastIndexOf(".") + 1);
  // Inputs come last; where a parameter has the name of one, the input is meant.
  const index = system.parameters.findLastIndex((one) => one.name === name);
  if (index < 0) {
    throw new LapicqueError("unknown-parameter-over", {
      name: path,
      population: system.name,
      known: system.parameters.map((one) => one.name),
    });
  }
  const range = readRange(text, system.parameters[index]!, system);
  if (!range || !(range[0] < range[1]) || !range.every(Number.isFinite)) throw new LapicqueError("bad-over", { given: over });
  return { index, low: range[0], high: range[1] };
}

type Fields = { [key: string]: Json };

/** The part of the JSON report that `--over` adds. Under `units: none` `period_ms` loses its suffix. */
export function overReport({ parameter, states, bifurcations, words, notes, units }: Continuation): Fields {
  const period = units === "physical" ? "period_ms" : "period";
  const entry = (found: Bifurcation): Fields => ({
    type: found.type,
    parameter: found.parameter,
    uncertainty: found.uncertainty ?? null,
    state: Object.fromEntries(states.map(({ name }, i) => [name, found.state[i]!])),
    omega: found.omega ?? null,
    criticality: found.criticality ?? null,
    [period]: found.period ?? null,
  });
  return { over: { ...parameter, words, notes }, bifurcations: bifurcations.map(entry) };
}

/** Branches as arrays, a row for each point: of fixed points parameter, states, stable; of cycles parameter, period, highs, lows, stable. */
export function overArrays({ equilibria, cycles }: Continuation): Readonly<Record<string, NumberArray>> {
  const rows = (columns: readonly ArrayLike<number>[]): NumberArray => {
    const count = columns[0]?.length ?? 0;
    const data = new Float64Array(count * columns.length);
    columns.forEach((column, j) => {
      for (let k = 0; k < count; k++) data[k * columns.length + j] = column[k]!;
    });
    return { shape: [count, columns.length], data };
  };
  return Object.fromEntries([
    ...equilibria.map(({ parameter, states, stable }, k) => [`equilibria.${k}`, rows([parameter, ...states, stable])] as const),
    ...cycles.map(
      ({ parameter, period, high, low, stable }, k) => [`cycles.${k}`, rows([parameter, period, ...high, ...low, stable])] as const,
    ),
  ]);
}

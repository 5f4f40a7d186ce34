/** The numbers of a portrait in rows: which curve, and its points. */
import type { Curve, PhasePortrait, Table } from "../../contract/index.ts";

/** One row for each point of each curve: what it is, which of its kind, and its place; then the field on its grid. */
export function portraitTable(portrait: PhasePortrait): Table {
  const { axes, states, nullclines, threshold, reset, separatrices, cycles, orbits, fixedPoints } = portrait;
  const indices = axes.map(({ state }) => states.findIndex(({ name }) => name === state));
  const [a, b] = indices as [number, number?];
  const nothing = new Float64Array(0);
  const ofColumns = (columns: readonly Float64Array[]): Curve => ({
    x: columns[a]!,
    y: b === undefined ? columns[a]!.map(() => 0) : columns[b]!,
  });
  const curves: (readonly [string, Curve])[] = [
    ...nullclines.flatMap(({ state, branches }) => branches.map((curve) => [`nullcline ${state}`, curve] as const)),
    ...threshold.map((curve) => ["threshold", curve] as const),
    ...reset.map((curve) => ["reset", curve] as const),
    ...separatrices.map((curve) => [`${curve.kind} separatrix`, curve] as const),
    ...cycles.map((cycle) => [`${cycle.stable ? "stable" : "unstable"} cycle`, ofColumns(cycle.states)] as const),
    ...orbits.map((orbit) => [orbit.backwards ? "orbit backwards" : "orbit", ofColumns(orbit.states)] as const),
    ...fixedPoints.map(({ type, at }) => [type, { x: Float64Array.of(at[a]!), y: Float64Array.of(b === undefined ? 0 : at[b]!) }] as const),
    ...(b === undefined ? [["rate", rateCurve(portrait)] as const] : []),
  ];
  const rows = curves.flatMap(([what, { x, y }], number) => Array.from(x, (value, k) => ({ what, number, x: value, y: y[k]! })));
  const unitOfRate = portrait.units === "none" ? "" : `${axes[0].unit}/ms`;
  const second = axes[1] ?? { state: `d${axes[0].state}/dt`, unit: unitOfRate };
  return {
    columns: [
      { name: "curve", unit: "", values: rows.map(({ what }) => what) },
      { name: "number", unit: "", values: rows.length > 0 ? Float64Array.from(rows, ({ number }) => number) : nothing },
      { name: axes[0].state, unit: axes[0].unit, values: Float64Array.from(rows, ({ x }) => x) },
      { name: second.state, unit: second.unit, values: Float64Array.from(rows, ({ y }) => y) },
    ],
  };
}

function rateCurve({ axes: [{ low, high }], field }: PhasePortrait): Curve {
  return { x: field.u.map((_, k) => low + ((k + 0.5) / field.columns) * (high - low)), y: field.u };
}

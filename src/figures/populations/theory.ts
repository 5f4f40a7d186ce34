/** Lines of theory over simulated points: how figures of populations find, draw and name them. */
import type { Bins } from "../../analysis/index.ts";
import { exp, log } from "../../base/index.ts";
import type { Result, TableColumn, TheoryCurve } from "../../contract/index.ts";
import { firstAfter } from "../../numerics/index.ts";
import type { OptionKinds, Options } from "../options.ts";
import type { HeadingEntry, Mark } from "../scene/scene.ts";
import { plain } from "../text/rich-text.ts";
import { type Line, seriesLine } from "./series.ts";

/** The option of figures with theory. */
export const theoryOption = {
  theory: { kind: "choice", words: ["none"], meaning: "`none`: no line of theory; without, where theory covers the neurons" },
} as const satisfies OptionKinds;

/** The lines of a figure, by population. */
export type TheoryLines = ReadonlyMap<string, TheoryCurve>;

/** What theory says of a quantity of a figure. */
export function theoryLines(figure: string, quantity: string, { theory }: Result, options: Options): TheoryLines {
  const curves = options.theory === "none" ? [] : (theory?.curves ?? []);
  return new Map(curves.flatMap((one) => (one.figure === figure && one.quantity === quantity ? [[one.population, one] as const] : [])));
}

/** A simulated point beside a line of theory. */
const radius = 1.9;

/** Simulated values: as points where there is a line of theory over them. */
export function overTheory(
  series: Line,
  x: Float64Array,
  y: Float64Array,
  theory: TheoryCurve | undefined,
  { range, axes }: { readonly range: readonly [number, number]; readonly axes: "linear" | "log" },
  width: number,
): readonly Mark[] {
  if (!theory) return [seriesLine(series, x, y, width)];
  const line = within(theory, range, axes);
  return [{ kind: "points", x, y, ink: series.ink, radius }, seriesLine(series, line.x, line.y, 1.8)];
}

/** The part of a line over a range, to its very ends. */
export function within(theory: TheoryCurve, [low, high]: readonly [number, number], axes: "linear" | "log"): Pick<TheoryCurve, "x" | "y"> {
  const { x, y } = theory;
  const isIn = (_: number, k: number) => x[k]! > low && x[k]! < high;
  const [first, last] = theoryAt(theory, Float64Array.of(low, high), axes);
  return { x: Float64Array.of(low, ...x.filter(isIn), high), y: Float64Array.of(first!, ...y.filter(isIn), last!) };
}

/** The entry of a legend: the theory, by its name where it is one. */
export function theoryEntries(series: readonly Line[], theories: TheoryLines): readonly HeadingEntry[] {
  const drawn = series.filter(({ name }) => theories.has(name));
  const labels = new Set(drawn.map(({ name }) => theories.get(name)!.label));
  if (drawn.length === 0) return [];
  const text = plain(labels.size > 1 ? "theory" : `theory: ${[...labels][0]}`);
  return [{ text, ink: "text", swatch: { kind: "line", ink: drawn.length > 1 ? "text" : drawn[0]!.ink } }];
}

/** The values of a line at other places of its range, NaN beyond; straight between its points, over logarithmic axes in these. */
export function theoryAt({ x, y }: TheoryCurve, places: Float64Array, axes: "linear" | "log"): Float64Array {
  return places.map((at) => {
    const k = Math.min(firstAfter(x, at), x.length - 1);
    if (!(k > 0) || at > x[k]! * (1 + 1e-9) || at < x[0]!) return Number.NaN;
    const [a, b, low, high] = [x[k - 1]!, x[k]!, y[k - 1]!, y[k]!];
    if (axes === "linear") return low + ((high - low) * (at - a)) / (b - a);
    return low * exp((log(high / low) * log(at / a)) / log(b / a));
  });
}

/** A line over time in the mean over each bin; NaN where it does not reach. */
export function binnedLine({ x, y }: TheoryCurve, bins: Bins): Float64Array {
  const areas = new Float64Array(x.length);
  for (let k = 1; k < x.length; k++) areas[k] = areas[k - 1]! + 0.5 * (y[k]! + y[k - 1]!) * (x[k]! - x[k - 1]!);
  /** Integral from the first point on. */
  const upTo = (at: number) => {
    const k = Math.min(firstAfter(x, at), x.length - 1);
    if (!(k > 0)) return Number.NaN;
    const since = at - x[k - 1]!;
    const slope = (y[k]! - y[k - 1]!) / (x[k]! - x[k - 1]!);
    return areas[k - 1]! + since * (y[k - 1]! + 0.5 * slope * since);
  };
  return Float64Array.from({ length: bins.count }, (_, k) => {
    const [from, to] = [bins.from + k * bins.width, bins.from + (k + 1) * bins.width];
    return (upTo(to) - upTo(from)) / bins.width;
  });
}

/** Columns of a table: theory at its places. */
export function theoryColumns(
  series: readonly Line[],
  theories: TheoryLines,
  places: Float64Array,
  axes: "linear" | "log",
  unit: string,
): readonly TableColumn[] {
  return series.flatMap(({ name }) => {
    const theory = theories.get(name);
    return theory ? [{ name: `${name} theory`, unit, values: theoryAt(theory, places, axes) }] : [];
  });
}

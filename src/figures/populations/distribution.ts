/** Distributions of several populations in one panel: outlines of histograms where there are few, curves where there are many. */
import { type Bins, binCentres, binsBetween, binWidth, type Histogram, histogram, quantile } from "../../analysis/index.ts";
import type { Mark, Scale } from "../scene/scene.ts";
import { type Line, seriesLine } from "./series.ts";

/** Values of one population. */
export interface Sample extends Line {
  readonly values: Float64Array;
}

/** Bins of a panel: so many at least and at most; curves on top of one another need fewer. */
const counts = { least: 24, mostOfFew: 80, mostOfMany: 40 } as const;

/** Fewer values than this have no histogram; they stand as lines of their own. */
const FEWEST = 8;

/** So many histograms are drawn as outlines with their area; more would hide one another. */
const FEW = 3;

export interface Distribution {
  readonly bins: Bins;
  /** Of each sample; undefined for too few values. */
  readonly histograms: readonly (Histogram | undefined)[];
}

/**
 * Histograms over common bins from `low` to `high`, as wide as the samples need in the middle.
 *
 * @param round  makes a width one that fits the values, such as whole steps
 */
export function distributionOf(samples: readonly Sample[], low: number, high: number, round: (width: number) => number): Distribution {
  const enough = samples.filter(({ values }) => values.length >= FEWEST);
  const widths = Float64Array.from(enough.flatMap(({ values }) => binWidth(Float64Array.from(values).sort()) ?? [])).sort();
  const span = high - low;
  const wanted = Math.min(
    span / counts.least,
    Math.max(span / (samples.length <= FEW ? counts.mostOfFew : counts.mostOfMany), quantile(widths, 0.5) ?? 0),
  );
  const width = round(wanted);
  const bins = binsBetween(low, low + width * Math.ceil(span / width - 1e-9), width);
  return { bins, histograms: samples.map(({ values }) => (values.length < FEWEST ? undefined : histogram(values, bins))) };
}

/** The largest of the samples' quantiles; undefined where there are no values. */
export function highestQuantile(samples: readonly Sample[], p: number): number | undefined {
  const values = samples.flatMap((sample) => quantile(Float64Array.from(sample.values).sort(), p) ?? []);
  return values.length > 0 ? Math.max(...values) : undefined;
}

/** Scale of densities from 0; logarithmic from the smallest to the largest that is not 0. */
export function densityScale({ histograms }: Distribution, kind: Scale["kind"]): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const one of histograms)
    for (const density of one?.density ?? []) {
      if (density > high) high = density;
      if (density > 0 && density < low) low = density;
    }
  if (high === 0) return { kind: "linear", low: 0, high: 1 };
  return kind === "log" ? { kind, low: low / 1.5, high: high * 1.5 } : { kind, low: 0, high: 1.06 * high };
}

/** What may be drawn of a distribution. */
export type IntervalQuantity = "density" | "survivor" | "hazard";

/** With fewer values that are longer a hazard is noise. */
const FEWEST_LEFT = 30;

/**
 * A quantity of one sample over the bins: density and hazard at their centres, the survivor at their ends. The hazard of a bin is its values over the time that
 * the values which reach it spend in it, those that end there half of it (the actuarial estimate).
 */
export function quantityOf({ bins, histograms }: Distribution, sample: number, quantity: IntervalQuantity) {
  const centres = binCentres(bins);
  const found = histograms[sample];
  if (!found) return { x: centres, y: centres.map(() => Number.NaN) };
  if (quantity === "density") return { x: centres, y: found.density };
  const { counts, density } = found;
  const inside = counts.reduce((sum, count) => sum + count, 0);
  const part = density.reduce((sum, one) => sum + one, 0) * bins.width;
  let reach = part > 0 ? inside / part : 0;
  const all = reach;
  const values = counts.map((count) => {
    const before = reach;
    reach -= count;
    if (quantity === "survivor") return reach / all;
    return before < FEWEST_LEFT ? Number.NaN : count / ((before - 0.5 * count) * bins.width);
  });
  return { x: quantity === "survivor" ? centres.map((centre) => centre + 0.5 * bins.width) : centres, y: values };
}

/** Scale of one of them, that holds all values; of a survivor up to 1. */
export function quantityScale(values: readonly Float64Array[], quantity: IntervalQuantity, kind: Scale["kind"]): Scale {
  const found = values.flatMap((one) => [...one]).filter((one) => one > 0 && one < Number.POSITIVE_INFINITY);
  const high = Math.max(0, ...found);
  if (high === 0) return { kind: "linear", low: 0, high: 1 };
  if (kind === "log") return { kind, low: Math.max(Math.min(...found), 1e-5 * high) / 1.5, high: high * 1.5 };
  return { kind, low: 0, high: quantity === "survivor" ? 1.03 : 1.06 * high };
}

/** Outlines of few histograms, curves through the bins of many, and the lines of samples with too few values. */
export function distributionMarks(samples: readonly Sample[], { bins, histograms }: Distribution, floor: number): readonly Mark[] {
  const isFew = samples.length <= FEW;
  return samples.flatMap((sample, k): readonly Mark[] => {
    const found = histograms[k];
    if (!found) return Array.from(sample.values, (at): Mark => ({ kind: "rule", axis: "x", at, ink: sample.ink, width: 1.5 }));
    // An empty bin is below every logarithmic axis.
    const density = found.density.map((value) => Math.max(value, floor));
    if (!isFew) return [seriesLine(sample, binCentres(bins), density, 1.6)];
    const x = Float64Array.from({ length: 2 * bins.count }, (_, j) => bins.from + ((j + 1) >> 1) * bins.width);
    const y = Float64Array.from({ length: 2 * bins.count }, (_, j) => density[j >> 1]!);
    return [{ kind: "area", x, low: y.map(() => floor), high: y, ink: sample.ink, opacity: 0.14 }, seriesLine(sample, x, y, 1.6)];
  });
}

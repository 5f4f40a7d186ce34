/** Differences in parts of their margins, with 99 % intervals: one row for each quantity and scale. */
import type { ComparedQuantity, Verdict } from "../../contract/index.ts";
import { type } from "../scene/furniture.ts";
import type { Ink, Mark, Scale } from "../scene/scene.ts";
import { measure } from "../text/metrics.ts";
import { minus, plain, type RichText } from "../text/rich-text.ts";

/** What lies farther out than so many margins is drawn at the edge. */
export const reach = 3;

/** A row: a quantity of one scale. */
export interface ForestRow {
  readonly quantity: ComparedQuantity;
  /** Colour of the scale that is compared. */
  readonly ink: Ink;
  /** The name of the quantity; empty where the row above has it. */
  readonly name: RichText;
  /** `+0.31 %`, and the verdict. */
  readonly size: RichText;
  readonly verdict: RichText;
}

/** Rows in the order of the quantities, those of several scales below one another. */
export function forestRows(quantities: readonly ComparedQuantity[], inkOf: (scale: string) => Ink): readonly ForestRow[] {
  const names = [...new Set(quantities.map(({ name }) => name))];
  return names.flatMap((name) =>
    quantities
      .filter((one) => one.name === name)
      .map(
        (quantity, k): ForestRow => ({
          quantity,
          ink: inkOf(quantity.scales[1]),
          name: plain(k === 0 ? name.replace(/(\d)-(\d)/, "$1\u2013$2") : ""),
          size: plain(sizeOf(quantity)),
          verdict: plain(quantity.verdict),
        }),
      ),
  );
}

function sizeOf({ name, difference }: ComparedQuantity): string {
  if (difference === null) return "";
  const size = 100 * difference;
  const digits = Math.abs(size) >= 99.5 ? 0 : Math.abs(size) >= 9.95 ? 1 : 2;
  const text = minus(size.toFixed(digits));
  // A root mean square has no sign.
  return `${difference > 0 && !name.startsWith("shape") ? "+" : ""}${text} %`;
}

/** Room that the names take on the left, and what is said on the right [points]. */
export interface ForestRoom {
  readonly left: number;
  readonly size: number;
  readonly right: number;
}

const gap = 8;

/** Room for all rows of a picture, so that its panels stand in line. */
export function forestRoom(rows: readonly ForestRow[]): ForestRoom {
  const widest = (texts: readonly RichText[]) => Math.max(0, ...texts.map((text) => measure(text, type.tick)));
  const size = widest(rows.map((row) => row.size));
  return { left: gap + widest(rows.map((row) => row.name)), size, right: 3 * gap + size + widest(rows.map((row) => row.verdict)) };
}

/** From -3 to 3 margins. */
export const forestX: Scale = { kind: "linear", low: -reach, high: reach };

/** One unit for each row, the first on top. */
export function forestY(count: number): Scale {
  return { kind: "linear", low: Math.max(1, count), high: 0 };
}

const inks: Readonly<Record<Verdict, Ink>> = { agrees: 2, differs: "text", undecided: "soft" };

/** Band of the margins, intervals, points, names and numbers. */
export function forestMarks(rows: readonly ForestRow[], room: ForestRoom): readonly Mark[] {
  const count = Math.max(1, rows.length);
  const band: Mark = {
    kind: "area",
    x: Float64Array.of(-1, 1),
    low: Float64Array.of(count, count),
    high: Float64Array.of(0, 0),
    ink: 2,
    opacity: 0.13,
  };
  const zero: Mark = { kind: "rule", axis: "x", at: 0, ink: "soft", width: 1, dash: "dotted" };
  return [band, zero, ...rows.flatMap((row, k) => rowMarks(row, k + 0.5, room))];
}

function rowMarks({ quantity, ink, name, size, verdict }: ForestRow, y: number, room: ForestRoom): readonly Mark[] {
  const within = (value: number) => Math.min(reach, Math.max(-reach, value / quantity.margin));
  const [low, high] = quantity.interval.map(within) as [number, number];
  const at = quantity.difference === null ? Number.NaN : within(quantity.difference);
  return [
    { kind: "line", x: Float64Array.of(low, high), y: Float64Array.of(y, y), ink, width: 2.2 },
    { kind: "points", x: Float64Array.of(at), y: Float64Array.of(y), ink, radius: 3.6 },
    { kind: "label", x: -reach, y, dx: -gap, text: name, anchor: "end", ink: "text" },
    { kind: "label", x: reach, y, dx: gap + room.size, text: size, anchor: "end", ink: "soft" },
    { kind: "label", x: reach, y, dx: 2 * gap + room.size, text: verdict, anchor: "start", ink: inks[quantity.verdict] },
  ];
}

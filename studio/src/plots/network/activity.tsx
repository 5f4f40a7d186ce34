/** Activity of populations over time: the figure `activity`, of all scales over one another. */
import { useMemo } from "preact/hooks";
import type { Overlaid } from "../../../../src/figures/index.ts";
import type { Computed } from "../../contract.ts";
import type { TimeProps } from "../props.ts";
import { withUnitText } from "../stage/text.ts";
import { timeText } from "../time/overlay.ts";
import { type TimeFigure, TimeView } from "../time/time-view.tsx";
import { roomOf, wantedOptions } from "./wanted.ts";

/** Columns of the table of the figure that are the lines. */
const line = / smooth$/;

const activity = (wanted: TimeProps["wanted"]): TimeFigure => ({
  id: "activity",
  name: "Activity",
  options: (figure, result) => wantedOptions(figure, result, wanted),
  view: roomOf,
  shown: (result) => ({ result, note: "" }),
  reading: (result: Overlaid, time, _, table) => {
    const [times, ...lines] = table().columns;
    // The first column is time, the others are numbers of the same bins.
    const centres = times!.values as Float64Array;
    const half = (centres[1]! - centres[0]!) / 2;
    const bin = centres.findIndex((centre) => time <= centre + half);
    const others = (result.beside ?? []).map(({ scale }) => scale);
    const named = (name: string) =>
      others.length === 0 || others.some((scale) => name.endsWith(` ${scale}`)) ? name : `${name} ${result.scale}`;
    const read = lines.flatMap(({ name, unit, values }) => {
      const value = Number(values[bin]);
      return line.test(name) && Number.isFinite(value) ? [`${named(name.replace(line, ""))}: ${withUnitText(value, unit)}`] : [];
    });
    return [timeText(result, time), ...read];
  },
});

/** What is drawn: the document's own run with the others over it, or one of them while that is not there. */
function overlaid(computed: Computed): Computed {
  const { result, beside = [] } = computed;
  const [first, ...others] = [...(result ? [result] : []), ...beside];
  if (!first || others.length === 0) return first ? { ...computed, result: first } : computed;
  const all: Overlaid = { ...first, beside: others };
  return { ...computed, result: all };
}

export function Activity(props: TimeProps) {
  const of = useMemo(() => activity(props.wanted), [props.wanted]);
  const computed = useMemo(() => overlaid(props.computed), [props.computed]);
  return <TimeView {...props} computed={computed} of={of} />;
}

/** Activity of populations over time: the figure `activity`. */
import { useMemo } from "preact/hooks";
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
  reading: (result, time, _, table) => {
    const [times, ...lines] = table().columns;
    // The first column is time, the others are numbers of the same bins.
    const centres = times!.values as Float64Array;
    const half = (centres[1]! - centres[0]!) / 2;
    const bin = centres.findIndex((centre) => time <= centre + half);
    const read = lines.filter(({ name }) => line.test(name));
    return [
      timeText(result, time),
      ...(bin < 0 ? [] : read.map(({ name, unit, values }) => `${name.replace(line, "")}: ${withUnitText(Number(values[bin]), unit)}`)),
    ];
  },
});

export function Activity(props: TimeProps) {
  const of = useMemo(() => activity(props.wanted), [props.wanted]);
  return <TimeView {...props} of={of} />;
}

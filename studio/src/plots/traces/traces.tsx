/** Recorded signals over time: the figure `traces`, thinned to what the page shows. */
import type { TracesSettings } from "../../contract.ts";
import type { ViewProps } from "../props.ts";
import { readingAt } from "../time/overlay.ts";
import { type TimeFigure, TimeView } from "../time/time-view.tsx";
import { COLUMNS, thinResult } from "./extremes.ts";

const traces: TimeFigure = {
  id: "traces",
  name: "Traces",
  options: (_, { signals }, { hidden }) => {
    const labels = [...new Set(signals.map(({ channel }) => channel.label))];
    const left = labels.filter((label) => !hidden.includes(label));
    return left.length > 0 && left.length < labels.length ? { signals: left } : {};
  },
  shown: (whole, [from, to], width) => {
    const { result, samplesPerColumn } = thinResult(whole, from, to, width);
    const note = samplesPerColumn > 1 ? `Drawn with every extreme: ${Math.round(samplesPerColumn * COLUMNS)} samples a point.` : "";
    return { result, note };
  },
  reading: readingAt,
};

export function Traces(props: ViewProps<TracesSettings>) {
  return <TimeView {...props} of={traces} />;
}

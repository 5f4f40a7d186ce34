/** Densities, fields along a line and entropies over time: the figures of these names, with the numbers under the pointer. */
import { useMemo } from "preact/hooks";
import type { TimeProps } from "../props.ts";
import { RunFigure } from "../run/run-figure.tsx";
import { Empty } from "../stage/foot.tsx";
import { readingAt, timeText } from "../time/overlay.ts";
import { type TimeFigure, TimeView } from "../time/time-view.tsx";
import { roomOf, wantedOptions } from "./wanted.ts";

const figure = (id: string, name: string, wanted: TimeProps["wanted"], signals: (label: string) => boolean): TimeFigure => ({
  id,
  name,
  options: (drawn, result) => wantedOptions(drawn, result, wanted),
  view: roomOf,
  shown: (result) => ({ result, note: "" }),
  reading: (result, time) =>
    time < (result.signals[0]?.times[0] ?? time)
      ? [timeText(result, time)]
      : readingAt({ ...result, signals: result.signals.filter(({ channel }) => signals(channel.label)) }, time),
});

export function Density(props: TimeProps) {
  const of = useMemo(() => figure("density", "Density", props.wanted, (label) => label === "activity"), [props.wanted]);
  return <TimeView {...props} of={of} />;
}

export function Entropy(props: TimeProps) {
  const of = useMemo(() => figure("entropy", "Entropy", props.wanted, (label) => label === "entropy"), [props.wanted]);
  return <TimeView {...props} of={of} />;
}

/** Over time where there is a field along a line; of fields over a plane some moments. */
export function Field(props: TimeProps) {
  const of = useMemo(() => figure("field", "Field", props.wanted, () => false), [props.wanted]);
  const { result, reasons, stale } = props.computed;
  if (!result) return <Empty view="field" reason={reasons.result} isStale={stale.includes("result")} />;
  const isAlongLine = result.profiles?.some(({ channel }) => channel.axes?.length === 1);
  if (isAlongLine) return <TimeView {...props} of={of} />;
  return <RunFigure {...props} figure="field" name="Field" />;
}

/** Spikes over time: the figure `raster`, of as many neurons as can be told apart. */
import { useMemo } from "preact/hooks";
import type { TimeProps } from "../props.ts";
import { spikesWithin, timeText } from "../time/overlay.ts";
import { type TimeFigure, TimeView } from "../time/time-view.tsx";
import { roomOf, wantedOptions } from "./wanted.ts";

/** The cursor counts spikes in this part of the stretch on either side. */
const BESIDE = 1 / 200;

const raster = (wanted: TimeProps["wanted"]): TimeFigure => ({
  id: "raster",
  name: "Raster",
  options: (figure, result) => wantedOptions(figure, result, wanted),
  view: roomOf,
  shown: (result) => ({ result, note: "" }),
  reading: (result, time, [from, to]) => {
    const beside = BESIDE * (to - from);
    return [timeText(result, time), spikesWithin(result, [time - beside, time + beside])];
  },
});

export function Raster(props: TimeProps) {
  const of = useMemo(() => raster(props.wanted), [props.wanted]);
  return <TimeView {...props} of={of} />;
}

/** Makes a view of a figure of a run over time: with raster and activity it shares the stretch of time, the highlight and the keys. */
import type { ComponentType } from "preact";
import type { TimeProps } from "../plots/props.ts";
import { useSettings, useShared, useWanted } from "./shared.ts";
import type { View } from "./view.ts";

/** @param Plot  loaded when it is first shown */
export function overTime(
  given: Omit<View, "parts" | "figure" | "Show"> & Partial<Pick<View, "parts">>,
  Plot: ComponentType<TimeProps>,
): View {
  const Show: View["Show"] = ({ computed }) => <Plot {...useShared(computed)} {...useSettings("traces")} wanted={useWanted(given.id)} />;
  return { parts: ["result"], ...given, figure: given.id, Show };
}

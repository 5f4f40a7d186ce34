/** Makes a view of a figure of a run: the picture that the command line draws, with values under the pointer. */
import { lazily } from "./lazy.tsx";
import { useSettings, useShared, useWanted } from "./shared.ts";
import type { View } from "./view.ts";

const RunFigure = lazily(async () => (await import("../plots/run/run-figure.tsx")).RunFigure);

export function ofRun(given: Omit<View, "parts" | "figure" | "Show">): View {
  const { id, name } = given;
  const Show: View["Show"] = ({ computed }) => (
    <RunFigure figure={id} name={name} {...useShared(computed)} {...useSettings("traces")} wanted={useWanted(id)} />
  );
  return { ...given, parts: ["result"], figure: id, Show };
}

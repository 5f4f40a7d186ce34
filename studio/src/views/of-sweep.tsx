/** Makes a view of a figure of a sweep. */
import { useStudio } from "../state/studio.ts";
import { measuresOf, sweptDials } from "../state/sweeping.ts";
import { lazily } from "./lazy.tsx";
import { useSettings, useShared, useWanted } from "./shared.ts";
import type { View } from "./view.ts";

const Sweep = lazily(async () => (await import("../plots/sweep/sweep.tsx")).Sweep);

export function ofSweep(given: Omit<View, "parts" | "figure" | "Show" | "id"> & { readonly id: "curve" | "map" }): View {
  const { id } = given;
  const Show: View["Show"] = ({ computed }) => {
    const studio = useStudio();
    const described = studio.described.value;
    const dials = described?.dials ?? [];
    return (
      <Sweep
        {...useShared(computed)}
        {...useSettings("sweep")}
        figure={id}
        wanted={useWanted(id)}
        state={studio.sweep.state.value}
        isPresent={studio.sweep.isPresent}
        hasOwn={described?.sweep !== undefined}
        dials={sweptDials(dials)}
        measures={measuresOf(described)}
        dialOf={(path) => dials.find((dial) => dial.path === (described?.sweep?.axes.find((axis) => axis.path === path)?.dial ?? path))}
        sweep={(settings) => studio.startSweep(settings)}
        stop={() => studio.sweep.stop()}
        set={(path, value, kind) => studio.turn(path, value, kind)}
      />
    );
  };
  return { ...given, parts: ["sweep"], figure: id, Show };
}

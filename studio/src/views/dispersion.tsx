/** Growth of waves on homogeneous states. */
import { withoutWaves } from "./accepted.ts";
import { lazily } from "./lazy.tsx";
import { useShared } from "./shared.ts";
import type { View } from "./view.ts";

const SteadyFigure = lazily(async () => (await import("../plots/steady/steady-figure.tsx")).SteadyFigure);

export const dispersion: View = {
  id: "dispersion",
  name: "Dispersion",
  meaning: "growth of waves on homogeneous states of fields",
  group: "Stationary states and scales",
  usual: [],
  parts: ["steady"],
  lacks: withoutWaves,
  Show: ({ computed }) => <SteadyFigure figure="dispersion" name="Dispersion" {...useShared(computed)} />,
};

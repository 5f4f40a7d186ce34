/** Eigenvalues of stationary states. */
import { withoutSteady } from "./accepted.ts";
import { lazily } from "./lazy.tsx";
import { useShared } from "./shared.ts";
import type { View } from "./view.ts";

const SteadyFigure = lazily(async () => (await import("../plots/steady/steady-figure.tsx")).SteadyFigure);

export const eigenvalues: View = {
  id: "eigenvalues",
  name: "Eigenvalues",
  meaning: "eigenvalues of stationary states in the complex plane",
  group: "Stationary states and scales",
  usual: [],
  parts: ["steady"],
  lacks: withoutSteady,
  Show: ({ computed }) => <SteadyFigure figure="eigenvalues" name="Eigenvalues" {...useShared(computed)} />,
};

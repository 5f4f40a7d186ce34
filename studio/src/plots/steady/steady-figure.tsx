/** Figures of stationary states: their eigenvalues, the growth of waves on them. */
import type { SteadyResult } from "../../../../src/contract/index.ts";
import type { Computed } from "../../contract.ts";
import { FigureView } from "../stage/figure-view.tsx";
import { Empty } from "../stage/foot.tsx";
import { sentences } from "../stage/text.ts";

export interface SteadyFigureProps {
  /** In the registry of figures. */
  readonly figure: string;
  readonly name: string;
  readonly computed: Computed;
  readonly theme: string;
}

const none = () => ({});

export function SteadyFigure({ figure, name, computed, theme }: SteadyFigureProps) {
  const { steady, reasons, stale } = computed;
  if (!steady) return <Empty view={figure} reason={reasons.steady} isStale={stale.includes("steady")} />;
  const note = sentences([...steady.words, ...steady.notes]);
  return (
    <FigureView<SteadyResult> figure={figure} name={name} of={steady} options={none} note={note} theme={theme} source={steady.provenance} />
  );
}

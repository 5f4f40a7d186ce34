/** A figure of a run that is not over time: of the stretch of time that the other views show, where it has one. */
import { useCallback } from "preact/hooks";
import type { Result } from "../../../../src/contract/index.ts";
import type { Figure, Options } from "../../../../src/figures/index.ts";
import type { Computed } from "../../contract.ts";
import { wantedOptions } from "../network/wanted.ts";
import { FigureView } from "../stage/figure-view.tsx";
import { Empty } from "../stage/foot.tsx";

export interface RunFigureProps {
  /** In the registry of figures. */
  readonly figure: string;
  readonly name: string;
  readonly computed: Computed;
  readonly theme: string;
  /** The stretch of time [ms]; absent: what was recorded. */
  readonly range: readonly [number, number] | undefined;
  /** What the document says of the figure. */
  readonly wanted: Readonly<Record<string, unknown>>;
}

export function RunFigure({ figure: id, name, computed, theme, range, wanted }: RunFigureProps) {
  const { result, reasons, stale } = computed;
  const options = useCallback(
    (figure: Figure<Result>): Options => ({
      ...wantedOptions(figure, result!, wanted),
      ...(range && "from" in figure.options ? { from: range[0], to: range[1] } : {}),
    }),
    [result, wanted, range?.[0], range?.[1]],
  );
  if (!result) return <Empty view={id} reason={reasons.result} isStale={stale.includes("result")} />;
  return <FigureView figure={id} name={name} of={result} options={options} note="" theme={theme} source={result.provenance} />;
}

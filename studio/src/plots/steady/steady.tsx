/** Stationary states over a number of the document: the bifurcation diagram of its activities, and the states where it stands in words. */
import { useMemo } from "preact/hooks";
import { Diagram, OverChoice } from "../over/over.tsx";
import type { OverProps } from "../props.ts";
import { Empty } from "../stage/foot.tsx";

export function Steady(props: OverProps) {
  const { steady, branches, reasons, stale } = props.computed;
  // What happens on the branches, then what there is at the value at hand.
  const diagram = useMemo(() => branches && { ...branches, words: [...branches.words, ...(steady?.words ?? [])] }, [branches, steady]);
  return (
    <div class="plot-view" data-view="steady">
      <OverChoice {...props} />
      {diagram ? (
        <Diagram {...props} over={diagram} name="Steady states" file="steady" />
      ) : (
        <Empty view="steady" reason={reasons.branches ?? reasons.steady} isStale={stale.includes("branches")} />
      )}
    </div>
  );
}

/** The line below a plot: what is to be seen, and the button that saves it. */
import { Save, type SaveProps } from "../export/save.tsx";

export interface FootProps extends SaveProps {
  readonly note: string;
  /** Of little weight: kept to one line. */
  readonly isAside?: boolean;
}

export function Foot({ note, isAside = false, ...save }: FootProps) {
  return (
    <div class="plot-foot">
      {note !== "" && (
        <p class="plot-note" data-kind={isAside ? "aside" : "finding"} title={note}>
          {note}
        </p>
      )}
      <Save {...save} />
    </div>
  );
}

/** Instead of a plot: why there is none, or that it is on its way. */
export function Empty({
  view,
  reason,
  isStale,
}: {
  readonly view: string;
  readonly reason: string | undefined;
  readonly isStale: boolean;
}) {
  return (
    <div class="plot-empty" data-view={view}>
      {reason ?? (isStale ? "Computing ..." : "")}
    </div>
  );
}

/** The line below a plot: what is to be seen, and the button that saves it. */
import { useState } from "preact/hooks";
import { Save, type SaveProps } from "../export/save.tsx";
import { Said } from "./said.tsx";

export interface FootProps extends SaveProps {
  readonly note: string;
  /** Of little weight: kept to one line. */
  readonly isAside?: boolean;
}

export function Foot({ note, isAside = false, ...save }: FootProps) {
  const [isWhole, setWhole] = useState(false);
  return (
    <div class="plot-foot">
      {note !== "" &&
        (isAside ? (
          <p class="plot-note" data-kind="aside" title={note}>
            {note}
          </p>
        ) : (
          <button
            type="button"
            class="plot-note"
            data-kind={isWhole ? "whole" : "finding"}
            aria-expanded={isWhole}
            title={isWhole ? undefined : note}
            onClick={() => setWhole(!isWhole)}
          >
            {note}
          </button>
        ))}
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
      <p>
        <Said text={reason ?? (isStale ? "Computing ..." : "")} />
      </p>
    </div>
  );
}

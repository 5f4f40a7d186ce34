/** How far something is that was begun by a click. */
import { spell } from "../../../../src/session/index.ts";
import type { JobStage } from "../../worker/messages.ts";

export function Progress({ label, stage: { fraction, what, secondsLeft } }: { readonly label: string; readonly stage: JobStage }) {
  const percent = Math.floor(100 * fraction);
  return (
    <div class="plot-progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      {`${what} ${percent} %${Number.isFinite(secondsLeft) ? `, ${spell(secondsLeft)} left` : ""}`}
    </div>
  );
}

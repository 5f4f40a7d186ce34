/** The moment of a picture that shows a single one: a slider over the times at which profiles were recorded. */

import type { Result } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../../../../src/figures/index.ts";
import type { ChangeKind, TracesSettings } from "../../contract.ts";
import { timeText } from "../time/overlay.ts";

export interface MomentProps {
  readonly result: Result;
  /** Recorded times, two at least [ms]. */
  readonly times: Float64Array;
  /** What the document says, where nothing is set [ms]. */
  readonly said: number | undefined;
  readonly settings: TracesSettings;
  change(settings: TracesSettings, kind?: ChangeKind): void;
}

/** The recorded times of fields over a plane; none where there are fewer than two. */
export function momentsOf({ profiles = [] }: Result): Float64Array | undefined {
  const times = profiles.find(({ channel }) => (channel.axes?.length ?? 0) > 1)?.times;
  return times && times.length > 1 ? times : undefined;
}

/** The settings with the moment at an index of the times. At the end there is none: a picture of a run that goes on follows it. */
export function withMoment({ moment: _, ...rest }: TracesSettings, times: Float64Array, index: number): TracesSettings {
  return index >= times.length - 1 ? rest : { ...rest, moment: times[index]! };
}

export function Moment({ result, times, said, settings, change }: MomentProps) {
  const last = times.length - 1;
  const at = settings.moment ?? said;
  const index = at === undefined ? last : Math.min(last, firstAtLeast(times, at));
  const words = timeText(result, times[index]!);
  return (
    <div class="plot-controls">
      <label class="plot-moment">
        Moment
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={index}
          aria-valuetext={words}
          onInput={({ currentTarget }) => change(withMoment(settings, times, currentTarget.valueAsNumber), "move")}
        />
      </label>
      <span>{words}</span>
    </div>
  );
}

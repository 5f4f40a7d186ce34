/** What moves over figures of time: the highlighted stretch of time, and the cursor with the values that it meets. */
import type { Result } from "../../../../src/contract/index.ts";
import { firstAtLeast, plainText, printNumber, type Scene, typesetName } from "../../../../src/figures/index.ts";
import type { Brush as Stretch } from "../../contract.ts";
import type { Brush } from "../paint/canvas.ts";
import { pageAt } from "../stage/frame.ts";
import type { Range } from "../stage/range.ts";
import { withUnitText } from "../stage/text.ts";

/** Strength of the band over the highlighted stretch. */
const BAND = 0.18;

/** Paints the stretch as a band across all panels, and the cursor as a line. */
export function paintTime({ context, theme }: Brush, scene: Scene, stretch: Stretch, cursor: number | undefined): void {
  const [first, last] = [scene.panels[0], scene.panels.at(-1)];
  if (!first || !last) return;
  const [top, bottom] = [first.frame.y, last.frame.y + last.frame.height];
  const [left, right] = [first.frame.x, first.frame.x + first.frame.width];
  const at = (time: number) => Math.min(right, Math.max(left, pageAt(first, { x: time, y: 0 }).x));
  if (stretch) {
    const [from, to] = [at(stretch[0]), at(stretch[1])];
    context.globalAlpha = BAND;
    context.fillStyle = theme.series[4]!;
    context.fillRect(from, top, Math.max(to - from, 1), bottom - top);
    context.globalAlpha = 1;
  }
  if (cursor === undefined || pageAt(first, { x: cursor, y: 0 }).x !== at(cursor)) return;
  context.fillStyle = theme.text;
  context.fillRect(at(cursor) - 0.5, top, 1, bottom - top);
}

/** The time and the recorded values nearest before it, one line each: `V = -54.3 mV`. */
export function readingAt(result: Result, time: number): readonly string[] {
  const several = new Set(result.signals.map(({ channel }) => channel.population)).size > 1;
  const lines = result.signals.map(({ channel, times, values }) => {
    const k = Math.max(0, firstAtLeast(times, time) - (times[firstAtLeast(times, time)] === time ? 0 : 1));
    const name = `${several ? `${channel.population}.` : ""}${plainText(typesetName(channel.label))}`;
    const isOne = channel.neuron === undefined || result.populations[channel.population]?.size === 1;
    const index = isOne ? "" : `[${channel.neuron}]`;
    return `${name}${index} = ${withUnitText(values[k]!, channel.unit)}`;
  });
  return [timeText(result, time), ...lines];
}

/** `t = 12.5 ms`. */
export function timeText({ units }: Pick<Result, "units">, time: number): string {
  return `t = ${printNumber(time, 6)}${units === "physical" ? " ms" : ""}`;
}

/** How many spikes there are in a stretch of time, in a sentence. */
export function spikesWithin(result: Result, [from, to]: Range): string {
  const counts = Object.entries(result.populations).flatMap(([name, { spikes }]) =>
    spikes ? [`${name}: ${countWithin(spikes.times, from, to)}`] : [],
  );
  return counts.length > 0 ? `Spikes: ${counts.join(", ")}.` : "";
}

function countWithin(times: Float64Array, from: number, to: number): number {
  let count = firstAtLeast(times, to) - firstAtLeast(times, from);
  if (times[firstAtLeast(times, to)] === to) count++;
  return count;
}

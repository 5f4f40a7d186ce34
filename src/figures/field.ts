/** Fields over time: a heat map where there is one axis of space, frames at some times where there are two. */
import type { Profile, Result } from "../contract/index.ts";
import {
  chooseProfiles,
  ends,
  frameAt,
  frameMark,
  frameOptions,
  frameTable,
  nameIn,
  planeLabel,
  planeScales,
  rampEntry,
  rangeOf,
} from "./fields/frames.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import type { Palette } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { tilesOf } from "./scene/tiles.ts";
import { heatMap, profileTable } from "./signals/heat-map.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, printNumber, typesetName, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** Frames of a field over a plane. */
const FRAMES = 4;

export const field: Figure = {
  id: "field",
  isPlane: true,
  options: { of: { ...frameOptions.of, meaning: "recorded fields, `FIELD.NAME` or a name, in order; all without" }, ...stretchOptions },
  draw,
};

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  // readOptions has checked the kind.
  const profiles = chooseProfiles("field", result, options.of as readonly string[] | undefined, [1, 2, 3]);
  const lines = profiles.filter(({ channel }) => channel.axes!.length === 1);
  return lines.length > 0 ? overTime(result, lines, from, to, view) : frames(result, profiles[0]!, from, to, view);
}

/** Values of both signs have their colours around 0. */
const paletteOf = ([low, high]: readonly [number, number]): Palette => (low < -0.02 * Math.abs(high) ? "diverging" : "sequential");

function overTime(result: Result, profiles: readonly Profile[], from: number, to: number, view: View): Picture {
  const axis = timeAxis(result, from, to);
  const maps = profiles.flatMap((profile) => {
    const map = heatMap(profile, from, to, profiles.length > 1 ? profile.channel.population : "", paletteOf(rangeOf([profile.values])));
    return map ? [{ profile, map }] : [];
  });
  const told = maps.map(
    ({ profile, map }) => `${profile.channel.label}: ${printNumber(map.range[0], 3)} to ${printNumber(map.range[1], 3)}`,
  );
  const scene = stackPanels({
    title: result.title,
    description: `Fields over place and time. ${told.join("; ")}.`,
    x: { kind: "linear", low: from, high: to },
    xLabel: axis.label,
    xPer: axis.per,
    panels: maps.map(({ map }) => ({ heading: map.heading, y: map.y, look: "grid", marks: [map.mark], weight: 1, lowest: 90 })),
    page: view,
  });
  const same = profiles.filter(({ channel }) => channel.axes![0]!.name === profiles[0]!.channel.axes![0]!.name);
  return { scene, table: () => profileTable(same, result.units === "physical" ? "ms" : "", from, to) };
}

function frames(result: Result, profile: Profile, from: number, to: number, view: View): Picture {
  const times = Array.from({ length: FRAMES }, (_, k) => from + ((to - from) * k) / (FRAMES - 1));
  const shown = times.map((time) => frameAt(profile, time, nameIn(profile, [profile])));
  const range = rangeOf(shown.map(({ values }) => values));
  const palette = paletteOf(range);
  const colours = palette === "diverging" ? ([-Math.max(-range[0], range[1]), Math.max(-range[0], range[1])] as const) : range;
  const unit = result.units === "physical" ? "ms" : "";
  const scene = tilesOf({
    title: result.title,
    description: `${profile.channel.population}.${profile.channel.label} over the plane at ${shown.map(({ time }) => printNumber(time, 4)).join(", ")}.`,
    tiles: shown.map((frame, k) => {
      const [[left, right], [bottom, top]] = [ends(frame.x), ends(frame.y)];
      return {
        heading: [
          { text: withUnit(plain(`t = ${printNumber(frame.time, 4)}`), unit), ink: "text" },
          ...(k === 0
            ? [{ text: typesetName(profile.channel.label), ink: "text" as const }, rampEntry(colours, profile.channel.unit, palette)]
            : []),
        ],
        ...planeScales(frame, view.window),
        xLabel: planeLabel(frame),
        aspect: (right - left) / (top - bottom),
        marks: [frameMark(frame, colours, palette)],
      };
    }),
    page: view,
  });
  return { scene, table: () => frameTable(shown) };
}

/** How the neurons of a population are distributed over two of their states, at some moments. */
import { LapicqueError } from "../base/index.ts";
import type { Result } from "../contract/index.ts";
import { type Frame, frameAt, frameMark, frameTable, planeLabel, planeScales, rampEntry, rangeOf } from "./fields/frames.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { namedOnes } from "./populations/choose.ts";
import { filePage } from "./scene/furniture.ts";
import { rowOfPanels } from "./scene/row.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, printNumber, typesetName } from "./text/rich-text.ts";

/** Moments of one population. */
const MOMENTS = 3;

export const jointDensity: Figure = {
  id: "joint-density",
  isPlane: true,
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record a density over two states without" },
    ...stretchOptions,
  },
  draw,
};

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  const all = (result.profiles ?? [])
    .filter(({ channel, times }) => channel.label === "joint density" && channel.axes?.length === 2 && times.length > 0)
    .map((profile) => ({ name: profile.channel.population, profile }));
  if (all.length === 0)
    throw new LapicqueError("figure-nothing", {
      figure: "joint-density",
      reason: "no density over two states was recorded",
      remedy: "add `density` under `record:`, and run the scale voltage-conductance",
    });
  const drawn = namedOnes("joint-density", all, options, "among the populations whose joint density was recorded").map(
    ({ name, profile }) => {
      // The beginning, often all neurons at one place, is left out: beside it the rest would have no colour.
      const times = Array.from({ length: MOMENTS }, (_, k) => from + ((to - from) * (k + 1)) / MOMENTS);
      const frames = times.map((time) => frameAt(profile, time, name));
      return { frames, colours: [0, rangeOf(frames.map(({ values }) => values))[1]] as const };
    },
  );
  const scene = rowOfPanels({
    title: result.title,
    description: `Density over two states. ${drawn.map(({ frames, colours }) => `${frames[0]!.name}: up to ${printNumber(colours[1], 3)} at ${frames.map(({ time }) => printNumber(time, 4)).join(", ")}`).join("; ")}.`,
    panels: drawn.flatMap(({ frames, colours }) =>
      frames.map((frame, k) => ({
        heading: [
          { text: momentOf(frame, result, drawn.length > 1), ink: "text" as const },
          ...(k === 0 ? [rampEntry(colours, frame.profile.channel.unit, "sequential")] : []),
        ],
        ...planeScales(frame, view.window),
        xLabel: planeLabel(frame),
        marks: [frameMark(frame, colours, "sequential")],
      })),
    ),
    page: view,
  });
  return { scene, table: () => frameTable(drawn.flatMap(({ frames }) => frames)) };
}

/** The time of a frame, with the name of its population among others. */
function momentOf({ name, time }: Frame, { units }: Result, isOneOfSeveral: boolean) {
  const moment = plain(`t = ${printNumber(time, 4)}${units === "physical" ? " ms" : ""}`);
  return isOneOfSeveral ? [...typesetName(name), ...plain(": "), ...moment] : moment;
}

/** The phase plane or phase line of a unit: arrows, nullclines, fixed points, cycles, separatrices, threshold and reset, orbits. */
import type { PhasePortrait } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { layersOf } from "./phase/layers.ts";
import { linePanel } from "./phase/line.ts";
import { planePanel } from "./phase/plane.ts";
import { portraitTable } from "./phase/table.ts";
import { filePage } from "./scene/furniture.ts";
import { stackPanels } from "./scene/stack.ts";
import { plainText, typesetName, withUnit } from "./text/rich-text.ts";

export const phasePlane: Figure<PhasePortrait> = {
  id: "phase-plane",
  options: {
    x: {
      kind: "text",
      meaning: "state on the horizontal axis, with its range if it is to be another: `V`, `V=-80:-20`; the first state without",
    },
    y: { kind: "text", meaning: "state on the vertical axis, likewise; the second state without" },
    population: { kind: "text", meaning: "population or entry of `rates`; the first without" },
    frozen: { kind: "names", meaning: "states off the axes that keep their initial values; without, each is where its own rate is 0" },
    hide: { kind: "names", meaning: "what to leave out: `field`, `nullclines`, `cycles`, `separatrices`, `run`, `labels`" },
  },
  draw,
};

function draw(portrait: PhasePortrait, options: Options, view: View = filePage): Picture {
  const layers = layersOf(options.hide as readonly string[] | undefined);
  const { axes } = portrait;
  const [first] = axes;
  const [low, high] = view.window ?? [first.low, first.high];
  const panel = axes.length === 2 ? planePanel(portrait, layers, view) : linePanel(portrait, layers, [low, high], view);
  const scene = stackPanels({
    title: portrait.title,
    description: describe(portrait),
    x: { kind: "linear", low, high },
    xLabel: withUnit(typesetName(first.state), first.unit),
    panels: [panel],
    page: view,
  });
  return { scene, table: () => portraitTable(portrait) };
}

function describe({ axes, words }: PhasePortrait): string {
  const names = axes.map(({ state, unit }) => plainText(withUnit(typesetName(state), unit)));
  const what = names.length === 2 ? `Phase plane, ${names[1]} against ${names[0]}` : `Phase line: the rate of ${names[0]} against it`;
  return `${what}. ${words.map((sentence) => `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`).join(" ")}`;
}

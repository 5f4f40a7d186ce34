/** How the neurons of populations are distributed, over time, above their activity. */
import { LapicqueError } from "../base/index.ts";
import type { Profile, Result } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { rateUnit } from "./populations/activities.ts";
import { namedOnes } from "./populations/choose.ts";
import { filePage } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { type HeatMap, heatMap, profileTable } from "./signals/heat-map.ts";
import { drawnStretch, stretchOptions, within } from "./signals/select.ts";
import { plain, printNumber, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** Heights of an activity relative to the density above it. */
const BELOW = 0.45;

export const density: Figure = {
  id: "density",
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record their density without" },
    ...stretchOptions,
  },
  draw,
};

/** The density of a population, with its colour in other figures. */
interface Found {
  readonly name: string;
  readonly ink: number;
  readonly profile: Profile;
}

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  const drawn = densitiesOf(result, options).flatMap((one) => {
    const map = heatMap(one.profile, from, to, one.name, "sequential");
    return map ? [{ ...one, map }] : [];
  });
  if (drawn.length === 0) throw nothing("no density was recorded in this stretch of time", "choose a longer one");
  const axis = timeAxis(result, from, to);
  const scene = stackPanels({
    title: result.title,
    description: `Density over time. ${drawn.map(({ name, map }) => `${name}: up to ${printNumber(map.range[1], 3)}`).join("; ")}.`,
    x: { kind: "linear", low: from, high: to },
    xLabel: axis.label,
    xPer: axis.per,
    panels: drawn.flatMap(({ name, ink, map }) => [panelOf(map), ...activityPanels(result, name, ink, from, to)]),
    page: view,
  });
  const timeUnit = result.units === "physical" ? "ms" : "";
  const profiles = drawn.map(({ profile }) => profile);
  return { scene, table: () => profileTable(profiles, timeUnit, from, to) };
}

function densitiesOf(result: Result, options: Options): readonly Found[] {
  const names = Object.keys(result.populations);
  const all = (result.profiles ?? [])
    .filter(({ channel }) => channel.label === "density" && channel.axes?.length === 1)
    .map((profile): Found => {
      const { population } = profile.channel;
      return { name: population, ink: names.indexOf(population), profile };
    });
  if (all.length === 0) throw nothing("no density was recorded", "add `density` under `record:`, and run a scale that has one");
  return namedOnes("density", all, options, "among the populations whose density was recorded");
}

const nothing = (reason: string, remedy: string) => new LapicqueError("figure-nothing", { figure: "density", reason, remedy });

const panelOf = ({ heading, y, mark }: HeatMap): PanelContent => ({ heading, y, look: "grid", marks: [mark], weight: 1 });

/** The activity of the population, where it was recorded. */
function activityPanels(result: Result, name: string, ink: number, from: number, to: number): readonly PanelContent[] {
  const found = result.signals.find(({ channel }) => channel.population === name && channel.label === "activity");
  if (found === undefined) return [];
  const { times, values } = within(found, from, to);
  const [, highest] = extent([values]) ?? [0, 0];
  return [
    {
      heading: [{ text: withUnit(plain("activity"), rateUnit(result)), ink: "text" }],
      y: scaleFor([0, highest > 0 ? highest : 1], 0.05),
      look: "grid",
      marks: [{ kind: "line", x: times, y: values, ink, width: 1.8 }],
      weight: BELOW,
    },
  ];
}

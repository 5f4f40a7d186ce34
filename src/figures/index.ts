/** Figures: results to pictures, pictures to files. Adding a figure is one file and one line. */
import type { FigureEntry } from "./figure.ts";

/** Every figure that can be drawn, loaded when it is needed. */
export const figures: readonly FigureEntry[] = [
  { id: "traces", title: "recorded signals over time", of: "run", load: async () => (await import("./traces.ts")).traces },
  { id: "raster", title: "spikes over time", of: "run", load: async () => (await import("./raster.ts")).raster },
  { id: "activity", title: "activity of populations over time", of: "run", load: async () => (await import("./activity.ts")).activity },
  {
    id: "rates",
    title: "mean rates of populations and their spread over the neurons",
    of: "run",
    load: async () => (await import("./rates.ts")).rates,
  },
  {
    id: "isi",
    title: "intervals between spikes and irregularity of neurons, as distributions",
    of: "run",
    load: async () => (await import("./isi.ts")).isi,
  },
  {
    id: "spectrum",
    title: "power spectra of the activity of populations",
    of: "run",
    load: async () => (await import("./spectrum.ts")).spectrum,
  },
  {
    id: "correlation",
    title: "rates around a spike, and correlations of spike counts over pairs of neurons",
    of: "run",
    load: async () => (await import("./correlation.ts")).correlation,
  },
  {
    id: "psth",
    title: "rates around a repeated event, averaged over trials",
    of: "run",
    load: async () => (await import("./psth.ts")).psth,
  },
  { id: "curve", title: "a measure against a swept parameter", of: "sweep", load: async () => (await import("./curve.ts")).curve },
  {
    id: "phase-plane",
    title: "phase plane or phase line: nullclines, fixed points, cycles",
    of: "portrait",
    load: async () => (await import("./phase-plane.ts")).phasePlane,
  },
  {
    id: "bifurcation",
    title: "fixed points and cycles over a parameter, and where they change",
    of: "continuation",
    load: async () => (await import("./bifurcation.ts")).bifurcation,
  },
  {
    id: "eigenvalues",
    title: "eigenvalues of stationary states in the complex plane",
    of: "steady",
    load: async () => (await import("./eigenvalues.ts")).eigenvalues,
  },
  {
    id: "compare",
    title: "scales over one another: activity, spectra, and differences in their margins",
    of: "agreement",
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    id: "f-i",
    title: "firing rate over a constant input, with the rheobase",
    of: "firing",
    load: async () => (await import("./f-i.ts")).firingRate,
  },
];

export { firstAtLeast } from "../numerics/index.ts";
export type { Figure, FigureEntry, Picture, View } from "./figure.ts";
export { type OptionKind, type OptionKinds, type Options, readOptions } from "./options.ts";
export { compose } from "./paint/compose.ts";
export type { Page, Shape } from "./paint/shapes.ts";
export { escapeXml, fontFamily, haloWidth, type PictureSource, renderSvg } from "./paint/svg.ts";
export { colourOf, dark, light, type Theme, themes } from "./paint/theme.ts";
export { thinCurve } from "./paint/thin-curve.ts";
export { type Deflate, encodePng } from "./png/encode.ts";
export { type RasteriseOptions, rasterise } from "./png/rasterise.ts";
export { pictureTexts } from "./png/texts.ts";
export { positioner, valueAt } from "./scene/scales.ts";
export type { Axis, Box, HeadingEntry, Ink, Mark, PageSize, Panel, Scale, Scene, Tick } from "./scene/scene.ts";
export { measure, script } from "./text/metrics.ts";
export { plain, plainText, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

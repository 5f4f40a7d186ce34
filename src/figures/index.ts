/** Figures: results to pictures, pictures to files. Adding a figure is one file and one line. */
import type { FigureEntry } from "./figure.ts";

/** Every figure that can be drawn, loaded when it is needed. */
export const figures: readonly FigureEntry[] = [
  { id: "traces", title: "recorded signals over time", of: "run", load: async () => (await import("./traces.ts")).traces },
  { id: "raster", title: "spikes over time", of: "run", load: async () => (await import("./raster.ts")).raster },
  { id: "activity", title: "activity of populations over time", of: "run", load: async () => (await import("./activity.ts")).activity },
  {
    id: "density",
    title: "how the neurons of populations are distributed, over time",
    of: "run",
    load: async () => (await import("./density.ts")).density,
  },
  {
    id: "joint-density",
    title: "how the neurons of populations are distributed over two states, at some moments",
    of: "run",
    load: async () => (await import("./joint-density.ts")).jointDensity,
  },
  {
    id: "field",
    title: "fields over place and time",
    of: "run",
    load: async () => (await import("./field.ts")).field,
  },
  {
    id: "planform",
    title: "patterns of fields over a plane, and the waves that they are made of",
    of: "run",
    load: async () => (await import("./planform.ts")).planform,
  },
  {
    id: "retinal",
    title: "patterns of the visual cortex as they are seen",
    of: "run",
    load: async () => (await import("./retinal.ts")).retinal,
  },
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
    id: "eigenmodes",
    title: "eigenvalues of the age structure of populations in the complex plane",
    of: "run",
    load: async () => (await import("./eigenmodes.ts")).eigenmodes,
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
  {
    id: "entropy",
    title: "relative entropy of densities against their stationary states, over time",
    of: "run",
    load: async () => (await import("./entropy.ts")).entropy,
  },
  { id: "map", title: "measures over two swept parameters, as colours", of: "sweep", load: async () => (await import("./map.ts")).map },
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
    id: "dispersion",
    title: "growth of waves on homogeneous states of fields, over their wave number",
    of: "steady",
    load: async () => (await import("./dispersion.ts")).dispersion,
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
export { base64 } from "./paint/base64.ts";
export { coloursOf } from "./paint/cells.ts";
export { compose } from "./paint/compose.ts";
export { fontFamily, haloWidth } from "./paint/letters.ts";
export type { Page, Shape } from "./paint/shapes.ts";
export { escapeXml, type PictureSource, renderSvg } from "./paint/svg.ts";
export { colourOf, dark, light, type Theme, themes } from "./paint/theme.ts";
export { thinCurve } from "./paint/thin-curve.ts";
export { type PdfOptions, renderPdf } from "./pdf/pdf.ts";
export { type Deflate, encodePng } from "./png/encode.ts";
export { type RasteriseOptions, rasterise } from "./png/rasterise.ts";
export { pictureTexts } from "./png/texts.ts";
export type { Overlaid } from "./populations/beside.ts";
export { filePage } from "./scene/furniture.ts";
export { type PrintPage, printPage, printWidths } from "./scene/print.ts";
export { positioner, valueAt } from "./scene/scales.ts";
export type { Axis, Box, HeadingEntry, Ink, Mark, PageSize, Panel, Scale, Scene, Tick } from "./scene/scene.ts";
export { measure, script } from "./text/metrics.ts";
export { plain, plainText, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

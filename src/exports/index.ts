/** Documents in the words of other programs, and for people. Adding a format is one file (or folder) and one line here. */
import type { ExportEntry } from "./export.ts";

/** Every format that a document can be written in. */
export const exportFormats: readonly ExportEntry[] = [
  {
    id: "brian2",
    title: "Python script for the simulator Brian2",
    extension: ".py",
    type: "text/x-python",
    load: async () => (await import("./brian2/brian2.ts")).brian2,
  },
  {
    id: "latex",
    title: "equations and tables of parameters for a paper, in LaTeX",
    extension: ".tex",
    type: "application/x-tex",
    load: async () => (await import("./latex/latex.ts")).latex,
  },
  {
    id: "handout",
    title: "one page to print: equations, parameters, figures",
    extension: ".html",
    type: "text/html",
    figures: true,
    load: async () => (await import("./handout/handout.ts")).handout,
  },
];

export type { ExportEntry, Exported, ExportedFigure, Exporter, ExportSource } from "./export.ts";
export {
  type Drawable,
  type Drawn,
  drawOne,
  drawSvgs,
  drawWanted,
  joinDrawn,
  nameFigures,
  type Pen,
  sourceOf,
  type WantedFigure,
} from "./figures.ts";

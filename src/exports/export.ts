/** What an export is: a document that was opened, written in the words of another program or for people. */
import type { LapicqueError } from "../base/index.ts";
import type { Opened } from "../session/index.ts";

/** A figure for a page: its name (`raster`), its SVG and what it shows in a sentence. */
export interface ExportedFigure {
  readonly name: string;
  readonly svg: string;
}

/** What an export is made of. */
export interface ExportSource {
  readonly opened: Opened;
  /** The command line that makes the export again: `lapicque export cell.yaml --to brian2`. */
  readonly command: string;
  /** Figures of a run, where the format wants them and they were made. */
  readonly figures: readonly ExportedFigure[];
}

/** What came of it: a text, or the reasons why there is none. */
export type Exported =
  | {
      readonly kind: "written";
      readonly text: string;
      /** What reads differently there, in sentences. They stand in the text too. */
      readonly notes: readonly string[];
    }
  | { readonly kind: "refused"; readonly errors: readonly LapicqueError[] };

/** Writes an opened document; never throws for what the document holds. `opened` has an experiment. */
export type Exporter = (source: ExportSource) => Exported;

/** The line of a format in the registry. */
export interface ExportEntry {
  readonly id: string;
  readonly title: string;
  /** Of the file, with its dot. */
  readonly extension: string;
  /** Media type of the file. */
  readonly type: string;
  /** Whether it holds figures, so that the document is run first. */
  readonly figures?: true;
  readonly load: () => Promise<Exporter>;
}

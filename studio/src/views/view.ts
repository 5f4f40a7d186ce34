/** What a view is, and what is known of a document before anything of it is drawn. */
import type { ComponentType } from "preact";
import type { Channel } from "../../../src/contract/index.ts";
import type { Acceptance, Computed, DescribedSweep, Kind, Part } from "../contract.ts";

/** The parts of what is computed that are drawn. */
export type Drawn = Exclude<Part, "described" | "foreseen">;

/** What is known of a recording beforehand. */
export type Recorded = Pick<Channel, "kind" | "label" | "axes">;

/** What decides which views there are of a document. */
export interface Subject {
  readonly kind: Kind;
  /** What its run records; absent until that is known. */
  readonly recorded?: readonly Recorded[];
  /** What the document says of its figures, by their names: of each the first. */
  readonly wanted: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What it sweeps itself. */
  readonly sweep?: DescribedSweep;
  /** A sweep over a dial was asked for. */
  readonly isSweeping?: boolean;
  /** What the scales say of it; absent until they have been asked. */
  readonly acceptance?: Acceptance;
}

/** In the list of all views. */
export type Group = "One neuron" | "Over time" | "Patterns and distributions" | "Statistics" | "Stationary states and scales" | "Sweeps";

/** A view: one file, and one line in `views/index.ts`. */
export interface View {
  /** In documents and links, for ever; where it is a figure of the command line, the name of that. */
  readonly id: string;
  readonly name: string;
  /** For phones. */
  readonly short?: string;
  /** What it shows, in a few words. */
  readonly meaning: string;
  readonly group: Group;
  /** The kinds of documents for which it stands beside the views that are open; else it is found in the list of all. */
  readonly usual: readonly Kind[];
  /** What it draws, the part without which there is no picture first. */
  readonly parts: readonly [Drawn, ...Drawn[]];
  /** The figure of a document's `figures:` that it is. A network's document opens those, if it says nothing else. */
  readonly figure?: string;
  /** Why there is no such picture of a document, with what to do; undefined where there is one, or that is not known yet. */
  lacks?(subject: Subject): string | undefined;
  /** Loaded when it is first shown. */
  readonly Show: ComponentType<ShowProps>;
}

/** What is drawn of a document; the rest is asked of the studio. */
export interface ShowProps {
  readonly computed: Computed;
}

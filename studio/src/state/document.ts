/** The document of the studio and its edits: pure functions from one state to the next. */
import type { Described, Foreseen, Kind, StudioDocument, ViewId, Views } from "../contract.ts";

/** What a fresh document shows. */
export const plainViews: Views = {
  open: ["plane", "traces", "firing"],
  plane: { starts: [], hidden: [] },
  traces: { hidden: [] },
  firing: {},
  over: {},
  live: { span: 500, speed: 100, kick: 1 },
  steady: {},
  compare: {},
  others: {},
  sweep: {},
};

/** The views for another document: what was open of a neuron stays open, what belonged to the old one (starts, windows, views of a network) goes. */
export function freshViews({ open, live }: Views): Views {
  return { ...plainViews, open, live };
}

/** The views that were opened by hand; undefined: those that suit the document, figures of its run. */
export function openViews({ open, openOfNetworks }: Views, kind: Kind): readonly ViewId[] | undefined {
  return kind === "network" ? openOfNetworks : open;
}

/** The scales that a network's document is run on beside its own. */
export function otherScales(
  { others }: Views,
  { scales }: Pick<Described, "scales">,
  { scale: own }: Pick<Foreseen, "scale">,
): readonly string[] {
  return (others.scales ?? scales).filter((scale) => scale !== own);
}

/** What a text seems to be before it is read; the scales have the last word. A test holds it against them. */
export function kindOfText(text: string): Kind {
  const scale = /\bscale:\s*\[?\s*([\w-]+)/.exec(text)?.[1];
  const isOfUnits = scale === undefined || scale === "cell" || scale === "rate";
  return isOfUnits && !/^(projections|fields|synapses):/m.test(text) ? "units" : "network";
}

/** A document as it is opened. */
export function openDocument(name: string, base: string, source?: string, views: Views = plainViews): StudioDocument {
  return { name, base, values: {}, views, ...(source === undefined ? {} : { source }) };
}

/** Another text, typed by hand: it is the new base, and no longer what the source says. */
export function withText({ name, views }: StudioDocument, text: string): StudioDocument {
  return openDocument(name, text, undefined, views);
}

/** One value set by its path. */
export function withValue(document: StudioDocument, path: string, value: string): StudioDocument {
  if (document.values[path] === value) return document;
  return { ...document, values: { ...document.values, [path]: value } };
}

/** A dial back where it was. */
export function withoutValue(document: StudioDocument, path: string): StudioDocument {
  const { [path]: _, ...values } = document.values;
  return { ...document, values };
}

/** Other settings of one view. */
export function withView<K extends keyof Views>(document: StudioDocument, view: K, settings: Views[K]): StudioDocument {
  return { ...document, views: { ...document.views, [view]: settings } };
}

/** The command line that computes what the page shows. */
export function commandLine({ name, source, values }: StudioDocument): string {
  const sets = Object.entries(values).map(([path, value]) => ` --set ${quoted(`${path}=${value}`)}`);
  return `lapicque run ${quoted(source ?? name)}${sets.join("")}`;
}

function quoted(word: string): string {
  return /^[\w.:=/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Going from step to step: what a step opens, and what an address asks for. */
import type { StudioDocument } from "../contract.ts";
import { freshViews, openDocument, plainViews } from "../state/document.ts";
import type { Engine } from "../state/engine.ts";
import type { Studio } from "../state/studio.ts";
import { readTourAddress, type TourAddress } from "./address.ts";
import { tours } from "./index.ts";
import { keepPlace, progressOf } from "./progress.ts";
import type { Place, Tour, TourStep } from "./tour.ts";

/** Where an address leads, or why nowhere, in a sentence. */
export type Led =
  | { readonly place: Place; readonly address: TourAddress; readonly trouble?: never }
  | { readonly trouble: string; readonly place?: never; readonly address?: never };

/** The place of a fragment that begins with `#tour`. */
export function placeOf(fragment: string): Led {
  const { address, trouble } = readTourAddress(fragment);
  if (!address) return { trouble };
  const tour = tours.find(({ id }) => id === address.tour);
  if (!tour) return { trouble: `There is no tour ${address.tour}; there are ${tours.map(({ id }) => id).join(", ")}.` };
  const { step } = address;
  const at = step === undefined ? placeIn(tour).step : indexOf(tour, step);
  if (at < 0) return { trouble: `The tour ${tour.id} has no step ${step}; it has ${tour.steps.map(({ id }) => id).join(", ")}.` };
  return { place: { tour, step: at }, address };
}

/** Where the visitor left a tour; its beginning where that was its end. */
export function placeIn(tour: Tour): Place {
  const at = tour.steps.findIndex(({ id }) => id === progressOf(tour.id).at);
  return { tour, step: at === tour.steps.length - 1 ? 0 : Math.max(0, at) };
}

function indexOf({ steps }: Tour, step: string): number {
  const at = steps.findIndex(({ id }) => id === step);
  return at < 0 && /^\d+$/.test(step) && steps[Number(step) - 1] ? Number(step) - 1 : at;
}

/** The document that a step shows. */
export async function documentAt({ tour, step }: Place, engine: Engine, views = plainViews): Promise<StudioDocument> {
  const { opens, values = {}, views: open, settings } = tour.steps[step]!;
  const shown = { ...freshViews(views), ...settings, open, openOfNetworks: open };
  const plain =
    "source" in opens
      ? openDocument(`${opens.source.replace(/^example:/, "")}.yaml`, await engine.call("text", opens.source), opens.source, shown)
      : openDocument(opens.name, opens.text, undefined, shown);
  return { ...plain, values };
}

/** Goes to a step and opens what it shows; beyond the last one the tour ends. */
export async function goTo(studio: Studio, place: Place): Promise<void> {
  const step = place.tour.steps[place.step];
  if (!step) {
    studio.tour.value = undefined;
    return;
  }
  const document = await documentAt(place, studio.engine, studio.document.peek().views);
  studio.panel.value = "model";
  studio.focus.value = undefined;
  studio.show(document);
  arrive(studio, place, step);
}

/** The document of the step is on show. */
export function arrive(studio: Studio, place: Place, step: TourStep = place.tour.steps[place.step]!): void {
  studio.tour.value = place;
  studio.brush.value = step.highlight;
  if (!studio.isEmbedded) keepPlace(place.tour.id, step.id);
}

/** So many steps on, or back. */
export function move(studio: Studio, by: number): Promise<void> | undefined {
  const place = studio.tour.peek();
  return place && goTo(studio, { tour: place.tour, step: Math.max(0, place.step + by) });
}

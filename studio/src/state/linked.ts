/** What the address of the page asks for: a document that it holds, or a step of a tour. */
import type { StudioDocument } from "../contract.ts";
import type { TourAddress } from "../tour/address.ts";
import type { Place } from "../tour/tour.ts";
import type { Engine } from "./engine.ts";

/** A document, with the place on a tour that it belongs to; or why there is none. */
export interface Asked {
  readonly document?: StudioDocument;
  readonly place?: Place;
  readonly address?: TourAddress;
  readonly trouble?: string;
}

/** Reads the address. Then it goes back to the plain page, so that a reload shows what was changed since; in a slide it stays, and a reload begins anew. */
export async function asked(engine: Engine): Promise<Asked | undefined> {
  const { hash } = location;
  if (hash.length < 2) return undefined;
  if (hash.startsWith("#tour")) return tourStep(hash, engine);
  const { documentOf } = await import("../share/link.ts");
  const document = documentOf(hash);
  history.replaceState(null, "", location.pathname + location.search);
  if (document) return { document };
  return { trouble: "This link cannot be read: it may have been cut short on its way, be too large, or be of a newer version." };
}

async function tourStep(hash: string, engine: Engine): Promise<Asked> {
  const { documentAt, placeOf } = await import("../tour/walk.ts");
  const { place, address, trouble } = placeOf(hash);
  if (!address?.embedded) history.replaceState(null, "", location.pathname + location.search);
  if (!place) return { trouble };
  return { place, address, document: await documentAt(place, engine) };
}

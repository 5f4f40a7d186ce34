/** The scales that a network is run on beside its own. */
import { otherScales } from "./document.ts";
import type { Studio } from "./studio.ts";

/** A scale, and what it is to the document. */
export interface ScaleOffer {
  readonly id: string;
  readonly title: string;
  /** Why it cannot run the document; undefined where it can. */
  readonly lack?: string;
  /** The document's own. */
  readonly isOwn: boolean;
  readonly isOn: boolean;
}

/** Every scale; undefined until they have been asked, and for what is no network. */
export function scaleOffers({ acceptance, described, computed, views }: Studio): readonly ScaleOffer[] | undefined {
  const { foreseen } = computed.value;
  const scales = acceptance.known.value?.scales;
  if (!scales || !foreseen || !described.value) return undefined;
  const chosen = otherScales(views.value, described.value, foreseen);
  return scales.map(({ id, title, accepts, reasons }) => {
    const isOwn = id === foreseen.scale;
    return { id, title, isOwn, isOn: isOwn || chosen.includes(id), ...(accepts ? {} : { lack: reasons[0] ?? "" }) };
  });
}

/** Runs the document on a scale too, or no longer. */
export function toggleScale(studio: Studio, id: string): void {
  const others = (scaleOffers(studio) ?? []).flatMap(({ id, isOwn, isOn }) => (isOn && !isOwn ? [id] : []));
  studio.changeView("others", { scales: others.includes(id) ? others.filter((each) => each !== id) : [...others, id] });
}

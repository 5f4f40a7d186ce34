/** The actions that the registries and the document make: views, files of pictures, scales, dials, looks, and everything that can be opened. */
import type { ViewId } from "../contract.ts";
import type { GalleryGroup } from "../gallery/gallery.ts";
import { formats } from "../plots/export/formats.ts";
import { chooseLook, chooseTypeSize, look, looks, typeSize, typeSizes } from "../state/preferences.ts";
import { scaleOffers, toggleScale } from "../state/scales.ts";
import type { Studio } from "../state/studio.ts";
import { tours } from "../tour/index.ts";
import { goTo } from "../tour/walk.ts";
import type { Offer } from "../views/offers.ts";
import type { Action } from "./action.ts";

/** What they are made from. */
export interface Found {
  readonly studio: Studio;
  readonly offers: readonly Offer[];
  /** Opens a view beside the others, or closes it. */
  toggleView(id: ViewId): void;
  showAlone(id: ViewId): void;
  /** Absent until it has come. */
  readonly gallery?: readonly GalleryGroup[];
}

/** In the order in which they are listed. */
export function foundActions(found: Found): readonly Action[] {
  return [viewActions, fileActions, scaleActions, lookActions, dialActions, tourActions, galleryActions].flatMap((make) => make(found));
}

function viewActions({ studio, offers, toggleView, showAlone }: Found): readonly Action[] {
  const shown = studio.shown.value;
  return [
    ...offers.map(({ view: { id, name, meaning }, lack }) => ({
      id: `view ${id}`,
      name,
      group: "Views",
      about: lack ?? meaning,
      isOn: shown.includes(id),
      act: () => toggleView(id),
    })),
    ...offers.flatMap(({ view: { id, name } }) =>
      shown.includes(id) && shown.length > 1
        ? [{ id: `alone ${id}`, name: `${name} alone`, group: "Views", isOn: studio.focus.value === id, act: () => showAlone(id) }]
        : [],
    ),
    ...(studio.focus.value === undefined
      ? []
      : [{ id: "together", name: "All open views together", group: "Views", act: () => (studio.focus.value = undefined) }]),
  ];
}

/** The button of the view does it: it alone knows the picture. */
function fileActions({ studio, offers }: Found): readonly Action[] {
  const shown = studio.shown.value;
  return offers.flatMap(({ view: { id, name }, lack }) =>
    shown.includes(id) && lack === undefined
      ? formats.map((format) => ({
          id: `save ${id} ${format.id}`,
          name: `Save ${name} as ${format.title}`,
          group: "Files",
          act: () => {
            const menu = document.querySelector<HTMLDetailsElement>(`[data-view-frame="${id}"] .plot-save`);
            if (menu) void choose(menu, format.id);
            else studio.say(`${name} has no picture yet.`);
          },
        }))
      : [],
  );
}

/** Presses a button of a view's menu, whose choices are loaded when it first opens. */
async function choose(menu: HTMLDetailsElement, format: string): Promise<void> {
  menu.open = true;
  for (let frames = 0; frames < 600 && menu.isConnected; frames++) {
    const button = menu.querySelector<HTMLElement>(`[data-format="${format}"]`);
    if (button) return button.click();
    await new Promise(requestAnimationFrame);
  }
}

function scaleActions({ studio }: Found): readonly Action[] {
  return (scaleOffers(studio) ?? []).map(({ id, title, lack, isOwn, isOn }) => ({
    id: `scale ${id}`,
    name: `Run on the scale ${id}`,
    group: "Scales",
    about: lack ?? title,
    isOn,
    lacks: () => lack ?? (isOwn ? "The document runs on it anyway." : undefined),
    act: () => toggleScale(studio, id),
  }));
}

function lookActions(): readonly Action[] {
  return [
    ...looks.map(([value, name]) => ({
      id: `look ${value}`,
      name: `Colours: ${name}`,
      group: "Look",
      isOn: look.value === value,
      act: () => chooseLook(value),
    })),
    ...typeSizes.map(([value, name]) => ({
      id: `type ${value}`,
      name: `Type: ${name}`,
      group: "Look",
      isOn: typeSize.value === value,
      act: () => chooseTypeSize(value),
    })),
  ];
}

function dialActions({ studio }: Found): readonly Action[] {
  const dials = studio.described.value?.dials ?? [];
  const named = dials.map((dial) => ({ dial, name: [dial.owner, dial.name, dial.part].filter((part) => part !== "").join(" ") }));
  return [
    ...named.map(({ dial: { path, meaning, written }, name }) => ({
      id: `dial ${path}`,
      name: `To the dial ${name}`,
      group: "Dials",
      about: meaning === undefined ? written : `${written}, ${meaning}`,
      act: () => toDial(studio, path),
    })),
    ...named.flatMap(({ dial, name }) =>
      dial.ends && dial.group !== "run"
        ? [{ id: `sweep ${dial.path}`, name: `Sweep over ${name}`, group: "Dials", act: () => studio.sweepOver(dial) }]
        : [],
    ),
  ];
}

/** Arrow keys turn the dial from here on. */
function toDial(studio: Studio, path: string): void {
  studio.panel.value = "model";
  // The panel may have to be drawn first.
  requestAnimationFrame(() => {
    const dial = document.querySelector(`[data-path="${path}"]`);
    const section = dial?.closest("details");
    if (section) section.open = true;
    dial?.querySelector<HTMLElement>("input[type=range], input[type=text]")?.focus();
  });
}

function tourActions({ studio }: Found): readonly Action[] {
  const here = studio.tour.value;
  return tours.flatMap((tour) =>
    tour.steps.map(({ id, title, sentence }, step) => ({
      id: `tour ${tour.id} ${id}`,
      name: `${tour.title}, ${step + 1}: ${title}`,
      group: "Tours",
      about: sentence,
      isOn: here?.tour === tour && here.step === step,
      act: () => void goTo(studio, { tour, step }),
    })),
  );
}

function galleryActions({ studio, gallery = [] }: Found): readonly Action[] {
  return gallery.flatMap(({ id: group, title: model, items }) =>
    items.map(({ id, title, phenomenon }) => ({
      id: `open ${id}`,
      name: title === model || !id.startsWith(`${group}.`) ? title : `${model}: ${title}`,
      group: "Gallery",
      about: phenomenon === "" ? id : `${phenomenon} (${id})`,
      act: () => void studio.openNamed(id),
    })),
  );
}

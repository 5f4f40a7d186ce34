/** One registry of actions, from which keys, menus, their list and the palette draw; and how they are found by words. */
import { describe, expect, test } from "vitest";
import type { Action } from "../../studio/src/actions/action.ts";
import { basic, basicActions } from "../../studio/src/actions/basic.ts";
import { inGroups, matching } from "../../studio/src/palette/match.ts";
import { formats } from "../../studio/src/plots/export/formats.ts";
import { actionOf } from "../../studio/src/shell/keys.ts";

describe("the actions that are always there", () => {
  test("no name and no key stands twice (kills: an action that is copied)", () => {
    const unique = (all: readonly unknown[]) => expect(new Set(all).size).toBe(all.length);
    unique(basicActions.map(({ id }) => id));
    unique(basicActions.map(({ name }) => name));
    unique(basicActions.flatMap(({ key }) => (key ? [`${key.ctrl} ${key.key}`] : [])));
    expect(Object.entries(basic).map(([name, { id }]) => name === id)).not.toContain(false);
  });

  test("a key means its action with Ctrl or without, never both; Ctrl Shift Z is Ctrl Y (kills: keys that do not look at Ctrl)", () => {
    expect(actionOf({ key: "k", shiftKey: false }, true)).toBe(basic.palette);
    expect(actionOf({ key: "k", shiftKey: false }, false)).toBeUndefined();
    expect(actionOf({ key: "G", shiftKey: true }, false)).toBe(basic.gallery);
    expect(actionOf({ key: "g", shiftKey: false }, true)).toBeUndefined();
    expect(actionOf({ key: "Z", shiftKey: true }, true)).toBe(basic.redo);
    expect(actionOf({ key: "z", shiftKey: false }, true)).toBe(basic.undo);
  });
});

describe("finding", () => {
  const action = (name: string, group = "Views", about = ""): Action => ({ id: name, name, group, about, act() {} });
  const names = (typed: string, all: readonly Action[]) => matching(all, typed).map(({ name }) => name);

  test("all words must be there, in any order; case and accents do not count", () => {
    const all = [
      action("Save Traces as SVG picture", "Files"),
      action("Save Raster as SVG picture", "Files"),
      action("Naïve model", "Gallery"),
    ];
    expect(names("svg traces", all)).toEqual(["Save Traces as SVG picture"]);
    expect(names("NAIVE", all)).toEqual(["Naïve model"]);
    expect(names("svg density", all)).toEqual([]);
    expect(names("  ", all)).toEqual(all.map(({ name }) => name));
  });

  test("what begins with the word comes before what has it within, that before what only tells of it; equals stay in their order", () => {
    const all = [
      action("Phase plane", "Views", "raster of arrows"),
      action("Spectrogram raster"),
      action("Supraster"),
      action("Raster"),
      action("Raster alone"),
    ];
    expect(names("raster", all)).toEqual(["Raster", "Raster alone", "Spectrogram raster", "Supraster", "Phase plane"]);
  });

  test("each heading stands once, that of the best action first", () => {
    const all = [action("a", "Views"), action("b", "Files"), action("c", "Views")];
    expect(inGroups(all).map(([group, { length }]) => [group, length])).toEqual([
      ["Views", 2],
      ["Files", 1],
    ]);
  });
});

describe("the actions of a document", () => {
  test("every view, look, tour step and entry of the gallery has one (kills: a registry that the palette forgets)", async () => {
    const { foundActions } = await import("../../studio/src/actions/found.ts");
    const { views } = await import("../../studio/src/views/index.ts");
    const { tours } = await import("../../studio/src/tour/index.ts");
    const { galleryOf } = await import("../../studio/src/worker/library.ts");
    const gallery = await galleryOf();
    const held = (value: unknown) => ({ value });
    // Of the studio, what the actions are made from: one open view, nothing known of the document.
    const studio = {
      shown: held(["traces"]),
      focus: held(undefined),
      tour: held(undefined),
      described: held(undefined),
      computed: held({}),
      acceptance: { known: held(undefined) },
    } as unknown as Parameters<typeof foundActions>[0]["studio"];
    const actions = foundActions({ studio, offers: views.map((view) => ({ view })), gallery, toggleView() {}, showAlone() {} });
    const ids = actions.map(({ id }) => id);
    expect(new Set([...ids, ...basicActions.map(({ id }) => id)]).size).toBe(ids.length + basicActions.length);
    const of = (group: string) => actions.filter((action) => action.group === group);
    expect(of("Views").length).toBe(views.length);
    expect(
      of("Views")
        .filter(({ isOn }) => isOn)
        .map(({ name }) => name),
    ).toEqual(["Traces"]);
    expect(of("Files").map(({ id }) => id)).toEqual(formats.map(({ id }) => `save traces ${id}`));
    expect(formats.length).toBeGreaterThan(4);
    expect(of("Look").length).toBe(5);
    expect(of("Tours").length).toBe(tours.reduce((sum, { steps }) => sum + steps.length, 0));
    expect(of("Gallery").length).toBe(gallery.reduce((sum, { items }) => sum + items.length, 0));
  });
});

/** The part of a plane that pictures of cells show, as wheel, drags and keys change it. */
import { describe, expect, test } from "vitest";
import type { Mark, Panel, Scene } from "../../src/figures/index.ts";
import type { Window } from "../../studio/src/contract.ts";
import { type Magnifier, magnified, magnifierIntents, magnifiesByKey } from "../../studio/src/plots/stage/magnifier.ts";

describe("a part of a plane", () => {
  const whole: Window = [0, 8, -2, 2];

  test("keeps what is under the pointer in its place, stays within the whole, and is forgotten when it is all (kills: zooming about the middle)", () => {
    expect(magnified(whole, undefined, { x: 2, y: 1 }, 0.5, { x: 0, y: 0 })).toEqual([1, 5, -0.5, 1.5]);
    expect(magnified(whole, [1, 5, -0.5, 1.5], { x: 2, y: 1 }, 2, { x: 0, y: 0 })).toBeUndefined();
    expect(magnified(whole, [1, 5, -0.5, 1.5], { x: 2, y: 1 }, 1, { x: 5, y: -0.25 })).toEqual([4, 8, -1, 1]);
    // A thousandth at the narrowest: pictures of fewer cells say nothing.
    const [left, right] = magnified(whole, undefined, { x: 2, y: 1 }, 1e-9, { x: 0, y: 0 })!;
    expect(right - left).toBeCloseTo(8e-3, 12);
  });

  test("is moved by drags, keys and the wheel in the panel under the pointer, and nowhere else", () => {
    const cells: Mark = {
      kind: "cells",
      x: [0, 8],
      y: [-2, 2],
      columns: 8,
      rows: 4,
      values: new Float64Array(32),
      palette: "sequential",
      low: 0,
      high: 1,
    };
    const axis = (low: number, high: number, look: "full" | "bare") => ({ scale: { kind: "linear", low, high } as const, ticks: [], look });
    const panelOf = (left: number, look: "full" | "bare", [low, high, bottom, top]: Window): Panel => ({
      frame: { x: left, y: 0, width: 80, height: 40 },
      heading: [],
      x: axis(low, high, look),
      y: axis(bottom, top, look),
      marks: [cells],
    });
    const set: (Window | undefined)[] = [];
    const magnifier = (window: Window | undefined): Magnifier => ({ window, set: (next) => set.push(next) });
    const sceneOf = (window: Window): Scene => ({
      width: 200,
      height: 40,
      title: "",
      description: "",
      panels: [panelOf(0, "full", window), panelOf(100, "bare", window)],
    });
    const intents = magnifierIntents(magnifier(undefined), sceneOf(whole), { current: undefined });
    intents.zoom!({ x: 20, y: 10 }, 0.5, 0, 0);
    // Without axes, as a retinal image is: its place is not that of the field.
    intents.zoom!({ x: 120, y: 10 }, 0.5, 0, 0);
    intents.zoom!({ x: 90, y: 10 }, 0.5, 0, 0);
    const part: Window = [1, 5, -0.5, 1.5];
    const shown = magnifierIntents(magnifier(part), sceneOf(part), { current: undefined });
    shown.press!({ x: 40, y: 20 }, { shift: false, kind: "mouse" });
    // Half a frame to the left: what is shown moves to the right by half of itself, as far as there is anything.
    shown.drag!({ x: 0, y: 20 }, { x: 40, y: 20 });
    shown.double!({ x: 0, y: 0 });
    expect(set.splice(0)).toEqual([[1, 5, -0.5, 1.5], [3, 7, -0.5, 1.5], undefined]);
    const [panel, bare] = sceneOf(part).panels;
    expect(["+", "PageUp", "PageDown", "-", "0"].map((key) => magnifiesByKey(magnifier(part), panel!, undefined, key))).not.toContain(
      false,
    );
    expect(set.splice(0)).toEqual([[2, 4, 0, 1], [1, 5, 0, 2], [1, 5, -1, 1], undefined, undefined]);
    expect(magnifiesByKey(magnifier(part), panel!, undefined, "x")).toBe(false);
    expect(magnifiesByKey(magnifier(part), bare!, undefined, "+")).toBe(false);
  });
});

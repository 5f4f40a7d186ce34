/** The state of the studio: edits, history, what the command line is told, the arithmetic of sliders. */
import { describe, expect, test } from "vitest";
import type { Dial } from "../../src/session/index.ts";
import { completed, numberIn, positionOf, quantity, scaleOf, valueAt } from "../../studio/src/panels/slider.ts";
import { commandLine, openDocument, withoutValue, withText, withValue } from "../../studio/src/state/document.ts";
import { History } from "../../studio/src/state/history.ts";
import { sliderEnds } from "../../studio/src/worker/ends.ts";

describe("the document", () => {
  const plain = openDocument("adex.yaml", "text", "adex.tonic");
  const turned = withValue(withValue(plain, "a.b", "1 nS"), "c", "2 mV");

  test("a value that is put back leaves no trace", () => {
    expect(withoutValue(withValue(plain, "a.b", "1 nS"), "a.b")).toEqual(plain);
    expect(withValue(turned, "c", "2 mV")).toBe(turned);
  });

  test("a text that is typed is no longer what its source says", () => {
    expect(withText(turned, "other")).toMatchObject({ base: "other", values: {} });
    expect(withText(turned, "other").source).toBeUndefined();
  });

  test("the command line quotes what a shell would take apart", () => {
    expect(commandLine(turned)).toBe("lapicque run adex.tonic --set 'a.b=1 nS' --set 'c=2 mV'");
    expect(commandLine(withValue(openDocument("x.yaml", "", "example:x"), "k", "0.1/ms"))).toBe("lapicque run example:x --set k=0.1/ms");
    expect(commandLine(openDocument("it's mine.yaml", ""))).toBe("lapicque run 'it'\\''s mine.yaml'");
  });
});

describe("history", () => {
  test("a movement is one step; another thing that moves is another", () => {
    const history = new History(0);
    for (const state of [1, 2, 3]) history.move("a", state);
    for (const state of [4, 5]) history.move("b", state);
    history.undo();
    expect(history.present.value).toBe(3);
    history.undo();
    expect(history.present.value).toBe(0);
    history.redo();
    history.redo();
    expect(history.present.value).toBe(5);
    expect(history.counts.value).toEqual({ undo: 2, redo: 0 });
  });

  test("a movement that is taken up again after its end is a new step, and a change after undo forgets what was undone", () => {
    const history = new History(0);
    history.move("a", 1);
    history.settle();
    history.move("a", 2);
    history.undo();
    expect(history.present.value).toBe(1);
    history.step(7);
    history.redo();
    expect(history.present.value).toBe(7);
  });

  test("two hundred steps are kept", () => {
    const history = new History(0);
    for (let i = 1; i <= 300; i++) history.step(i);
    while (history.counts.value.undo > 0) history.undo();
    expect(history.present.value).toBe(100);
  });
});

describe("sliders", () => {
  test("steps are 1, 2 or 5 times a power of ten, and values are written with no more digits", () => {
    const scale = scaleOf([-80, -20], -70);
    expect(scale).toMatchObject({ low: -80, high: -20, isLog: false, step: 0.2 });
    expect(valueAt(scale, -69.7000001)).toBe(-69.8);
    expect(valueAt(scale, positionOf(scale, -50.2))).toBe(-50.2);
  });

  test("ends that are far apart make a slider of ratios, which hits its ends", () => {
    const scale = scaleOf([1, 1000], 300);
    expect(scale.isLog).toBe(true);
    expect([0, 0.5, 1].map((position) => valueAt(scale, position))).toEqual([1, 31.6, 1000]);
  });

  test("a value beyond the ends stretches them", () => {
    expect(scaleOf([0, 10], 25)).toMatchObject({ low: 0, high: 25 });
  });

  test("quantities are written as the language reads them, and read back", () => {
    expect([quantity(4, "nS"), quantity(0.1, "/ms"), quantity(3, "")]).toEqual(["4 nS", "0.1/ms", "3"]);
    expect([numberIn("4 nS", "nS"), numberIn("0.1/ms", "/ms"), numberIn("2*C", ""), numberIn("3", "")]).toEqual([4, 0.1, undefined, 3]);
  });

  test("a unit that is left out is meant, another one is kept, a typed minus sign is one", () => {
    expect([completed(" 5 ", "nS"), completed("5 uS", "nS"), completed("\u22127", "mV"), completed("2*C", "pF")]).toEqual([
      "5 nS",
      "5 uS",
      "-7 mV",
      "2*C",
    ]);
  });

  test("without a range, voltages go 30 mV either way, conductances begin at 0, a silent input has room to the other side", () => {
    const dial = (value: number, unit: string, group: Dial["group"] = "parameter"): Dial => ({
      path: "",
      name: "",
      group,
      owner: "",
      part: "",
      written: "",
      value,
      unit,
    });
    expect(sliderEnds(dial(-70, "mV"))).toEqual([-100, -40]);
    expect(sliderEnds(dial(12, "nS"))).toEqual([0, 30]);
    expect(sliderEnds(dial(500, "pA", "input"))).toEqual([-250, 1000]);
    expect(sliderEnds({ ...dial(4, "nS"), range: [0, 3] })).toEqual([0, 4]);
    // A weight in millivolts is no voltage, and a probability is at most 1.
    expect(sliderEnds(dial(-0.5, "mV", "connection"))).toEqual([-2, 0]);
    expect(sliderEnds({ ...dial(0.5, "", "connection"), name: "probability" })).toEqual([0, 1]);
  });
});

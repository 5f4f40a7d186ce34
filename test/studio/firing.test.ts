/** The f-I curve as the studio draws it: where the model stands on it. */
import { describe, expect, test } from "vitest";
import { operatingShapes, rateAt, roundedInput } from "../../studio/src/plots/firing/operating.ts";

describe("the f-I curve", () => {
  const points = [
    { input: 0, rate: 0, onset: 0, spikes: 0 },
    { input: 4, rate: 10, onset: 0, spikes: 5 },
    { input: 10, rate: 20, onset: 0, spikes: 5 },
  ];
  const rheobase = { step: 2, ramp: null, single: null };
  // Nothing else of a curve is read.
  const curve = { points, rheobase } as unknown as Parameters<typeof rateAt>[0];

  test("rate between two points, at a point, beyond", () => {
    expect([7, 10, 0, 11, -1].map((input) => rateAt(curve, input))).toEqual([15, 20, 0, undefined, undefined]);
  });

  test("silent below the rheobase, unknown between it and the first point that fires (kills: a line through the jump)", () => {
    expect([1, 3].map((input) => rateAt(curve, input))).toEqual([0, undefined]);
  });

  test("where the model stands a line leads up to the curve, where it has no rate through all (kills: a line across the words above the curve)", () => {
    const frame = { x: 100, y: 50, width: 200, height: 80 };
    const scale = (low: number, high: number) => ({ kind: "linear", low, high });
    // Nothing else of a panel is read.
    const panel = { frame, x: { scale: scale(0, 10) }, y: { scale: scale(0, 40) } } as unknown as Parameters<typeof operatingShapes>[0];
    const lines = [10, undefined].map((rate) => operatingShapes(panel, 5, rate).flatMap((one) => (one.kind === "path" ? one.parts : [])));
    // 10 of 40 is a quarter of 80 above the axis, which is at 50 + 80.
    expect(lines.map(([line]) => [...line!])).toEqual([
      [200, 110, 200, 130],
      [200, 50, 200, 130],
    ]);
    expect(operatingShapes(panel, 11, 10)).toEqual([]);
  });

  test("an input is rounded to the digit of a step", () => {
    expect([roundedInput(12.3456, 0.03), roundedInput(123.456, 5), roundedInput(0.00012345, 1e-5)]).toEqual([12.35, 123, 0.00012]);
  });
});

/** Lines through few values of functions that take long. */
import { expect, test } from "vitest";
import { sampledSmooth } from "../../../src/session/theory/sample.ts";

test("a resonance and its slopes are on the line to 5e-4 from few values (kills: a span that is not halved, differences of the wrong order)", () => {
  let asked = 0;
  // Two poles of quality 8 at 85 Hz on a low-pass of 1/f^2.
  const spectrum = (f: number) => {
    asked++;
    return 1 / (1 + (f / 300) ** 2) / ((1 - (f / 85) ** 2) ** 2 + (f / (85 * 8)) ** 2);
  };
  const { x, y } = sampledSmooth(spectrum, 0.5, 1000);
  expect(asked).toBeLessThan(140);
  expect([x[0], x.at(-1)]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(1000, 9)]);
  for (const [k, f] of x.entries()) {
    expect(Math.abs(y[k]! / spectrum(f) - 1)).toBeLessThan(5e-4);
    // Straight pieces over logarithmic axes stay as close.
    if (k === 0) continue;
    expect(Math.abs(Math.sqrt(y[k]! * y[k - 1]!) / spectrum(Math.sqrt(f * x[k - 1]!)) - 1)).toBeLessThan(2.5e-3);
  }
});

/** The progress bar: on a terminal after a moment, wiped before text, and nowhere else. */
import { expect, test } from "vitest";
import { left, progressBar } from "../../src/cli/progress-bar.ts";
import type { Shell } from "../../src/cli/shell.ts";
import type { Stage } from "../../src/session/index.ts";

function screen(live: boolean) {
  let [now, text] = [0, ""];
  // The bar uses the clock and standard error of a shell, nothing else.
  const err = (more: string) => {
    text += more;
  };
  const shell = { live, host: { now: () => now }, err } as unknown as Shell;
  const wait = (ms: number) => {
    now += ms;
  };
  return { shell, text: () => text, wait };
}

const state = { fraction: 0.5, secondsLeft: 61, what: "I = 3 pA" };

test("it is drawn after 300 ms, over itself, and wiped once", () => {
  const { shell, text, wait } = screen(true);
  const bar = progressBar(shell, false);
  bar.progress(state);
  expect(text()).toBe("");
  wait(300);
  bar.progress(state);
  expect(text()).toBe(`\r[${"#".repeat(15)}${".".repeat(15)}]  50 %  1 min 1 s left  I = 3 pA\u001b[K`);
  wait(50);
  bar.progress({ ...state, fraction: 0.6 });
  expect(text()).not.toContain("60 %");
  bar.clear();
  bar.clear();
  expect(text().split("\r\u001b[K").length - 1).toBe(1);
});

test("a run says how far it is and how fast, with as many digits as move", () => {
  const line = (run: Stage["run"]) => {
    const { shell, text, wait } = screen(true);
    const bar = progressBar(shell, false);
    wait(300);
    bar.progress({ fraction: 0.25, secondsLeft: 3, what: "", ...(run && { run }) });
    return text().slice(text().indexOf("left") + 6, -3);
  };
  expect(line({ time: 250.04, end: 1000, unit: "ms", speed: 0.3127 })).toBe("t = 250 of 1000 ms, 0.31 s per second");
  expect(line({ time: 2.504, end: 10, unit: "ms", speed: 12.7 })).toBe("t = 2.5 of 10 ms, 13 s per second");
  expect(line({ time: 2.504, end: 10, unit: "", speed: 12.7 })).toBe("t = 2.5 of 10");
});

test("where there is no terminal, or with --quiet, nothing is written", () => {
  for (const [live, quiet] of [
    [false, false],
    [true, true],
  ] as const) {
    const { shell, text, wait } = screen(live);
    const bar = progressBar(shell, quiet);
    wait(1000);
    bar.progress(state);
    bar.clear();
    expect(text()).toBe("");
  }
});

test("times left", () => {
  expect([0.2, 59.1, 3599, 7261, Number.NaN].map(left)).toEqual(["1 s", "1 min 0 s", "59 min 59 s", "2 h 1 min", "?"]);
});

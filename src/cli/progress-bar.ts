/** One line that is drawn over itself on a terminal, and nothing where standard error is no terminal. */
import type { Progress, Stage } from "../session/index.ts";
import type { Shell } from "./shell.ts";

const WIDTH = 30;
/** Shortest time between two drawings [ms]: faster is not seen. */
const PERIOD = 100;
/** Runs shorter than this show no bar at all [ms]. */
const PATIENCE = 300;

export interface Bar {
  readonly progress: Progress;
  /** Wipes the line before other text is printed. */
  clear(): void;
}

/** A bar on the shell's standard error; silent unless the shell is live. */
export function progressBar(shell: Shell, quiet: boolean): Bar {
  if (!shell.live || quiet) return { progress: () => {}, clear: () => {} };
  const began = shell.host.now();
  let drawn = began + PATIENCE - PERIOD;
  let visible = false;
  return {
    progress: (stage) => {
      const { fraction, secondsLeft } = stage;
      const now = shell.host.now();
      if (now - drawn < PERIOD) return;
      drawn = now;
      visible = true;
      const full = Math.round(fraction * WIDTH);
      const percent = `${Math.floor(fraction * 100)}`.padStart(3);
      shell.err(`\r[${"#".repeat(full)}${".".repeat(WIDTH - full)}] ${percent} %  ${left(secondsLeft)} left  ${words(stage)}\u001b[K`);
    },
    clear: () => {
      if (visible) shell.err("\r\u001b[K");
      visible = false;
    },
  };
}

/** What is done: how far a run is, and how fast, or what stands in the stage. */
function words({ what, run }: Stage): string {
  if (run === undefined) return what;
  const { time, end, speed, unit } = run;
  // As many digits as move while one looks.
  const digits = Math.max(0, 2 - Math.floor(Math.log10(end)));
  const reached = `t = ${time.toFixed(digits)} of ${Number(end.toPrecision(6))}${unit && ` ${unit}`}`;
  return unit === "ms" ? `${reached}, ${Number(speed.toPrecision(2))} s per second` : reached;
}

/** `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function left(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const s = Math.ceil(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

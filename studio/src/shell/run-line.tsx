/** One run in words, with how far it is: what it will take, how it goes, how it went. */
import type { Result } from "../../../src/contract/index.ts";
import { needsWords, sizeWords } from "../../../src/session/index.ts";
import type { Foreseen } from "../contract.ts";
import type { NetworkRun, RunState } from "../state/network-run.ts";
import { outcomeWords, progressWords } from "./run-words.ts";

export interface RunLineProps {
  /** The scale, where there are several. */
  readonly name: string;
  readonly run: NetworkRun;
  readonly foreseen: Foreseen | undefined;
  readonly result: Result | undefined;
  /** Why it does not run. */
  readonly reason: string | undefined;
}

export function RunLine({ name, run, foreseen, result, reason }: RunLineProps) {
  const state = run.state.value;
  const fraction = fractionOf(state, result);
  const words = reason ?? (foreseen ? wordsOf(state, foreseen, result, run.isPresent) : "");
  const label = name === "" ? "Run" : `Run at the scale ${name}`;
  return (
    <>
      <p title={words}>
        {name !== "" && <strong>{name}</strong>} {words}
      </p>
      {state.kind !== "idle" && (
        <div
          class="run-track"
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(100 * fraction)}
          aria-valuetext={words}
        >
          <div style={{ width: `${100 * fraction}%` }} />
        </div>
      )}
      <p class="unseen" role="status">
        {state.kind === "running" ? `${label}: ${25 * Math.floor(4 * fraction)} percent done.` : `${name} ${words}`}
      </p>
    </>
  );
}

function fractionOf(state: RunState, result: Result | undefined): number {
  if (state.kind === "connecting") return state.fraction;
  return state.kind === "running" && result ? Math.min(1, state.time / (result.transient + result.duration)) : 0;
}

function wordsOf(state: RunState, foreseen: Foreseen, result: Result | undefined, isPresent: boolean): string {
  switch (state.kind) {
    case "connecting":
      return `Making ${sizeWords(foreseen)}: ${Math.floor(100 * state.fraction)} %`;
    case "running":
      return result ? progressWords(state, result) : "";
    case "idle": {
      if (isPresent && result) return outcomeWords(result, foreseen);
      const changed = result ? "Not run with these values yet: " : "";
      return `${changed}${needsWords(foreseen)}.`;
    }
    default:
      return state satisfies never;
  }
}

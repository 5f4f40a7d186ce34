/** The run of a network: a button that begins and ends it, what it will take, how far it is, how it went. */
import type { Result } from "../../../src/contract/index.ts";
import { needsWords, sizeWords } from "../../../src/session/index.ts";
import type { Foreseen } from "../contract.ts";
import type { RunState } from "../state/network-run.ts";
import { useStudio } from "../state/studio.ts";
import { outcomeWords, progressWords } from "./run-words.ts";

export function RunBar() {
  const { network, computed, described } = useStudio();
  const { foreseen, result, stale } = computed.value;
  const state = network.state.value;
  const isRunning = state.kind !== "idle";
  const canRun =
    described.value?.kind === "network" && foreseen !== undefined && foreseen.refusal === undefined && !stale.includes("foreseen");
  const fraction = fractionOf(state, result);
  const words = foreseen ? wordsOf(state, foreseen, result, network.isPresent) : "";
  return (
    <section class="run-bar" aria-label="Run of the network" data-state={state.kind}>
      <button
        type="button"
        class={isRunning || (network.isPresent && result) ? "run" : "run main"}
        disabled={!isRunning && !canRun}
        title="R"
        onClick={() => network.toggle()}
      >
        {isRunning ? "Stop" : "Run"}
      </button>
      <p>{words}</p>
      {isRunning && (
        <div
          class="run-track"
          role="progressbar"
          aria-label="Run"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(100 * fraction)}
          aria-valuetext={words}
        >
          <div style={{ width: `${100 * fraction}%` }} />
        </div>
      )}
      <p class="unseen" role="status">
        {state.kind === "running" ? `Running, ${25 * Math.floor(4 * fraction)} percent done.` : words}
      </p>
    </section>
  );
}

function fractionOf(state: RunState, result: Result | undefined): number {
  if (state.kind === "connecting") return state.fraction;
  return state.kind === "running" && result ? Math.min(1, state.time / (result.transient + result.duration)) : 0;
}

function wordsOf(state: RunState, foreseen: Foreseen, result: Result | undefined, isPresent: boolean): string {
  switch (state.kind) {
    case "connecting":
      return `Making ${sizeWords(foreseen) || "it"}: ${Math.floor(100 * state.fraction)} %`;
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

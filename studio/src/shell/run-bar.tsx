/** The runs of a network: of its own scale, with a button for all, and of the scales that are run beside it. */
import { useStudio } from "../state/studio.ts";
import { lazily } from "../views/lazy.tsx";
import { Menu } from "./menu.tsx";
import { RunLine } from "./run-line.tsx";

const ScaleList = lazily(async () => (await import("./scale-list.tsx")).ScaleList);

export function RunBar() {
  const studio = useStudio();
  const { network, others, computed, described } = studio;
  const { foreseen, result, stale } = computed.value;
  const beside = others.chosen.value;
  const isRunning = [network, ...beside.map(({ run }) => run)].some(({ state }) => state.value.kind !== "idle");
  const canRun =
    described.value?.kind === "network" && foreseen !== undefined && foreseen.refusal === undefined && !stale.includes("foreseen");
  const isThere = network.isPresent && result !== undefined;
  return (
    <section class="run-bar" aria-label="Run of the network" data-state={network.state.value.kind} data-several={beside.length > 0}>
      <div class="run-line">
        <button
          type="button"
          class={isRunning || isThere ? "run" : "run main"}
          disabled={!isRunning && !canRun}
          title="R"
          onClick={() => studio.toggleRun()}
        >
          {isRunning ? "Stop" : "Run"}
        </button>
        {foreseen && (
          <RunLine name={beside.length > 0 ? foreseen.scale : ""} run={network} foreseen={foreseen} result={result} reason={undefined} />
        )}
        <Menu label="Scales" atEnd>
          <ScaleList />
        </Menu>
      </div>
      {beside.map(({ scale, run, foreseen, result, reason }) => (
        <div class="run-line" key={scale} data-scale={scale}>
          <button type="button" class="run" disabled={run.state.value.kind === "idle" && !foreseen} onClick={() => run.toggle()}>
            {run.state.value.kind === "idle" ? "Run" : "Stop"}
            <span class="unseen"> {scale}</span>
          </button>
          <RunLine name={scale} run={run} foreseen={foreseen} result={result} reason={reason} />
        </div>
      ))}
    </section>
  );
}

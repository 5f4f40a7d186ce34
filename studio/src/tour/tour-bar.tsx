/** One step of a tour above the page: what is to be seen, what to do, on and back. */
import { useComputed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { DialRow } from "../panels/dial-row.tsx";
import { copyText } from "../shell/files.ts";
import { type Studio, useStudio } from "../state/studio.ts";
import { views } from "../views/index.ts";
import { tourAddress } from "./address.ts";
import { forwardKeys } from "./embedded.ts";
import { isReached } from "./goal.ts";
import { keepDone } from "./progress.ts";
import { Prose } from "./prose.tsx";
import type { Goal, Place } from "./tour.ts";
import { goTo, move } from "./walk.ts";

/** After the run that a short network begins by itself [ms]. */
const REST = 600;

export function TourBar({ place }: { readonly place: Place }) {
  const { tour, step } = place;
  // A step that was ticked off stays so while the visitor is there.
  return <Step key={`${tour.id} ${step}`} place={place} />;
}

function Step({ place }: { readonly place: Place }) {
  const studio = useStudio();
  const { tour, step } = place;
  const at = tour.steps[step]!;
  const bar = useRef<HTMLElement>(null);
  const [isDone, setDone] = useState(false);
  const isThere = useComputed(
    () => at.goal !== undefined && isReached(at.goal, { document: studio.document.value, computed: studio.computed.value }),
  ).value;
  useEffect(() => {
    if (!isThere) return;
    setDone(true);
    if (!studio.isEmbedded) keepDone(tour.id, at.id);
  }, [isThere]);
  useEffect(() => (studio.isEmbedded ? forwardKeys() : focusBar(bar.current)), []);
  // Steps answer by themselves, however busy the machine is: they were made small.
  const waits = useComputed(() => isWaiting(studio)).value;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => studio.network.start(), REST);
    return () => clearTimeout(timer);
  }, [waits]);
  const isLast = step + 1 === tour.steps.length;
  const next = () => {
    if (!at.goal && !studio.isEmbedded) keepDone(tour.id, at.id);
    void move(studio, 1);
  };
  return (
    <section ref={bar} class="tour" aria-label="Tour" data-step={`${tour.id}/${at.id}`} data-goal={at.goal?.kind}>
      <div class="tour-text" aria-live="polite">
        <h2>
          <span class="tour-number">
            {step + 1}/{tour.steps.length}
          </span>{" "}
          {at.title}
        </h2>
        <p>
          <Prose text={at.sentence} />
        </p>
        <p class="task" data-done={isDone}>
          <Prose text={at.task} />
          {isDone && <strong> Done.</strong>}
        </p>
      </div>
      {studio.isEmbedded && at.goal?.kind === "dial" && <OwnDial path={at.goal.path} />}
      <div class="tour-buttons">
        {at.goal && <ToGoal goal={at.goal} />}
        {!studio.isEmbedded && (
          <>
            <button
              type="button"
              class="quiet"
              title="Copy what puts this step into a slide"
              onClick={() => void copyText(studio, frameOf(tour.id, at.id), "The frame for a slide")}
            >
              For a slide
            </button>
            <button type="button" class="quiet" onClick={() => (studio.tour.value = undefined)}>
              Leave
            </button>
          </>
        )}
        <button type="button" disabled={step === 0} onClick={() => void move(studio, -1)}>
          Back
        </button>
        {studio.isEmbedded && isLast ? (
          <button type="button" onClick={() => void goTo(studio, { tour, step: 0 })}>
            Again
          </button>
        ) : (
          <button type="button" class={isDone ? "main" : ""} title={studio.isEmbedded ? undefined : "Next step (N)"} onClick={next}>
            {isLast ? "Finish" : "Next"}
          </button>
        )}
      </div>
    </section>
  );
}

/** By keys the tour is left for what is to be done and comes back with the next step; who is elsewhere on the page is not fetched. */
function focusBar(bar: HTMLElement | null): void {
  const focused = document.activeElement;
  if (focused === document.body || bar?.contains(focused) || focused?.closest("[data-path]"))
    bar?.querySelector<HTMLButtonElement>(".to-goal, .tour-buttons button:last-child")?.focus();
}

/** Whether a network's run is left to a click, because it seems to take long here. */
function isWaiting({ computed, network }: Studio): boolean {
  const { foreseen, stale } = computed.value;
  const canRun = foreseen !== undefined && foreseen.refusal === undefined && !stale.includes("foreseen");
  return canRun && !network.isPresent && network.state.value.kind === "idle";
}

/** Leads to what is to be done. */
function ToGoal({ goal }: { readonly goal: Goal }) {
  const studio = useStudio();
  switch (goal.kind) {
    case "dial":
      return studio.isEmbedded ? null : (
        <GoalButton label="To the dial" act={() => focusOn(`[data-path="${goal.path}"] input[type="range"]`)} />
      );
    case "view": {
      const view = views.find(({ id }) => id === goal.view);
      return <GoalButton label={`Open ${view?.name ?? goal.view}`} act={() => openView(studio, goal.view)} />;
    }
    case "start":
      return (
        <GoalButton
          label="To the plane"
          act={() => focusOn('[data-view="plane"] [role="application"], [role="application"][data-view="plane"]')}
        />
      );
    case "comparison":
      return <GoalButton label="To the scales" act={() => focusOn('[data-view="compare"] button, [data-view="compare"] select')} />;
    default:
      return goal satisfies never;
  }
}

function GoalButton({ label, act }: { readonly label: string; act(): void }) {
  return (
    <button type="button" class="quiet to-goal" onClick={act}>
      {label}
    </button>
  );
}

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

function openView(studio: Studio, id: string): void {
  const { open, openOfNetworks } = studio.views.value;
  const shown = studio.kind.value === "network" ? (openOfNetworks ?? []) : open;
  if (!shown.includes(id)) studio.changeOpen([...shown, id]);
}

/** The dial that a step is about, where the page has no panel. */
function OwnDial({ path }: { readonly path: string }) {
  const dial = useStudio().described.value?.dials.find((each) => each.path === path);
  return <div class="tour-dial">{dial && <DialRow dial={dial} />}</div>;
}

/** What puts a step into a slide. */
function frameOf(tour: string, step: string): string {
  const page = location.href.replace(/[?#].*$/, "");
  return `<iframe src="${page}${tourAddress(tour, step, "embedded", "projector")}" title="Lapicque" width="1200" height="700"></iframe>`;
}

/** One step of the tour above the page: what is to be seen, what to do, on and back. */
import { useEffect, useRef } from "preact/hooks";
import { numberIn } from "../panels/slider.ts";
import { freshViews, openDocument } from "../state/document.ts";
import { type Studio, useStudio } from "../state/studio.ts";
import { Prose } from "./prose.tsx";
import { steps, type TourStep } from "./steps.ts";

export function TourBar({ step }: { readonly step: number }) {
  const studio = useStudio();
  const at = steps[step];
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (at) void openStep(studio, at);
    else studio.tour.value = undefined;
    // By keys the tour is left for the dial and comes back with the next step; who is elsewhere on the page is not fetched.
    const focused = document.activeElement;
    if (focused === document.body || place.current?.contains(focused) || focused?.closest("[data-path]"))
      place.current?.querySelector<HTMLButtonElement>(".to-dial, .tour-buttons button:last-child")?.focus();
  }, [step]);
  if (!at) return null;
  const isDone = at.goal !== undefined && isReached(studio, at.goal);
  return (
    <section ref={place} class="tour" aria-label="Tour" data-goal={at.goal && `${at.goal.path}=${at.goal.least ?? at.goal.most}`}>
      <div class="tour-text" aria-live="polite">
        <h2>
          <span class="tour-number">
            {step + 1}/{steps.length}
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
      <div class="tour-buttons">
        {at.goal && (
          <button type="button" class="quiet to-dial" onClick={() => at.goal && focusDial(at.goal.path)}>
            To the dial
          </button>
        )}
        <button type="button" class="quiet" onClick={() => (studio.tour.value = undefined)}>
          Leave
        </button>
        <button type="button" disabled={step === 0} onClick={() => (studio.tour.value = step - 1)}>
          Back
        </button>
        <button type="button" class={isDone ? "main" : ""} title="Next step (N)" onClick={() => (studio.tour.value = step + 1)}>
          {step + 1 < steps.length ? "Next" : "Finish"}
        </button>
      </div>
    </section>
  );
}

/** Arrow keys turn the dial from here on. */
function focusDial(path: string): void {
  document.querySelector<HTMLInputElement>(`[data-path="${path}"] input[type="range"]`)?.focus();
}

async function openStep(studio: Studio, { opens, values, views }: TourStep): Promise<void> {
  const settings = { ...freshViews(studio.document.value.views), open: views };
  const plain =
    "source" in opens
      ? openDocument(`${opens.source}.yaml`, await studio.engine.call("text", opens.source), opens.source, settings)
      : openDocument(opens.name, opens.text, undefined, settings);
  studio.panel.value = "model";
  studio.focus.value = undefined;
  studio.show({ ...plain, values });
}

function isReached(
  studio: Studio,
  { path, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: NonNullable<TourStep["goal"]>,
): boolean {
  const dial = studio.described.value?.dials.find((each) => each.path === path);
  const written = studio.document.value.values[path] ?? dial?.original;
  const value = dial && written !== undefined ? numberIn(written, dial.unit) : undefined;
  return value !== undefined && value >= least && value <= most;
}

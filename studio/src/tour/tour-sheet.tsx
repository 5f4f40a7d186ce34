/** The tours to choose from, and how far each has been walked. */
import { Sheet } from "../shell/sheet.tsx";
import { useStudio } from "../state/studio.ts";
import { tours } from "./index.ts";
import { progressOf } from "./progress.ts";
import type { Place, Tour } from "./tour.ts";
import { goTo, placeIn } from "./walk.ts";

export function TourSheet() {
  const studio = useStudio();
  const { sheet } = studio;
  const begin = (place: Place) => {
    sheet.value = undefined;
    void goTo(studio, place);
  };
  return (
    <Sheet title="Tours" close={() => (sheet.value = undefined)}>
      <p class="tours-about">Five lectures, taken by hand: each step has a sentence, a picture and one thing to do.</p>
      <ul class="tours">
        {tours.map((tour) => (
          <li key={tour.id}>
            <TourCard tour={tour} begin={begin} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function TourCard({ tour, begin }: { readonly tour: Tour; begin(place: Place): void }) {
  const { steps, title, about, id } = tour;
  const { done, at } = progressOf(id);
  const count = steps.filter((step) => done.includes(step.id)).length;
  const place = placeIn(tour);
  return (
    <article class="tour-card" aria-label={title}>
      <h3>{title}</h3>
      <p>{about}</p>
      <div class="tour-begin">
        <button type="button" class="main" data-tour={id} onClick={() => begin(place)}>
          {place.step === 0 ? (count === 0 ? "Begin" : "Again") : `Go on at step ${place.step + 1}`}
          <span class="unseen">: {title}</span>
        </button>
        <span class="tour-count">{count === 0 ? `${steps.length} steps` : `${count} of ${steps.length} done`}</span>
      </div>
      <details>
        <summary>Steps</summary>
        <ol class="tour-steps">
          {steps.map((step, i) => (
            <li key={step.id}>
              <button
                type="button"
                class="quiet"
                aria-current={step.id === at ? "step" : undefined}
                onClick={() => begin({ tour, step: i })}
              >
                {step.title}
                {done.includes(step.id) && <span class="tour-tick"> done</span>}
              </button>
            </li>
          ))}
        </ol>
      </details>
    </article>
  );
}

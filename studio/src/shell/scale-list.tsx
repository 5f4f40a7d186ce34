/** The scales that a document can be run on beside its own, and why the others cannot. It stays open for several choices. */
import { Fragment } from "preact";
import { useEffect } from "preact/hooks";
import { Offers } from "../panels/offers.tsx";
import { useRefusals } from "../panels/refusals.ts";
import { Said } from "../plots/stage/said.tsx";
import { scaleOffers, toggleScale } from "../state/scales.ts";
import { useStudio } from "../state/studio.ts";

export function ScaleList() {
  const studio = useStudio();
  useEffect(() => studio.acceptance.want(), []);
  const offers = scaleOffers(studio);
  if (!offers) return <p class="menu-label">Asking the scales ...</p>;
  return (
    <section class="view-list scale-list" aria-label="Scales">
      <fieldset>
        <legend>Activities of these scales are drawn over one another</legend>
        {offers.map(({ id, title, lack, isOwn, isOn }) => {
          const isFree = !isOwn && lack === undefined;
          return (
            <Fragment key={id}>
              <button
                type="button"
                aria-pressed={isOn}
                data-lacks={lack !== undefined}
                aria-disabled={!isFree}
                onClick={() => isFree && toggleScale(studio, id)}
              >
                <strong>{id}</strong>
                <span>
                  <Said text={isOwn ? "runs all that the document records" : (lack ?? title)} />
                </span>
              </button>
              {lack !== undefined && <ScaleOffers scale={id} />}
            </Fragment>
          );
        })}
      </fieldset>
    </section>
  );
}

/** What would make a scale accept the document, where a change of its text does. */
function ScaleOffers({ scale }: { readonly scale: string }) {
  const refusals = useRefusals(useStudio().described.value?.text, scale);
  return <Offers offers={refusals.flatMap(({ offers }) => offers)} />;
}

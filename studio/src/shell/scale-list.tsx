/** The scales that a document can be run on beside its own, and why the others cannot. It stays open for several choices. */
import { useEffect } from "preact/hooks";
import { Said } from "../plots/stage/said.tsx";
import { otherScales } from "../state/document.ts";
import { useStudio } from "../state/studio.ts";

export function ScaleList() {
  const studio = useStudio();
  const { acceptance, described, computed, views } = studio;
  const { foreseen } = computed.value;
  useEffect(() => acceptance.want(), []);
  const scales = acceptance.known.value?.scales;
  if (!scales || !foreseen || !described.value) return <p class="menu-label">Asking the scales ...</p>;
  const chosen = otherScales(views.value, described.value, foreseen);
  const toggle = (id: string) =>
    studio.changeView("others", { scales: chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id] });
  return (
    <section class="view-list scale-list" aria-label="Scales">
      <fieldset>
        <legend>Activities of these scales are drawn over one another</legend>
        {scales.map(({ id, title, accepts, reasons }) => {
          const isOwn = id === foreseen.scale;
          return (
            <button
              type="button"
              key={id}
              aria-pressed={isOwn || chosen.includes(id)}
              data-lacks={!accepts}
              aria-disabled={isOwn || !accepts}
              onClick={() => !isOwn && accepts && toggle(id)}
            >
              <strong>{id}</strong>
              <span>
                <Said text={isOwn ? "runs all that the document records" : accepts ? title : (reasons[0] ?? "")} />
              </span>
            </button>
          );
        })}
      </fieldset>
    </section>
  );
}

/** The page: bar on top, the model beside its views, sheets over both. */
import { ModelPanel } from "../panels/model-panel.tsx";
import { useStudio } from "../state/studio.ts";
import { lazily } from "../views/lazy.tsx";
import { offersOf } from "../views/offers.ts";
import { useSubject } from "../views/subject.ts";
import { showAlone, toggleView } from "../views/switching.ts";
import { Bar } from "./bar.tsx";
import { useDrop } from "./drop.tsx";
import { useKeys } from "./keys.ts";
import { Notice } from "./notice.tsx";
import { ViewArea } from "./view-area.tsx";

const Editor = lazily(async () => (await import("../editor/editor.tsx")).Editor);
const ExportSheet = lazily(async () => (await import("./export-sheet.tsx")).ExportSheet);
const GallerySheet = lazily(async () => (await import("../gallery/gallery-sheet.tsx")).GallerySheet);
const HelpSheet = lazily(async () => (await import("./help-sheet.tsx")).HelpSheet);
const Palette = lazily(async () => (await import("../palette/palette.tsx")).Palette);
const TourBar = lazily(async () => (await import("../tour/tour-bar.tsx")).TourBar);
const TourSheet = lazily(async () => (await import("../tour/tour-sheet.tsx")).TourSheet);

export function App() {
  const studio = useStudio();
  useKeys(studio);
  const isOver = useDrop(studio);
  const { panel, sheet, tour, conductor } = studio;
  return (
    <div class="page" data-drop={isOver} data-embedded={studio.isEmbedded}>
      {!studio.isEmbedded && <Bar />}
      {conductor.failure.value !== undefined && (
        <p class="failure" role="alert">
          The computing part of the page failed: {conductor.failure.value}. Your document is kept; reload the page to go on.
        </p>
      )}
      {tour.value && <TourBar place={tour.value} />}
      <div class="work" data-panel={panel.value}>
        <ViewArea />
        {!studio.isEmbedded && (
          <section class="panel" aria-label="Model">
            <PanelTabs />
            {panel.value === "model" ? <ModelPanel /> : <Editor />}
          </section>
        )}
      </div>
      {sheet.value === "gallery" && <GallerySheet />}
      {sheet.value === "tours" && <TourSheet />}
      {sheet.value === "export" && <ExportSheet />}
      {sheet.value === "palette" && <PaletteOfViews />}
      {sheet.value === "help" && <HelpSheet />}
      <Notice />
    </div>
  );
}

function PaletteOfViews() {
  const studio = useStudio();
  const offers = offersOf(useSubject());
  return <Palette offers={offers} toggleView={(id) => toggleView(studio, id)} showAlone={(id) => showAlone(studio, id)} />;
}

/** Which side of the document the panel shows. */
function PanelTabs() {
  const { panel, described } = useStudio();
  const mistakes = described.value?.remarks.filter(({ kind }) => kind === "error").length ?? 0;
  return (
    <fieldset class="tabs" aria-label="Model as">
      <button type="button" aria-pressed={panel.value === "model"} onClick={() => (panel.value = "model")}>
        Dials
      </button>
      <button type="button" aria-pressed={panel.value === "text"} onClick={() => (panel.value = "text")}>
        Text{mistakes > 0 && <span class="count"> {mistakes === 1 ? "1 mistake" : `${mistakes} mistakes`}</span>}
      </button>
    </fieldset>
  );
}

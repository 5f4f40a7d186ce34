/** Puts the studio into the page. */
import { render } from "preact";
import { App } from "./shell/app.tsx";
import { Analyst } from "./state/analyst.ts";
import { freshViews, openDocument } from "./state/document.ts";
import { Engine } from "./state/engine.ts";
import { applyPreferences } from "./state/preferences.ts";
import { Studio, StudioProvider } from "./state/studio.ts";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/panels.css";
import "./styles/sheets.css";
import { firstText } from "./first.ts";

/** Starts the engine with a worker and shows the page. */
export function start(spawn: () => Worker): void {
  applyPreferences(document.documentElement);
  const studio = new Studio(
    new Engine(spawn()),
    new Analyst(spawn),
    openDocument("adex-adapting.yaml", firstText, "example:adex-adapting"),
  );
  if (location.search === "?document") void openServed(studio);
  render(
    <StudioProvider value={studio}>
      <App />
    </StudioProvider>,
    document.getElementById("app")!,
  );
}

/** The document that `lapicque studio DOC` serves beside the page. */
async function openServed(studio: Studio): Promise<void> {
  try {
    const { name, text } = (await (await fetch("document.json")).json()) as { readonly name: string; readonly text: string };
    studio.open(openDocument(name, text, undefined, freshViews(studio.document.value.views)));
    history.replaceState(null, "", location.pathname);
  } catch {
    studio.say("The document of the command line could not be read.");
  }
}

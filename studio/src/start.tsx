/** Puts the studio into the page. */
import { render } from "preact";
import { App } from "./shell/app.tsx";
import { openDocument } from "./state/document.ts";
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
  const studio = new Studio(new Engine(spawn()), openDocument("adex-adapting.yaml", firstText, "example:adex-adapting"));
  render(
    <StudioProvider value={studio}>
      <App />
    </StudioProvider>,
    document.getElementById("app")!,
  );
}

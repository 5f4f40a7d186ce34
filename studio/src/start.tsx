/** Puts the studio into the page. */
import { render } from "preact";
import { App } from "./shell/app.tsx";
import { Crew } from "./state/crew.ts";
import { openDocument } from "./state/document.ts";
import { type Asked, asked } from "./state/linked.ts";
import { applyPreferences, look, typeSize } from "./state/preferences.ts";
import { Studio, StudioProvider } from "./state/studio.ts";
import "./styles/base.css";
import "./styles/switches.css";
import "./styles/shell.css";
import "./styles/panels.css";
import { firstText } from "./first.ts";

/** Starts the engine with a worker and shows the page, at once with the document that the address asks for. */
export async function start(spawn: () => Worker): Promise<void> {
  applyPreferences(document.documentElement);
  const crew = new Crew(spawn);
  // It reads while the page asks what it shall show.
  const engine = crew.begin();
  const { document: wanted, place, address, trouble } = (await (location.search === "?document" ? servedDocument() : asked(engine))) ?? {};
  if (address?.look) look.value = address.look;
  if (address?.projector) typeSize.value = "large";
  const first = openDocument("adex-adapting.yaml", firstText, "example:adex-adapting");
  const studio = new Studio(crew, engine, first, wanted, address?.embedded);
  if (place) await import("./tour/walk.ts").then(({ arrive }) => arrive(studio, place));
  if (trouble !== undefined) studio.say(trouble);
  render(
    <StudioProvider value={studio}>
      <App />
    </StudioProvider>,
    document.getElementById("app")!,
  );
}

/** The document that `lapicque studio DOC` serves beside the page. */
async function servedDocument(): Promise<Asked> {
  try {
    const { name, text } = (await (await fetch("document.json")).json()) as { readonly name: string; readonly text: string };
    history.replaceState(null, "", location.pathname);
    return { document: openDocument(name, text) };
  } catch {
    return { trouble: "The document of the command line could not be read." };
  }
}

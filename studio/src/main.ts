/** The static site: modules and a module worker; and once it is there, it is kept for a visit without a network. */
import { start } from "./start.tsx";

void start(() => new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" })).then(keepSite);

/** Where a browser does not keep sites (a private window, an address without encryption), or the page is part of another one, nothing is kept. */
function keepSite(): void {
  if (!("serviceWorker" in navigator) || window.top !== window) return;
  const keep = () => void navigator.serviceWorker.register("service-worker.js").catch(() => undefined);
  // What is kept is loaded when what is shown has been.
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}

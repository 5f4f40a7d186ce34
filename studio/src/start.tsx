/** Puts the studio into the page. */
import { signal } from "@preact/signals";
import { render } from "preact";
import adexAdapting from "../../examples/adex-adapting.yaml?raw";
import type { Brush, Computed, StudioDocument, TracesSettings } from "./contract.ts";
import { Engine } from "./engine.ts";
import { Traces } from "./plots/index.ts";
import "./styles/base.css";

const document0: StudioDocument = {
  name: "adex-adapting.yaml",
  text: adexAdapting,
  views: {
    open: ["plane", "traces"],
    plane: { starts: [], hidden: [] },
    traces: { hidden: [] },
    firing: {},
    live: { span: 1000, speed: 200, kick: 1 },
  },
};

/** Starts the engine with a worker and shows the page. */
export function start(spawn: () => Worker): void {
  const engine = new Engine(spawn());
  const computed = signal<Computed>({ reasons: {}, stale: [] });
  const settings = signal<TracesSettings>({ hidden: [] });
  const brush = signal<Brush>(undefined);
  engine.on("part", ({ part, value }) => {
    computed.value = { ...computed.value, [part]: value };
  });
  void engine.call("show", { revision: 1, document: document0 });
  const page = globalThis.document.getElementById("app")!;
  const App = () => (
    <main>
      <h1>{computed.value.described?.title ?? "Lapicque"}</h1>
      <Traces
        settings={settings.value}
        change={(next) => {
          settings.value = next;
        }}
        computed={computed.value}
        brush={brush}
        theme="light"
      />
    </main>
  );
  render(<App />, page);
}

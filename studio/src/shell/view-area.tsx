/** The views side by side, or one of them alone. Which are open is part of the document. */
import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Kind, TracesSettings, ViewId, ViewProps } from "../contract.ts";
import { Firing, Live, Plane, Traces } from "../plots/index.ts";
import { theme, typeSize } from "../state/preferences.ts";
import { useStudio } from "../state/studio.ts";
import { Icon } from "./icons.tsx";
import { lazily } from "./lazy.tsx";
import { operatingPoint, variedPoint } from "./operating.ts";
import { groundOf, useSeen } from "./seen.ts";

const Over = lazily(async () => (await import("../plots/over/over.tsx")).Over);
const Raster = lazily(async () => (await import("../plots/network/index.ts")).Raster);
const Activity = lazily(async () => (await import("../plots/network/index.ts")).Activity);
const RunBar = lazily(async () => (await import("./run-bar.tsx")).RunBar);

const names: Readonly<Record<ViewId, string>> = {
  plane: "Phase plane",
  traces: "Traces",
  firing: "f\u2013I curve",
  over: "Bifurcations",
  live: "Running",
  raster: "Raster",
  activity: "Activity",
};
/** For phones. */
const short: Readonly<Record<ViewId, string>> = { ...names, plane: "Plane", firing: "f\u2013I", over: "Bif.", live: "Run" };
/** What can be opened, in this order. */
const viewsOf: Readonly<Record<Kind, readonly ViewId[]>> = {
  units: ["plane", "traces", "firing", "over", "live"],
  network: ["raster", "activity", "traces", "plane"],
};

export function ViewArea() {
  const studio = useStudio();
  const { focus, kind } = studio;
  const open = studio.open.value;
  const alone = focus.value !== undefined && open.includes(focus.value) ? focus.value : undefined;
  const shown = alone === undefined ? open : [alone];
  return (
    <section class="views" aria-label="Views">
      <Switches all={viewsOf[kind.value]} open={open} current={alone ?? open[0]} />
      {kind.value === "network" && <RunBar />}
      <div class="view-grid" data-count={shown.length}>
        {shown.map((id) => (
          <Frame key={id} id={id} isAlone={alone === id} isCurrent={(alone ?? open[0]) === id}>
            <View id={id} />
          </Frame>
        ))}
        {shown.length === 0 && <p class="empty">Choose a view above.</p>}
      </div>
    </section>
  );
}

interface SwitchesProps {
  readonly all: readonly ViewId[];
  readonly open: readonly ViewId[];
  readonly current: ViewId | undefined;
}

function Switches({ all, open, current }: SwitchesProps) {
  const studio = useStudio();
  const toggle = (id: ViewId) => {
    const next = open.includes(id) ? open.filter((each) => each !== id) : all.filter((each) => each === id || open.includes(each));
    studio.changeOpen(next);
    studio.focus.value = undefined;
  };
  const look = (id: ViewId) => {
    if (!open.includes(id)) studio.changeOpen(all.filter((each) => each === id || open.includes(each)));
    studio.focus.value = id;
  };
  return (
    <>
      <fieldset class="switches wide-only" aria-label="Open views">
        {all.map((id) => (
          <button type="button" key={id} aria-pressed={open.includes(id)} onClick={() => toggle(id)}>
            {names[id]}
          </button>
        ))}
      </fieldset>
      <fieldset class="switches narrow-only" aria-label="View">
        {all.map((id) => (
          <button type="button" key={id} aria-pressed={current === id} onClick={() => look(id)}>
            {short[id]}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** A document that says nothing of a figure. */
const nothing = {};

interface FrameProps {
  readonly id: ViewId;
  readonly isAlone: boolean;
  readonly isCurrent: boolean;
  readonly children: ComponentChildren;
}

function Frame({ id, isAlone, isCurrent, children }: FrameProps) {
  const studio = useStudio();
  const { focus, computed } = studio;
  const isBusy = useComputed(() => computed.value.stale.includes(groundOf(id))).value;
  return (
    <article class="view" data-view-frame={id} data-current={isCurrent} aria-busy={isBusy}>
      <header class="view-head">
        <h2>{names[id]}</h2>
        <button
          type="button"
          class="quiet square wide-only"
          aria-label={isAlone ? `Show all views` : `Show ${names[id]} alone`}
          onClick={() => (focus.value = isAlone ? undefined : id)}
        >
          <Icon name={isAlone ? "shrink" : "grow"} />
        </button>
      </header>
      <div class="view-body" onPointerUp={() => studio.settle()}>
        {children}
      </div>
    </article>
  );
}

function View({ id }: { readonly id: ViewId }) {
  const studio = useStudio();
  const views = studio.views.value;
  const computed = useSeen(id);
  const shared = { computed, brush: studio.brush, theme: `${theme.value} ${typeSize.value}` };
  const overTime: Pick<ViewProps<TracesSettings>, "settings" | "change"> = {
    settings: views.traces,
    change: (next, kind) => studio.changeView("traces", next, kind),
  };
  switch (id) {
    case "raster":
      return <Raster {...shared} {...overTime} wanted={studio.wanted.value.raster ?? nothing} />;
    case "activity":
      return <Activity {...shared} {...overTime} wanted={studio.wanted.value.activity ?? nothing} />;
    case "traces":
      return <Traces {...shared} {...overTime} />;
    case "plane":
      return (
        <Plane
          {...shared}
          settings={views.plane}
          change={(next, kind) => studio.changeView("plane", next, kind)}
          listen={studio.live.listen}
        />
      );
    case "firing":
      return (
        <Firing
          {...shared}
          settings={views.firing}
          change={(next, kind) => studio.changeView("firing", next, kind)}
          {...operatingPoint(studio, computed.firing)}
        />
      );
    case "over":
      return (
        <Over
          {...shared}
          settings={views.over}
          change={(next, kind) => studio.changeView("over", next, kind)}
          {...variedPoint(studio, computed.over)}
        />
      );
    case "live":
      return (
        <Live
          {...shared}
          settings={views.live}
          change={(next, kind) => studio.changeView("live", next, kind)}
          running={studio.live.running.value}
          trouble={studio.live.trouble.value}
          listen={studio.live.listen}
          toggle={() => studio.live.toggle()}
          restart={() => studio.live.restart()}
          kick={(state, by) => studio.live.kick(state, by)}
        />
      );
  }
}

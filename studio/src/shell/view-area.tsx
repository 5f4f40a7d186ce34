/** The views side by side, or one of them alone. Which are open is part of the document. */
import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Empty } from "../plots/stage/foot.tsx";
import { useStudio } from "../state/studio.ts";
import { lazily } from "../views/lazy.tsx";
import { type Offer, offersOf, openOf } from "../views/offers.ts";
import { useSeen } from "../views/seen.ts";
import { useSubject } from "../views/subject.ts";
import type { View } from "../views/view.ts";
import { Icon } from "./icons.tsx";
import { Switches } from "./switches.tsx";

const RunBar = lazily(async () => (await import("./run-bar.tsx")).RunBar);

export function ViewArea() {
  const studio = useStudio();
  const { focus, kind, computed, described } = studio;
  const subject = useSubject();
  const offers = offersOf(subject);
  const open = openOf(studio.views.value, subject, offers);
  const ids = open.map(({ id }) => id);
  useEffect(() => {
    studio.shown.value = ids;
  }, [ids.join(" ")]);
  const alone = open.find(({ id }) => id === focus.value);
  const shown = alone ? [alone] : open;
  const reason = useComputed(() => computed.value.reasons.foreseen).value;
  const isAsking = open.some(({ parts }) => parts.includes("steady") || parts.includes("agreement"));
  useEffect(() => {
    if (isAsking) studio.acceptance.want();
  }, [isAsking]);
  const isKnown = subject.recorded !== undefined || kind.value === "units";
  const isWrong = described.value?.remarks.some(({ kind }) => kind === "error");
  const without = isWrong ? "No views: the document has a mistake." : isKnown ? "Choose a view above." : "Reading ...";
  return (
    <section class="views" aria-label="Views">
      <Switches kind={kind.value} offers={offers} open={ids} current={(alone ?? open[0])?.id} ask={() => studio.acceptance.want()} />
      {kind.value === "network" && <RunBar />}
      <div class="view-grid">
        {shown.map((view) => (
          <Frame key={view.id} view={view} isAlone={alone === view} isCurrent={(alone ?? open[0]) === view}>
            <Content view={view} lack={lackOf(offers, view)} />
          </Frame>
        ))}
        {shown.length === 0 && <p class="empty">{reason ?? without}</p>}
      </div>
    </section>
  );
}

const lackOf = (offers: readonly Offer[], view: View) => offers.find((offer) => offer.view === view)?.lack;

interface FrameProps {
  readonly view: View;
  readonly isAlone: boolean;
  readonly isCurrent: boolean;
  readonly children: ComponentChildren;
}

function Frame({ view: { id, name, parts }, isAlone, isCurrent, children }: FrameProps) {
  const studio = useStudio();
  const { focus, computed } = studio;
  const isBusy = useComputed(() => computed.value.stale.includes(parts[0])).value;
  return (
    <article class="view" data-view-frame={id} data-current={isCurrent} aria-busy={isBusy}>
      <header class="view-head">
        <h2>{name}</h2>
        <button
          type="button"
          class="quiet square wide-only"
          aria-label={isAlone ? `Show all views` : `Show ${name} alone`}
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

/** The view, or why there is none. */
function Content({ view, lack }: { readonly view: View; readonly lack: string | undefined }) {
  const computed = useSeen(view);
  const { Show } = view;
  if (lack !== undefined) return <Empty view={view.id} reason={lack} isStale={false} />;
  return <Show computed={computed} />;
}

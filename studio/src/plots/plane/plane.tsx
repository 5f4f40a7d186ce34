/** The phase plane or phase line: the figure `phase-plane` on a canvas, which answers to pointers and keys. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { PhasePortrait } from "../../../../src/contract/index.ts";
import type { Figure, Options, PageSize, Scene } from "../../../../src/figures/index.ts";
import type { PlaneSettings } from "../../contract.ts";
import { Recorder } from "../live/recorder.ts";
import { paintShapes } from "../paint/canvas.ts";
import type { PlaneProps } from "../props.ts";
import { useFigure } from "../stage/figure.ts";
import { Empty, Foot } from "../stage/foot.tsx";
import { type Point, pageAt } from "../stage/frame.ts";
import { type Overlay, Stage } from "../stage/stage.tsx";
import { sentences } from "../stage/text.ts";
import { Tip } from "../stage/tip.tsx";
import { Words } from "../stage/words.tsx";
import { type Found, type Held, planeIntents } from "./plane-intents.ts";
import { planeHelp, planeKey } from "./plane-keys.ts";
import { movingShapes } from "./plane-overlay.ts";
import { placeOf, windowOf } from "./plane-window.ts";
import { type RunOrbit, runOrbit, withRunOrbit } from "./run-orbit.ts";

export function Plane(props: PlaneProps) {
  const { portrait } = props.computed;
  if (!portrait) {
    const { reasons, stale } = props.computed;
    return <Empty view="plane" reason={reasons.portrait} isStale={stale.includes("portrait")} />;
  }
  return <Portrait {...props} portrait={portrait} />;
}

interface PortraitProps extends PlaneProps {
  readonly portrait: PhasePortrait;
}

function Portrait(props: PortraitProps) {
  const { portrait, settings, change, theme, brush, computed } = props;
  const id = useId();
  const [page, setPage] = useState<PageSize>();
  const [found, point] = useState<Found>();
  const [cursor, setCursor] = useState<Point>();
  const [spoken, speak] = useState("");
  const held = useRef<Held>({ before: undefined, start: undefined, isGlance: false });
  const window = windowOf(portrait, settings);
  const figure = useFigure<PhasePortrait>("phase-plane");
  const shown = useMemo(
    () => withRunOrbit(portrait, settings.hidden.includes("run") ? undefined : computed.result),
    [portrait, computed.result, settings.hidden],
  );
  const scene = usePlaneScene(figure, shown.portrait, settings, page);
  const panel = scene?.panels[0];
  const { run } = shown;
  const trail = useTrail(props);
  const stretch = brush.value;
  const overlay = useCallback<Overlay>(
    (pen) => {
      if (!panel) return;
      const starts = settings.starts.flatMap((start, k) => {
        const at = placeOf(portrait, start);
        return at ? [{ at, backwards: start.backwards, isHeld: k === held.current.start }] : [];
      });
      paintShapes(pen, movingShapes(panel, { run, stretch, starts, cursor, ring: found?.at, trail }));
    },
    [panel, portrait, settings.starts, run, stretch?.[0], stretch?.[1], cursor, found, trail],
  );
  const gestures = panel && planeIntents({ portrait, panel, window, settings, run, brush, held: held.current, change, point });
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const go = (at: Point | undefined, news: string) => {
      setCursor(at);
      speak(news);
    };
    if (planeKey({ portrait, settings, window, cursor, change, go }, event)) event.preventDefault();
  };
  const words = sentences(portrait.words);
  return (
    <div class="plot-view" data-view="plane">
      <Stage
        label={`Phase ${portrait.axes.length === 2 ? "plane" : "line"} of ${portrait.title}`}
        describedBy={id}
        scene={scene}
        overlay={stretch || cursor || found || trail || settings.starts.length > 0 ? overlay : undefined}
        theme={theme}
        intents={gestures ?? {}}
        onKeyDown={keys}
        onBlur={() => setCursor(undefined)}
        onSize={setPage}
        touch="none"
      />
      {found && panel && scene && <Tip lines={found.lines} at={pageAt(panel, found.at)} page={scene} />}
      <Foot
        note={words}
        view={portrait.axes.length === 2 ? "phase-plane" : "phase-line"}
        title={portrait.title}
        theme={theme}
        source={portrait.provenance ?? computed.result?.provenance}
        picture={(page) => figure?.draw(shown.portrait, optionsOf(settings), page)}
      />
      <Words id={id} description={`${scene?.description ?? ""} ${words} ${planeHelp}`} news={cursor ? spoken : words} />
    </div>
  );
}

/** The figure in the window of the settings, on a page of the view's size. */
function usePlaneScene(
  figure: Figure<PhasePortrait> | undefined,
  portrait: PhasePortrait,
  settings: PlaneSettings,
  page: PageSize | undefined,
): Scene | undefined {
  const { window } = settings;
  return useMemo(() => {
    if (!figure || !page) return undefined;
    return figure.draw({ ...portrait, title: "" }, optionsOf(settings), { ...page, ...(window ? { window } : {}) }).scene;
  }, [figure, portrait, settings.hidden, page?.width, page?.height, window?.join()]);
}

/** The options of the figure that shows what the view shows; whether the run is among its orbits is decided before. */
function optionsOf({ hidden }: PlaneSettings): Options {
  const hide = hidden.filter((layer) => layer !== "run");
  return hide.length > 0 ? { hide } : {};
}

/** How long a trail the running simulation leaves [ms of the model]. */
const TRAIL = 200;

/** The last stretch of the running simulation, a new one for every picture. */
function useTrail(props: PortraitProps): RunOrbit | undefined {
  const { listen } = props;
  const [trail, setTrail] = useState<RunOrbit>();
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!listen) return;
    const recorder = new Recorder(TRAIL);
    let asked = 0;
    const stop = listen((frame) => {
      if (frame) recorder.add(frame);
      else recorder.clear();
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        setTrail(trailOf(recorder, latest.current));
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(asked);
    };
  }, [listen]);
  return trail;
}

/** The last stretch as a curve; undefined before the first frame. */
function trailOf(recorder: Recorder, { portrait, computed }: PortraitProps): RunOrbit | undefined {
  const from = recorder.time - TRAIL;
  if (recorder.samples === 0) return undefined;
  const { population } = portrait;
  const spikes = recorder.spikes(from)[population];
  const known = computed.result?.populations[population] ?? { size: 1 };
  return runOrbit(portrait, {
    signals: recorder.signals(from),
    populations: { [population]: { ...known, ...(spikes ? { spikes } : {}) } },
  });
}

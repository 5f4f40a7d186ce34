/** A figure of the library that stands still: a cursor along its horizontal axes says the numbers, by pointer and by keys. */
import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { Figure, Options, PageSize, PictureSource, Scene } from "../../../../src/figures/index.ts";
import { drawn, useFigure } from "./figure.ts";
import { Foot } from "./foot.tsx";
import { isInside, type Point, pageAt } from "./frame.ts";
import type { Intents } from "./gestures.ts";
import { readable, readingOf } from "./reading.ts";
import { Said } from "./said.tsx";
import { type Overlay, Stage } from "./stage.tsx";
import { Tip } from "./tip.tsx";
import { Words } from "./words.tsx";

export interface FigureViewProps<From> {
  /** In the registry of figures; also in file names. */
  readonly figure: string;
  /** Of the view. */
  readonly name: string;
  readonly of: From & { readonly title: string };
  /** May throw a LapicqueError. Another function only where it gives others. */
  options(figure: Figure<From>): Options;
  /** What is to be seen, in sentences. */
  readonly note: string;
  readonly theme: string;
  readonly source: PictureSource | undefined;
}

/** Where the cursor is: a panel, a place of its horizontal axis in parts of its width, a height on the page where a pointer is. */
interface Cursor {
  readonly panel: number;
  readonly share: number;
  readonly y?: number;
}

const HELP = "Left and right arrow keys move a cursor that says the numbers, up and down lead to other panels.";

export function FigureView<From>({ figure: id, name, of, options, note, theme, source }: FigureViewProps<From>) {
  const described = useId();
  const [page, setPage] = useState<PageSize>();
  const [cursor, setCursor] = useState<Cursor>();
  const [isByKeys, setByKeys] = useState(false);
  const figure = useFigure<From>(id);
  const picture = useMemo(
    () => (figure && page ? drawn(() => figure.draw({ ...of, title: "" }, options(figure), { ...page, fits: true })) : undefined),
    [figure, of, options, page?.width, page?.height],
  );
  const scene = picture?.scene;
  const panel = cursor && scene?.panels[cursor.panel];
  const at = panel && { x: panel.frame.x + cursor.share * panel.frame.width, y: cursor.y ?? panel.frame.y + panel.frame.height / 2 };
  const reading = panel && at ? readingOf(panel, at, cursor.y !== undefined) : [];
  const overlay = useCallback<Overlay>(
    ({ context, theme: { text } }) => {
      if (!panel || !at) return;
      context.fillStyle = text;
      context.fillRect(at.x - 0.5, panel.frame.y, 1, panel.frame.height);
    },
    [panel, at?.x],
  );
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const next = scene && !event.ctrlKey && !event.metaKey && !event.altKey && cursorByKey(event.key, scene, cursor, event.shiftKey);
    if (!next) return;
    setByKeys(true);
    setCursor(next);
    event.preventDefault();
  };
  const intents: Intents = {
    hover: (place) => {
      setByKeys(false);
      setCursor(place && scene && cursorAt(scene, place));
    },
  };
  return (
    <div class="plot-view" data-view={id}>
      <Stage
        label={`${name} of ${of.title}`}
        describedBy={described}
        scene={scene}
        overlay={panel ? overlay : undefined}
        theme={theme}
        intents={intents}
        onKeyDown={keys}
        onBlur={() => setCursor(undefined)}
        onSize={setPage}
        touch="pan-y"
        isTall
      />
      {picture?.reason !== undefined && (
        <p class="plot-over">
          <Said text={picture.reason} />
        </p>
      )}
      {scene && at && reading.length > 0 && <Tip lines={reading} at={isByKeys ? pageTop(panel, at) : at} page={scene} />}
      <Foot note={note} view={id} title={of.title} theme={theme} source={source} picture={() => figure?.draw(of, options(figure))} />
      <Words id={described} description={`${scene?.description ?? ""} ${note} ${HELP}`} news={isByKeys ? reading.join(", ") : ""} />
    </div>
  );
}

const pageTop = (panel: Scene["panels"][number], { x }: Point): Point => ({ x, y: pageAt(panel, { x: 0, y: panel.y.scale.high }).y + 8 });

function cursorAt(scene: Scene, at: Point): Cursor | undefined {
  const panel = scene.panels.findLastIndex((one) => readable(one) && isInside(one.frame, at));
  if (panel < 0) return undefined;
  const { frame } = scene.panels[panel]!;
  return { panel, share: (at.x - frame.x) / frame.width, y: at.y };
}

/** Steps of the cursor in parts of the width; with Shift larger ones. */
const STEP = 1 / 100;
const STRIDE = 1 / 20;

function cursorByKey(key: string, { panels }: Scene, now: Cursor | undefined, isFar: boolean): Cursor | undefined {
  const all = panels.flatMap((panel, k) => (readable(panel) ? [k] : []));
  const place = Math.max(0, all.indexOf(now?.panel ?? -1));
  const [panel, share] = [all[place], now?.share ?? 0.5];
  if (panel === undefined) return undefined;
  const moved = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (moved !== undefined) return { panel, share: Math.min(1, Math.max(0, share + moved * (isFar ? STRIDE : STEP))) };
  const other = { ArrowUp: all[place - 1], ArrowDown: all[place + 1] }[key];
  if (other !== undefined) return { panel: other, share };
  const end = { Home: 0, End: 1 }[key];
  return end === undefined ? undefined : { panel, share: end };
}

/** A figure of a run over time on a canvas, with a stretch that can be moved, zoomed and highlighted: in all such views the same. */
import { useCallback, useId, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { Result, Table } from "../../../../src/contract/index.ts";
import type { Figure, Options, PageSize, Scene, View } from "../../../../src/figures/index.ts";
import type { TracesSettings } from "../../contract.ts";
import type { ViewProps } from "../props.ts";
import { cellReading } from "../stage/cells.ts";
import { drawn, useFigure } from "../stage/figure.ts";
import { Empty, Foot } from "../stage/foot.tsx";
import { dataAt, isInside, type Point, pageAt } from "../stage/frame.ts";
import type { Intents } from "../stage/gestures.ts";
import type { Range } from "../stage/range.ts";
import { type Overlay, Stage } from "../stage/stage.tsx";
import { Tip } from "../stage/tip.tsx";
import { Words } from "../stage/words.tsx";
import { paintTime, spikesWithin } from "./overlay.ts";
import { changedStretch, cursorByKey, stretchByKey, wholeStretch } from "./time-window.ts";

/** What a view of a run over time is about. */
export interface TimeFigure {
  /** Of the figure in the registry, and of the view. */
  readonly id: string;
  /** `Traces`. */
  readonly name: string;
  /** Options of the figure beside the stretch of time. May throw a LapicqueError. */
  options(figure: Figure, result: Result, settings: TracesSettings): Options;
  /** What a page of a width [points] keeps still. */
  view?(width: number): Partial<View>;
  /** What of the result shows on a page of a width [points], and what is to be said of it. */
  shown(result: Result, range: Range, width: number): { readonly result: Result; readonly note: string };
  /** What the cursor meets, a line each. @param table  of what is drawn */
  reading(result: Result, time: number, range: Range, table: () => Table): readonly string[];
}

export interface TimeViewProps extends ViewProps<TracesSettings> {
  readonly of: TimeFigure;
}

export function TimeView(props: TimeViewProps) {
  const { of } = props;
  const { result, reasons, stale } = props.computed;
  if (!result) return <Empty view={of.id} reason={reasons.result} isStale={stale.includes("result")} />;
  return <Recording {...props} result={result} />;
}

interface RecordingProps extends TimeViewProps {
  readonly result: Result;
}

function Recording(props: RecordingProps) {
  const { of, result, settings, change, brush, theme } = props;
  const id = useId();
  const [page, setPage] = useState<PageSize>();
  const [cursor, setCursor] = useState<number>();
  const [height, setHeight] = useState<number>();
  const [isByKeys, setByKeys] = useState(false);
  const whole = wholeStretch(result);
  const range = settings.range ?? whole;
  const figure = useFigure<Result>(of.id);
  const { scene, table, reason, note } = useDrawn(figure, props, page);
  const stretch = brush.value;
  const overlay = useCallback<Overlay>(
    (pen) => scene && paintTime(pen, scene, stretch, cursor),
    [scene, stretch?.[0], stretch?.[1], cursor],
  );
  const setRange = (next: Range | undefined) => change(withRange(settings, next), "move");
  const point = (at: number | undefined, y?: number) => {
    setByKeys(false);
    setCursor(at);
    setHeight(y);
  };
  const intents = useIntents({ ...props, scene, whole, range, setRange, point });
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = cursor ?? (range[0] + range[1]) / 2;
    const next = stretchByKey(event.key, whole, range, from);
    const moved = cursorByKey(event.key, range, from);
    if (event.key === "Escape") brush.value = undefined;
    else if (next) setRange(next.range);
    else if (moved !== undefined) {
      if (event.shiftKey) brush.value = extended(brush.value, from, moved);
      setByKeys(true);
      setCursor(moved);
      setHeight(undefined);
    } else return;
    event.preventDefault();
  };
  const cells = cursor === undefined || height === undefined || !scene ? [] : cellReading(scene, { x: cursor, y: height });
  const reading = cursor === undefined || !table ? [] : [...of.reading(result, cursor, range, table), ...cells];
  const news = isByKeys ? reading.join(", ") : stretch ? spikesWithin(result, stretch) : spikesWithin(result, range);
  return (
    <div class="plot-view" data-view={of.id}>
      <Stage
        label={`${of.name} of ${result.title}`}
        describedBy={id}
        scene={scene}
        reason={reason}
        overlay={stretch || cursor !== undefined ? overlay : undefined}
        theme={theme}
        intents={intents}
        onKeyDown={keys}
        onBlur={() => setCursor(undefined)}
        onSize={setPage}
        touch="pan-y"
      />
      {scene && cursor !== undefined && (
        <Tip lines={reading} at={{ x: pageAt(scene.panels[0]!, { x: cursor, y: 0 }).x, y: 30 }} page={scene} />
      )}
      <Foot
        note={note}
        isAside
        view={of.id}
        title={result.title}
        theme={theme}
        source={result.provenance}
        picture={(page) => figure?.draw(result, optionsOf(figure, props), page)}
      />
      <Words id={id} description={`${scene?.description ?? ""} ${spikesWithin(result, range)} ${HELP}`} news={news} />
    </div>
  );
}

const HELP =
  "Arrow keys move the cursor, with Shift they highlight a stretch of time; plus and minus zoom, Page Up and Page Down move, 0 shows all, Escape takes the highlight away.";

interface Shown {
  readonly scene?: Scene;
  readonly table?: () => Table;
  /** Why nothing is drawn. */
  readonly reason?: string;
  readonly note: string;
}

/** The figure of what the settings leave, on a page of the view's size. */
function useDrawn(figure: Figure<Result> | undefined, props: RecordingProps, page: PageSize | undefined): Shown {
  const { of, result, settings } = props;
  const { hidden, range } = settings;
  return useMemo(() => {
    if (!figure || !page) return { note: "" };
    const [from, to] = range ?? wholeStretch(result);
    const shown = of.shown({ ...result, title: "" }, [from, to], page.width);
    const view = { ...page, ...of.view?.(page.width) };
    return { ...drawn(() => figure.draw(shown.result, { ...optionsOf(figure, props), from, to }, view)), note: shown.note };
  }, [figure, of, result, hidden, range?.[0], range?.[1], page?.width, page?.height]);
}

/** The options of the figure that shows what the view shows. */
function optionsOf(figure: Figure, { of, result, settings }: RecordingProps): Options {
  const { range } = settings;
  return { ...of.options(figure, result, settings), ...(range ? { from: range[0], to: range[1] } : {}) };
}

function withRange({ range: _, ...rest }: TracesSettings, range: Range | undefined): TracesSettings {
  return range ? { ...rest, range } : rest;
}

/** The highlighted stretch after its end at `from` was moved to `to`. */
function extended(stretch: Range | undefined, from: number, to: number): Range {
  if (!stretch || (stretch[0] !== from && stretch[1] !== from)) return from < to ? [from, to] : [to, from];
  const other = stretch[0] === from ? stretch[1] : stretch[0];
  return other < to ? [other, to] : [to, other];
}

interface Gestured extends RecordingProps {
  readonly scene: Scene | undefined;
  readonly whole: Range;
  readonly range: Range;
  setRange(range: Range | undefined): void;
  /** The time under the pointer, and its height on the page. */
  point(time: number | undefined, y?: number): void;
}

/** Dragging highlights; dragging the axis, the wheel and two fingers move and zoom; a double press shows all. */
function useIntents({ scene, whole, range, setRange, point, brush }: Gestured): Intents {
  const last = useRef<Point>();
  const panel = scene?.panels.at(-1);
  if (!scene || !panel) return {};
  const timeAt = (at: Point) => Math.min(range[1], Math.max(range[0], dataAt(panel, at).x));
  const isOnAxis = (at: Point) => at.y > panel.frame.y + panel.frame.height;
  const pan = (dx: number) => setRange(changedStretch(whole, range, range[0], 1, (-dx / panel.frame.width) * (range[1] - range[0])));
  return {
    press: (at) => {
      last.current = at;
      if (!isOnAxis(at)) brush.value = undefined;
    },
    drag: (at, from) => {
      if (isOnAxis(from)) pan(at.x - (last.current ?? from).x);
      else brush.value = ordered(timeAt(from), timeAt(at));
      last.current = at;
    },
    double: () => {
      setRange(undefined);
      brush.value = undefined;
    },
    hover: (at) => point(at && scene.panels.some(({ frame }) => isInside(frame, at)) ? timeAt(at) : undefined, at?.y),
    zoom: (at, factor, dx) =>
      setRange(changedStretch(whole, range, dataAt(panel, at).x, factor, (-dx / panel.frame.width) * (range[1] - range[0]))),
  };
}

const ordered = (a: number, b: number): Range => (a < b ? [a, b] : [b, a]);

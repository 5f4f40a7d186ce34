/** A figure of the library that stands still: a cursor along its horizontal axes says the numbers, by pointer and by keys. */
import type { ComponentChildren } from "preact";
import { useCallback, useId, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import { type Figure, filePage, type Options, type PageSize, type PictureSource, type Scene } from "../../../../src/figures/index.ts";
import type { ChangeKind } from "../../contract.ts";
import { operatingShapes } from "../firing/operating.ts";
import { paintShapes } from "../paint/canvas.ts";
import { drawn, useFigure } from "./figure.ts";
import { Foot } from "./foot.tsx";
import { dataAt, isInside, type Point, pageAt } from "./frame.ts";
import type { Intents } from "./gestures.ts";
import { type Magnifier, magnifierIntents, magnifiesByKey } from "./magnifier.ts";
import { readable, readingOf } from "./reading.ts";
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
  /** What a press sets, in a panel whose axes are numbers of the document. */
  readonly pick?: Pick;
  /** It shows a part of its plane, which wheel, fingers and keys change. */
  readonly magnifier?: Magnifier;
  /** It has several parts, which need a larger page. */
  readonly isTall?: boolean;
  /** Above the figure. */
  readonly children?: ComponentChildren;
}

/** Values on the axes of a figure that can be set. */
export interface Pick {
  /** Where the document stands on the horizontal axis, and on the vertical one of a plane. */
  readonly operating: number | undefined;
  readonly height?: number | undefined;
  /** What is set, for the help: `the parameter`. */
  readonly what: string;
  /** Sets what lies at a place of a panel, which ends where its axes do. */
  set(panel: Scene["panels"][number], at: Point, kind: ChangeKind): void;
}

/** Where the cursor is: a panel, a place of its horizontal axis in parts of its width, a height on the page where a pointer is. */
interface Cursor {
  readonly panel: number;
  readonly share: number;
  readonly y?: number;
}

const HELP = "Left and right arrow keys move a cursor that says the numbers, up and down lead to other panels.";

const MAGNIFIER_HELP = " Plus and minus zoom, Page Up and Page Down move, 0 shows all.";

export function FigureView<From>({
  figure: id,
  name,
  of,
  options,
  note,
  theme,
  source,
  pick,
  magnifier,
  isTall = true,
  children,
}: FigureViewProps<From>) {
  const described = useId();
  const [page, setPage] = useState<PageSize>();
  const [cursor, setCursor] = useState<Cursor>();
  const [isByKeys, setByKeys] = useState(false);
  const figure = useFigure<From>(id);
  const window = magnifier?.window;
  const last = useRef<Point>();
  const picture = useMemo(
    () =>
      figure && page
        ? drawn(() => figure.draw({ ...of, title: "" }, options(figure), { ...page, ...(window ? { window } : {}), fits: true }))
        : undefined,
    [figure, of, options, page?.width, page?.height, window?.join()],
  );
  const scene = picture?.scene;
  const panel = cursor && scene?.panels[cursor.panel];
  const at = panel && { x: panel.frame.x + cursor.share * panel.frame.width, y: cursor.y ?? panel.frame.y + panel.frame.height / 2 };
  const reading = panel && at ? readingOf(panel, at, cursor.y !== undefined) : [];
  const { operating, height } = pick ?? {};
  const overlay = useCallback<Overlay>(
    (pen) => {
      if (operating !== undefined) for (const each of scene?.panels ?? []) paintShapes(pen, operatingShapes(each, operating, height));
      if (!panel || !at) return;
      pen.context.fillStyle = pen.theme.text;
      pen.context.fillRect(at.x - 0.5, panel.frame.y, 1, panel.frame.height);
    },
    [scene, operating, height, panel, at?.x],
  );
  const setAt = (place: Point, kind: ChangeKind) => {
    const under = scene?.panels.find(({ frame }) => isInside(frame, place));
    if (under) pick?.set(under, dataAt(under, place), kind);
  };
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && pick && at) {
      setAt(at, "step");
      event.preventDefault();
      return;
    }
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    if (magnifier && magnifiesByKey(magnifier, panel ?? scene.panels[0]!, at, event.key)) {
      event.preventDefault();
      return;
    }
    const next = cursorByKey(event.key, scene, cursor, event.shiftKey);
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
    ...(pick ? { press: (place: Point) => setAt(place, "move"), drag: (place: Point) => setAt(place, "move") } : {}),
    ...(magnifier && scene ? magnifierIntents(magnifier, scene, last) : {}),
  };
  const help = `${HELP}${pick ? ` Enter sets ${pick.what} there.` : ""}${magnifier ? MAGNIFIER_HELP : ""}`;
  return (
    <div class="plot-view" data-view={id}>
      {children}
      <Stage
        label={`${name} of ${of.title}`}
        describedBy={described}
        scene={scene}
        reason={picture?.reason}
        overlay={panel || operating !== undefined ? overlay : undefined}
        theme={theme}
        intents={intents}
        onKeyDown={keys}
        onBlur={() => setCursor(undefined)}
        onSize={setPage}
        touch="pan-y"
        isTall={isTall}
      />
      {scene && at && reading.length > 0 && <Tip lines={reading} at={isByKeys ? pageTop(panel, at) : at} page={scene} />}
      <Foot
        note={note}
        view={id}
        title={of.title}
        theme={theme}
        source={source}
        picture={(page) => figure?.draw(of, options(figure), window ? { ...filePage, ...page, window } : page)}
      />
      <Words id={described} description={`${scene?.description ?? ""} ${note} ${help}`} news={isByKeys ? reading.join(", ") : ""} />
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

/** A scene on a canvas, with a second canvas above it for what moves with the pointer. Sizes itself; hands gestures on. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import { compose, dark, light, type PageSize, type Scene, type Theme } from "../../../../src/figures/index.ts";
import { type Brush, paintPage } from "../paint/canvas.ts";
import { type Contact, Gestures, type Intents } from "./gestures.ts";
import { Said } from "./said.tsx";

/** Paints over the scene; the brush's context has the page's coordinates. */
export type Overlay = (brush: Brush) => void;

export interface StageProps {
  /** Short name, read out first. */
  readonly label: string;
  readonly describedBy?: string;
  readonly scene: Scene | undefined;
  /** Why there is none; without it a scene is on its way. */
  readonly reason?: string | undefined;
  /** Absent while there is nothing to paint: a canvas that stays as it is costs nothing. */
  readonly overlay?: Overlay | undefined;
  readonly theme: string;
  readonly intents: Intents;
  onKeyDown?(event: JSX.TargetedKeyboardEvent<HTMLElement>): void;
  onBlur?(): void;
  /** The page that fits the place, in points. */
  onSize(page: PageSize): void;
  /** What one finger may still do to the page around: scroll it, or nothing. */
  readonly touch: "pan-y" | "none";
  /** A scene of several parts: it has a larger page in the same place, and is scrolled where it is higher than that. */
  readonly isTall?: boolean;
  readonly class?: string;
}

/** Colours of a theme of the studio. */
export const plotTheme = (name: string): Theme => (name.includes("dark") ? dark : light);

/** Pixels of the screen a CSS pixel, and CSS pixels a point: type grows with the size of text around it. */
interface Measure {
  readonly ratio: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

const USUAL_TEXT = 15;

/** A page lower or narrower than this has no room for its labels [points]: type shrinks instead, down to `zoom`. */
const least = { width: 290, height: 210, zoom: 0.65 } as const;
const leastOfTall = { width: 520, height: 260, zoom: 0.65 } as const;

function measureElement(element: HTMLElement): Measure {
  const { width: wide, height: high, zoom } = "tall" in element.dataset ? leastOfTall : least;
  const text = Number.parseFloat(getComputedStyle(element).fontSize) / USUAL_TEXT;
  const { clientWidth: width, clientHeight: height } = element;
  const fitting = Math.min(text || 1, 3, width / wide, height / high);
  return { ratio: devicePixelRatio || 1, zoom: Math.max(zoom, fitting), width, height };
}

export function Stage(props: StageProps) {
  const host = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const isPainted = useRef(false);
  const [size, setSize] = useState<Measure>();
  const { scene, reason, overlay, onSize } = props;
  const theme = plotTheme(props.theme);
  useSize(host, setSize, props.theme);
  useLayoutEffect(() => {
    if (size && size.width > 0) onSize({ width: Math.round(size.width / size.zoom), height: Math.round(size.height / size.zoom) });
  }, [size]);
  useLayoutEffect(() => {
    const brush = size && scene && brushOf(base.current, scene, size, theme);
    if (brush) paintPage(brush, compose(scene!));
  }, [scene, size, theme]);
  useLayoutEffect(() => {
    if (!overlay && !isPainted.current) return;
    const brush = size && scene && brushOf(above.current, scene, size, theme);
    if (!brush) return;
    isPainted.current = overlay !== undefined;
    brush.context.setTransform(1, 0, 0, 1, 0, 0);
    brush.context.clearRect(0, 0, brush.context.canvas.width, brush.context.canvas.height);
    brush.context.setTransform(brush.scale, 0, 0, brush.scale, 0, 0);
    overlay?.(brush);
  }, [scene, overlay, size, theme]);
  const pointers = usePointers(host, props.intents, size);
  const place = scene && size ? { width: `${scene.width * size.zoom}px`, height: `${scene.height * size.zoom}px` } : {};
  // What is not on show is measured as nothing, and draws nothing.
  const isComing = size !== undefined && size.width > 0 && !scene && reason === undefined;
  return (
    <>
      <div
        ref={host}
        class={`plot-stage ${props.class ?? ""}`}
        role="application"
        aria-busy={isComing}
        aria-roledescription="plot"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a plot is operated by keys, as its role says.
        tabIndex={0}
        data-touch={props.touch}
        data-tall={props.isTall === true ? "" : undefined}
        onKeyDown={props.onKeyDown}
        onBlur={props.onBlur}
        {...pointers}
      >
        <canvas ref={base} style={place} />
        <canvas ref={above} style={place} />
      </div>
      {reason !== undefined && (
        <p class="plot-over">
          <Said text={reason} />
        </p>
      )}
    </>
  );
}

/** Follows the element's size, the size of its text and the density of the screen. */
function useSize(host: { readonly current: HTMLElement | null }, set: (size: Measure) => void, theme: string): void {
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const update = () => set(measureElement(element));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    const density = matchMedia(`(resolution: ${devicePixelRatio || 1}dppx)`);
    density.addEventListener("change", update);
    return () => {
      observer.disconnect();
      density.removeEventListener("change", update);
    };
  }, [theme]);
}

/** The canvas with the size that the scene needs; changing the size of a canvas clears it, so it is kept where it fits. */
function brushOf(canvas: HTMLCanvasElement | null, scene: Scene, size: Measure, theme: Theme): Brush | undefined {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return undefined;
  const scale = size.ratio * size.zoom;
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return { context, theme, scale };
}

function usePointers(host: { readonly current: HTMLElement | null }, intents: Intents, size: Measure | undefined) {
  const latest = useRef(intents);
  latest.current = intents;
  const zoom = useRef(1);
  zoom.current = size?.zoom ?? 1;
  const gestures = useMemo(() => new Gestures(() => latest.current), []);
  const place = (event: MouseEvent) => {
    const box = host.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / zoom.current, y: (event.clientY - box.top + host.current!.scrollTop) / zoom.current };
  };
  const contact = (event: PointerEvent): Contact => ({
    ...place(event),
    id: event.pointerId,
    kind: event.pointerType === "touch" || event.pointerType === "pen" ? event.pointerType : "mouse",
    shift: event.shiftKey,
    moves: event.ctrlKey || event.metaKey || event.button > 0 || event.buttons > 1,
  });
  // Preact's handler would be passive where browsers make wheel listeners so, and the page would scroll.
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      if (!latest.current.zoom) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 33 : 1;
      gestures.wheel(place(event), event.deltaX * lines, event.deltaY * lines, event.shiftKey);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, []);
  return {
    onPointerDown(event: PointerEvent) {
      host.current?.setPointerCapture(event.pointerId);
      gestures.down(contact(event), event.timeStamp);
    },
    onPointerMove: (event: PointerEvent) => gestures.move(contact(event)),
    onPointerUp: (event: PointerEvent) => gestures.up(contact(event)),
    onPointerCancel: (event: PointerEvent) => gestures.lost(event.pointerId),
    onPointerLeave: () => gestures.leave(),
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}

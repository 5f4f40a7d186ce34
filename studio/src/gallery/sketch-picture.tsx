/** The first trace of a model, computed when its card comes into sight. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useStudio } from "../state/studio.ts";
import type { Sketch } from "./gallery.ts";

/** Sketches that were computed during this visit. */
const known = new Map<string, Sketch | undefined>();

export function SketchPicture({ id }: { readonly id: string }) {
  const studio = useStudio();
  const place = useRef<HTMLSpanElement>(null);
  const [sketch, setSketch] = useState(known.get(id));
  useEffect(() => {
    if (known.has(id) || !place.current) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      watch.disconnect();
      void studio.engine.call("sketch", id).then((drawn) => {
        known.set(id, drawn);
        setSketch(drawn);
      });
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [id]);
  return (
    <span class="sketch" ref={place}>
      {sketch !== undefined && (
        <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
          <polyline points={sketch} />
        </svg>
      )}
    </span>
  );
}

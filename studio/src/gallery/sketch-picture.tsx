/** The first trace of a card, or the size of its network, computed when the card comes into sight. */
import { useEffect, useRef, useState } from "preact/hooks";
import { sizeWords } from "../../../src/session/index.ts";
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
      {sketch?.kind === "trace" && (
        <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
          <polyline points={sketch.points} />
        </svg>
      )}
      {sketch?.kind === "size" && <span class="sketch-size">{sizeWords(sketch.size)}</span>}
    </span>
  );
}

/** Everything that can be opened: models with their sets, and examples. A click opens one. */
import { useEffect, useState } from "preact/hooks";
import { Sheet } from "../shell/sheet.tsx";
import { useStudio } from "../state/studio.ts";
import type { GalleryGroup, GalleryItem } from "./gallery.ts";
import { SketchPicture } from "./sketch-picture.tsx";

export function GallerySheet() {
  const studio = useStudio();
  const [groups, setGroups] = useState<readonly GalleryGroup[]>();
  const [words, setWords] = useState("");
  useEffect(() => void studio.engine.call("gallery", null).then(setGroups), []);
  const found = (groups ?? []).map((group) => ({ ...group, items: group.items.filter((item) => matches(group, item, words)) }));
  return (
    <Sheet title="Gallery" close={() => (studio.sheet.value = undefined)}>
      <input
        type="search"
        class="search"
        placeholder="Find a model or a behaviour, such as bursting"
        aria-label="Find in the gallery"
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
      />
      {!groups && <p class="empty">Looking through the catalogue ...</p>}
      {groups && found.every(({ items }) => items.length === 0) && <p class="empty">Nothing has all these words.</p>}
      {found.map(({ id, title, items }) => items.length > 0 && <Group key={id} id={id} title={title} items={items} />)}
    </Sheet>
  );
}

function matches(group: GalleryGroup, item: GalleryItem, words: string): boolean {
  const text = `${group.title} ${item.id} ${item.title} ${item.phenomenon} ${item.source}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Group({ id, title, items }: GalleryGroup) {
  const studio = useStudio();
  return (
    <section class="gallery-group" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" class="card" data-open={item.id} title={item.phenomenon} onClick={() => void studio.openNamed(item.id)}>
              <SketchPicture id={item.id} />
              <span class="card-title">{item.id === id ? "as published" : item.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

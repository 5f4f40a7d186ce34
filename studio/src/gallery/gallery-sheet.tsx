/** Everything that can be opened: examples by subject, and models with their sets. A click opens one. */
import { useEffect, useState } from "preact/hooks";
import { Sheet } from "../shell/sheet.tsx";
import { theme } from "../state/preferences.ts";
import { useStudio } from "../state/studio.ts";
import { EXAMPLE, type GalleryGroup, type GalleryItem } from "./gallery.ts";
import { SketchPicture } from "./sketch-picture.tsx";
import { madeOf, thumbnailOf } from "./thumbnails.ts";

export function GallerySheet() {
  const studio = useStudio();
  const [groups, setGroups] = useState<readonly GalleryGroup[]>();
  const [words, setWords] = useState("");
  useEffect(() => void studio.engine.call("gallery", null).then(setGroups), []);
  const found = (groups ?? []).map((group) => ({ ...group, items: group.items.filter((item) => matches(group, item, words)) }));
  const count = found.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Sheet title="Gallery" close={() => (studio.sheet.value = undefined)}>
      <input
        type="search"
        class="search"
        placeholder="Find a model, a behaviour or a scale: bursting, decision, mesoscopic"
        aria-label="Find in the gallery"
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <p class="unseen" role="status">
        {groups && words !== "" ? `${count} found` : ""}
      </p>
      {!groups && <p class="empty">Looking through the catalogue ...</p>}
      {groups && count === 0 && <p class="empty">Nothing has all these words.</p>}
      {found.map((group) => group.items.length > 0 && <Group key={group.id} {...group} />)}
    </Sheet>
  );
}

function matches(group: GalleryGroup, item: GalleryItem, words: string): boolean {
  const text = `${group.title} ${item.id} ${item.title} ${item.phenomenon} ${item.source} ${scalesOf(item.id).join(" ")}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const exampleOf = (id: string) => (id.startsWith(EXAMPLE) ? id.slice(EXAMPLE.length) : undefined);

/** The scales that can run an example; none for a model, which all have that can run neurons. */
const scalesOf = (id: string) => madeOf[exampleOf(id) ?? ""]?.scales ?? [];

function Group({ id, title, tour, items }: GalleryGroup) {
  const { sheet } = useStudio();
  return (
    <section class="gallery-group" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {tour !== undefined && (
          <button type="button" class="link" onClick={() => (sheet.value = "tours")}>
            Tours
          </button>
        )}
      </header>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <Card item={item} title={item.id === id ? "as published" : item.title} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ item: { id, phenomenon }, title }: { readonly item: GalleryItem; readonly title: string }) {
  const studio = useStudio();
  const example = exampleOf(id);
  const picture = example === undefined ? undefined : thumbnailOf(example, theme.value);
  const scales = scalesOf(id);
  return (
    <button type="button" class="card" data-open={id} title={phenomenon} onClick={() => void studio.openNamed(id)}>
      {picture === undefined ? (
        <SketchPicture id={id} />
      ) : (
        <img class="thumbnail" src={picture} alt="" width="320" height="179" loading="lazy" />
      )}
      <span class="card-title">{title}</span>
      {scales.length > 0 && (
        <span class="card-scales">
          <span class="unseen">, runs as </span>
          {scales.join(" \u00b7 ")}
        </span>
      )}
    </button>
  );
}

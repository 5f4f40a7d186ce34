/** The list of all views: what each shows, or why the document has no such picture. It stays open for several choices. */
import { useEffect } from "preact/hooks";
import type { ViewId } from "../contract.ts";
import { Said } from "../plots/stage/said.tsx";
import type { Offer } from "../views/offers.ts";

export interface ViewListProps {
  readonly offers: readonly Offer[];
  /** Somebody wants to know what scales say of the document. */
  ask(): void;
  choose(id: ViewId): void;
  isPressed(id: ViewId): boolean;
}

export function ViewList({ offers, ask, choose, isPressed }: ViewListProps) {
  useEffect(() => ask(), []);
  const groups = [...new Set(offers.map(({ view }) => view.group))];
  return (
    <section class="view-list" aria-label="All views">
      {groups.map((group) => (
        <fieldset key={group}>
          <legend>{group}</legend>
          {offers.flatMap(({ view: { id, name, meaning, ...view }, lack }) =>
            view.group === group ? (
              <button type="button" key={id} aria-pressed={isPressed(id)} data-lacks={lack !== undefined} onClick={() => choose(id)}>
                <strong>{name}</strong>
                <span>
                  <Said text={firstSentence(lack ?? meaning)} />
                </span>
              </button>
            ) : (
              []
            ),
          )}
        </fieldset>
      ))}
    </section>
  );
}

/** The view itself says the rest. */
const firstSentence = (text: string) => /^.*?\.(?= [A-Z])/.exec(text)?.[0] ?? text;

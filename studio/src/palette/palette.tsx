/** Every action of the studio, found by typing and done with Enter. The focus goes back to where it was. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Action } from "../actions/action.ts";
import { basicActions, perform } from "../actions/basic.ts";
import { type Found, foundActions } from "../actions/found.ts";
import type { GalleryGroup } from "../gallery/gallery.ts";
import { Said } from "../plots/stage/said.tsx";
import { useStudio } from "../state/studio.ts";
import { inGroups, matching } from "./match.ts";
import "../styles/palette.css";

/** Steps of Page Up and Page Down. */
const PAGE = 8;

/** What it does with views is handed in: only the page itself has all of them at its first load. */
export type PaletteProps = Pick<Found, "offers" | "toggleView" | "showAlone">;

export function Palette(views: PaletteProps) {
  const studio = useStudio();
  const { sheet } = studio;
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [gallery, setGallery] = useState<readonly GalleryGroup[]>();
  const id = useId();
  const all = [
    ...basicActions.filter((action) => action.id !== "palette"),
    ...foundActions({ studio, ...views, ...(gallery ? { gallery } : {}) }),
  ];
  const groups = inGroups(matching(all, typed));
  const found = groups.flatMap(([, actions]) => actions);
  const current = found[Math.min(at, found.length - 1)];
  const optionId = (action: Action) => `${id}-${all.indexOf(action)}`;
  const close = () => (sheet.value = undefined);
  useEffect(() => {
    const { current: page } = dialog;
    page?.showModal();
    studio.acceptance.want();
    void studio.engine.call("gallery", null).then(setGallery);
    // A press beside the list meets its backdrop, which is the dialog itself.
    const beside = ({ target }: Event) => target === page && close();
    page?.addEventListener("click", beside);
    return () => {
      page?.removeEventListener("click", beside);
      page?.close();
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  const choose = (action: Action | undefined) => {
    if (!action) return;
    const lack = action.lacks?.(studio);
    if (lack !== undefined) return;
    // Closed first, so that the action has the last word on the focus.
    dialog.current?.close();
    close();
    perform(action, studio);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const { key } = event;
    if (key === "Enter") choose(current);
    else if (key === "ArrowDown") setAt(at >= last ? 0 : at + 1);
    else if (key === "ArrowUp") setAt(at <= 0 ? last : at - 1);
    else if (key === "PageDown") setAt(Math.min(last, at + PAGE));
    else if (key === "PageUp") setAt(Math.max(0, at - PAGE));
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Find an action"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <input
        type="text"
        role="combobox"
        aria-label="Find an action"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current && optionId(current)}
        placeholder="What shall be done? A view, a model, a dial, a file ..."
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="palette-list" role="listbox" id={`${id}-list`} aria-label="Actions" ref={list}>
        {groups.map(([group, actions], i) => (
          <fieldset aria-labelledby={`${id}-group-${i}`} key={group}>
            <p class="palette-group" id={`${id}-group-${i}`}>
              {group}
            </p>
            {actions.map((action) => (
              <Option
                key={action.id}
                id={optionId(action)}
                action={action}
                isCurrent={action === current}
                point={() => setAt(found.indexOf(action))}
                choose={() => choose(action)}
              />
            ))}
          </fieldset>
        ))}
        {found.length === 0 && <p class="palette-none">Nothing has all these words.</p>}
      </div>
      <p class="unseen" role="status">
        {found.length === 1 ? "1 action" : `${found.length} actions`}
      </p>
    </dialog>
  );
}

interface OptionProps {
  readonly id: string;
  readonly action: Action;
  readonly isCurrent: boolean;
  point(): void;
  choose(): void;
}

function Option({ id, action, isCurrent, point, choose }: OptionProps) {
  const { name, about, key, isOn } = action;
  const lack = action.lacks?.(useStudio());
  const says = lack ?? about;
  return (
    <button
      type="button"
      id={id}
      role="option"
      class="palette-option"
      data-action={action.id}
      aria-selected={isCurrent}
      aria-disabled={lack !== undefined}
      tabIndex={-1}
      onPointerMove={point}
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <span class="palette-name">
        {name}
        {isOn === true && <span class="palette-on">on</span>}
      </span>
      {says !== undefined && (
        <span class="palette-about">
          <Said text={says} />
        </span>
      )}
      {key && <kbd>{key.shown}</kbd>}
    </button>
  );
}

/** The bar on top: where one is, what can be opened, undone, kept and shown. */
import type { ComponentChildren } from "preact";
import type { Action } from "../actions/action.ts";
import { basic, perform } from "../actions/basic.ts";
import { chooseLook, chooseTypeSize, look, looks, typeSize, typeSizes } from "../state/preferences.ts";
import { useStudio } from "../state/studio.ts";
import { Icon } from "./icons.tsx";
import { Menu, MenuChoice, MenuItem } from "./menu.tsx";

export function Bar() {
  const { title, tour } = useStudio();
  return (
    <header class="bar">
      <div class="title">
        <span class="brand">Lapicque</span>
        <h1>{title.value}</h1>
      </div>
      <nav class="actions" aria-label="Studio">
        <Button action={basic.palette} kind="square wide">
          <Icon name="find" />
        </Button>
        <Button action={basic.gallery}>Gallery</Button>
        <Button action={basic.tours} isOn={tour.value !== undefined}>
          Tours
        </Button>
        <span class="pair">
          <Button action={basic.undo} kind="square">
            <Icon name="undo" />
          </Button>
          <Button action={basic.redo} kind="square">
            <Icon name="redo" />
          </Button>
        </span>
        <Button action={basic.link} kind="wide">
          Share
        </Button>
        <Menu label="File" atEnd>
          <MenuItem action={basic.open} />
          <MenuItem action={basic.save} />
          <MenuItem action={basic.export} />
          <MenuItem action={basic.link} />
          <MenuItem action={basic.command} />
        </Menu>
        <Menu label="View" atEnd>
          <MenuChoice label="Colours" all={looks} value={look.value} choose={chooseLook} />
          <MenuChoice label="Type" all={typeSizes} value={typeSize.value} choose={chooseTypeSize} />
          <MenuItem action={basic.palette} />
          <MenuItem action={basic.help} />
        </Menu>
      </nav>
    </header>
  );
}

interface ButtonProps {
  readonly action: Action;
  /** `square` shows a drawing; `wide` is left out where there is little room: a menu has it too. */
  readonly kind?: "square" | "wide" | "square wide";
  readonly isOn?: boolean;
  readonly children: ComponentChildren;
}

function Button({ action, kind, isOn, children }: ButtonProps) {
  const studio = useStudio();
  const { name, key } = action;
  const says = key ? `${name} (${key.shown})` : name;
  return (
    <button
      type="button"
      class={kind === undefined ? "quiet" : `quiet ${kind}`}
      aria-label={kind?.startsWith("square") ? name : undefined}
      aria-pressed={isOn}
      title={says}
      disabled={action.lacks?.(studio) !== undefined}
      onClick={() => perform(action, studio)}
    >
      {children}
    </button>
  );
}

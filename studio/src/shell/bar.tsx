/** The bar on top: where one is, what can be opened, undone, kept and shown. */
import { commandLine } from "../state/document.ts";
import { chooseLook, chooseTypeSize, look, typeSize } from "../state/preferences.ts";
import { useStudio } from "../state/studio.ts";
import { chooseFile, copyText, saveDocument } from "./files.ts";
import { Icon } from "./icons.tsx";
import { Menu, MenuChoice, MenuItem } from "./menu.tsx";

export function Bar() {
  const studio = useStudio();
  const { document, title, steps, sheet, tour } = studio;
  return (
    <header class="bar">
      <div class="title">
        <span class="brand">Lapicque</span>
        <h1>{title.value}</h1>
      </div>
      <nav class="actions" aria-label="Studio">
        <button type="button" class="quiet" onClick={() => (sheet.value = "gallery")}>
          Gallery
        </button>
        <button type="button" class="quiet" aria-pressed={tour.value !== undefined} onClick={() => (sheet.value = "tours")}>
          Tours
        </button>
        <span class="pair">
          <button
            type="button"
            class="quiet square"
            aria-label="Undo"
            title="Undo (Ctrl Z)"
            disabled={steps.value.undo === 0}
            onClick={() => studio.undo()}
          >
            <Icon name="undo" />
          </button>
          <button
            type="button"
            class="quiet square"
            aria-label="Redo"
            title="Redo (Ctrl Y)"
            disabled={steps.value.redo === 0}
            onClick={() => studio.redo()}
          >
            <Icon name="redo" />
          </button>
        </span>
        <button type="button" class="quiet wide" onClick={() => void copyText(studio, studio.link(), "The link")}>
          Share
        </button>
        <Menu label="File" atEnd>
          <MenuItem label="Open files" hint="Ctrl O" onClick={() => chooseFile(studio)} />
          <MenuItem label="Save the document" hint="Ctrl S" onClick={() => void saveDocument(studio)} />
          <MenuItem label="Copy a link" hint="L" onClick={() => void copyText(studio, studio.link(), "The link")} />
          <MenuItem
            label="Copy the command line"
            onClick={() => void copyText(studio, commandLine(document.peek()), "The command line that makes this")}
          />
        </Menu>
        <Display />
      </nav>
    </header>
  );
}

function Display() {
  const { sheet } = useStudio();
  return (
    <Menu label="View" atEnd>
      <MenuChoice
        label="Colours"
        all={[
          ["auto", "System"],
          ["light", "Light"],
          ["dark", "Dark"],
        ]}
        value={look.value}
        choose={chooseLook}
      />
      <MenuChoice
        label="Type"
        all={[
          ["usual", "Usual"],
          ["large", "Projector"],
        ]}
        value={typeSize.value}
        choose={chooseTypeSize}
      />
      <MenuItem label="Keys" hint="?" onClick={() => (sheet.value = "help")} />
    </Menu>
  );
}

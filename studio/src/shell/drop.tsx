/** A document may be dropped anywhere on the page. */
import { useEffect, useState } from "preact/hooks";
import type { Studio } from "../state/studio.ts";
import { openFiles } from "./files.ts";

/** Whether a file is held over the page. */
export function useDrop(studio: Studio): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void openFiles(studio, event.dataTransfer?.files);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [studio]);
  return isOver;
}

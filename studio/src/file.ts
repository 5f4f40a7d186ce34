/** The single file: its worker's code stands in the page as text, because a page from `file:` may load nothing. */
import { start } from "./start.tsx";

void start(() => {
  const code = document.getElementById("worker")?.textContent ?? "";
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
});

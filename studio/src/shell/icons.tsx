/** Small drawings for buttons, in the colour of the text around them. Always beside or behind a name. */
const paths = {
  undo: "M8 4 3.5 8.5 8 13M4 8.5h8a5 5 0 0 1 0 10H8",
  redo: "M12 4l4.5 4.5L12 13M16 8.5H8a5 5 0 0 0 0 10h4",
  reset: "M4 4v5h5M4.6 9A7 7 0 1 1 4 13",
  close: "M5 5l10 10M15 5 5 15",
  grow: "M12 4h4v4M8 16H4v-4M16 4l-5 5M4 16l5-5",
  shrink: "M16 8h-4V4M4 12h4v4M12 8l4-4M8 12l-4 4",
  find: "M13 13l4 4M14.5 8.75a5.75 5.75 0 1 1-11.5 0a5.75 5.75 0 0 1 11.5 0z",
  down: "M5 8l5 5 5-5",
} as const;

export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

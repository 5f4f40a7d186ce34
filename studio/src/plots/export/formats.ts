/** What a view can be written as. */
export type Format = "svg" | "png" | "csv";

export const formats: readonly { readonly id: Format; readonly title: string; readonly type: string }[] = [
  { id: "svg", title: "SVG picture", type: "image/svg+xml" },
  { id: "png", title: "PNG picture", type: "image/png" },
  { id: "csv", title: "CSV numbers", type: "text/csv" },
];

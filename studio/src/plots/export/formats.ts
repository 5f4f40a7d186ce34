/** What a view can be written as. */
export type Format = "svg" | "pdf" | "png" | "print-png" | "print-pdf" | "csv" | "npz";

/** What the file is drawn on: a page for slides, or one as wide as it will be on paper. */
export interface FormatEntry {
  readonly id: Format;
  readonly title: string;
  readonly extension: string;
  readonly type: string;
  readonly isPrint?: true;
}

export const formats: readonly FormatEntry[] = [
  { id: "svg", title: "SVG picture", extension: "svg", type: "image/svg+xml" },
  { id: "pdf", title: "PDF picture", extension: "pdf", type: "application/pdf" },
  { id: "png", title: "PNG picture", extension: "png", type: "image/png" },
  { id: "csv", title: "CSV numbers", extension: "csv", type: "text/csv" },
  { id: "npz", title: "NPZ arrays", extension: "npz", type: "application/zip" },
  { id: "print-pdf", title: "PDF for paper", extension: "pdf", type: "application/pdf", isPrint: true },
  { id: "print-png", title: "PNG for paper, 300 dpi", extension: "png", type: "image/png", isPrint: true },
];

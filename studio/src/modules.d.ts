/** What the build puts into the page beside modules. */
declare module "*.css";

interface ImportMeta {
  /** Vite: the texts, or the addresses, of all files that match, by their path. */
  glob(
    pattern: string,
    options: { readonly query: "?raw" | "?url"; readonly import: "default"; readonly eager: true },
  ): Readonly<Record<string, string>>;
}

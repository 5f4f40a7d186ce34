/** What the build puts into the page beside modules. */
declare module "*.css";

/** The address of a file: of the site, or a `data:` address in the single file. */
declare module "*?url" {
  const address: string;
  export default address;
}

interface ImportMeta {
  /** Vite: the texts, or the addresses, of all files that match, by their path. */
  glob(
    pattern: string,
    options: { readonly query: "?raw" | "?url"; readonly import: "default"; readonly eager: true },
  ): Readonly<Record<string, string>>;
}
